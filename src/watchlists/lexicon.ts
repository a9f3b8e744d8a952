// The lexicon: every distinct word seen in texts, with its keys, so that folding and stemming are done once a word and not once an occurrence.
import { createRuns, grown } from "./runs.ts";
import type { Runs } from "./runs.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface Lexicon {
  /** The number of the word that stands at start..end of the text; linguistics are done when it is new. */
  numberOf(text: string, start: number, end: number): number;
  /** The keys of each word: those of word n are run n. */
  readonly keys: Runs;
  /** To be called between documents only: forgets everything when there is too much of it, which changes no answer. */
  prune(): void;
}

const wordsMax = 400_000;
const unitsMax = 8_000_000;
const slotsMin = 1 << 14;
/** No page can make more than so many words fall on one place of the table: the next one goes to a map that V8 seeds. */
const probesMax = 32;

export function createLexicon(vocabulary: Vocabulary): Lexicon {
  const keys = createRuns();
  const spellings = createRuns();
  const crowdedOut = new Map<string, number>();
  let slots = new Int32Array(slotsMin);
  let hashes = new Int32Array(slotsMin);

  function learn(text: string, start: number, end: number, hash: number): number {
    const word = keys.count;
    const raw = text.slice(start, end);
    keys.push(vocabulary.keysOf(raw));
    spellings.push(Array.from({ length: end - start }, (_, i) => raw.charCodeAt(i)));
    if (word === hashes.length) hashes = grown(hashes, word * 2);
    hashes[word] = hash;
    if (keys.count * 2 > slots.length) {
      slots = new Int32Array(slots.length * 2);
      for (let known = 0; known < word; known++) place(known);
    }
    if (!place(word)) crowdedOut.set(raw, word);
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

  function isAt(word: number, text: string, start: number, end: number): boolean {
    const { data, from } = spellings;
    let unit = from[word] ?? 0;
    if ((from[word + 1] ?? 0) - unit !== end - start) return false;
    for (let i = start; i < end; i++) if (data[unit++] !== text.charCodeAt(i)) return false;
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
        if (entry === 0) return learn(text, start, end, hash);
        if (hashes[entry - 1] === hash && isAt(entry - 1, text, start, end)) return entry - 1;
      }
      return crowdedOut.get(text.slice(start, end)) ?? learn(text, start, end, hash);
    },
    keys,
    prune() {
      if (keys.count < wordsMax && (spellings.from[spellings.count] ?? 0) < unitsMax) return;
      keys.clear();
      spellings.clear();
      crowdedOut.clear();
      slots = new Int32Array(slotsMin);
    },
  };
}
