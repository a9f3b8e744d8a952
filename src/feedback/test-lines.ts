// The lines with which a watchlist's tests may hold what a reader said of an article: its headline, or the sentence with what matched.
import { cleanCharacters } from "../text/clean-characters.ts";
import type { Span } from "../watchlists/watchlist.ts";

const LINE_MAX = 300;
/** So far from what matched a sentence is looked for. */
const REACH = 140;

/** The shortest first. One line each, without repeated blanks. */
export function testLines({ title, text }: { title: string; text: string }, spans: readonly Span[]): string[] {
  const headline = oneLine(title);
  const inText = spans.filter(({ field }) => field === "text");
  const [first] = inText;
  const last = inText.findLast(({ end }) => end - (first?.start ?? 0) <= LINE_MAX - 2 * 20);
  const sentence = first === undefined || last === undefined ? "" : sentenceAround(text, first.start, last.end);
  const both = headline === "" || sentence === "" ? "" : oneLine(`${headline} ${sentence}`);
  return [...new Set([headline, sentence, both])].filter((line) => line !== "");
}

function sentenceAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - REACH), start);
  const after = text.slice(end, end + REACH);
  const from = Math.max(
    ...[". ", "! ", "? ", "\n", "。", "။"].map((mark) => before.lastIndexOf(mark) + (before.includes(mark) ? mark.length : 0)),
  );
  const until = Math.min(
    ...[". ", "! ", "? ", "\n", "。", "။"].map((mark) =>
      after.includes(mark) ? after.indexOf(mark) + mark.trimEnd().length : REACH,
    ),
  );
  return oneLine(before.slice(Math.max(0, from)) + text.slice(start, end) + after.slice(0, until));
}

/** Whole words only at its end. */
function oneLine(text: string): string {
  const line = cleanCharacters(text.normalize("NFC")).replace(/\s+/g, " ").trim();
  return line.length <= LINE_MAX ? line : line.slice(0, LINE_MAX).replace(/\s+\S*$/, "");
}
