// The vocabulary: every word, prefix, wildcard, regular expression and stem that a watchlist uses, each with a number, its key.
import { accentedWord, foldWord, lowerCase } from "../../text/words/fold-word.ts";
import { bareReadings, readingsOf } from "../../text/words/readings.ts";
import { createDeclined } from "./declined-words.ts";
import { stemLanguageOf, stemWord } from "./stem-word.ts";
import type { Troubles } from "../troubles.ts";
import type { WordPattern } from "./word-pattern.ts";

/** The longest prefix that is looked up; it bounds the cost of one word of a text. */
export const prefixLengthMax = 64;

/** Longer words are addresses and noise; this bounds the cost of one word of a text. */
const wildcardWordMax = 64;

const prefixCutting = new Set(["ar", "id"]);

/** As German and the languages of the North write it, without an apostrophe. */
const genitive = /^\p{Lu}\p{Script=Latin}*\p{Ll}(?<![sxzß])s$/u;

export interface Vocabulary {
  /** The pattern's key, new if it has none yet; keys count from 1. */
  keyOf(pattern: WordPattern): number;
  /** The keys of all patterns that a word of a text matches; negative if it does without the s of a genitive. */
  keysOf(raw: string): number[];
  readonly size: number;
}

interface Spellings {
  words: Map<string, number>;
  prefixes: Map<string, number>;
  /** The lengths of all prefixes, so that only these are looked up. */
  lengths: Set<number>;
  /** By the letters before their first *. */
  wildcards: Map<string, { parts: readonly string[]; key: number }[]>;
  wildcardLengths: Set<number>;
  regexes: Map<string, { matches: (word: string) => boolean; key: number }>;
}

export function createVocabulary(troubles: Troubles | null = null): Vocabulary {
  const folded = createSpellings();
  const cased = createSpellings();
  const accented = createSpellings();
  const accentedCased = createSpellings();
  const stems = new Map<string, { keys: Map<string, number>; beginnings: Set<string> }>();
  const declined = createDeclined();
  let size = 0;
  const next = () => ++size;

  function numbered(map: Map<string, number>, word: string): number {
    let key = map.get(word);
    if (key === undefined) map.set(word, (key = ++size));
    return key;
  }

  function collectAccented(raw: string, found: number[]): void {
    if (accented.words.size + accentedCased.words.size === 0) return;
    for (const reading of bareReadings(raw)) {
      const word = accentedWord(reading);
      collect(accented, lowerCase(word), found);
      collect(accentedCased, word, found);
    }
  }

  function collectStems(reading: string, found: number[]): void {
    for (const [language, { keys, beginnings }] of stems) {
      // A stem begins like its word, unless prefixes are cut too; most words begin like no wanted one.
      if (!prefixCutting.has(language) && !beginnings.has(foldWord(reading.slice(0, 2)).slice(0, 1))) continue;
      const key = keys.get(stemOf(reading, language, troubles));
      if (key !== undefined) found.push(key);
    }
  }

  return {
    keyOf(pattern) {
      if (pattern.kind === "stem") {
        let language = stems.get(pattern.language);
        if (!language) stems.set(pattern.language, (language = { keys: new Map(), beginnings: new Set() }));
        language.beginnings.add(pattern.stem.slice(0, 1));
        return numbered(language.keys, pattern.stem);
      }
      if (pattern.kind === "endings") return declined.keyOf(pattern, next);
      const accents = pattern.kind === "word" && pattern.accents === true;
      const [anyCase, itsCase] = accents ? [accented, accentedCased] : [folded, cased];
      const spellings = pattern.cased ? itsCase : anyCase;
      if (pattern.kind === "word") return numbered(spellings.words, pattern.word);
      if (pattern.kind === "wildcard") return addWildcard(spellings, pattern.word, next);
      if (pattern.kind === "regex") return addRegex(spellings, pattern, next);
      spellings.lengths.add(pattern.word.length);
      return numbered(spellings.prefixes, pattern.word);
    },
    keysOf(raw) {
      const found: number[] = [];
      for (const reading of readingsOf(raw)) {
        const lower = lowerCase(reading);
        collect(folded, lower, found, troubles);
        declined.collect(reading, lower, found);
        collect(cased, reading, found, troubles);
        const owned = genitive.test(reading) ? folded.words.get(lower.slice(0, -1)) : undefined;
        if (owned !== undefined) found.push(-owned);
      }
      if (stems.size > 0) for (const reading of bareReadings(raw.normalize("NFC"))) collectStems(reading, found);
      collectAccented(raw, found);
      return found.length > 1 ? [...new Set(found)] : found;
    },
    get size() {
      return size;
    },
  };
}

function addWildcard({ wildcards, wildcardLengths }: Spellings, word: string, next: () => number): number {
  const parts = word.split("*");
  const beginning = parts[0] ?? "";
  let known = wildcards.get(beginning);
  if (!known) wildcards.set(beginning, (known = []));
  const same = known.find((wildcard) => wildcard.parts.join("*") === word);
  if (same) return same.key;
  wildcardLengths.add(beginning.length);
  const key = next();
  known.push({ parts, key });
  return key;
}

function addRegex({ regexes }: Spellings, { source, matches }: WordPattern & { kind: "regex" }, next: () => number): number {
  const known = regexes.get(source);
  if (known) return known.key;
  const key = next();
  regexes.set(source, { matches, key });
  return key;
}

function createSpellings(): Spellings {
  return {
    words: new Map(),
    prefixes: new Map(),
    lengths: new Set(),
    wildcards: new Map(),
    wildcardLengths: new Set(),
    regexes: new Map(),
  };
}

function collect(spellings: Spellings, word: string, found: number[], troubles: Troubles | null = null): void {
  const { words, prefixes, lengths, wildcards, wildcardLengths, regexes } = spellings;
  const key = words.get(word);
  if (key !== undefined) found.push(key);
  for (const length of lengths) {
    if (length > word.length) continue;
    const prefix = prefixes.get(length === word.length ? word : word.slice(0, length));
    if (prefix !== undefined) found.push(prefix);
  }
  for (const length of wildcardLengths) {
    if (length >= word.length || word.length > wildcardWordMax) continue;
    for (const { parts, key } of wildcards.get(word.slice(0, length)) ?? []) if (holdsParts(word, parts)) found.push(key);
  }
  for (const [source, { matches, key }] of regexes) {
    try {
      if (matches(word)) found.push(key);
    } catch (thrown) {
      troubles?.note(`the regular expression /${source}/`, thrown);
    }
  }
}

/** A stemmer that fails on a word costs only its own stem of that word. */
function stemOf(word: string, language: string, troubles: Troubles | null): string {
  try {
    return stemWord(word, language);
  } catch (thrown) {
    troubles?.note(`the stemmer of the language ${language}`, thrown);
    return foldWord(word);
  }
}

/** Returns true if the parts occur in the word in this order: the first begins it, the last ends it. */
function holdsParts(word: string, parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? "";
  let at = parts[0]?.length ?? 0;
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return word.length - last.length >= at && word.endsWith(last);
}

/** The pattern of a word's stem, or null if there is no stemmer for its script. A word on which the stemmer fails is its own stem. */
export function stemPattern(raw: string, language: string | undefined): WordPattern | null {
  const chosen = language ?? stemLanguageOf(raw);
  return chosen === null ? null : { kind: "stem", stem: stemOf(raw, chosen, null), language: chosen };
}
