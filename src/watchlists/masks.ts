// Masks: phrases inside which nothing counts.
import type { Expression } from "./expression.ts";
import type { Findings } from "./words/find-phrases.ts";

/** Returns true if the words lie inside a mask. */
export type Masked = (start: number, end: number) => boolean;

/** The phrases of words and lists of words; null if the expression holds anything else. */
export function phrasesIn(expression: Expression): readonly number[] | null {
  if (expression.kind === "term") return expression.phrases;
  // A set with masks of its own may be a mask, as $capitals: it then hides its names wherever they stand.
  if (expression.kind === "outside") return phrasesIn(expression.term);
  if (expression.kind !== "any") return null;
  const parts = expression.parts.map(phrasesIn);
  return parts.includes(null) ? null : parts.flatMap((phrases) => phrases ?? []);
}

/** Returns a function that tells whether words lie inside a mask, or null if no mask was found. */
export function maskedBy(masks: readonly number[], findings: Findings): Masked | null {
  const found: { start: number; end: number }[] = [];
  for (const phrase of masks) {
    for (let at = findings.firstOf(phrase); at >= 0; at = findings.nextOf(at))
      found.push({ start: findings.startOf(at), end: findings.endOf(at) });
  }
  if (found.length === 0) return null;
  found.sort((a, b) => a.start - b.start);
  let farthest = -1;
  const reach = found.map(({ end }) => (farthest = Math.max(farthest, end)));
  return (start, end) => {
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((found[middle]?.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (reach[low - 1] ?? -1) >= end;
  };
}
