// Digest and issue: what is configured, and the content of one mail of it.
import type { Span } from "../watchlists/watchlist.ts";

/** When a digest is sent: five-field cron, immediately, or every so many minutes. */
export type Schedule = { kind: "cron"; expression: string } | { kind: "immediately" } | { kind: "every"; minutes: number };

/** A quiet span of each local day, in minutes after midnight; if `from` > `to` it spans midnight. */
export interface QuietHours {
  from: number;
  to: number;
}

/** One place where a digest's issues go. */
export interface DigestChannel {
  /** As src/channels/channels.ts names it. */
  kind: string;
  /** As the ledger names it, without secrets: no other of the digest has this name. Null if readers come for the issues themselves. */
  recipient: string | null;
  /** What digests.yaml says of it, as its kind reads it. */
  setting: unknown;
}

export interface Digest {
  id: string;
  /** Its heading and the beginning of its subjects; null for the id. */
  name: string | null;
  /** Where its issues go, each once. */
  channels: DigestChannel[];
  /** Ids of watchlists; null means all. */
  watchlists: string[] | null;
  schedule: Schedule;
  timezone: string;
  quiet: QuietHours | null;
  /** Whether immediate stories are collected while a watchlist has far more than usual. */
  surge: boolean;
  atMost: number;
  /** How long a digest without times waits after the first match, so that copies of the same round are in its mail. */
  settleMs: number;
  /** How many mails a digest without times sends in an hour; more stories are gathered. */
  mailsPerHour: number;
  /** How long a story that was sent is held back before its news is sent. */
  holdMs: number;
  /** Whether an issue without stories is sent at its time, as proof of silence. */
  whenEmpty: "skip" | "send";
  /** The sentences above its stories; null for none. */
  brief: { sentencesMax: number; model: BriefModel | null } | null;
}

/** A server that chooses sentences, as OpenAI's chat completions do. */
export interface BriefModel {
  /** Where chat completions are asked for. */
  url: string;
  /** Its model. */
  name: string;
  /** Null if it wants none. */
  key: string | null;
}

/** A sentence that an article has, word for word. */
export interface BriefSentence {
  text: string;
  /** The id of the story; its outlet and link are the article's. */
  story: string;
  outlet: string;
  url: string | null;
  language: string | null;
}

/** One outlet's copy of a story. */
export interface IssueCopy {
  outlet: string;
  title: string;
  url: string | null;
  publishedAt: string | null;
}

/** One story as an issue shows it. */
export interface IssueStory {
  id: string;
  title: string;
  url: string | null;
  outlet: string;
  language: string | null;
  publishedAt: string | null;
  firstSeenAt: string;
  /** The number of the article that is shown. Missing in old issues. */
  article?: string;
  /** The sentence or two around the first match, and the offsets of the matched words in it. */
  excerpt: { text: string; marks: { start: number; end: number }[] };
  titleMarks: { start: number; end: number }[];
  /** The watchlist's terms that hit, as written. */
  terms: string[];
  /** Why only the feed's summary could be read, as a message for people; null if the page was read. */
  summaryOnly: string | null;
  /** If only the beginning could be read: what is missing, as a message for people. Missing in old issues. */
  beginningOnly?: string | null;
  /** The feed whose words these are, if it is not of the article's site. Missing in old issues. */
  listedBy?: string | null;
  /** The audio or video file that its feed names next to its page. Missing in old issues. */
  media?: string;
  /** If only forged mails lead to it: what the mail server found. Missing in old issues. */
  forged?: string;
  /** When other words replaced these at their source; null if they still stand there. Missing in old issues. */
  changedAt?: string | null;
  /** The agency or outlet that seems to have written it first, and the evidence. */
  /** `isDoubtful`: one outlet alone says so, and another had the story well before it. Missing in old issues. */
  origin: { name: string; evidence: string; isDoubtful?: true } | null;
  copies: IssueCopy[];
  /** How many independent reports there are; the other articles are copies of these. Missing in old issues. */
  reports?: number;
  /** The outlet that published it first, and why it may have been another; null if there is only one article. */
  first?: { outlet: string; at: string; doubt: string | null } | null;
  /** Its last version, as its headlines call it ("UPDATE 2"). `by`: the outlet that says so, if it is another than the one shown. */
  version?: { mark: string; at: string; by?: string } | null;
  /** What is new compared with what was sent before: of this story itself, or of the one that it follows; or what its other outlets add. */
  news?: {
    of: "this" | "followed" | "copies";
    toldAt: string | null;
    sentences: string[];
    more: number;
    /** An article among them says that it corrects or withdraws an earlier one. Missing in old issues. */
    mark?: "corrected" | "withdrawn";
    /** The outlet that says so. Missing in old issues. */
    markedBy?: string;
  } | null;
  /** Its other versions, the newest first. Missing in old issues. */
  versions?: { mark: string; at: string; url: string | null; by?: string }[];
  /** The names of further watchlists of the digest that it matched. Missing in old issues. */
  alsoOn?: string[];
  /** Our own page about it, if pages are served. */
  record?: string | null;
  /** The story that this one follows up; with `id` it is shown under that story if both are in the same section. */
  follows: {
    title: string;
    url: string | null;
    id?: string;
    /** This one tells it in another language. */ isTold?: boolean;
  } | null;
  /** The same story in other languages. Missing in old issues. */
  elsewhere?: ToldInLanguage[];
}

