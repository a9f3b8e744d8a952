// Decides where an article belongs: in the one story that it copies, after the one that it follows up, or in a new one.
import { compareSketches, distinctWords } from "./compare-sketches.ts";
import { blockAmong, isHeldByBlock } from "./blocks/judge-block.ts";
import { isHeadlineOf } from "./judge-headlines.ts";
import { judgePair } from "./judge-pair.ts";
import { shinglesOf, wordsInRuns } from "./sketch-article.ts";
import { readHeadlines } from "./read-headlines.ts";
import { names } from "./named-headlines.ts";
import type { Overlap } from "./compare-sketches.ts";
import type { Named } from "./named-headlines.ts";
import type { Compared } from "./blocks/judge-block.ts";
import type { Verdict } from "./judge-pair.ts";
import type { ReadHeadlines } from "./read-headlines.ts";
import type { Candidate, Sketch, StoryDecision } from "./story.ts";

/** The article to decide about. `publishedAt` is ISO 8601 in UTC; without it, time is ignored. */
export interface Arrival {
  sketch: Sketch;
  publishedAt: string | null;
  /** The article says that it corrects an earlier version. */
  corrects?: boolean;
  /** It announces that it corrects, updates or withdraws something. */
  announces?: boolean;
  /** The headlines that it may name as a notice. */
  named?: Named | null;
  /** Whether it may say of a report that it is withdrawn or changed. If missing, it may say so of all. */
  maySpeakOf?: (report: Candidate) => boolean;
  /** Without it, headlines are not compared. */
  text?: string;
  /** Shingles that are known to be of a block of its site. */
  block?: ReadonlySet<number>;
}

const STORY_WINDOW_HOURS = 72;
/** A story takes copies until this long after its last one; later the same words are a template or a reprint. */
export const STORY_WINDOW_MS = STORY_WINDOW_HOURS * 3_600_000;
/** A text with fewer words is a heading, not an article. */
const WORDS_MIN = 8;
/** Shingles in the stories of this many candidates are boilerplate, or background that all outlets repeat. */
const COMMON_STORIES = 4;

/** To be one part of a round-up, this much of a story must be in an article, and make up at most this share of it. */
const ROUND_UP_PART = { ofStory: 0.3, ofArticle: 0.5 };
const ROUND_UP_STORIES = 3;

interface Comparison {
  candidate: Candidate;
  overlap: Overlap;
}

/**
 * Compares an article with representatives of the stories that it may belong to (several a story, in any order) and joins the closest
 * story alone. It never joins two stories and never joins stories to each other, so a chain of likenesses cannot grow.
 */
export function decideStory(arrival: Arrival, found: readonly Candidate[]): StoryDecision {
  const words = distinctWords(arrival.sketch);
  const isHeadline = ({ sketch }: Candidate) => isHeadlineOf(arrival.sketch, sketch) || isHeadlineOf(sketch, arrival.sketch);
  const candidates = words < WORDS_MIN ? found.filter(isHeadline) : found;
  if (words < WORDS_MIN && candidates.length === 0) return newStory([`too short to compare: ${words} different words`]);
  const inTime = storiesInTime(arrival.publishedAt, candidates);
  const compared = candidates
    .filter(({ story }) => inTime.has(story))
    .map((candidate): Comparison => ({ candidate, overlap: compareSketches(arrival.sketch, candidate.sketch) }));
  const common = commonShingles(compared);
  const headlines = readHeadlines(arrival.sketch, arrival.text ?? "");
  let inOrder: Uint32Array | null = null;
  const maySpeakOf = (candidate: Candidate): boolean => arrival.maySpeakOf?.(candidate) ?? true;
  const paired = compared.map(({ candidate, overlap }) => ({
    candidate,
    overlap,
    verdict: judgePair(overlap, {
      ownShared: overlap.shared.reduce((own, hash) => (common.has(hash) ? own : own + 1), 0),
      hoursApart: hoursApart(arrival.publishedAt, candidate.publishedAt),
      corrects: arrival.corrects ?? false,
      announces: (arrival.announces ?? false) && maySpeakOf(candidate),
      isHeadline: isHeadline(candidate),
      isNamed: names(arrival.named ?? null, candidate.sketch.title) && maySpeakOf(candidate),
      headlines: arrival.text === undefined ? null : () => headlines.compare(candidate.sketch, overlap),
      wordsInRuns:
        arrival.text === undefined
          ? null
          : (least) =>
              wordsInRuns(
                (inOrder ??= shinglesOf(arrival.text ?? "")),
                new Set(overlap.shared),
                2 ** 32 / overlap.thinning,
                least,
              ),
    }),
  }));
  const { judged, block } = refuseBlocks(arrival, paired, headlines);
  const decision = decideAmong(arrival, candidates, judged);
  return block === null ? decision : { ...decision, block };
}

