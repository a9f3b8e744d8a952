// Reads a term as a person wrote it: a word or phrase with its case, wildcards or stem; or a regular expression.
import { foldWord, plainWord, trimOf } from "../text/words/fold-word.ts";
import { scanAsUnicode } from "../text/words/scan-as-unicode.ts";
import { CLUSTER, createWords } from "../text/words/scan-words.ts";
import { stemLanguages } from "./words/stem-word.ts";
import { prefixLengthMax, stemPattern } from "./words/vocabulary.ts";
import { readWordRegex } from "./words/word-regex.ts";
import type { WordPattern } from "./words/word-pattern.ts";

export interface TermOptions {
  /** If not given: a word of two to five capitals is an acronym and keeps its case, all others do not. */
  case?: boolean | undefined;
  stem?: boolean;
  /** The language of the stem; by default the one that the script suggests. */
  language?: string | undefined;
}

/** `alternatives`: phrases as patterns of their words; the term may be found as any of them. */
export type TermReading =
  | { kind: "term"; alternatives: WordPattern[][]; elided: boolean; possessive: boolean; warning: string | null }
  | { kind: "fault"; message: string };

const wordsMax = 100;
const words = createWords();
const fault = (message: string): TermReading => ({ kind: "fault", message });

/** A term in Zawgyi is read as its Unicode equivalent. */
export function readTerm(written: string, options: TermOptions = {}): TermReading {
  if (written.trim() === "") return fault("this term is empty: write a word or a phrase, or take the line out");
  words.count = 0;
  const { text } = scanAsUnicode(written, words);
  if (words.count === 0)
    return fault(`${quoted(text)} holds no letter and no digit, so it can never be found: write a word or a phrase`);
  if (words.count > wordsMax)
    return fault(`this phrase has ${words.count} words, and ${wordsMax} is the most: write its first few words`);
  const misplaced = misplacedWildcard(text, options);
  if (misplaced) return fault(misplaced);
  const cased = options.case ?? false;
  const patterns: WordPattern[] = [];
  for (let i = 0; i < words.count; i++) {
    const start = words.start[i] ?? 0;
    while (starBetween(text, i)) {
      if (isCluster(i) || isCluster(i + 1))
        return fault("words of this script have no inside for a * to stand in: write near, or the forms themselves");
      i++;
    }
    const end = words.end[i] ?? 0;
    const open = text[end] === "*" && !isCluster(i);
    const pattern = readWord(text.slice(start, open ? end + 1 : end), cased, options);
    if (typeof pattern === "string") return fault(pattern);
    patterns.push(pattern);
  }
  const alternatives = acronymSpellings(text, patterns, options) ?? apostropheSpellings(patterns);
  const elided = trimOf(text.slice(words.start[0], words.end[0])).start > 0;
  const possessive = trimOf(text.slice(words.start[words.count - 1], words.end[words.count - 1])).end > 0;
  return { kind: "term", alternatives, elided, possessive, warning: strayOperator(text) };
}

/** The scanner splits words at a *; the letters on both sides of one form one word. */
function starBetween(text: string, word: number): boolean {
  const end = words.end[word] ?? 0;
  return word + 1 < words.count && text[end] === "*" && words.start[word + 1] === end + 1;
}

const isCluster = (word: number): boolean => ((words.flags[word] ?? 0) & CLUSTER) !== 0;

/** A word of letters only, with a * at its end for any ending, or a * within it for any letters. */
function readWord(raw: string, cased: boolean, options: TermOptions): WordPattern | string {
  if (options.stem) {
    if (options.language !== undefined && !stemLanguages.includes(options.language)) {
      return `"${options.language}" has no stemmer; these have: ${stemLanguages.join(", ")}. Or write { forms: [...] }`;
    }
    return (
      stemPattern(raw, options.language) ??
      `no stemmer is known for the script of ${quoted(raw)}: write { forms: [...] }, or the word alone`
    );
  }
  if (!raw.includes("*")) return { kind: "word", word: cased ? plainWord(raw) : foldWord(raw), cased };
  const parts = raw.split("*").map((part) => (cased ? plainWord(part) : foldWord(part)));
  const [beginning = "", rest] = parts;
  if (beginning.length < 2) return `${quoted(raw)} would find far too many words: write at least two letters before the *`;
  if (beginning.length > prefixLengthMax)
    return `at most ${prefixLengthMax} letters may stand before a *: shorten ${quoted(raw)}`;
  if (parts.length === 2 && rest === "") return { kind: "prefix", word: beginning, cased };
  return { kind: "wildcard", word: parts.join("*"), cased };
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
  return { kind: "term", alternatives: [[pattern]], elided: false, possessive: false, warning: null };
}

/** NATO also means Nato, as many papers write it, but not nato; UN means only UN. Returns null if it is not an acronym. */
function acronymSpellings(
  text: string,
  patterns: readonly WordPattern[],
  { case: given, stem }: TermOptions,
): WordPattern[][] | null {
  const [only] = patterns;
  if (given !== undefined || stem || patterns.length !== 1 || only?.kind !== "word") return null;
  const word = plainWord(text.slice(words.start[0], words.end[0]));
  if (!/^\p{Lu}{2,5}$/u.test(word)) return null;
  const spellings = [word, ...(word.length > 3 ? [word.slice(0, 1) + word.slice(1).toLowerCase()] : [])];
  return spellings.map((spelling) => [{ kind: "word", word: spelling, cased: true }]);
}

/** McDonald's is also written McDonalds. */
function apostropheSpellings(patterns: WordPattern[]): WordPattern[][] {
  if (!patterns.some((pattern) => pattern.kind === "word" && pattern.word.includes("'"))) return [patterns];
  const without = patterns.map((pattern) =>
    pattern.kind === "word" ? { ...pattern, word: pattern.word.replaceAll("'", "") } : pattern,
  );
  return [patterns, without];
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
