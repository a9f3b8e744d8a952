// Plain lines: text from the web as one line of visible characters, and cut into its marked and unmarked runs.
import { cleanCharacters } from "../text/clean-characters.ts";

/** A part of a text that is entirely marked or not at all. */
export interface Run {
  text: string;
  marked: boolean;
}

/** Whether a text has visible characters. Joiners, fillers and spaces are invisible, and a link of them cannot be found. */
export const isVisible = (text: string): boolean => /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** One line without control characters or direction overrides, at most `lengthMax` UTF-16 units and then an ellipsis; empty if nothing is visible. */
export function plainLine(text: string, lengthMax: number): string {
  // Cut first, with room for what cleaning removes, so that a title of ten megabytes takes no more time than another.
  const line = cleanCharacters(text.slice(0, lengthMax * 4))
    .replace(/\s+/g, " ")
    .trim();
  if (!isVisible(line)) return "";
  return line.length > lengthMax ? `${cutWhole(line, lengthMax - 1)}…` : line;
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Whether it has letters that run right to left, and so would reorder the words around it (UAX 9). */
export const isRightToLeft = (text: string): boolean => rightToLeft.test(text);

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * The runs of a text by its marks (in order, not overlapping), each cleaned; an ellipsis replaces what exceeds `lengthMax`. A mark
 * that ends inside a letter takes the whole letter: a vowel sign without its letter is unreadable.
 */
export function markedRuns(text: string, marks: readonly { start: number; end: number }[], lengthMax: number): Run[] {
  if (!isVisible(text)) return [];
  const shown = text.length > lengthMax ? cutWhole(text, lengthMax - 1) : text;
  const runs: Run[] = [];
  let done = 0;
  for (const { from, to } of wholeLetters(shown, marks)) {
    if (from > done) runs.push({ text: shown.slice(done, from), marked: false });
    runs.push({ text: shown.slice(from, to), marked: true });
    done = to;
  }
  if (done < shown.length) runs.push({ text: shown.slice(done), marked: false });
  if (shown.length < text.length) runs.push({ text: "…", marked: false });
  return runs.map((run) => ({ ...run, text: cleanCharacters(run.text).replace(/\s+/g, " ") })).filter((run) => run.text !== "");
}

/** The marked places of a text, widened to whole letters; those that meet are one. */
function wholeLetters(text: string, marks: readonly { start: number; end: number }[]): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = [];
  if (marks.length === 0) return places;
  const segments = letters.segment(text);
  for (const { start, end } of marks) {
    const [first, last] = [segments.containing(start), segments.containing(Math.min(end, text.length) - 1)];
    if (first === undefined || last === undefined || end <= start) continue;
    const [from, to] = [first.index, last.index + last.segment.length];
    const before = places.at(-1);
    if (before !== undefined && from <= before.to) before.to = Math.max(before.to, to);
    else places.push({ from, to });
  }
  return places;
}

/** At most the first `length` units, without half a letter at the end: combining signs stay with their letters. */
function cutWhole(text: string, length: number): string {
  const tail = Math.max(0, length - 60);
  const last = letters.segment(text.slice(tail, length + 60)).containing(length - tail);
  return text.slice(0, last === undefined || last.index === 0 ? length : tail + last.index);
}
