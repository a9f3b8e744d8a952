// Evaluates an expression on one document exactly: where it occurs, or that it does not hold.
import { meetsRule } from "./document-facts.ts";
import { termsByPhrase } from "./expression.ts";
import { maskedBy } from "./masks.ts";
import { pairsNear } from "./words/pairs-near.ts";
import type { DocumentFacts } from "./document-facts.ts";
import type { Masked } from "./masks.ts";
import type { Any, Expression, Outside, Term } from "./expression.ts";
import type { Occurrence } from "./words/pairs-near.ts";
import type { Findings } from "./words/find-phrases.ts";

/** One document as seen by one watchlist. */
export interface View {
  findings: Findings;
  masked: Masked | null;
  /** Null to ignore rules about facts, as in a watchlist's own tests. */
  facts: DocumentFacts | null;
}

/** Returns null if it does not hold, and an empty list if it holds without words of its own. */
export function occurrencesOf(expression: Expression, view: View): Occurrence[] | null {
  switch (expression.kind) {
    case "term": {
      let found: Occurrence[] | null = null;
      for (const phrase of expression.phrases)
        if (view.findings.firstOf(phrase) >= 0) collectPhrase(expression, phrase, view, (found ??= []));
      return found && found.length > 0 ? found : null;
    }
    case "any":
      return occurrencesOfAny(expression, view);
    case "all": {
      const found: Occurrence[] = [];
      for (const part of expression.parts) {
        const occurrences = occurrencesOf(part, view);
        if (!occurrences) return null;
        append(found, occurrences);
      }
      return found;
    }
    case "none":
      return expression.parts.some((part) => holds(part, view)) ? null : [];
    case "near": {
      const a = occurrencesOf(expression.a, view);
      const b = a && occurrencesOf(expression.b, view);
      if (!a || !b) return null;
      const pairs = pairsNear(a, b, expression, view.findings);
      return pairs.length > 0 ? pairs : null;
    }
    case "with": {
      const terms = occurrencesOf(expression.term, view);
      const context = terms && occurrencesOf(expression.context, view);
      if (!terms || !context) return null;
      const pairs = pairsNear(terms, context, { within: expression.within, ordered: false }, view.findings);
      const kept = new Set(pairs.flatMap(({ parts }) => parts ?? []));
      const found = terms.filter((occurrence) => kept.has(occurrence));
      return found.length > 0 ? found : null;
    }
    case "outside":
      return occurrencesOf(expression.term, viewOutside(expression, view));
    case "fact":
      return view.facts === null || meetsRule(view.facts, expression.rule) ? [] : null;
    default:
      return expression satisfies never;
  }
}

/** The same document without what stands inside the masks of an expression. */
export function viewOutside<Seen extends View>({ masks }: Outside, view: Seen): Seen {
  const [outer, inner] = [view.masked, maskedBy(masks, view.findings)];
  return inner === null ? view : { ...view, masked: (start, end) => outer?.(start, end) === true || inner(start, end) };
}

/** Within `none`, an ignored rule about facts excludes nothing. */
function holds(part: Expression, view: View): boolean {
  return part.kind === "fact" && view.facts === null ? false : occurrencesOf(part, view) !== null;
}

function occurrencesOfAny(any: Any, view: View): Occurrence[] | null {
  let found: Occurrence[] | null = null;
  const byPhrase = termsByPhrase(any);
  if (byPhrase) {
    const terms: Occurrence[] = [];
    for (const phrase of view.findings.phrases)
      for (const term of byPhrase.get(phrase) ?? []) collectPhrase(term, phrase, view, terms);
    if (terms.length > 0) found = terms;
  }
  for (const part of any.parts) {
    if (byPhrase && part.kind === "term") continue;
    const occurrences = occurrencesOf(part, view);
    if (!occurrences) continue;
    if (found) append(found, occurrences);
    else found = occurrences;
  }
  return found;
}

function collectPhrase(term: Term, phrase: number, { findings, masked }: View, found: Occurrence[]): void {
  for (let at = findings.firstOf(phrase); at >= 0; at = findings.nextOf(at)) {
    const start = findings.startOf(at);
    const end = findings.endOf(at);
    if (term.field !== null && start < findings.titleCount !== (term.field === "title")) continue;
    if (masked?.(start, end) || (findings.isGenitive(at) && !term.genitive)) continue;
    found.push({ start, end, term, parts: null });
  }
}

// A spread of a long list would overflow the stack.
function append(list: Occurrence[], more: readonly Occurrence[]): void {
  for (const one of more) list.push(one);
}
