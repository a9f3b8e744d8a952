// Spans: the places in a document that made a watchlist match, as offsets into its title and text.
import { APOSTROPHE, classOfUnit } from "../text/words/character-classes.ts";
import { trimOf } from "../text/words/readings.ts";
import type { Occurrence } from "./words/pairs-near.ts";
import type { Term } from "./expression.ts";
import type { Findings } from "./words/find-phrases.ts";
import type { MatchDocument, Span } from "./watchlist.ts";

/** In reading order, the title first; each place and term once. */
export function spansOf(occurrences: readonly Occurrence[], findings: Findings, document: MatchDocument): Span[] {
  const [only] = occurrences;
  if (only?.term && occurrences.length === 1) return [spanOf(only.start, only.end, only.term, findings, document)];
  const terms = occurrences.some(({ parts }) => parts !== null) ? termsIn(occurrences) : [...occurrences];
  terms.sort((a, b) => a.start - b.start || a.end - b.end);
  const spans: Span[] = [];
  for (const [at, { start, end, term }] of terms.entries())
    if (term && !isSaidBefore(terms, at)) spans.push(spanOf(start, end, term, findings, document));
  return spans;
}

/** Spans at the same place are next to each other. */
function isSaidBefore(terms: readonly Occurrence[], at: number): boolean {
  const one = terms[at];
  for (let before = at - 1; before >= 0; before--) {
    const other = terms[before];
    if (other?.start !== one?.start || other?.end !== one?.end) return false;
    if (other?.term?.text === one?.term?.text) return true;
  }
  return false;
}

/** The terms of all pairs; in a near group one occurrence may be in several. */
function termsIn(occurrences: readonly Occurrence[]): Occurrence[] {
  const terms: Occurrence[] = [];
  collectTerms(occurrences, terms, new Set());
  return terms;
}

function collectTerms(occurrences: readonly Occurrence[], terms: Occurrence[], seen: Set<Occurrence>): void {
  for (const occurrence of occurrences) {
    if (seen.has(occurrence)) continue;
    seen.add(occurrence);
    if (occurrence.term) terms.push(occurrence);
    else if (occurrence.parts) collectTerms(occurrence.parts, terms, seen);
  }
}

/** Without a possessive or elision that the term lacks: Myanmar in "Myanmar’s", Ukraine in "l’Ukraine". */
function spanOf(first: number, last: number, term: Term, { words, titleCount }: Findings, document: MatchDocument): Span {
  const field = first < titleCount ? "title" : "text";
  const content = document[field];
  let start = words.start[first] ?? 0;
  let end = words.end[last] ?? 0;
  if (holdsApostrophe(content, start, end)) {
    const [startOfLast, endOfFirst] = [words.start[last] ?? 0, words.end[first] ?? 0];
    const [trimmedEnd, trimmedStart] = [
      trimOf(content.slice(startOfLast, end)).end,
      trimOf(content.slice(start, endOfFirst)).start,
    ];
    if (!term.possessive) end -= trimmedEnd;
    if (!term.elided) start += trimmedStart;
  }
  if (PREFIXED.test(term.text)) [start, end] = withoutAdditions(content, start, end, term.text);
  if (/[+#]$/.test(term.text)) while (content[end] === "+" || content[end] === "#") end++;
  if (term.text.startsWith(".") && content[start - 1] === ".") start--;
  return { field, start, end, term: term.text };
}

/** Arabic, Hebrew and Hangul, where "and", "in" and particles are written together with a name. */
const PREFIXED = /[\u05d0-\u06ff\u1100-\u11ff\uac00-\ud7a3]/;

/** Where the name itself stands, as far as it is written as in the term. */
function withoutAdditions(content: string, start: number, end: number, term: string): [number, number] {
  const found = content.slice(start, end);
  for (const name of [term, term.normalize("NFD")]) {
    const at = found.indexOf(name);
    if (at >= 0) return [start + at, start + at + name.length];
  }
  return [start, end];
}

/** Few words have one, and looking at code units takes a tenth of the time of a pattern. */
function holdsApostrophe(content: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (classOfUnit[content.charCodeAt(i)] === APOSTROPHE) return true;
  return false;
}
