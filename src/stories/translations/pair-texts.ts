// How much two texts have in common, whichever of them came first: the evidence for two reports of one event.
import { isOfName, ITEM_BEGINS } from "./mark.ts";
import { bare, bitsOf } from "./held-texts.ts";
import type { HeldTexts } from "./held-texts.ts";

/** A held text, or one that arrives. */
export interface Text {
  tongueId: number;
  marks: Uint32Array;
  items: number;
  isHeld: boolean;
}

export interface Agreement {
  /** Bits of evidence for texts of usual length. */
  score: number;
  /** How many different things agree, and how many of them are names or places. */
  items: number;
  names: number;
  /** From 0 to 1: how much agrees of what the text with fewer figures and names says. */
  share: number;
}

/** Scores are those of texts with so many items: a long text has more in common with any other. */
const USUAL_ITEMS = 50;

/** The geometric mean of what is shared and of what is shared for each item, so that length decides less. */
export const scoreOf = (bits: number, a: { items: number }, b: { items: number }): number =>
  bits * Math.sqrt(USUAL_ITEMS / Math.sqrt(Math.max(1, a.items * b.items)));

/** Compares pairs of texts; remembers each pair, and how frequent each mark is, so ask only while nothing is added. */
export function openPairs<T extends Text>(texts: HeldTexts): (a: T, b: T) => Agreement {
  const counts = new Map<number, readonly number[] | null>();
  const marksOf = new Map<T, Set<number>>();
  const known = new Map<T, Map<T, Agreement>>();

  function countsOf(mark: number): readonly number[] | null {
    let found = counts.get(mark);
    if (found === undefined) counts.set(mark, (found = texts.countsOf(mark)));
    return found;
  }

  /** The two themselves are not among those that have the mark by chance. */
  function bitsIn(mark: number, tongueId: number, { a, b, having }: { a: T; b: T; having: readonly number[] }): number {
    const own = (a.isHeld && a.tongueId === tongueId ? 1 : 0) + (b.isHeld && b.tongueId === tongueId ? 1 : 0);
    return bitsOf(mark, Math.max(0, (having[tongueId] ?? 0) - own), Math.max(0, texts.textsIn(tongueId) - own));
  }

  function compare(a: T, b: T): Agreement {
    let there = marksOf.get(b);
    if (!there) marksOf.set(b, (there = new Set(Array.from(b.marks, bare))));
    const found = { bits: 0, items: 0, names: 0 };
    let best = 0;
    let isName = false;
    const endItem = (): void => {
      if (best === 0) return;
      found.bits += best;
      found.items += 1;
      found.names += isName ? 1 : 0;
      best = 0;
    };
    for (const packed of a.marks) {
      if (packed & ITEM_BEGINS) {
        endItem();
        isName = isOfName(packed);
      }
      const mark = bare(packed);
      const having = there.has(mark) ? countsOf(mark) : null;
      if (having !== null)
        best = Math.max(best, Math.min(bitsIn(mark, a.tongueId, { a, b, having }), bitsIn(mark, b.tongueId, { a, b, having })));
    }
    endItem();
    const share = found.items / Math.max(1, Math.min(a.items, b.items));
    return { score: scoreOf(found.bits, a, b), items: found.items, names: found.names, share };
  }

  return (a, b) => {
    const [fewer, more] = comesFirst(a, b) ? [a, b] : [b, a];
    const row = known.get(fewer) ?? new Map<T, Agreement>();
    known.set(fewer, row);
    const found = row.get(more) ?? compare(fewer, more);
    row.set(more, found);
    return found;
  };
}

/** The text with fewer items; of two alike, the one with the smaller marks. */
function comesFirst(a: Text, b: Text): boolean {
  if (a.items !== b.items) return a.items < b.items;
  const at = a.marks.findIndex((mark, i) => mark !== b.marks[i]);
  return (a.marks[at] ?? 0) <= (b.marks[at] ?? 0);
}
