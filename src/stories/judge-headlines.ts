// Judges by all that is not shared whether two texts with much in common are one story: their headlines, and how each text begins.
import { intersect } from "./compare-sketches.ts";
import type { Sketch } from "./story.ts";

/** What is not shared, as shares from 0 to 1. The text is read only for those that are functions. */
export interface Headlines {
  /** Share of the telling words of the headline with fewer of them that the other headline has too; null if one of the two has none. */
  agree: number | null;
  /** Share of the candidate's headline whose words stand in the arriving text; 0 if it is a single word of several. */
  told(): number;
  /** Share of what one of the headlines says alone, the greater of the two, that stands in the part of the text that both have. */
  toldApart(): number;
  /** Share of the arriving headline whose words stand in the part of the text that both have. */
  telling(): number;
  /** The part of the text that both have tells of one of the headlines; true if they have too few telling words to say. */
  tells(): boolean;
  /** The arriving text tells of its headline where the other has nothing of it. */
  toldByOwn(): boolean;
  /** The text in common names what one of the headlines names; true in scripts without capitals. */
  named(): boolean;
  /** The first sentence of one is in the other. */
  firstShared: boolean;
  sameSite: boolean;
}

/** One word in common may be the subject of a whole outlet. */
const SHARED_MIN = 2;
/** A headline with so many telling words is seldom put over two events of one day. */
const TELLING_MIN = 5;
/** A text with so many words for each telling word of its headline is hardly more than that. */
const WORDS_A_TELLING_WORD = 2.5;
/** Headlines of one story by different houses have so much in common. */
const AGREE_MIN = 0.5;
/** A programme's name is in all of its headlines, so at one site they must have more in common, and all of it where each text has words of its own. */
const AGREE_AT_ONE_SITE_MIN = 0.75;
/** A text tells so much of the headline above its copy. */
const TOLD_MIN = 0.3;
const TOLD_BY_BRIEF_MIN = 0.5;
/** An outlet seldom prints a text twice under two headlines, and often one block under many. */
const TOLD_AT_ONE_SITE_MIN = 0.5;
/** Of so many telling words, a report has more than chance gives. */
const SILENT_MIN = 3;
const TELLS_MIN = 0.12;
/** A block tells less than this of what one of two headlines says alone. */
export const BLOCK_TELLS_BELOW = 0.15;
/** Longer texts in common are seldom a block, if they are on different sites and begin alike. */
const BLOCK_WORDS_MAX = 150;

/**
 * Why two texts with so much in common are not copies, as a message; null if the headlines do not say so. `words`: of the shorter text; `hasOwn`: each
 * text has words of its own; `isSame`: neither has any.
 */
export function objectionOf(
  { agree, told, toldApart, telling, tells, toldByOwn, firstShared, sameSite }: Headlines,
  { words, hasOwn, isSame }: { words: number; hasOwn: boolean; isSame: boolean },
): string | null {
  const atOneSite = hasOwn ? 1 : AGREE_AT_ONE_SITE_MIN;
  if (agree === null || agree >= (sameSite ? atOneSite : AGREE_MIN)) return null;
  if (sameSite) {
    return toldApart() >= TOLD_AT_ONE_SITE_MIN
      ? null
      : "one site prints the same words under different headlines, and they tell of neither: a block of its own, not a copy";
  }
  const beginsAlike = firstShared && words >= BLOCK_WORDS_MAX && (tells() || !(isSame || toldByOwn()));
  if (beginsAlike || told() >= TOLD_MIN || telling() >= TOLD_MIN) return null;
  if (!firstShared)
    return "different headlines, and neither first sentence stands in the other text: they share a block, not a story";
  return "different headlines, and the words in common tell of neither: they share a block, not a story";
}

/**
 * The same for a brief that stands whole at the head of a longer text, or next to the same brief: "The board declared a dividend" under the
 * names of two firms is two notices.
 */
export function objectionToBrief(headlines: Headlines): string | null {
  const { agree, told, telling, named } = headlines;
  if (agree === null || agree === 1) return null;
  if ((told() < TOLD_BY_BRIEF_MIN && telling() < TOLD_BY_BRIEF_MIN) || !named())
    return "a brief that does not tell of what its headlines name";
  return objectionOf(headlines, { words: 0, hasOwn: false, isSame: false });
}

/** Tells of a word of a headline whether the arriving text has it, whether the part in common does, whether it is a name there. */
interface Asked {
  inArrival(word: number): boolean;
  inShared(word: number): boolean;
  /** True of every word in a script without capitals. */
  isName(word: number): boolean;
  firstShared: boolean;
}

export function compareHeadlines(
  arrival: Sketch,
  candidate: Sketch,
  { inArrival, inShared, isName, firstShared }: Asked,
): Headlines {
  const [own, other] = [arrival.title, candidate.title];
  const fewer = Math.min(own.length, other.length);
  return {
    agree: fewer === 0 ? null : agreementOf(own, other),
    told: () => shareOf(other, inArrival),
    toldApart: () => toldApart(own, other, inShared),
    telling: () => shareOf(own, inShared),
    tells: () => fewer < SILENT_MIN || [own, other].some((words) => words.filter(inShared).length >= words.length * TELLS_MIN),
    toldByOwn: () => shareOf(own, (word) => inArrival(word) && !inShared(word)) >= AGREE_MIN,
    named: () => own.some(isName) || other.some(isName),
    firstShared,
    sameSite: arrival.site !== 0 && arrival.site === candidate.site,
  };
}

function agreementOf(a: Uint32Array, b: Uint32Array): number {
  const shared = intersect(a, b).length;
  return shared < Math.min(SHARED_MIN, Math.max(a.length, b.length)) ? 0 : shared / Math.min(a.length, b.length);
}

/** Share of what one of two headlines says alone, the greater of the two, that a text has. */
export const toldApart = (a: Uint32Array, b: Uint32Array, isThere: (word: number) => boolean): number =>
  Math.max(shareOf(without(a, b), isThere), shareOf(without(b, a), isThere));

/** Whether a text tells of what each of two headlines says alone. */
export const areBothTold = (a: Uint32Array, b: Uint32Array, isThere: (word: number) => boolean): boolean =>
  [without(a, b), without(b, a)].every((words) => words.length === 0 || shareOf(words, isThere) >= TOLD_MIN);

/** A programme's name is in all of its headlines, and often in its block. */
const without = (words: Uint32Array, others: Uint32Array): Uint32Array => words.filter((word) => !others.includes(word));

function shareOf(words: Uint32Array, isThere: (word: number) => boolean): number {
  const found = words.reduce((count, word) => (isThere(word) ? count + 1 : count), 0);
  return found < Math.min(SHARED_MIN, words.length) ? 0 : found / Math.max(1, words.length);
}

/** Whether an article is hardly more than its headline, which another site has over the other one. */
export function isHeadlineOf({ title, words, numbers, site }: Sketch, other: Sketch): boolean {
  if (title.length < TELLING_MIN || title.length !== other.title.length || site === other.site) return false;
  if (words > WORDS_A_TELLING_WORD * title.length) return false;
  return intersect(title, other.title).length === title.length && intersect(numbers, other.numbers).length === numbers.length;
}