/** A story as another language's outlet tells it. */
export interface ToldInLanguage {
  story: string;
  language: string | null;
  outlet: string;
  title: string;
  url: string | null;
}

/** A story of which only this is shown. */
export type IssueHeadline = Pick<IssueStory, "id" | "title" | "url" | "outlet">;

/** Mails of one digest to one recipient that ended alike. */
export interface Undelivered {
  digest: string;
  /** Null if it is another digest's recipient, which readers of this one must not learn. */
  to: string | null;
  /** `twice` may have been delivered twice; `suppressed` is no longer sent; `filed` was only written to a file, without a mail server. */
  end: "failed" | "retry" | "uncertain" | "late" | "twice" | "suppressed" | "filed";
  count: number;
  /** When the last of these issues was written. */
  issueAt: string;
  /** The mail server's reply, without other people's addresses. */
  reply: string;
  sentAt: string | null;
}

/** All that an issue says; rendering reads nothing else. */
export interface Issue {
  id: string;
  digest: string;
  /** The heading of its mails. Missing if it is the id. */
  name?: string;
  createdAt: string;
  /** When it should have been sent, if that is long enough ago that its reader waited for it. */
  dueAt?: string;
  timezone: string;
  /** How many mails went out within the hour, if that is why these stories come together. */
  gathered?: number;
  /** How many stories are of the first round of sources, watchlists or the digest. */
  firstReading?: number;
  /** Whether its mails begin with a list of the stories that they show. */
  contents?: true;
  /** Watchlists with far more stories than usual within the last hour. */
  surges?: { name: string; stories: number; usual: number }[];
  /** Sentences of some of its stories, and the name of the model that chose them, or null for rules. Missing if the digest wants none. */
  brief?: { sentences: BriefSentence[]; chosenBy: string | null };
  sections: { watchlist: string; name: string; stories: IssueStory[] }[];
  /** The ids of the stories that its mails show; the other stories of `sections` are on its page only. Old issues show all. */
  inMail?: string[];
  /** Whether the mails list the other stories by headline; old issues only count them. */
  listsRest?: true;
  /** Whether those for which there is no room in a mail stand in a file that is attached to it. */
  attachesRest?: true;
  /** In a preview: whether its issue will have a page with them; null if that depends on the process that sends it. */
  willHavePage?: true | null;
  /** The ids of stories that its page shows and its mails had no room to name. */
  onPageOnly?: string[];
  /** Stories that are not shown with their words, counted. */
  more: number;
  /** Of these, the ones that the mail lists by headline; set when a mail is rendered. */
  headlines?: IssueHeadline[];
  /** Stories with news that wait, since they were sent a short while ago. Missing in old issues. */
  held?: { title: string; toldAt: string; until: string }[];
  /** The proof of silence: what was read and what was not. */
  health: {
    feedsRead: number;
    feedsTotal: number;
    failing: { name: string; since: string | null; reason: string }[];
    /** Feeds that a person has paused. */
    paused?: { name: string; since: string }[];
    /** Readable feeds that have been silent for longer than usual, as `5 hours`; missing in old issues. */
    late?: { name: string; since: string; usual: string }[];
    /** When entries may have appeared and disappeared unseen since the last issue. */
    gaps?: { name: string; since: string; until: string }[];
    /** Feeds that brought more than their limits allow, and what became of the rest. */
    overLimits?: { name: string; why: string }[];
    /** What went wrong with mails of this digest and others, and was not reported yet. */
    undelivered?: Undelivered[];
    /** How often the machine's clock was set back since the last issue. */
    clock?: { at: string; was: string }[];
    /** Articles that no stage could finish, whenever they came in; missing in old issues. */
    quarantined?: number;
    /** Those that were given up since the last issue; `matched` if a watchlist had found them. Missing in old issues. */
    givenUp?: { title: string; reason: string; matched: boolean }[];
    /** Where the configuration on disk has faults, while the one before it stays in force. */
    configFaults?: { place: string; fault: string }[];
    summaryOnly: number;
    foldedCopies: number;
    articles: number;
  };
  webUrl: string | null;
  /** Where its readers say what they think of its stories, if pages are served; a story's number and the reader's token follow. Missing in old issues. */
  feedback?: string;
  /** Stands for that token (`readerMark` of page-token.ts). Set if `feedback` is. */
  readerMark?: string;
  /**
   * What its mails say at their end: the sender's address, null if no mail arrives there; where the pages are; and the names of its watchlists,
   * null for all. `ask`: mail programs can unsubscribe nowhere. Missing in old issues.
   */
  footer?: { from: string | null; settings: string | null; watchlists: string[] | null; ask?: true };
  /** It went out as its stories came, not at a time of its own: its mails hang together by story. */
  immediate?: true;
}

/** Spans of one article for one watchlist, with the texts that they point into. */
export interface MatchedText {
  title: string;
  text: string;
  spans: Span[];
}
