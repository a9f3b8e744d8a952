// Judges one watchlist on one document: it matches, or the reason why not.
import { meetsRule } from "./document-facts.ts";
import { occurrencesOf } from "./evaluate-expression.ts";
import type { CompiledWatchlist } from "./build-watchlist.ts";
import type { DocumentFacts, FactRule } from "./document-facts.ts";
import type { View } from "./evaluate-expression.ts";
import type { Occurrence } from "./words/pairs-near.ts";
import type { Findings } from "./words/find-phrases.ts";

export type Judgement =
  | { kind: "matches"; occurrences: readonly Occurrence[] }
  | { kind: "filtered"; rule: FactRule }
  | { kind: "missing" }
  | { kind: "too-few"; mentions: number }
  /** The words that vetoed it, as they stand in the document. */
  | { kind: "vetoed"; occurrences: readonly Occurrence[] };

/** `facts` is null to ignore filters. */
export function judgeWatchlist(watchlist: CompiledWatchlist, findings: Findings, facts: DocumentFacts | null): Judgement {
  const { expression, masks, unless, filter, minMentions } = watchlist;
  const refused = facts && filter.find((rule) => !meetsRule(facts, rule));
  if (refused) return { kind: "filtered", rule: refused };
  const view: View = { findings, masked: masks.length > 0 ? maskedBy(masks, findings) : null, facts };
  const occurrences = occurrencesOf(expression, view);
  if (!occurrences) return { kind: "missing" };
  const mentions = minMentions > 1 ? mentionsIn(occurrences) : 1;
  if (mentions < minMentions) return { kind: "too-few", mentions };
  const vetoes = unless && occurrencesOf(unless, { findings, masked: null, facts });
  return vetoes ? { kind: "vetoed", occurrences: vetoes } : { kind: "matches", occurrences };
}

/** Returns a function that tells whether words lie inside a mask, or null if no mask was found. */
export function maskedBy(masks: readonly number[], findings: Findings): View["masked"] {
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

/** Overlapping occurrences count as one mention. */
function mentionsIn(occurrences: readonly Occurrence[]): number {
  let mentions = 0;
  let end = -1;
  for (const occurrence of [...occurrences].sort((a, b) => a.start - b.start)) {
    if (occurrence.start > end) mentions++;
    end = Math.max(end, occurrence.end);
  }
  return mentions;
}
