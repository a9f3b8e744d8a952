// Adds the phrase of some patterns to what a compilation looks for.
import type { Build } from "./place.ts";
import type { WordPattern } from "./words/word-pattern.ts";

/** Returns the phrase's number. */
export function addPhrase({ trie, vocabulary, patterns: known }: Build, patterns: readonly WordPattern[]): number {
  const keys = patterns.map((pattern) => vocabulary.keyOf(pattern));
  const phrase = trie.add(
    keys,
    patterns.map(({ after }) => after),
  );
  known?.set(phrase, patterns);
  return phrase;
}