/** Texts that have only a block of a site in common are no copies. `block` is what these texts showed to be one, with the stories that have it. */
function refuseBlocks(
  { sketch, block: known }: Arrival,
  compared: readonly Compared[],
  { tellsNeither, inShared }: ReadHeadlines,
): { judged: readonly Compared[]; block: NonNullable<StoryDecision["block"]> | null } {
  if (!compared.some(({ verdict }) => verdict.kind === "copy" || verdict.isBlock === true))
    return { judged: compared, block: null };
  const found = blockAmong(compared, tellsNeither);
  const shingles = new Set([...(known ?? []), ...found.shingles]);
  if (shingles.size === 0) return { judged: compared, block: null };
  const judged = compared.map((one) =>
    one.verdict.kind === "copy" &&
    one.verdict.isAnnounced !== true &&
    isHeldByBlock(sketch, one.candidate.sketch, shingles, inShared(one.overlap))
      ? { ...one, verdict: { ...one.verdict, kind: "unlike" as const, reasons: [ONLY_A_BLOCK, ...one.verdict.reasons.slice(1)] } }
      : one,
  );
  return { judged, block: found.stories.size === 0 ? null : { shingles: [...found.shingles], stories: [...found.stories] } };
}

const ONLY_A_BLOCK = "they have only a block in common that a site puts under different headlines";

function decideAmong(arrival: Arrival, candidates: readonly Candidate[], judged: readonly Compared[]): StoryDecision {
  const parts = storiesRoundedUp(judged);
  const copied = parts < ROUND_UP_STORIES ? closest(judged, "copy") : null;
  const joined = copied?.candidate.story ?? null;
  const link = closest(
    judged.filter(({ candidate }) => candidate.story !== joined),
    "follow-up",
  );
  const order = linkInTime(link, earliest([arrival, ...candidates.filter(({ story }) => story === joined)]), candidates);
  if (copied !== null)
    return { relation: "copy", story: joined, of: copied.candidate.article, ...order, ...because(copied, arrival) };
  if (parts >= ROUND_UP_STORIES) return roundUp(parts, closest(judged, "copy") ?? link, arrival);
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

/** How many stories, each a different one, an article tells parts of: a round-up belongs to none of them. */
function storiesRoundedUp(compared: readonly Comparison[]): number {
  const told = new Map<string, Uint32Array>();
  for (const { candidate, overlap } of compared) {
    const isPart = overlap.bInA >= ROUND_UP_PART.ofStory && overlap.aInB < ROUND_UP_PART.ofArticle;
    if (isPart && overlap.shared.length > (told.get(candidate.story)?.length ?? 0)) told.set(candidate.story, overlap.shared);
  }
  const seen = new Set<number>();
  let parts = 0;
  for (const shared of told.values()) {
    if (shared.reduce((known, hash) => (seen.has(hash) ? known + 1 : known), 0) < shared.length / 2) parts += 1;
    for (const hash of shared) seen.add(hash);
  }
  return parts;
}

function roundUp(parts: number, nearest: Judged | null, arrival: Arrival): StoryDecision {
  const story = nearest?.candidate.story ?? null;
  const { score, reasons } = nearest === null ? { score: 0, reasons: [] } : because(nearest, arrival);
  return {
    relation: story === null ? "original" : "follow-up",
    story: null,
    of: story,
    follows: story,
    followedBy: null,
    score,
    reasons: [`a round-up: it holds parts of ${parts} stories`, ...reasons],
  };
}

type Links = Pick<StoryDecision, "follows" | "followedBy">;

/** Of two stories that share background, the one published later follows the other, whichever was read first. */
function linkInTime(link: Judged | null, ownMs: number, candidates: readonly Candidate[]): Links {
  if (link === null) return { follows: null, followedBy: null };
  const { story } = link.candidate;
  const isLater = earliest(candidates.filter((candidate) => candidate.story === story)) > ownMs;
  return isLater ? { follows: null, followedBy: story } : { follows: story, followedBy: null };
}

/** The earliest date, in ms; NaN if none is known, which compares false with everything. */
function earliest(articles: readonly { publishedAt: string | null }[]): number {
  const dates = articles.map(({ publishedAt }) => Date.parse(publishedAt ?? "")).filter((ms) => !Number.isNaN(ms));
  return dates.length === 0 ? Number.NaN : Math.min(...dates);
}

function newStory(reasons: string[]): StoryDecision {
  return { relation: "original", story: null, of: null, follows: null, followedBy: null, score: 0, reasons };
}

/** The stories of which at least one given article was published within the window. */
function storiesInTime(publishedAt: string | null, candidates: readonly Candidate[]): Set<string> {
  return new Set(
    candidates
      .filter((candidate) => !(hoursApart(publishedAt, candidate.publishedAt) > STORY_WINDOW_HOURS))
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
  const hours = hoursApart(arrival.publishedAt, candidate.publishedAt);
  const time = Number.isNaN(hours) ? "one of the two has no date" : `published ${hours.toFixed(1)} h apart`;
  return {
    score: round(verdict.score),
    reasons: [`compared with article ${candidate.article} of story ${candidate.story}`, ...verdict.reasons, time],
  };
}

/** Returns NaN if a date is missing or unreadable. */
function hoursApart(a: string | null, b: string | null): number {
  return a === null || b === null ? Number.NaN : Math.abs(Date.parse(a) - Date.parse(b)) / 3_600_000;
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
