// How often a phrase is expected in a text, to choose the rarest part of a watchlist before any text is known.
import type { WordPattern } from "./word-pattern.ts";

/**
 * How often a phrase is expected, before any text is known: longer and more words are rarer, names are rarer than lower-case
 * words, and words with many possible endings are common.
 */
export function expectedFrequency(patterns: readonly WordPattern[], text: string): number {
  const name = /\p{Lu}/u.test(text) ? 0.1 : 1;
  return patterns.reduce((product, pattern) => product * wordFrequency(pattern), name);
}

function wordFrequency(pattern: WordPattern): number {
  const letters =
    pattern.kind === "stem" || pattern.kind === "endings"
      ? pattern.stem.length
      : pattern.kind === "regex"
        ? pattern.letters
        : pattern.word.length;
  return (pattern.kind === "word" ? 1 : 4) / (1 + letters) ** 2;
}
