// Finds every phrase of every watchlist in one document: the words are read once, and the trie is walked from each.
import { createOccurrenceTable } from "./occurrence-table.ts";
import { CLUSTER, JOINED, createWords, scanWords } from "./scan-words.ts";
import type { Lexicon } from "./lexicon.ts";
import type { OccurrenceTable } from "./occurrence-table.ts";
import type { PhraseTrie } from "./phrase-trie.ts";
import type { Words } from "./scan-words.ts";

/** What was found in one document. It is overwritten by the next document. */
export interface Findings extends OccurrenceTable {
  words: Words;
  /** The words before this one are the title's, the others the text's. */
  titleCount: number;
  /** Where each word stands, in half words: a cluster counts half, and title and text are far apart. */
  places(): Int32Array;
}

export interface PhraseFinder {
  find(title: string, text: string): Findings;
}

/** Farther than any distance that can be asked for. */
const fieldGap = 1 << 24;

export function createPhraseFinder(lexicon: Lexicon, trie: PhraseTrie): PhraseFinder {
  const words = createWords();
  const table = createOccurrenceTable(trie.phraseCount);
  let numbers = new Int32Array(words.start.length);

  function walk(node: number, at: number, begin: number): void {
    const word = numbers[at] ?? 0;
    const { from, data } = lexicon.keys;
    const until = from[word + 1] ?? 0;
    for (let i = from[word] ?? 0; i < until; i++) {
      const next = trie.edges.get(node, data[i] ?? 0);
      if (next === 0) continue;
      const phrase = trie.phraseAt(next);
      if (phrase >= 0) table.record(phrase, begin, at);
      if (trie.goesOn(next) && at + 1 < words.count && ((words.flags[at + 1] ?? 0) & JOINED) !== 0) walk(next, at + 1, begin);
    }
  }

  return {
    find(title, text) {
      table.clear();
      lexicon.prune();
      words.count = 0;
      scanWords(title, words);
      const titleCount = words.count;
      scanWords(text, words);
      if (numbers.length < words.count) numbers = new Int32Array(words.start.length);
      const { start, end, count } = words;
      for (let word = 0; word < count; word++)
        numbers[word] = lexicon.numberOf(word < titleCount ? title : text, start[word] ?? 0, end[word] ?? 0);
      const { from } = lexicon.keys;
      for (let at = 0; at < count; at++) {
        const word = numbers[at] ?? 0;
        if (from[word] !== from[word + 1]) walk(0, at, at);
      }
      let places: Int32Array | null = null;
      return { ...table, words, titleCount, places: () => (places ??= measure(words, titleCount)) };
    },
  };
}

function measure({ count, flags }: Words, titleCount: number): Int32Array {
  const places = new Int32Array(count);
  for (let word = 0, place = 0; word < count; word++) {
    if (word === titleCount) place += fieldGap;
    places[word] = place;
    place += ((flags[word] ?? 0) & CLUSTER) !== 0 ? 1 : 2;
  }
  return places;
}
