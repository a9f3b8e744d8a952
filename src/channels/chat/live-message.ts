// A message about one story that is edited when the story goes on: its text grows, and only a new report or a changed fact makes a sound.
import { describeStory } from "../../digests/story-words.ts";
import { plainLine } from "../../digests/plain-line.ts";
import { briefPieces, storyPiece } from "./issue-pieces.ts";
import { wordsOf } from "./writers.ts";
import type { Issue, IssueStory } from "../../digests/digest.ts";
import type { Line, Piece } from "./piece.ts";
import type { Room } from "./split-pieces.ts";

/** What the ledger keeps of such a message, to write the next text from. */
export interface LiveMessage {
  /** For services that show one above the text. */
  title: string;
  link: string | null;
  story: Piece;
  /** What came later, in its order. */
  updates: Piece[];
  /** How many independent reports there were, and how many articles. */
  reports: number;
  articles: number;
}

/** A story of an issue, with the name of its watchlist. */
export interface NamedStory {
  name: string;
  story: IssueStory;
  /** How many articles it has. */
  articles: number;
}

/** An issue with more stories than this is one message with all of them: nobody wants forty. */
export const LIVE_STORIES_MAX = 5;

/** As describeStory cuts it. */
const EXCERPT_MAX = 400;

/** With the sentences of the issue's brief that are from this story, if there is room for them in a message that grows. */
export function beginLive(issue: Issue, named: NamedStory, room: Room): LiveMessage {
  const whole = writeLive(issue, named, briefPieces(issue));
  return fitsLive(whole, room) ? whole : writeLive(issue, named, []);
}

function writeLive(issue: Issue, { name, story, articles }: NamedStory, brief: ReturnType<typeof briefPieces>): LiveMessage {
  const quoted = brief.filter((sentence) => sentence.story === story.id);
  const words = describeStory(story, issue, new Set());
  const excerpt = plainLine(story.excerpt.text, EXCERPT_MAX);
  const [head = [], ...lines] = storyPiece(
    words,
    name,
    // Said once is enough.
    quoted.some(({ text }) => text.includes(excerpt)) ? { ...story, excerpt: { text: "", marks: [] } } : story,
  ).lines;
  return {
    title: words.title.map(({ text }) => text).join(""),
    link: words.url,
    story: { lines: [head, ...quoted.flatMap(({ piece }) => piece.lines), ...lines] },
    updates: [],
    reports: story.reports ?? 1,
    articles,
  };
}

/**
 * The message of a story that an issue tells again, with what it now says besides. `isLoud`: that is a new independent report or a changed
 * fact, and not just a further version with the same words.
 */
export function growLive(
  earlier: LiveMessage,
  now: LiveMessage,
  { news, outlet, excerpt }: IssueStory,
): { live: LiveMessage; update: Piece; isLoud: boolean } {
  const isReport = now.reports > earlier.reports;
  const known = [earlier.story, ...earlier.updates].flatMap(({ lines }) => lines.map(wordsOf)).join("\n");
  const about = isReport ? reportWords(now) : (news?.mark ?? "update");
  const said = excerpt.text !== "" && !known.includes(plainLine(excerpt.text, EXCERPT_MAX)) ? [excerpt.text] : [];
  const sentences = [...said, ...(news?.of === "this" ? news.sentences : [])];
  const update = {
    lines: [
      titleLine(`${about} · ${outlet}: `, now),
      ...sentences.map((text): Line => [{ text: `– ${plainLine(text, EXCERPT_MAX)}` }]),
    ],
  };
  const live = { ...earlier, updates: [...earlier.updates, update], reports: now.reports, articles: now.articles };
  return { live, update, isLoud: isReport || sentences.length > 0 || news?.mark !== undefined };
}

/** The message of a story of which no issue tells more, as it would be written now; `update` is set if there is a new independent report. */
export function refreshedLive(earlier: LiveMessage, now: LiveMessage): { live: LiveMessage; update: Piece | null } {
  const live = { ...earlier, story: now.story, reports: now.reports, articles: now.articles };
  return { live, update: now.reports > earlier.reports ? { lines: [titleLine(`${reportWords(now)}: `, now)] } : null };
}

const reportWords = ({ reports }: LiveMessage): string => `now ${reports} independent reports`;

const titleLine = (words: string, { title, link }: LiveMessage): Line => [
  { text: words },
  { text: title, ...(link !== null && { href: link }) },
];

/** The story, and of what came later as much as there is room for, from the last. */
export function piecesOfLive({ story, updates }: LiveMessage, { max, sizeOf }: Room): Piece[] {
  const kept: Piece[] = [];
  let taken = sizeOf(story);
  for (const update of updates.toReversed()) {
    taken += sizeOf(update);
    if (taken > max) break;
    kept.unshift(update);
  }
  return [story, ...kept];
}

/** If there is no room for updates, it is sent like any other message. */
export const fitsLive = ({ story }: LiveMessage, { max, sizeOf }: Room): boolean => sizeOf(story) * 2 <= max;
