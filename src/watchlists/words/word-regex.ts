// A regular expression for one word, compiled by RE2, so that matching takes linear time for any expression.
import { RE2JS, RE2JSException } from "re2js";
import { plainWord } from "../../text/words/fold-word.ts";

/** `matches` takes one plain word, whole. */
export type WordRegexReading =
  | { kind: "regex"; matches: (word: string) => boolean; letters: number }
  | { kind: "fault"; message: string };

const sourceLengthMax = 200;
/** Longer words are addresses and noise; this bounds the cost of one word of a text. */
export const regexWordMax = 64;
const fault = (message: string): WordRegexReading => ({ kind: "fault", message });

/** Words with nothing in common: an expression that finds most of them finds nearly every article. */
const strangers = ["the", "zurich", "QXJ", "1987", "и", "путин", "hlaing", "ok", "сегодня", "b2b", "το", "fjord"];
const clusterScripts = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{sc=Mymr}\p{sc=Khmr}\p{sc=Thai}\p{sc=Laoo}]/u;

/**
 * Reads `source` in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax). It is matched against single whole words,
 * without accents, and in any case unless `cased`.
 */
export function readWordRegex(source: string, cased: boolean): WordRegexReading {
  if (source.length > sourceLengthMax)
    return fault(`a regular expression has at most ${sourceLengthMax} characters: split it into several terms`);
  if (source.includes("(i?)"))
    return fault("(i?) stands for a letter i that may be missing; upper and lower case are the same without it: take it out");
  if (/\s|\\s/.test(source))
    return fault("a regular expression is held against one word at a time: write a phrase, or near, for several words");
  if (clusterScripts.test(source))
    return fault("this script parts no words, so no regular expression can be held against one: write the forms themselves");
  if (/\(\?<?[=!]/.test(source)) return fault("a regular expression cannot look ahead or behind: write mask: or none: instead");
  if (/\\[1-9]|\\k</.test(source)) return fault("a regular expression cannot refer back to a group: write the forms themselves");
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(plainSource(source), cased ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    return fault(`this regular expression cannot be read (${reasonOf(thrown)}): see https://github.com/google/re2/wiki/Syntax`);
  }
  if (regex.testExact("")) return fault("this regular expression holds for no letter at all: write at least one that must stand");
  if (strangers.filter((word) => regex.testExact(word)).length >= strangers.length / 2)
    return fault("this regular expression would find nearly every word: write some letters that must stand");
  const matches = (word: string) => word.length <= regexWordMax && regex.testExact(word);
  return { kind: "regex", matches, letters: source.replace(/\\.|\{[^}]*\}|[^\p{L}\p{N}]/gu, "").length };
}

/** Letters as they are compared, without accents. ASCII characters may be syntax and stay. */
function plainSource(source: string): string {
  return source.normalize("NFC").replace(/[^\0-\x7f]+/gu, (letters) => plainWord(letters));
}

function reasonOf({ message }: RE2JSException): string {
  return message.replace(/^error parsing regexp: /, "").slice(0, 120);
}
