// Excerpts: the sentence or two that show why an article matched, with the offsets of the matched words.
import { splitSentences } from "../text/split-sentences.ts";
import type { IssueStory, MatchedText } from "./digest.ts";
import type { Span } from "../watchlists/watchlist.ts";

export type Excerpt = Pick<IssueStory, "excerpt" | "titleMarks" | "terms">;

interface Range {
  start: number;
  end: number;
}

/** A part of the text, and whether it begins or ends inside a sentence. */
interface Cut extends Range {
  cutBefore: boolean;
  cutAfter: boolean;
}

/** The maximal length of an excerpt, in UTF-16 units without its ellipses. */
const lengthMax = 300;
/** How much of a long sentence is shown before the first marked word. */
const leadMax = 100;
/** A sentence shorter than this says too little alone, so the next one is added. */
const shortSentence = 90;
/** How far around a match sentence borders are looked for; longer sentences are cut anyway. */
const reach = 2 * lengthMax;
const spansMax = 2_000;

/**
 * The excerpt around the place with the most different terms, the earliest of those; if only the title matched, the text's first
 * sentence. Offsets are UTF-16 units into the excerpt's text and into the title.
 */
export function excerptAround(matched: MatchedText): Excerpt {
  const spans = matched.spans.slice(0, spansMax).sort((a, b) => a.start - b.start);
  const titleSpans = spans.filter((span) => span.field === "title");
  const textSpans = spans.filter((span) => span.field === "text" && span.start < span.end && span.end <= matched.text.length);
  const range = rangeToShow(matched.text, densest(matched.text, textSpans));
  return {
    excerpt: cutOut(matched.text, range, mergeRanges(textSpans)),
    titleMarks: mergeRanges(titleSpans.filter((span) => span.end <= matched.title.length)),
    terms: [...new Set([...titleSpans, ...textSpans].map((span) => span.term))],
  };
}

/** Spans in order and without overlaps, so that each letter is marked once. */
function mergeRanges(spans: Range[]): Range[] {
  const merged: Range[] = [];
  for (const { start, end } of spans) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) merged.push({ start, end });
  }
  return merged;
}

/** The spans of one paragraph that hold the most different terms, no further apart than an excerpt is long. */
function densest(text: string, spans: Span[]): Range | null {
  let best: Range | null = null;
  let bestTerms = 0;
  let paragraphEnd = -1;
  let last = 0;
  const terms = new Map<string, number>();
  for (const [first, span] of spans.entries()) {
    if (span.start >= paragraphEnd) paragraphEnd = paragraphOf(text, span.start).end;
    const limit = Math.min(span.start + lengthMax, paragraphEnd);
    last = Math.max(last, first);
    for (let next = spans[last]; next !== undefined && next.end <= limit; next = spans[++last]) {
      terms.set(next.term, (terms.get(next.term) ?? 0) + 1);
    }
    if (terms.size > bestTerms || best === null) {
      best = { start: span.start, end: Math.max(span.end, spans[last - 1]?.end ?? 0) };
      bestTerms = terms.size;
    }
    if (last === first) continue;
    const left = (terms.get(span.term) ?? 0) - 1;
    if (left > 0) terms.set(span.term, left);
    else terms.delete(span.term);
  }
  return best;
}

function paragraphOf(text: string, at: number): Range {
  const start = text.lastIndexOf("\n\n", at) + 2;
  const end = text.indexOf("\n\n", at);
  return { start: start === 1 ? 0 : start, end: end < 0 ? text.length : end };
}

/** Lines above the lead, such as who wrote it. */
const linesAboveMax = 4;

/** Where the first paragraph with a sentence begins: a short line without a full stop is a byline or a heading. */
function leadOf(text: string): number {
  const first = Math.max(0, text.search(/\S/));
  let at = first;
  for (let lines = 0; lines <= linesAboveMax; lines++) {
    const { end } = paragraphOf(text, at);
    const paragraph = text.slice(at, end).trim();
    if (paragraph.length >= shortSentence || /[.!?…。！？।။۔؟]["”’»)\]]*$/u.test(paragraph)) return at;
    const next = text.slice(end).search(/\S/);
    if (next < 0) break;
    at = end + next;
  }
  return first;
}

/** The sentence around `focus`, and the next one if the focus extends into it or the first says little. */
function rangeToShow(text: string, focus: Range | null): Cut {
  const lead = focus === null ? leadOf(text) : 0;
  const { start, end } = focus ?? { start: lead, end: lead };
  const paragraph = paragraphOf(text, start);
  const from = Math.max(paragraph.start, start - reach);
  const sentences = splitSentences(text.slice(from, Math.min(paragraph.end, end + reach)), from);
  const index = Math.max(
    0,
    sentences.findIndex((sentence) => start < sentence.end),
  );
  const sentence = sentences[index] ?? { start: from, end };
  const next = sentences[index + 1];
  const withNext = next !== undefined && next.end - sentence.start <= lengthMax;
  const isWanted = next !== undefined && (next.start < end || sentence.end - sentence.start < shortSentence);
  return withNext && isWanted
    ? { start: sentence.start, end: next.end, cutBefore: false, cutAfter: false }
    : shorten(text, sentence, start, end);
}

/** A sentence that is too long, cut around the match: between words if there are spaces, else between letters. */
function shorten(text: string, sentence: Range, focusStart: number, focusEnd: number): Cut {
  if (sentence.end - sentence.start <= lengthMax) return { ...sentence, cutBefore: false, cutAfter: false };
  // As much as fits before the focus, so that a focus of full length still ends inside.
  const lead = Math.max(0, Math.min(leadMax, lengthMax - (focusEnd - focusStart)));
  const from = focusStart - lead <= sentence.start ? sentence.start : boundaryAfter(text, focusStart - lead, focusStart);
  const to =
    from + lengthMax >= sentence.end
      ? sentence.end
      : boundaryBefore(text, from + lengthMax, Math.min(focusEnd, from + lengthMax));
  return { start: from, end: to, cutBefore: from > sentence.start, cutAfter: to < sentence.end };
}

function boundaryAfter(text: string, from: number, limit: number): number {
  const space = /\s+/.exec(text.slice(from, limit));
  if (space !== null) return from + space.index + space[0].length;
  const [, second] = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.slice(from, limit));
  return second === undefined ? limit : from + second.index;
}

function boundaryBefore(text: string, to: number, limit: number): number {
  const space = text.slice(limit, to + 1).search(/\s\S*$/);
  if (space >= 0) return limit + space;
  // The last whole letter within the excerpt's last 60 units, the first of which may be half a letter.
  const start = Math.max(limit, to - 60);
  const last = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.slice(start, to + 60))].findLast(
    ({ index }) => start + index <= to,
  );
  return last === undefined || last.index === 0 ? to : start + last.index;
}

function cutOut(text: string, range: Cut, marks: Range[]): IssueStory["excerpt"] {
  const before = range.cutBefore ? "…" : "";
  const after = range.cutAfter ? "…" : "";
  const shift = before.length - range.start;
  return {
    // Replaces line breaks inside a paragraph by spaces, one for one, which keeps the offsets right.
    text: before + text.slice(range.start, range.end).replace(/\s/g, " ") + after,
    marks: marks
      .filter((mark) => mark.start < range.end && mark.end > range.start)
      .map((mark) => ({ start: Math.max(mark.start, range.start) + shift, end: Math.min(mark.end, range.end) + shift })),
  };
}
