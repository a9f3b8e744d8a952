// Judges whether one article copies another, follows it up, or only resembles it, and gives the figures.
import { findFilledAnew } from "./find-filled-anew.ts";
import { BLOCK_TELLS_BELOW, objectionOf, objectionToBrief } from "./judge-headlines.ts";
import type { Headlines } from "./judge-headlines.ts";
import type { Overlap } from "./compare-sketches.ts";

/** `score` is how much of the shorter text is in the other, 0 to 1. */
export interface Verdict {
  kind: "copy" | "follow-up" | "unlike";
  score: number;
  /** Orders verdicts of one kind; more is closer. */
  closeness: number;
  reasons: string[];
  /** One site has what they share under both headlines, and it tells of neither: a block of that site. */
  isBlock?: true;
  /** The later says of the earlier what it is to it, whatever their texts have in common. */
  isAnnounced?: true;
}

/**
 * How much of the shorter text must be in the other, by its number of words. The shorter it is, the more of it can be a template
 * (dividends, weather) or an outlet's blurb; a long text may be half rewritten and still be the agency's.
 */
const CONTAINED_MIN: [words: number, share: number][] = [
  [30, 0.95],
  [60, 0.8],
  [150, 0.6],
  [300, 0.3],
];
/** The text after the lead must agree nearly as well, or the lead is a blurb that two articles share. */
const REST_SLACK = 0.1;
/** ...unless so much of each text is in the other: of a few words after the lead, a reworded sentence is most. */
const NEARLY_ALL = 0.9;
/** A copy begins with words that are in the other text too, whichever of them was trimmed or reordered. */
const LEAD_MIN = 0.12;
const LEAD_MAX = 0.3;
/** ...unless each text is nearly all of the other: then an outlet added its own first paragraph, or dropped one. */
const MUTUAL_MIN = 0.75;
/** A much longer text is a copy only if it has nearly all of the shorter: else most of it is about something else. */
const LONGER_MIN = 0.25;
const CONTAINED_IN_LONGER_MIN = 0.75;
/**
 * So much of the later text must be in the earlier one, or most of the earlier in the later: an article of which a few paragraphs
 * were printed before, by whomever, is an article of its own.
 */
const LATER_MIN = 0.5;
const EARLIER_IN_LATER_MIN = 0.7;
/** If less than this of each text is in the other, each has at least a sentence of its own. */
const OWN_BELOW = 0.97;
/** A correction is at least this similar to what it corrects, however short: a changed figure changes four shingles. */
const CORRECTED_MIN = 0.6;

/** A headline comes again for other events; so long after each other two of one day's are out. */
const HEADLINE_HOURS_MAX = 24;

/** Background that a follow-up repeats: much of a short text, or in a long one more words than a blurb has. */
const BACKGROUNDS: { share: number; words: number }[] = [
  { share: 0.3, words: 40 },
  { share: 0.15, words: 80 },
];

/** Background is repeated by whole sentences: so many words of it are in runs of so many. Reports of one hand share turns of phrase. */
const RUN_MIN = 24;
const RUNS_MIN = 40;

/** What is known of a pair apart from its words. */
export interface Circumstances {
  /** How many of the shared shingles are not common to many stories (those are boilerplate). */
  ownShared: number;
  /** Between their dates; NaN if one is missing. */
  hoursApart: number;
  /** The later one says that it corrects an earlier one. */
  corrects: boolean;
  /** The later one says that it corrects, updates or withdraws an earlier one. */
  announces: boolean;
  /** One is hardly more than its headline, which the other has on another site. */
  isHeadline: boolean;
  /** It is a notice that names the headline of the earlier one. */
  isNamed: boolean;
  /** How the headlines agree; called only for texts with enough in common. Null if that is not known. */
  headlines: (() => Headlines) | null;
  /** How many words are in runs of so many words or more that both have; null if that is not known. */
  wordsInRuns: ((least: number) => number) | null;
}

