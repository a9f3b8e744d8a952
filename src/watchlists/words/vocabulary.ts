// The vocabulary: every word, prefix, wildcard, regular expression and stem that a watchlist uses, each with a number, its key.
import { foldWord, lowerCase, plainWord, readingsOf } from "../../text/words/fold-word.ts";
import { createDeclined } from "./declined-words.ts";
import { stemLanguageOf, stemWord } from "./stem-word.ts";
import type { WordPattern } from "./word-pattern.ts";

/** The longest prefix that is looked up; it bounds the cost of one word of a text. */
export const prefixLengthMax = 64;

/** Longer words are addresses and noise; this bounds the cost of one word of a text. */
const wildcardWordMax = 64;

const prefixCutting = new Set(["ar", "id"]);

export interface Vocabulary {
  /** The pattern's key, new if it has none yet; keys count from 1. */
  keyOf(pattern: WordPattern): number;
  /** The keys of all patterns that a word of a text matches. */
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

export function createVocabulary(): Vocabulary {
  const folded = createSpellings();
  const cased = createSpellings();
  const stems = new Map<string, { keys: Map<string, number>; beginnings: Set<string> }>();
  const declined = createDeclined();
  let size = 0;

  function numbered(map: Map<string, number>, word: string): number {
    let key = map.get(word);
    if (key === undefined) map.set(word, (key = ++size));
    return key;
  }

  function addWildcard({ wildcards, wildcardLengths }: Spellings, word: string): number {
    const parts = word.split("*");
    const beginning = parts[0] ?? "";
    let known = wildcards.get(beginning);
    if (!known) wildcards.set(beginning, (known = []));
    const same = known.find((wildcard) => wildcard.parts.join("*") === word);
    if (same) return same.key;
    wildcardLengths.add(beginning.length);
    known.push({ parts, key: ++size });
    return size;
  }

  function addRegex({ regexes }: Spellings, { source, matches }: WordPattern & { kind: "regex" }): number {
    const known = regexes.get(source);
    if (known) return known.key;
    regexes.set(source, { matches, key: ++size });
    return size;
  }

  function collectStems(reading: string, found: number[]): void {
    for (const [language, { keys, beginnings }] of stems) {
      // A stem begins like its word, unless prefixes are cut too; most words begin like no wanted one.
      if (!prefixCutting.has(language) && !beginnings.has(foldWord(reading.slice(0, 2)).slice(0, 1))) continue;
      const key = keys.get(stemWord(reading, language));
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
      if (pattern.kind === "endings") return declined.keyOf(pattern, () => ++size);
      const spellings = pattern.cased ? cased : folded;
      if (pattern.kind === "word") return numbered(spellings.words, pattern.word);
      if (pattern.kind === "wildcard") return addWildcard(spellings, pattern.word);
      if (pattern.kind === "regex") return addRegex(spellings, pattern);
      spellings.lengths.add(pattern.word.length);
      return numbered(spellings.prefixes, pattern.word);
    },
    keysOf(raw) {
      const found: number[] = [];
      const plain = plainWord(raw);
      for (const reading of readingsOf(plain)) {
        const lower = lowerCase(reading);
        collect(folded, lower, found);
        declined.collect(reading, lower, found);
        collect(cased, reading, found);
      }
      if (stems.size > 0)
        for (const reading of readingsOf(raw.normalize("NFC").replace(/[’‘ʼʻ＇´`]/g, "'"))) collectStems(reading, found);
      return found.length > 1 ? [...new Set(found)] : found;
    },
    get size() {
      return size;
    },
  };
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

function collect(spellings: Spellings, word: string, found: number[]): void {
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
  for (const { matches, key } of regexes.values()) if (matches(word)) found.push(key);
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

/** The pattern of a word's stem, or null if there is no stemmer for its script. */
export function stemPattern(raw: string, language: string | undefined): WordPattern | null {
  const chosen = language ?? stemLanguageOf(raw);
  return chosen === null ? null : { kind: "stem", stem: stemWord(raw, chosen), language: chosen };
}
