// An issue as pieces: what stands above its stories, each story, and what was read.
import { webAddress } from "../../digests/escape-html.ts";
import { briefWords, describeHealth, headingOf, lateWords, storyCount, togetherWords } from "../../digests/issue-words.ts";
import { plainLine } from "../../digests/plain-line.ts";
import { describeStory } from "../../digests/story-words.ts";
import { counted } from "../../text/counted.ts";
import type { Issue, IssueHeadline, IssueStory } from "../../digests/digest.ts";
import type { Run } from "../../digests/plain-line.ts";
import type { StoryWords } from "../../digests/story-words.ts";
import type { Line, Piece, Span } from "./piece.ts";

export interface IssuePieces {
  /** The digest and how many stories; services that show a title of their own leave its first line out. */
  head: Piece;
  /** The sentences above the stories, each with its outlet. */
  brief: Piece[];
  /** Those that are shown in full, each also as a headline. */
  stories: { whole: Piece; headline: Line }[];
  /** All others. */
  headlines: Line[];
  foot: Piece;
  /** Whether something went wrong that the foot tells. */
  wrong: boolean;
}

/** Nobody reads so many headlines in a chat, if there is a page with all of them. */
const HEADLINES_MAX = 300;

/** Telegram shows a hundred links and bold words of a message, which has twenty pieces at most. */
const TOGETHER = 4;

/** A story over `at_most` is a headline with its outlet and link, as in the mails. */
export function issuePieces(issue: Issue): IssuePieces {
  const inFull = issue.inMail === undefined ? null : new Set(issue.inMail);
  const above = new Set<string>();
  const told = issue.sections.flatMap(({ name, stories }) => stories.map((story) => ({ name, story })));
  const late = lateWords(issue);
  const isHeadline = ({ story }: { story: IssueStory }): boolean => inFull !== null && !inFull.has(story.id);
  const cut = issue.webUrl === null ? [] : told.filter(isHeadline).slice(HEADLINES_MAX);
  const onPage = new Set(cut.map(({ story }) => story.id));
  return {
    head: {
      lines: [
        [{ text: plainLine(headingOf(issue), 80), bold: true }, { text: `: ${countWords(issue)}` }],
        ...[...(late === null ? [] : [late]), ...togetherWords(issue)].map((text) => [{ text }]),
      ],
    },
    brief: briefPieces(issue).map(({ piece }) => piece),
    stories: told
      .filter((one) => !isHeadline(one))
      .map(({ name, story }) => {
        const words = describeStory(story, issue, above);
        above.clear();
        above.add(story.id);
        return { whole: storyPiece(words, name, story), headline: headlineOf(story) };
      }),
    headlines: [
      ...told.filter((one) => isHeadline(one) && !onPage.has(one.story.id)).map(({ story }) => headlineOf(story)),
      ...(issue.headlines ?? []).map(headlineOf),
    ],
    foot: { lines: footLines(issue, onPage.size) },
    wrong: describeHealth(issue).lists.length > 0 || (issue.health.quarantined ?? 0) > 0,
  };
}

/** The sentences above the stories, each with the id of the story that it is from. */
export const briefPieces = (issue: Issue): { story: string; text: string; piece: Piece }[] =>
  (briefWords(issue)?.sentences ?? []).map(({ story, text, outlet, url }) => ({
    story,
    text,
    piece: { lines: [[{ text: `“${text}” — ` }, linked(outlet, url)]] },
  }));

function countWords(issue: Issue): string {
  const count = storyCount(issue);
  return count === 0 ? "nothing new matched" : counted(count, "story", "stories");
}

/** One story; `name` is of its first watchlist. */
export function storyPiece(words: StoryWords, name: string, { excerpt }: IssueStory): Piece {
  const { title, url, outlet, others, facts, limits, first, follows, elsewhere, news, media, record } = words;
  const more = others.count - others.named.length;
  const withOthers = [...others.named.map((other) => other.name), ...(more > 0 ? [`${more} more`] : [])];
  const lists = [plainLine(name, 120), ...words.alsoOn].join(", ");
  const about = [lists, outlet, ...(withOthers.length === 0 ? [] : [`also ${withOthers.join(", ")}`]), ...facts];
  const lines: (Line | null)[] = [
    [{ text: "• " }, linked(title.map(({ text }) => text).join(""), url), { text: ` · ${about.join(" · ")}` }],
    excerpt.text === "" ? null : runs(words.excerpt),
    limits === null ? null : [{ text: limits }],
    first === null ? null : [{ text: first }],
    follows === null ? null : [{ text: follows.isAbove ? follows.as : `${follows.as}: ` }, ...followed(follows)],
    ...elsewhere.map(({ as, name: title, url: link }) => [{ text: `${as}: ` }, linked(title, link)]),
    ...(news === null ? [] : [news.lead, ...news.sentences.map((sentence) => `– ${sentence}`)].map((text) => [{ text }])),
    media === null ? null : [linked("audio or video", media)],
    record === null ? null : [linked("all about it", record)],
  ];
  return { lines: lines.filter((line) => line !== null) };
}

const followed = ({ isAbove, name, url }: NonNullable<StoryWords["follows"]>): Span[] => (isAbove ? [] : [linked(name, url)]);

const headlineOf = ({ title, outlet, url }: IssueHeadline): Line => [
  { text: "• " },
  linked(plainLine(title, 160) || "(no title)", webAddress(url)),
  { text: ` · ${plainLine(outlet, 60) || "unknown outlet"}` },
];

/** A list of headlines below the stories that are shown in full. */
export function headlinePieces(headlines: readonly Line[]): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < headlines.length; start += TOGETHER) {
    const title = start > 0 ? [] : [[{ text: `${counted(headlines.length, "more story", "more stories")}:` }]];
    pieces.push({ lines: [...title, ...headlines.slice(start, start + TOGETHER)] });
  }
  return pieces;
}

const linked = (text: string, url: string | null): Span => (url === null ? { text } : { text, href: url });

const runs = (all: readonly Run[]): Line => all.map(({ text, marked }) => (marked ? { text, bold: true } : { text }));

/** What was read, and what was not. Whose deliveries went wrong concerns only those people: here stands how many. */
function footLines(issue: Issue, onPage: number): Line[] {
  const { undelivered = [] } = issue.health;
  const { read, lists } = describeHealth({ ...issue, health: { ...issue.health, undelivered: [] } });
  const wrong = undelivered.reduce((sum, { count }) => sum + count, 0);
  const quarantined = issue.health.quarantined ?? 0;
  const page = webAddress(issue.webUrl);
  const listed = (issue.headlines ?? []).length;
  const unlisted = issue.more - listed;
  return [
    ...(unlisted > 0 ? [[{ text: `${counted(unlisted, "more story waits", "more stories wait")} for the next issue.` }]] : []),
    ...(onPage > 0 ? [[{ text: `${counted(onPage, "more story is", "more stories are")} in the whole issue.` }]] : []),
    [{ text: `${read}.` }],
    ...lists.map(({ title, items, more }) => [
      { text: `${title} ${[...items.map(({ name, why }) => `${name} (${why})`), ...(more === null ? [] : [more])].join("; ")}` },
    ]),
    ...(quarantined > 0 ? [[{ text: `${counted(quarantined, "article is", "articles are")} quarantined.` }]] : []),
    ...(wrong > 0 ? [[{ text: `${counted(wrong, "delivery", "deliveries")} went wrong: see wirewatch digest log.` }]] : []),
    ...(page === null ? [] : [[linked("the whole issue", page)]]),
  ];
}
