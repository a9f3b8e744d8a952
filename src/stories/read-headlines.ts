// Reads an arriving text for the words of headlines: its own, and those of the articles that it is compared with.
import { findNames } from "./find-names.ts";
import { coveredText } from "./sketch-article.ts";
import { tellingWords } from "./title-words.ts";
import { compareHeadlines } from "./judge-headlines.ts";
import type { Headlines } from "./judge-headlines.ts";
import type { Overlap } from "./compare-sketches.ts";
import type { Sketch } from "./story.ts";

/** No report tells later than here of what its headline says. */
const CHARACTERS_MAX = 20_000;
const DATES = tellingWords(
  "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December",
);

/** Compares the headlines of one article with those of others; reads its text only when first asked. */
export function readHeadlines(sketch: Sketch, text: string): (candidate: Sketch, overlap: Overlap) => Headlines {
  const read = text.slice(0, CHARACTERS_MAX);
  let words: Set<number> | null = null;
  let names: Set<number> | null = null;
  return (candidate, overlap) => {
    const own = (words ??= tellingWords(read));
    const shared = overlap.aInB === 1 ? own : tellingWords(coveredText(read, overlap.shared));
    const named = (names ??= tellingWords(findNames(read).join("\n")));
    return compareHeadlines(sketch, candidate, {
      inArrival: (word) => own.has(word),
      inShared: (word) => shared.has(word),
      isName: /\p{Lu}/u.test(read) ? (word) => named.has(word) && !DATES.has(word) : null,
      firstShared: overlap.firstShared,
    });
  };
}
