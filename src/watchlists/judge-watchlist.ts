// Judges one watchlist on one document: it matches, or the reason why not.
import { meetsRule } from "./document-facts.ts";
import { occurrencesOf } from "./evaluate-expression.ts";
import { maskedBy } from "./masks.ts";
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
