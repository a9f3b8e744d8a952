// Marks: what of a text stays when it is told in another language, in a form that does not depend on the language.
import { hashText, mix } from "../hash-units.ts";

/**
 * How seldom a text has a mark of a kind by chance, in bits, before any text was read. A skeleton is the consonants of a name: the more it has, the
 * more it says.
 */
const CHANCE_BITS = { number: 3, figure: 6, date: 6, word: 7, skeleton4: 3, skeleton5: 5, skeleton6: 7, place: 3 } as const;
export type MarkKind = keyof typeof CHANCE_BITS;
const KINDS = Object.keys(CHANCE_BITS) as MarkKind[];

/** One thing that a text says, as written there, and the marks by which another text may say it: a name has several readings. */
export interface Item {
  written: string;
  marks: readonly number[];
}

/** The first article of a story. Numbers, so that processes with the same log remember the same. */
export interface MarkedArticle {
  story: number;
  article: number;
  /** The story of which this one's is a translation; its own if it is none. */
  root: number;
  tongue: string;
  marks: Uint32Array;
  /** When it came, in milliseconds. */
  at: number;
}

/** A mark is a hash whose lowest four bits hold its kind and, once packed, whether an item begins with it. */
const KIND_BITS = 3;

/** The bit of a packed mark that begins an item. */
export const ITEM_BEGINS = 1;

export const markOf = (kind: MarkKind, value: string): number =>
  ((mix(hashText(value)) & ~0xf) | (KINDS.indexOf(kind) << 1)) >>> 0;

const kindOf = (mark: number): MarkKind => KINDS[(mark >>> 1) & (2 ** KIND_BITS - 1)] ?? "number";

export const chanceBitsOf = (mark: number): number => CHANCE_BITS[kindOf(mark)];

/** Whether it is of a name or a place, and not of a figure or a date. */
export const isOfName = (mark: number): boolean => !["number", "figure", "date"].includes(kindOf(mark));

/** The mark of a skeleton, or null for one that many names have. */
export function skeletonMark(skeleton: string): number | null {
  if (skeleton.length < 4) return null;
  const kind = skeleton.length === 4 ? "skeleton4" : skeleton.length === 5 ? "skeleton5" : "skeleton6";
  return markOf(kind, skeleton);
}

/** 1.6 kB a text. */
const MARKS_MAX = 400;

/** All marks in one row, as they are stored, each once: two forms of one name are one piece of evidence. */
export function packItems(items: readonly Item[]): Uint32Array {
  const seen = new Set<number>();
  const packed: number[] = [];
  for (const { marks } of items) {
    let isFirst = true;
    for (const mark of marks) {
      if (seen.has(mark) || packed.length >= MARKS_MAX) continue;
      seen.add(mark);
      packed.push(isFirst ? (mark | ITEM_BEGINS) >>> 0 : mark);
      isFirst = false;
    }
  }
  return Uint32Array.from(packed);
}