/** `a` of the overlap is the later of the two. */
export function judgePair(overlap: Overlap, circumstances: Circumstances): Verdict {
  const { ownShared, hoursApart, corrects, announces, isHeadline, isNamed, headlines, wordsInRuns } = circumstances;
  const { aInB, bInA, leadOfAInB, leadOfBInA, restOfShorter } = overlap;
  const score = Math.max(aInB, bInA);
  const closeness = score + overlap.jaccard;
  const figures = describe(overlap, score);
  const verdict = (kind: Verdict["kind"], reason: string): Verdict => ({ kind, score, closeness, reasons: [reason, ...figures] });

  const contained = leastContained(overlap, corrects);
  const sameLead = Math.min(leadOfAInB, leadOfBInA) >= LEAD_MIN && Math.max(leadOfAInB, leadOfBInA) >= LEAD_MAX;
  const isNearlyAll = Math.min(aInB, bInA) >= NEARLY_ALL;
  const enough = score >= contained && (isNearlyAll || restOfShorter === null || restOfShorter >= contained - REST_SLACK);
  const isBrief = overlap.wholeAtHead;
  const enoughOfLater = corrects || aInB >= LATER_MIN || bInA >= EARLIER_IN_LATER_MIN;
  if (isBrief || (enough && enoughOfLater && (sameLead || Math.min(aInB, bInA) >= MUTUAL_MIN))) {
    const read = headlines?.() ?? null;
    const objection =
      read === null
        ? null
        : isBrief
          ? objectionToBrief(read)
          : objectionOf(read, { words: overlap.words, hasOwn: score < OWN_BELOW, isSame: Math.min(aInB, bInA) >= OWN_BELOW });
    if (objection !== null)
      return {
        ...verdict("unlike", objection),
        ...(read?.sameSite === true && read.toldApart() < BLOCK_TELLS_BELOW && { isBlock: true }),
      };
    const filledAnew = findFilledAnew(overlap, { score, hoursApart, corrects });
    if (filledAnew !== null)
      return verdict("unlike", `the same words around other ${filledAnew}: a recurring report, not a copy`);
    return verdict(
      "copy",
      isBrief
        ? "the shorter stands whole at the head of the other"
        : `at least ${percent(contained)} of a text of ${overlap.words} words must stand in the other, and its lead with it`,
    );
  }
  if (isNamed || (announces && headlines?.().agree === 1)) {
    const reason = isNamed
      ? "a notice on the article whose headline it names"
      : "it announces a new version of the article with this headline";
    return { ...verdict("copy", reason), isAnnounced: true };
  }
  if (isHeadline && hoursApart <= HEADLINE_HOURS_MAX)
    return verdict("copy", "one is hardly more than its headline, which the other has on another site");
  const background = ownShared * overlap.thinning;
  if (BACKGROUNDS.some(({ share, words }) => score >= share && background >= words)) {
    if ((wordsInRuns?.(RUN_MIN) ?? Infinity) < RUNS_MIN)
      return verdict("unlike", "what they have in common is scattered: turns of phrase, and no background");
    return verdict(
      "follow-up",
      enough && !enoughOfLater
        ? "too little of the later text stands in the earlier one"
        : sameLead
          ? "the same lead, but too little of the rest"
          : `about ${Math.round(background)} words of background, but another lead`,
    );
  }
  return verdict("unlike", "too little in common");
}

function leastContained({ words, aInB, bInA }: Overlap, corrects: boolean): number {
  const byLength = containedMin(words);
  if (corrects) return Math.min(CORRECTED_MIN, byLength);
  return Math.min(aInB, bInA) < LONGER_MIN ? Math.max(CONTAINED_IN_LONGER_MIN, byLength) : byLength;
}

/** Linear between the points of the table. */
function containedMin(words: number): number {
  let [fromWords, fromShare] = CONTAINED_MIN[0] ?? [0, 1];
  for (const [toWords, toShare] of CONTAINED_MIN) {
    if (words < toWords) return fromShare + ((toShare - fromShare) * Math.max(0, words - fromWords)) / (toWords - fromWords || 1);
    [fromWords, fromShare] = [toWords, toShare];
  }
  return fromShare;
}

function describe(overlap: Overlap, score: number): string[] {
  const { leadOfAInB, leadOfBInA, numbers, numbersMin, names, namesMin } = overlap;
  return [
    `${percent(score)} of the shorter text stands in the other, ${percent(Math.min(overlap.aInB, overlap.bInA))} of the longer`,
    `of its lead ${percent(leadOfAInB)} stands in the other article, of the other's lead ${percent(leadOfBInA)} in this`,
    `${agree(numbers, numbersMin, "numbers")}, ${agree(names, namesMin, "names")}`,
  ];
}

const agree = (share: number, of: number, what: string): string =>
  of === 0 ? `no ${what} to compare` : `${Math.round(share * of)} of ${of} ${what} agree`;

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
