// Finds the names in a text, roughly: together with its numbers they are what an office fills into a form each time.
import { foldText } from "./fold-text.ts";

/**
 * A capitalised word after a word that begins no sentence, or after another capital. This includes German nouns, which is harmless:
 * copies keep those too. Scripts without capitals have no names.
 */
const NAME =
  /(?<=[\p{Ll}\p{Nd},;:(–—-]['’"”]? ["“‘(]?)\p{Lu}[\p{L}\p{M}'’-]{2,40}|\p{Lu}[\p{L}\p{M}'’-]{2,40}(?= \p{Lu}\p{Ll})/gu;
const POSSESSIVE = /['’]s$/;
const NAMES_MAX = 64;

/** Longer words in capitals are headings, or some papers' first words. */
const ACRONYM_MAX = 5;
const LOWER_CASE = /\p{Ll}{2}/u;

/** The first 64 different names, folded like the text. A line all in capitals has none. */
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

/** At the beginning of a sentence every word has a capital; before such a word it is a name. */
const PLACE_AT_BEGIN =
  /(?:^|[.!?…]["”»]? |\n)(\p{Lu}[\p{L}'’-]{2,40}) (?:port|harbour|town|village|province|district|island|city|county|airport|açıklarında|köyünde|ilçesinde|kentinde|kasabasında|ilinde|limanında|mahallesinde|adasında)(?!\p{L})/gu;

export const placesAtBegin = (text: string): string[] => Array.from(text.matchAll(PLACE_AT_BEGIN), ([, place = ""]) => place);
