// Compares two sketches: how much of each text is in the other, where, and whether their numbers agree.
import { completeBelow, LEAD_SHINGLES } from "./sketch-article.ts";
import type { Sketch } from "./story.ts";

const REST_SHINGLES_MIN = 8;
/** So much of a first sentence must be in the other text: outlets drop its dateline or change a word. */
const FIRST_MIN = 0.5;
/** So much of a brief must stand at the head of the whole report, and so long it must be. */
const HEAD_MIN = 0.9;
const HEAD_SHINGLES_MIN = 5;

/** Figures of a pair, all shares from 0 to 1. `a` is the first text, `b` the second. */
export interface Overlap {
  /** Share of a's shingles that are in b, and of b's that are in a. */
  aInB: number;
  bInA: number;
  jaccard: number;
  /** Share of the shingles in one text's first words that are anywhere in the other. */
  leadOfAInB: number;
  leadOfBInA: number;
  /** The share of the shorter text, without its first words, that is in the longer; null if too little is left to tell. */
  restOfShorter: number | null;
  /** Share of the numbers, of the text with fewer of them, that the other text also has. */
  numbers: number;
  /** How many numbers the text with fewer of them has. */
  numbersMin: number;
  /** The same for names. */
  names: number;
  namesMin: number;
  /** How many words of the shorter text are not repetitions; an estimate. */
  words: number;
  /** The first sentence of one is in the other; false also if neither is known. */
  firstShared: boolean;
  /** The shorter is so short that all of its words are compared, and stands whole among the first words of the other. */
  wholeAtHead: boolean;
  /** The compared shingles that both have. */
  shared: Uint32Array;
  /** How many shingles of the text each compared one represents. */
  thinning: number;
}

/** Compares the part of the hashes that both sketches hold completely. Takes time linear in their (bounded) sizes. */
export function compareSketches(a: Sketch, b: Sketch): Overlap {
  const below = Math.min(completeBelow(a), completeBelow(b));
  const ofA = cut(a.shingles, below);
  const ofB = cut(b.shingles, below);
  const shared = intersect(ofA, ofB);
  const union = ofA.length + ofB.length - shared.length;
  const namesMin = Math.min(a.names.length, b.names.length);
  const numbersMin = Math.min(a.numbers.length, b.numbers.length);
  return {
    aInB: share(shared.length, ofA.length),
    bInA: share(shared.length, ofB.length),
    jaccard: share(shared.length, union),
    leadOfAInB: leadShare(a.lead, b.shingles, completeBelow(b)),
    leadOfBInA: leadShare(b.lead, a.shingles, completeBelow(a)),
    restOfShorter: ofA.length <= ofB.length ? restShare(ofA, shared, a.lead) : restShare(ofB, shared, b.lead),
    numbers: share(intersect(a.numbers, b.numbers).length, numbersMin),
    numbersMin,
    names: share(intersect(a.names, b.names).length, namesMin),
    namesMin,
    words: Math.min(distinctWords(a), distinctWords(b)),
    firstShared: isFirstIn(a, b) || isFirstIn(b, a),
    wholeAtHead: isWholeAtHead(a, b) || isWholeAtHead(b, a),
    shared,
    thinning: 2 ** 32 / below,
  };
}

/** Values in both sorted sets, sorted. */
export function intersect(a: Uint32Array, b: Uint32Array): Uint32Array {
  const found: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x === y) found.push(x);
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return Uint32Array.from(found);
}

/** Of a lead, compares only what the other sketch would hold if the other text had it. */
function leadShare(lead: Uint32Array, shingles: Uint32Array, below: number): number {
  const judged = lead.filter((hash) => hash < below).sort();
  return share(intersect(judged, shingles).length, judged.length);
}

/** Of the first sentence, judges only what the other sketch would hold. */
function isFirstIn({ lead, first }: Sketch, other: Sketch): boolean {
  const sentence = lead.slice(0, first).sort();
  const begin = other.lead.slice().sort();
  const below = completeBelow(other);
  const judged = sentence.filter((hash) => hash < below || includesSorted(begin, hash));
  const found = judged.filter((hash) => includesSorted(begin, hash) || includesSorted(other.shingles, hash));
  return judged.length > 0 && found.length >= judged.length * FIRST_MIN;
}

/** A lead of exactly `LEAD_SHINGLES` is cut. A longer one is a whole text; beyond the other's lead its hashes are judged by a sample. */
function isWholeAtHead(brief: Sketch, whole: Sketch): boolean {
  const { length } = brief.lead;
  if (length < HEAD_SHINGLES_MIN || length === LEAD_SHINGLES || Math.min(length, LEAD_SHINGLES) > whole.lead.length) return false;
  const begin = whole.lead.slice().sort();
  const below = completeBelow(whole);
  const judged = brief.lead.filter((hash, i) => i < LEAD_SHINGLES || hash < below);
  const found = judged.filter(
    (hash) => includesSorted(begin, hash) || (length > LEAD_SHINGLES && includesSorted(whole.shingles, hash)),
  );
  return found.length >= judged.length * HEAD_MIN;
}

function includesSorted(sorted: Uint32Array, value: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

function restShare(own: Uint32Array, shared: Uint32Array, lead: Uint32Array): number | null {
  const sortedLead = lead.slice().sort();
  const rest = own.length - intersect(own, sortedLead).length;
  return rest < REST_SHINGLES_MIN ? null : (shared.length - intersect(shared, sortedLead).length) / rest;
}

/** A word repeated a million times counts as one word. */
export function distinctWords(sketch: Sketch): number {
  const { length } = sketch.shingles;
  return length === 0 ? 0 : Math.min(sketch.words, Math.round((length * 2 ** 32) / completeBelow(sketch)) + 3);
}

/** The values below a limit, of a sorted set. */
export function cut(sorted: Uint32Array, below: number): Uint32Array {
  let end = sorted.length;
  while (end > 0 && (sorted[end - 1] ?? 0) >= below) end -= 1;
  return sorted.subarray(0, end);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
