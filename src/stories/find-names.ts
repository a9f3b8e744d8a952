// Find the names in a text, roughly: with its numbers they are what an office fills into a form anew each time.
import { foldText } from "./fold-text.ts";

/**
 * A word with a capital behind one that begins no sentence, or behind another capital. German nouns are among them, which does no
 * harm: copies keep those too. Scripts without capitals give none.
 */
const NAME =
  /(?<=[\p{Ll}\p{Nd},;:(–—-]['’"”]? ["“‘(]?)\p{Lu}[\p{L}\p{M}'’-]{2,40}|\p{Lu}[\p{L}\p{M}'’-]{2,40}(?= \p{Lu}\p{Ll})/gu;
const POSSESSIVE = /['’]s$/;
const NAMES_MAX = 64;

/** Longer words in capitals are shouted, as headings and some papers' first words are. */
const ACRONYM_MAX = 5;
const LOWER_CASE = /\p{Ll}{2}/u;

/** The different names, folded as the text is, the first 64. A line all in capitals has none that could be told. */
export function findNames(text: string): string[] {
  const names = new Set<string>();
  for (const line of text.split("\n")) {
    if (!LOWER_CASE.test(line)) continue;
    for (const [found] of line.matchAll(NAME)) {
      if (found.length > ACRONYM_MAX && found === found.toUpperCase()) continue;
      names.add(foldText(found.replace(POSSESSIVE, "")));
      if (names.size === NAMES_MAX) return [...names];
    }
  }
  return [...names];
}
