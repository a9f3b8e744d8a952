// Reads a term as a person wrote it: a word or phrase with its case, wildcards or stem; or a regular expression.
import { foldWord, plainWord } from "../text/words/fold-word.ts";
import { trimOf } from "../text/words/readings.ts";
import { bridgeOf } from "./spelling/bridge-of.ts";
import { spellingsOf } from "./spelling/spellings-of.ts";
import { readTermWords } from "./spelling/term-words.ts";
import { declinedForms } from "./words/decline-stem.ts";
import { stemLanguages } from "./words/stem-word.ts";
import { prefixLengthMax, stemPattern } from "./words/vocabulary.ts";
import { readWordRegex } from "./words/word-regex.ts";
import type { TermOptions } from "./spelling/term-options.ts";
import type { TermWord } from "./spelling/term-words.ts";
import type { WordPattern } from "./words/word-pattern.ts";

/** `alternatives`: phrases as patterns of their words; the term may be found as any of them, and with the s of a genitive if `genitive`. */
export type TermReading =
  | {
      kind: "term";
      alternatives: WordPattern[][];
      elided: boolean;
      possessive: boolean;
      genitive: boolean;
      warning: string | null;
    }
  | { kind: "fault"; message: string };

const wordsMax = 100;
/** A phrase of stems has so many combinations of forms at most. */
const stemsMax = 12;
const fault = (message: string): TermReading => ({ kind: "fault", message });

/** A term in Zawgyi is read as its Unicode equivalent. */
export function readTerm(written: string, options: TermOptions = {}): TermReading {
  if (written.trim() === "") return fault("this term is empty: write a word or a phrase, or take the line out");
  const { text, words } = readTermWords(written);
  const misplaced = misplacedWildcard(text, options);
  if (words === null)
    return fault(misplaced ?? "words of this script have no inside for a * to stand in: write near, or the forms themselves");
  if (words.length === 0)
    return fault(`${quoted(text)} holds no letter and no digit, so it can never be found: write a word or a phrase`);
  if (words.length > wordsMax)
    return fault(`this phrase has ${words.length} words, and ${wordsMax} is the most: write its first few words`);
  if (misplaced) return fault(misplaced);
  const alternatives = alternativesOf(words, options);
  if (typeof alternatives === "string") return fault(alternatives);
  const elided = trimOf(words[0]?.raw ?? "").start > 0;
  const possessive = trimOf(words.at(-1)?.raw ?? "").end > 0;
  const genitive =
    options.case === undefined &&
    !options.stem &&
    !options.accents &&
    !written.trimEnd().endsWith("!") &&
    takesGenitive(words.at(-1)?.raw ?? "");
  return { kind: "term", alternatives, elided, possessive, genitive, warning: strayOperator(text) };
}

/** A name in Latin letters. */
const takesGenitive = (word: string): boolean =>
  /^\p{Lu}[\p{Script=Latin}\p{M}'’]*\p{Ll}\p{M}?$/u.test(word) && word.length > 3 && !/[sxzß]$/.test(word);

/** Returns the reason where the term cannot be read. */
function alternativesOf(words: readonly TermWord[], options: TermOptions): WordPattern[][] | string {
  if (!options.stem && !words.some(({ raw }) => raw.includes("*"))) return spellingsOf(words, options);
  let phrases: WordPattern[][] = [[]];
  for (const [at, word] of words.entries()) {
    const patterns = options.stem ? readStem(word.raw, options) : readWord(word.raw, options.case ?? false);
    if (typeof patterns === "string") return patterns;
    const before = words[at - 1];
    const some = phrases.length * patterns.length > stemsMax ? patterns.slice(0, 1) : patterns;
    phrases = phrases.flatMap((phrase) =>
      some.map((pattern) => [...phrase, before ? { ...pattern, after: bridgeOf(before, word) } : pattern]),
    );
  }
  return phrases;
}

/** Forms by the end of the word, and for words that are no names the stem as well. */
function readStem(raw: string, { language }: TermOptions): WordPattern[] | string {
  const declined = declinedForms(raw, language);
  if (declined && /^\p{Lu}/u.test(raw)) return declined;
  if (language !== undefined && !stemLanguages.includes(language))
    return declined ?? `"${language}" has no stemmer; these have: ${stemLanguages.join(", ")}. Or write { forms: [...] }`;
  const stem = stemPattern(raw, language);
  if (stem) return [stem, ...(declined ?? [])];
  return declined ?? `no stemmer is known for the script of ${quoted(raw)}: write { forms: [...] }, or the word alone`;
}

/** A word of letters only, with a * at its end for any ending, or a * within it for any letters. */
function readWord(raw: string, cased: boolean): WordPattern[] | string {
  if (!raw.includes("*")) return [{ kind: "word", word: cased ? plainWord(raw) : foldWord(raw), cased }];
  const parts = raw.split("*").map((part) => (cased ? plainWord(part) : foldWord(part)));
  const [beginning = "", rest] = parts;
  if (beginning.length < 2) return `${quoted(raw)} would find far too many words: write at least two letters before the *`;
  if (beginning.length > prefixLengthMax)
    return `at most ${prefixLengthMax} letters may stand before a *: shorten ${quoted(raw)}`;
  if (parts.length === 2 && rest === "") return [{ kind: "prefix", word: beginning, cased }];
  return [{ kind: "wildcard", word: parts.join("*"), cased }];
}

function misplacedWildcard(text: string, options: TermOptions): string | null {
  if (text.includes("?") && /\p{L}\?\p{L}/u.test(text))
    return 'a "?" stands for nothing within a word: write a * for any letters, or both spellings';
  for (let at = text.indexOf("*"); at >= 0; at = text.indexOf("*", at + 1)) {
    if (options.stem) return "stem covers a word's endings by itself: take the * out, or write the prefix as a plain string";
    if (!/[\p{L}\p{N}\p{M}]$/u.test(text.slice(Math.max(0, at - 2), at)))
      return "a * stands for the rest of a word, as in sanction*, or for letters within it, as in organi*ation: it cannot begin a word";
  }
  return null;
}

/** A regular expression, matched against single words. */
export function readRegex(source: string, cased: boolean): TermReading {
  const reading = readWordRegex(source, cased);
  if (reading.kind === "fault") return reading;
  const pattern: WordPattern = { ...reading, source, cased };
  return { kind: "term", alternatives: [[pattern]], elided: false, possessive: false, genitive: false, warning: null };
}

function strayOperator(text: string): string | null {
  if (!text.includes(" ")) return null;
  const operator = /\s(AND|OR|NOT|O?NEAR\/\d+)\s/.exec(text)?.[1];
  // A phrase all in capitals has no operators.
  if (!operator || !/\p{Ll}/u.test(text)) return null;
  return `${operator} is a word like any other in a term: for an expression write query:, or any:, all:, none:, near:`;
}

export function quoted(text: string, lengthMax = 60): string {
  return `"${text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text}"`;
}
