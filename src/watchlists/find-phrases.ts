// Finds every phrase of every watchlist in one document: the words are read once, and the trie is walked from each.
import { CLUSTER, JOINED, createWords, scanWords } from "./scan-words.ts";
import type { Lexicon } from "./lexicon.ts";
import type { PhraseTrie } from "./phrase-trie.ts";
import type { Words } from "./scan-words.ts";

/** What was found in one document. It is overwritten by the next document. */
export interface Findings {
  words: Words;
  /** The words before this one are the title's, the others the text's. */
  titleCount: number;
  /** The distinct phrases found. */
  phrases: readonly number[];
  /** The first occurrence of a phrase, or -1, and the one after an occurrence, or -1; in order of their first words. */
  firstOf(phrase: number): number;
  nextOf(occurrence: number): number;
  /** First and last word of an occurrence. */
  startOf(occurrence: number): number;
  endOf(occurrence: number): number;
  /** Where a word stands, in half words: a cluster counts half, and title and text are far apart. */
  placeOf(word: number): number;
}

/** Farther than any distance that can be asked for. */
const fieldGap = 1 << 24;

export interface PhraseFinder {
  find(title: string, text: string): Findings;
}

export function createPhraseFinder(lexicon: Lexicon, trie: PhraseTrie): PhraseFinder {
  const words = createWords();
  const found: number[] = [];
  const first = new Int32Array(trie.phraseCount).fill(-1);
  const last = new Int32Array(trie.phraseCount);
  let numbers = new Int32Array(words.start.length);
  // Occurrences: first word, last word, and the phrase's next occurrence.
  const starts: number[] = [];
  const ends: number[] = [];
  const nexts: number[] = [];
  let places: Int32Array | null = null;

  function number(text: string, from: number): void {
    if (numbers.length < words.start.length) {
      const larger = new Int32Array(words.start.length);
      larger.set(numbers);
      numbers = larger;
    }
    const { start, end, count } = words;
    for (let word = from; word < count; word++) numbers[word] = lexicon.numberOf(text, start[word] ?? 0, end[word] ?? 0);
  }

  function walk(node: number, at: number, begin: number): void {
    const word = numbers[at] ?? 0;
    const { keysFrom, keys } = lexicon;
    const until = keysFrom[word + 1] ?? 0;
    for (let i = keysFrom[word] ?? 0; i < until; i++) {
      const next = trie.edges.get(node, keys[i] ?? 0);
      if (next === 0) continue;
      const phrase = trie.phraseAt(next);
      if (phrase >= 0) record(phrase, begin, at);
      if (trie.goesOn(next) && at + 1 < words.count && ((words.flags[at + 1] ?? 0) & JOINED) !== 0) walk(next, at + 1, begin);
    }
  }

  function record(phrase: number, start: number, end: number): void {
    const occurrence = starts.length;
    starts.push(start);
    ends.push(end);
    nexts.push(-1);
    if (first[phrase] === -1) {
      first[phrase] = occurrence;
      found.push(phrase);
    } else {
      nexts[last[phrase] ?? 0] = occurrence;
    }
    last[phrase] = occurrence;
  }

  function measure(titleCount: number): Int32Array {
    const measured = new Int32Array(words.count);
    for (let word = 0, place = 0; word < words.count; word++) {
      if (word === titleCount) place += fieldGap;
      measured[word] = place;
      place += ((words.flags[word] ?? 0) & CLUSTER) !== 0 ? 1 : 2;
    }
    return measured;
  }

  return {
    find(title, text) {
      for (const phrase of found) first[phrase] = -1;
      found.length = starts.length = ends.length = nexts.length = 0;
      places = null;
      words.count = 0;
      lexicon.prune();
      scanWords(title, words);
      const titleCount = words.count;
      number(title, 0);
      scanWords(text, words);
      number(text, titleCount);
      const { keysFrom } = lexicon;
      for (let at = 0; at < words.count; at++) {
        const word = numbers[at] ?? 0;
        if (keysFrom[word] !== keysFrom[word + 1]) walk(0, at, at);
      }
      return {
        words,
        titleCount,
        phrases: found,
        firstOf: (phrase) => first[phrase] ?? -1,
        nextOf: (occurrence) => nexts[occurrence] ?? -1,
        startOf: (occurrence) => starts[occurrence] ?? 0,
        endOf: (occurrence) => ends[occurrence] ?? 0,
        placeOf: (word) => (places ??= measure(titleCount))[word] ?? 0,
      };
    },
  };
}
