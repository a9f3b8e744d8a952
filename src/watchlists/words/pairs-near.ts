// Pairs of occurrences that are near each other, found in n log n time.
import type { Term } from "../expression.ts";
import type { Findings } from "./find-phrases.ts";

/** Where something occurs, from its first word to its last; `parts` are the two sides of a `near`. */
export interface Occurrence {
  start: number;
  end: number;
  term: Term | null;
  parts: readonly [Occurrence, Occurrence] | null;
}

/**
 * For each occurrence, the nearest partner before and after it within so many words, as windows from the first word of the pair
 * to the last. Overlapping occurrences are not near each other. These windows reach as far to each side as any would.
 */
export function pairsNear(
  a: readonly Occurrence[],
  b: readonly Occurrence[],
  distance: { within: number; ordered: boolean },
  findings: Findings,
): Occurrence[] {
  const pairs = forwardPairs(a, b, distance.within * 2, findings);
  // Without an order, b may come first too.
  if (!distance.ordered) for (const pair of forwardPairs(b, a, distance.within * 2, findings)) pairs.push(pair);
  return pairs;
}

function forwardPairs(
  before: readonly Occurrence[],
  after: readonly Occurrence[],
  reach: number,
  findings: Findings,
): Occurrence[] {
  const byEnd = [...before].sort((x, y) => x.end - y.end || x.start - y.start);
  const byStart = [...after].sort((x, y) => x.start - y.start || x.end - y.end);
  const places = findings.places();
  const isNear = (first: Occurrence, second: Occurrence) => (places[second.start] ?? 0) - (places[first.end] ?? 0) <= reach;
  const pairs: Occurrence[] = [];
  const partnerOf = new Map<Occurrence, Occurrence>();
  let next = 0;
  for (const first of byEnd) {
    while (next < byStart.length && (byStart[next]?.start ?? 0) <= first.end) next++;
    const second = byStart[next];
    if (!second || !isNear(first, second)) continue;
    partnerOf.set(first, second);
    pairs.push(pairOf(first, second));
  }
  let last = -1;
  for (const second of byStart) {
    while ((byEnd[last + 1]?.end ?? Infinity) < second.start) last++;
    const first = byEnd[last];
    if (first && isNear(first, second) && partnerOf.get(first) !== second) pairs.push(pairOf(first, second));
  }
  return pairs;
}

const pairOf = (first: Occurrence, second: Occurrence): Occurrence => ({
  start: first.start,
  end: second.end,
  term: null,
  parts: [first, second],
});
