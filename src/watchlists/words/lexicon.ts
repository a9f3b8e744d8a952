// The lexicon: every distinct word of past texts with its keys, so that each word is folded and stemmed once, not at each occurrence.
import { grown } from "../../text/words/grown.ts";
import { hashOf } from "../../text/words/ends-of-words.ts";
import { Runs } from "./runs.ts";
import type { Words } from "../../text/words/scan-words.ts";
import type { Vocabulary } from "./vocabulary.ts";

const wordsMax = 400_000;
const unitsMax = 8_000_000;
const slotsMin = 1 << 14;
/** Bounds how many words a page can put on one place of the table: the next one goes to a map that V8 seeds. */
const probesMax = 32;

export class Lexicon {
  /** The keys of each word: those of word n are run n. */
  readonly keys = new Runs();
  private readonly vocabulary: Vocabulary;
  private readonly isName: ((raw: string) => boolean) | null;
  /** By word: 1 if it may be part of a name. */
  private named = new Uint8Array(1 << 12);
  private readonly crowdedOut = new Map<string, number>();
  private readonly joined = new Map<string, number>();
  /** Pairs of a word's hash and its number plus 1, adjacent so that one memory access reads both. */
  private slots = new Int32Array(slotsMin * 2);
  /** The units of word n are `units[ends[n]]` up to `units[ends[n + 1]]`. */
  private units = new Uint16Array(1 << 16);
  private ends = new Int32Array(1 << 12);

  /** `isName` tells whether a word may be part of a name, if there are names. */
  constructor(vocabulary: Vocabulary, isName: ((raw: string) => boolean) | null = null) {
    this.vocabulary = vocabulary;
    this.isName = isName;
  }

  /** Returns the numbers of the words from `first` up to `last`, all of `text`, which was scanned last; analyses new words. */
  number(text: string, words: Words, first: number, last: number, numbers: Int32Array): void {
    const { start: starts, end: ends, hash: hashes, units, base } = words;
    for (let at = first; at < last; at++) {
      const start = starts[at] ?? 0;
      const end = ends[at] ?? 0;
      const hash = hashes[at] ?? 0;
      let word = this.find(units, base + start, base + end, hash);
      if (word < 0) {
        const raw = text.slice(start, end);
        word = this.crowdedOut.get(raw) ?? this.learn(raw, hash);
      }
      numbers[at] = word;
    }
  }

  mayBeName(word: number): boolean {
    return this.named[word] === 1;
  }

  /** The number of a word that stands nowhere in this form: two parts without their hyphen, or a word with its signs. */
  numberOf(raw: string): number {
    let word = this.joined.get(raw);
    if (word === undefined) this.joined.set(raw, (word = this.learn(raw, hashOfText(raw))));
    return word;
  }

  /** Call between documents only: forgets everything if the lexicon is too large, which changes no answer. */
  prune(): void {
    if (this.keys.count < wordsMax && (this.ends[this.keys.count] ?? 0) < unitsMax) return;
    this.keys.clear();
    this.crowdedOut.clear();
    this.joined.clear();
    this.slots = new Int32Array(slotsMin * 2);
  }

  /** Returns -1 for an unknown word. */
  private find(scanned: Uint16Array, start: number, end: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (let probe = 0; probe < probesMax; probe++, slot = (slot + 2) & mask) {
      const entry = slots[slot + 1] ?? 0;
      if (entry === 0) return -1;
      if (slots[slot] === hash && this.isAt(entry - 1, scanned, start, end)) return entry - 1;
    }
    return -1;
  }

  private isAt(word: number, scanned: Uint16Array, start: number, end: number): boolean {
    const { units, ends } = this;
    let unit = ends[word] ?? 0;
    if ((ends[word + 1] ?? 0) - unit !== end - start) return false;
    for (let i = start; i < end; i++) if (units[unit++] !== scanned[i]) return false;
    return true;
  }

  private learn(raw: string, hash: number): number {
    const word = this.keys.count;
    this.keys.push(this.vocabulary.keysOf(raw));
    if (this.isName) this.noteName(word, this.isName(raw));
    const from = this.ends[word] ?? 0;
    const until = from + raw.length;
    if (until > this.units.length) {
      const longer = new Uint16Array(until * 2);
      longer.set(this.units);
      this.units = longer;
    }
    for (let i = 0; i < raw.length; i++) this.units[from + i] = raw.charCodeAt(i);
    if (word + 2 > this.ends.length) this.ends = grown(this.ends, this.ends.length * 2);
    this.ends[word + 1] = until;
    if (this.keys.count * 4 > this.slots.length) this.enlarge();
    if (!place(this.slots, word, hash)) this.crowdedOut.set(raw, word);
    return word;
  }

  private noteName(word: number, isName: boolean): void {
    if (word >= this.named.length) {
      const longer = new Uint8Array(word * 2);
      longer.set(this.named);
      this.named = longer;
    }
    this.named[word] = isName ? 1 : 0;
  }

  private enlarge(): void {
    const before = this.slots;
    this.slots = new Int32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += 2) {
      const entry = before[slot + 1] ?? 0;
      if (entry !== 0) place(this.slots, entry - 1, before[slot] ?? 0);
    }
  }
}

/** Returns false if there is no room; such a word is analysed again at its next occurrence. */
function place(slots: Int32Array, word: number, hash: number): boolean {
  const mask = slots.length - 1;
  let slot = (hash << 1) & mask;
  for (let probe = 0; probe < probesMax; probe++, slot = (slot + 2) & mask) {
    if (slots[slot + 1] !== 0) continue;
    slots[slot] = hash;
    slots[slot + 1] = word + 1;
    return true;
  }
  return false;
}

function hashOfText(text: string): number {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return hashOf(units, 0, units.length);
}
