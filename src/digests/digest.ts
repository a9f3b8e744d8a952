// Digest and issue: what is configured, and what one mail of it holds.
import type { Span } from "../watchlists/watchlist.ts";

/** When a digest goes out: five-field cron, at once, or every so many minutes. */
export type Schedule = { kind: "cron"; expression: string } | { kind: "immediately" } | { kind: "every"; minutes: number };

/** A quiet span of each local day, as minutes after midnight; `from` > `to` spans midnight. */
export interface QuietHours {
  from: number;
  to: number;
}

export interface Digest {
  id: string;
  to: string[];
  /** Programs that get each issue as JSON, signed where there is a secret (Standard Webhooks). */
  webhooks: { url: string; secret: string | null }[];
  /** Addresses of incoming webhooks that take Slack's `{"text"}`. */
  slack: string[];
  /** Whether its issues stand at /digests/ID.atom as well. */
  atom: boolean;
  /** Ids of watchlists; null means all. */
  watchlists: string[] | null;
  schedule: Schedule;
  timezone: string;
  quiet: QuietHours | null;
  /** Whether stories that would go out at once are gathered while a watchlist has far more than usual. */
  surge: boolean;
  atMost: number;
  /** Whether an issue goes out at its time that tells no story, as proof of silence. */
  whenEmpty: "skip" | "send";
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
  /** The sentence or two around the first match, with the matched words' offsets into it. */
  excerpt: { text: string; marks: { start: number; end: number }[] };
  titleMarks: { start: number; end: number }[];
  /** The watchlist's terms that hit, as written. */
  terms: string[];
  /** Why only the feed's summary could be read, in words; null where the page was read. */
  summaryOnly: string | null;
  /** The agency or outlet that seems to have written it first, and on what grounds. */
  origin: { name: string; evidence: string } | null;
  copies: IssueCopy[];
  /** How many reports were written for themselves; the other articles are copies of these. Issues of long ago say nothing of it. */
  reports?: number;
  /** The outlet that published it first, and why it may have been another; null where one article alone tells it. */
  first?: { outlet: string; at: string; doubt: string | null } | null;
  /** Its last version, as headlines name it ("UPDATE 2"). */
  version?: { mark: string; at: string } | null;
  /** What this tells that was not told before: of this story itself, or of the one that it follows. */
  news?: { of: "this" | "followed"; toldAt: string | null; sentences: string[]; more: number } | null;
  /** Our own page about it, where pages are served. */
  record?: string | null;
  /** The story this one follows up; with `id` it is shown under that story where both are in the same section. */
  follows: { title: string; url: string | null; id?: string } | null;
}

/** Mails of one digest, to one recipient, that ended alike. */
export interface Undelivered {
  digest: string;
  /** Null where it is another digest's recipient, who is nobody's business here. */
  to: string | null;
  /** `twice` may be there twice; `suppressed` is not sent any more; `filed` is only a file, as there was no mail server. */
  end: "failed" | "retry" | "uncertain" | "late" | "twice" | "suppressed" | "filed";
  count: number;
  /** When the last of these issues was written. */
  issueAt: string;
  /** The mail server's words, without other people's addresses. */
  reply: string;
  sentAt: string | null;
}

/** Everything one issue says; rendering reads nothing else. */
export interface Issue {
  id: string;
  digest: string;
  createdAt: string;
  /** When it should have gone out, where that is so long ago that its reader waited for it. */
  dueAt?: string;
  timezone: string;
  /** Watchlists with far more stories within the last hour than is usual for them. */
  surges?: { name: string; stories: number; usual: number }[];
  sections: { watchlist: string; name: string; stories: IssueStory[] }[];
  /** The stories that its mails show, by their ids; the others of `sections` stand on its page alone. Issues of long ago show all. */
  inMail?: string[];
  /** Stories that nobody shows, counted. */
  more: number;
  /** The proof of silence: what was read and what was not. */
  health: {
    feedsRead: number;
    feedsTotal: number;
    failing: { name: string; since: string | null; reason: string }[];
    /** Feeds that can be read and are silent for longer than is usual for them, as `5 hours`; an issue of long ago says nothing of these. */
    late?: { name: string; since: string; usual: string }[];
    /** When entries may have come and gone unseen since the last issue. */
    gaps?: { name: string; since: string; until: string }[];
    /** What went wrong with mails of this digest and others, and was not told yet. */
    undelivered?: Undelivered[];
    /** Steps back of the machine's clock since the last issue. */
    clock?: { at: string; was: string }[];
    summaryOnly: number;
    foldedCopies: number;
    articles: number;
  };
  webUrl: string | null;
}

/** Spans of one article for one watchlist, with the texts they point into. */
export interface MatchedText {
  title: string;
  text: string;
  spans: Span[];
}
