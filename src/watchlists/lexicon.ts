// The lexicon: every distinct word seen in texts, with its keys, so that folding and stemming are done once a word and not once an occurrence.
import type { Vocabulary } from "./vocabulary.ts";

export interface Lexicon {
  /** The number of the word that stands at start..end of the text; linguistics are done when it is new. */
  numberOf(text: string, start: number, end: number): number;
  /** Where word n's keys stand in `keys`: from keysFrom[n] up to keysFrom[n + 1]. */
  readonly keysFrom: Int32Array;
  readonly keys: Int32Array;
  /** To be called between documents only: forgets everything when there is too much of it, which changes no answer. */
  prune(): void;
}

const wordsMax = 400_000;
const unitsMax = 8_000_000;
/** No page can make more than so many words fall on one place of the table: the next one goes to a map that V8 seeds. */
const probesMax = 32;

export function createLexicon(vocabulary: Vocabulary): Lexicon {
  let count = 0;
  let slots = new Int32Array(1 << 14);
  let hashes = new Int32Array(1 << 13);
  let unitsFrom = new Int32Array((1 << 13) + 1);
  let keysFrom = new Int32Array((1 << 13) + 1);
  let units = new Uint16Array(1 << 16);
  let keys = new Int32Array(1 << 12);
  const crowdedOut = new Map<string, number>();

  function learn(text: string, start: number, end: number, hash: number): number {
    const word = count++;
    if (word === hashes.length) {
      hashes = grown(hashes, hashes.length * 2);
      unitsFrom = grown(unitsFrom, hashes.length + 1);
      keysFrom = grown(keysFrom, hashes.length + 1);
    }
    hashes[word] = hash;
    let unit = unitsFrom[word] ?? 0;
    if (unit + end - start > units.length) units = grown(units, (unit + end - start) * 2);
    for (let i = start; i < end; i++) units[unit++] = text.charCodeAt(i);
    unitsFrom[word + 1] = unit;
    let key = keysFrom[word] ?? 0;
    const found = vocabulary.keysOf(text.slice(start, end));
    if (key + found.length > keys.length) keys = grown(keys, (key + found.length) * 2);
    for (const one of found) keys[key++] = one;
    keysFrom[word + 1] = key;
    return word;
  }

  /** False where there is no room; such a word is learnt again when it is met again. */
  function place(word: number): boolean {
    const mask = slots.length - 1;
    let slot = (hashes[word] ?? 0) & mask;
    for (let probe = 0; probe < probesMax; probe++, slot = (slot + 1) & mask) {
      if (slots[slot] !== 0) continue;
      slots[slot] = word + 1;
      return true;
    }
    return false;
  }

  function learnAndPlace(text: string, start: number, end: number, hash: number): number {
    const word = learn(text, start, end, hash);
    if (count * 2 > slots.length) {
      slots = new Int32Array(slots.length * 2);
      for (let known = 0; known < word; known++) place(known);
    }
    if (!place(word)) crowdedOut.set(text.slice(start, end), word);
    return word;
  }

  function isAt(word: number, text: string, start: number, end: number): boolean {
    let unit = unitsFrom[word] ?? 0;
    if ((unitsFrom[word + 1] ?? 0) - unit !== end - start) return false;
    for (let i = start; i < end; i++) if (units[unit++] !== text.charCodeAt(i)) return false;
    return true;
  }

  return {
    numberOf(text, start, end) {
      // FNV-1a over the units as they stand, with the last step spreading the high bits down.
      let hash = 0x811c9dc5;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      hash ^= hash >>> 15;
      const mask = slots.length - 1;
      let slot = hash & mask;
      for (let probe = 0; probe < probesMax; probe++, slot = (slot + 1) & mask) {
        const entry = slots[slot] ?? 0;
        if (entry === 0) return learnAndPlace(text, start, end, hash);
        if (hashes[entry - 1] === hash && isAt(entry - 1, text, start, end)) return entry - 1;
      }
      return crowdedOut.get(text.slice(start, end)) ?? learnAndPlace(text, start, end, hash);
    },
    get keysFrom() {
      return keysFrom;
    },
    get keys() {
      return keys;
    },
    prune() {
      if (count < wordsMax && (unitsFrom[count] ?? 0) < unitsMax) return;
      count = 0;
      crowdedOut.clear();
      slots = new Int32Array(1 << 14);
    },
  };
}

function grown<A extends Int32Array | Uint16Array>(array: A, size: number): A {
  const larger = array instanceof Int32Array ? new Int32Array(size) : new Uint16Array(size);
  larger.set(array);
  return larger as A;
}
