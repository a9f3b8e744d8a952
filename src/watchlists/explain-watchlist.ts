// Explains why a watchlist matches a document, or which part of it was missing, masked, too far away or vetoed.
import { factsOf } from "./document-facts.ts";
import { occurrencesOf } from "./evaluate-expression.ts";
import { explainMissing, listed, mentionsSome } from "./explain-missing.ts";
import { judgeWatchlist } from "./judge-watchlist.ts";
import { maskedBy } from "./masks.ts";
import { openOtherForms } from "./other-forms.ts";
import { spansOf } from "./spans-of.ts";
import type { CompiledWatchlist } from "./build-watchlist.ts";
import type { CompiledWatchlists } from "./compile-watchlists.ts";
import type { DocumentFacts, FactRule } from "./document-facts.ts";
import type { Findings } from "./words/find-phrases.ts";
import type { OtherForms } from "./other-forms.ts";
import type { MatchDocument, Span } from "./watchlist.ts";

export interface Explanation {
  watchlist: string;
  matches: boolean;
  /** If it does not match: whether some of its words are in the document all the same. */
  nearly: boolean;
  /** One clause without a full stop, for example `"Myanmar" is not in it`. */
  reason: string;
  /** The words that were found, or those that vetoed it. */
  spans: Span[];
}

/** Explains all watchlists in order of definition. `facts: "ignore"` skips filters, as in a watchlist's own tests. */
export function explainWatchlists(
  compiled: CompiledWatchlists,
  document: MatchDocument,
  facts: "heed" | "ignore" = "heed",
): Explanation[] {
  const findings = compiled.finder.find(document.title, document.text, document.language);
  const known = facts === "heed" ? factsOf(document) : null;
  const otherForms = openOtherForms(document);
  return compiled.watchlists.map((watchlist) => explain(watchlist, findings, known, { document, otherForms }));
}

/** Explains one watchlist of `compiled`. */
export function explainWatchlist(
  compiled: CompiledWatchlists,
  watchlist: CompiledWatchlist,
  document: MatchDocument,
  facts: "heed" | "ignore" = "heed",
): Explanation {
  const findings = compiled.finder.find(document.title, document.text, document.language);
  return explain(watchlist, findings, facts === "heed" ? factsOf(document) : null, {
    document,
    otherForms: openOtherForms(document),
  });
}

function explain(
  watchlist: CompiledWatchlist,
  findings: Findings,
  facts: DocumentFacts | null,
  { document, otherForms }: { document: MatchDocument; otherForms: OtherForms },
): Explanation {
  const masked = maskedBy(watchlist.masks, findings);
  const judgement = judgeWatchlist(watchlist, findings, facts);
  const said = (matches: boolean, reason: string, spans: Span[] = []): Explanation => ({
    watchlist: watchlist.id,
    matches,
    nearly: !matches && isNearly(),
    reason,
    spans,
  });
  /** Whether nothing but the filter is in the way. */
  const holds = () => occurrencesOf(watchlist.expression, { findings, masked, facts: null }) !== null;
  const isNearly = () =>
    judgement.kind === "filtered"
      ? holds()
      : judgement.kind !== "missing" || mentionsSome(watchlist.expression, { findings, masked: null, facts: null });
  switch (judgement.kind) {
    case "matches": {
      const spans = spansOf(judgement.occurrences, findings, document);
      return said(true, `it holds ${listed(spans.map((span) => found(span, document)))}`, spans);
    }
    case "filtered":
      return said(false, `${describeRule(judgement.rule, document)}${holds() ? "; without it, its words are there" : ""}`);
    case "missing":
      return said(false, explainMissing(watchlist.expression, { findings, masked, facts, otherForms }));
    case "too-few":
      return said(false, `it holds ${judgement.mentions} of the ${watchlist.minMentions} mentions that min_mentions asks for`);
    case "vetoed": {
      const spans = spansOf(judgement.occurrences, findings, document);
      return said(false, `unless vetoes it: it holds ${listed(spans.map((span) => found(span, document)))}`, spans);
    }
    default:
      return judgement satisfies never;
  }
}

function found({ field, start, end, term }: Span, document: MatchDocument): string {
  const words = document[field].slice(start, end);
  return `"${words}"${words === term ? "" : ` (${term})`}`;
}

function describeRule({ fact, values, not }: FactRule, document: MatchDocument): string {
  const own = [document[fact] ?? []].flat().join(", ") || "not known";
  return `the filter keeps it out: its ${fact} (${own}) ${not ? "is one of" : "is none of"} ${[...values].join(", ")}`;
}
