// Decide where an article belongs: in the one story it copies, after the one it follows up, or in a new one.
import { compareSketches, distinctWords } from "./compare-sketches.ts";
import { judgePair } from "./judge-pair.ts";
import type { Overlap } from "./compare-sketches.ts";
import type { Verdict } from "./judge-pair.ts";
import type { Candidate, Sketch, StoryDecision } from "./story.ts";

/** What is asked about an article. `publishedAt` is ISO 8601 in UTC; without it, time tells nothing. */
export interface Arrival {
  sketch: Sketch;
  publishedAt: string | null;
}

/** A story takes copies until this long after its last one; later, the same words are a template or a reprint. */
export const STORY_WINDOW_MS = 72 * 3_600_000;
/** Fewer words than this are a heading, not an article. */
const WORDS_MIN = 8;
/** Shingles that stand in this many of the candidates' stories are boilerplate, or background that everyone repeats. */
const COMMON_STORIES = 4;

interface Comparison {
  candidate: Candidate;
  overlap: Overlap;
}

/**
 * Compare an article with representatives of the stories it may belong to (several a story, in any order) and join the closest
 * story alone. It is never joined to two, and two stories are never joined by it, so a chain of likenesses cannot grow.
 */
export function decideStory(arrival: Arrival, candidates: readonly Candidate[]): StoryDecision {
  const words = distinctWords(arrival.sketch);
  if (words < WORDS_MIN) return newStory([`too short to compare: ${words} different words`]);
  const inTime = storiesInTime(arrival.publishedAt, candidates);
  const compared = candidates
    .filter(({ story }) => inTime.has(story))
    .map((candidate): Comparison => ({ candidate, overlap: compareSketches(arrival.sketch, candidate.sketch) }));
  const common = commonShingles(compared);
  const judged = compared.map(({ candidate, overlap }) => ({
    candidate,
    verdict: judgePair(
      overlap,
      overlap.shared.reduce((own, hash) => (common.has(hash) ? own : own + 1), 0),
    ),
  }));

  const copied = closest(judged, "copy");
  const joined = copied?.candidate.story ?? null;
  const link = closest(
    judged.filter(({ candidate }) => candidate.story !== joined),
    "follow-up",
  );
  const order = linkInTime(link, earliest([arrival, ...candidates.filter(({ story }) => story === joined)]), candidates);
  if (copied !== null)
    return { relation: "copy", story: joined, of: copied.candidate.article, ...order, ...because(copied, arrival) };
  if (link !== null) {
    const relation = order.follows === null ? "original" : "follow-up";
    return { relation, story: null, of: order.follows, ...order, ...because(link, arrival) };
  }
  const nearest = closest(judged, "unlike");
  if (nearest !== null) return { ...newStory(because(nearest, arrival).reasons), score: 0 };
  return newStory([
    candidates.length === 0 ? "no story held shares enough of its words" : "every story like it ended more than 72 h away",
  ]);
}

type Links = Pick<StoryDecision, "follows" | "followedBy">;

/** Of two stories that share background the one that was published later follows the other, whichever was read first. */
function linkInTime(link: Judged | null, ownMs: number, candidates: readonly Candidate[]): Links {
  if (link === null) return { follows: null, followedBy: null };
  const { story } = link.candidate;
  const isLater = earliest(candidates.filter((candidate) => candidate.story === story)) > ownMs;
  return isLater ? { follows: null, followedBy: story } : { follows: story, followedBy: null };
}

/** The earliest date, in ms; NaN where none is known, which is before and after nothing. */
function earliest(articles: readonly { publishedAt: string | null }[]): number {
  const dates = articles.map(({ publishedAt }) => Date.parse(publishedAt ?? "")).filter((ms) => !Number.isNaN(ms));
  return dates.length === 0 ? Number.NaN : Math.min(...dates);
}

function newStory(reasons: string[]): StoryDecision {
  return { relation: "original", story: null, of: null, follows: null, followedBy: null, score: 0, reasons };
}

/** The stories of which at least one article given was published within the window. */
function storiesInTime(publishedAt: string | null, candidates: readonly Candidate[]): Set<string> {
  return new Set(
    candidates
      .filter((candidate) => !(millisecondsApart(publishedAt, candidate.publishedAt) > STORY_WINDOW_MS))
      .map(({ story }) => story),
  );
}

function commonShingles(compared: readonly Comparison[]): Set<number> {
  const stories = new Map<number, Set<string>>();
  for (const { candidate, overlap } of compared) {
    for (const hash of overlap.shared) {
      const holders = stories.get(hash);
      if (holders === undefined) stories.set(hash, new Set([candidate.story]));
      else holders.add(candidate.story);
    }
  }
  return new Set([...stories].filter(([, holders]) => holders.size >= COMMON_STORIES).map(([hash]) => hash));
}

interface Judged {
  candidate: Candidate;
  verdict: Verdict;
}

function closest(judged: readonly Judged[], kind: Verdict["kind"]): Judged | null {
  let best: Judged | null = null;
  for (const one of judged) {
    if (one.verdict.kind === kind && (best === null || one.verdict.closeness > best.verdict.closeness)) best = one;
  }
  return best;
}

function because({ candidate, verdict }: Judged, arrival: Arrival): { score: number; reasons: string[] } {
  const hours = millisecondsApart(arrival.publishedAt, candidate.publishedAt) / 3_600_000;
  const time = Number.isNaN(hours) ? "one of the two has no date" : `published ${hours.toFixed(1)} h apart`;
  return {
    score: round(verdict.score),
    reasons: [`compared with article ${candidate.article} of story ${candidate.story}`, ...verdict.reasons, time],
  };
}

/** NaN where a date is missing or cannot be read. */
function millisecondsApart(a: string | null, b: string | null): number {
  return a === null || b === null ? Number.NaN : Math.abs(Date.parse(a) - Date.parse(b));
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
