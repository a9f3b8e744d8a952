// Spans: the places of a document that made a watchlist match, as offsets into its title and text.
import { trimOf } from "./fold-word.ts";
import type { Occurrence } from "./evaluate-expression.ts";
import type { Term } from "./expression.ts";
import type { Findings } from "./find-phrases.ts";
import type { MatchDocument, Span } from "./watchlist.ts";

/** In order of reading, the title first; each place and term once. */
export function spansOf(occurrences: readonly Occurrence[], findings: Findings, document: MatchDocument): Span[] {
  const terms: Occurrence[] = [];
  collectTerms(occurrences, terms, new Set());
  terms.sort((a, b) => a.start - b.start || a.end - b.end);
  const spans: Span[] = [];
  const places = new Set<string>();
  for (const { start, end, term } of terms) {
    const key = `${start} ${end} ${term?.text}`;
    if (!term || places.has(key)) continue;
    places.add(key);
    spans.push(spanOf(start, end, term, findings, document));
  }
  return spans;
}

function collectTerms(occurrences: readonly Occurrence[], terms: Occurrence[], seen: Set<Occurrence>): void {
  for (const occurrence of occurrences) {
    if (occurrence.term) {
      // In a near group one occurrence may stand in several pairs.
      if (seen.has(occurrence)) continue;
      seen.add(occurrence);
      terms.push(occurrence);
    } else if (occurrence.parts && !seen.has(occurrence)) {
      seen.add(occurrence);
      collectTerms(occurrence.parts, terms, seen);
    }
  }
}

/** Without a possessive or an elision that the term does not have: Myanmar in "Myanmar’s", Ukraine in "l’Ukraine". */
function spanOf(first: number, last: number, term: Term, { words, titleCount }: Findings, document: MatchDocument): Span {
  const field = first < titleCount ? "title" : "text";
  const content = document[field];
  let start = words.start[first] ?? 0;
  let end = words.end[last] ?? 0;
  if (!term.possessive) end -= trimOf(content.slice(words.start[last] ?? 0, end)).end;
  if (!term.elided) start += trimOf(content.slice(start, words.end[first] ?? 0)).start;
  return { field, start, end, term: term.text };
}
