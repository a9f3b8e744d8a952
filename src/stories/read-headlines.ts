// Reads an arriving text for the words of headlines: its own, and those of the articles that it is compared with.
import { cleanForGrouping } from "./clean-for-grouping.ts";
import { findNames, placesAtBegin } from "./find-names.ts";
import { coveredText } from "./sketch-article.ts";
import { tellingWords } from "./title-words.ts";
import { BLOCK_TELLS_BELOW, compareHeadlines, toldApart } from "./judge-headlines.ts";
import type { Headlines } from "./judge-headlines.ts";
import type { Overlap } from "./compare-sketches.ts";
import type { Sketch } from "./story.ts";

/** No report tells later than here of what its headline says. */
const CHARACTERS_MAX = 20_000;
const DATES = tellingWords(
  "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December",
);

export interface ReadHeadlines {
  compare(candidate: Sketch, overlap: Overlap): Headlines;
  /** Whether the part of the arriving text that a candidate has too has a word. */
  inShared(overlap: Overlap): (word: number) => boolean;
  /** Whether the arriving text tells of nothing that only one of two other headlines says. */
  tellsNeither(a: Sketch, b: Sketch): boolean;
}

/** Compares the headlines of one article with those of others; reads its text only as far as that is asked. */
export function readHeadlines(sketch: Sketch, text: string): ReadHeadlines {
  const read = text.slice(0, CHARACTERS_MAX);
  const hasCapitals = /\p{Lu}/u.test(read);
  let words: Set<number> | null = null;
  let names: Set<number> | null = null;
  const inArrival = (word: number): boolean => (words ??= tellingWords(read)).has(word);
  const isName = (word: number): boolean =>
    !hasCapitals ||
    ((names ??= tellingWords([...findNames(read), ...placesAtBegin(read)].join("\n"))).has(word) && !DATES.has(word));
  const inSharedOf = (overlap: Overlap): ((word: number) => boolean) => {
    let shared: Set<number> | null = null;
    // A short line that cleaning dropped is not shared.
    const sharedText = (): string => (overlap.aInB === 1 ? cleanForGrouping(read) : coveredText(read, overlap.shared));
    return (word) => (shared ??= tellingWords(sharedText())).has(word);
  };
  return {
    compare: (candidate, overlap) =>
      compareHeadlines(sketch, candidate, {
        inArrival,
        inShared: inSharedOf(overlap),
        isName,
        firstShared: overlap.firstShared,
      }),
    inShared: inSharedOf,
    tellsNeither: (a, b) => toldApart(a.title, b.title, inArrival) < BLOCK_TELLS_BELOW,
  };
}
