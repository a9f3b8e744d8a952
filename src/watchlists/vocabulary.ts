// The vocabulary: every word, prefix and stem that some watchlist asks for, each with a number, its key.
import { foldWord, lowerCase, plainWord, readingsOf } from "./fold-word.ts";
import { stemLanguageOf, stemWord } from "./stem-word.ts";

/** How a word of a term is compared: as a word or its beginning, with its case or folded, or by its stem. */
export type WordPattern =
  | { kind: "word"; word: string; cased: boolean }
  | { kind: "prefix"; word: string; cased: boolean }
  | { kind: "stem"; stem: string; language: string };

/** The longest beginning that is looked up; it bounds what one word of a text can cost. */
export const prefixLengthMax = 64;

const prefixCutting = new Set(["ar", "id"]);

export interface Vocabulary {
  /** The pattern's key, given now if it has none; keys count from 1. */
  keyOf(pattern: WordPattern): number;
  /** The keys of all patterns that a word of a text, as it stands there, answers to. */
  keysOf(raw: string): number[];
  readonly size: number;
}

interface Spellings {
  words: Map<string, number>;
  prefixes: Map<string, number>;
  /** The lengths that prefixes have, so that only those beginnings of a word are looked up. */
  lengths: Set<number>;
}

export function createVocabulary(): Vocabulary {
  const folded = createSpellings();
  const cased = createSpellings();
  const stems = new Map<string, { keys: Map<string, number>; beginnings: Set<string> }>();
  let size = 0;

  function numbered(map: Map<string, number>, word: string): number {
    let key = map.get(word);
    if (key === undefined) map.set(word, (key = ++size));
    return key;
  }

  function collectStems(reading: string, found: number[]): void {
    for (const [language, { keys, beginnings }] of stems) {
      // A stem begins as its word does, but where prefixes are cut too; most words begin like none that is asked for.
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
      const spellings = pattern.cased ? cased : folded;
      if (pattern.kind === "word") return numbered(spellings.words, pattern.word);
      spellings.lengths.add(pattern.word.length);
      return numbered(spellings.prefixes, pattern.word);
    },
    keysOf(raw) {
      const found: number[] = [];
      const plain = plainWord(raw);
      for (const reading of readingsOf(plain)) {
        collect(folded, lowerCase(reading), found);
        if (cased.words.size + cased.prefixes.size > 0) collect(cased, reading, found);
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
  return { words: new Map(), prefixes: new Map(), lengths: new Set() };
}

function collect({ words, prefixes, lengths }: Spellings, word: string, found: number[]): void {
  const key = words.get(word);
  if (key !== undefined) found.push(key);
  for (const length of lengths) {
    if (length > word.length) continue;
    const prefix = prefixes.get(length === word.length ? word : word.slice(0, length));
    if (prefix !== undefined) found.push(prefix);
  }
}

/** The pattern that a word's stem makes, or null where words of its script have no stemmer. */
export function stemPattern(raw: string, language: string | undefined): WordPattern | null {
  const chosen = language ?? stemLanguageOf(raw);
  return chosen === null ? null : { kind: "stem", stem: stemWord(raw, chosen), language: chosen };
}
