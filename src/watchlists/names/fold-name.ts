// The form in which parts of names are compared where script and spelling are the same: without case, accents and signs.
import { nameScriptOf, scriptLetters } from "../../text/names/name-letters.ts";
import { foldWord } from "../../text/words/fold-word.ts";
import type { NameScript } from "../../text/names/name-letters.ts";

/** In Ukrainian -ський is as -ский, so that one name is one word in both. */
export function foldName(word: string, script: NameScript | null = nameScriptOf(word)): string {
  switch (script) {
    case null:
    case "latin":
    case "burmese":
      return foldWord(word).replaceAll("'", "");
    case "cyrillic":
      return scriptLetters(script, word).replaceAll("ськ", "ск").replaceAll("цьк", "цк");
    default:
      return scriptLetters(script, word);
  }
}

/** The ways in which German, Danish and Swedish write one Latin word without its signs: muller and mueller, aarhus and arhus. */
export function latinFolds(word: string): string[] {
  const folded = foldName(word, "latin");
  const lower = word.normalize("NFC").toLowerCase();
  const found = [folded];
  if (/[äöüåøæ]/.test(lower))
    found.push(
      foldName(lower.replace(/[äæ]/g, "ae").replace(/[öø]/g, "oe").replaceAll("ü", "ue").replaceAll("å", "aa"), "latin"),
    );
  if (/[aou]e|aa/.test(folded)) found.push(folded.replace(/([aou])e/g, "$1").replaceAll("aa", "a"));
  return found;
}
