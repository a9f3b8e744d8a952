// Tells a report that an office fills in anew (bond issues, market closes, weather, scores) from one that is sent again.
import type { Overlap } from "./compare-sketches.ts";

/** How many figures or names must differ, and what share of them may agree at most, for a text of up to so many words. */
interface Tolerance {
  wordsMax: number;
  othersMin: number;
  shareBelow: number;
}

/**
 * In a long text, a dateline or a caption that escaped cleaning soon adds two numbers; a short one has nothing new but its figures.
 * In a form, some figures are often the same as the day before, so many must agree.
 */
const NUMBERS: Tolerance[] = [
  { wordsMax: 150, othersMin: 2, shareBelow: 0.8 },
  { wordsMax: 300, othersMin: 3, shareBelow: 0.8 },
  { wordsMax: Infinity, othersMin: 3, shareBelow: 0.75 },
];
/** If there are only a few figures, a single one is the message. */
const ONE_NUMBER: Tolerance = { wordsMax: 150, othersMin: 1, shareBelow: 0.75 };
/** A report is sent again within hours; a day later it is the next day's report, whichever figure differs. */
const NEXT_DAY_HOURS = 16;
const NUMBERS_NEXT_DAY: Tolerance[] = [
  { wordsMax: 150, othersMin: 1, shareBelow: 0.95 },
  { wordsMax: 300, othersMin: 2, shareBelow: 0.9 },
];
/** House styles differ in capitals, so names prove less than figures. */
const NAMES: Tolerance[] = [
  { wordsMax: 60, othersMin: 1, shareBelow: 0.85 },
  { wordsMax: 300, othersMin: 2, shareBelow: 0.6 },
];
/** A correction may change so many figures. */
const CORRECTED_MAX = 2;
/** The less of the text agrees, the more of its figures may differ with the rest. */
const SHARE_SLOPE = 0.35;

/** What differs between two texts whose words agree: "numbers" or "names"; null if both agree as well as the words do. */
export function findFilledAnew(
  overlap: Overlap,
  { score, hoursApart, corrects }: { score: number; hoursApart: number; corrects: boolean },
): "numbers" | "names" | null {
  const { words, numbers, numbersMin, names, namesMin } = overlap;
  const otherNumbers = Math.round(numbersMin * (1 - numbers));
  const otherNames = Math.round(namesMin * (1 - names));
  const slack = SHARE_SLOPE * (1 - score);
  const differ = (others: number, share: number, tolerances: Tolerance[]): boolean =>
    tolerances.some(({ wordsMax, othersMin, shareBelow }, i) => {
      const applies = words < wordsMax && words >= (tolerances[i - 1]?.wordsMax ?? 0);
      return applies && others >= othersMin && share < shareBelow - slack;
    });
  const nextDay = hoursApart > NEXT_DAY_HOURS && differ(otherNumbers, numbers, NUMBERS_NEXT_DAY);
  const numbersDiffer = nextDay || differ(otherNumbers, numbers, NUMBERS) || differ(otherNumbers, numbers, [ONE_NUMBER]);
  if (numbersDiffer && !(corrects && otherNumbers <= CORRECTED_MAX)) return "numbers";
  return differ(otherNames, names, NAMES) ? "names" : null;
}
