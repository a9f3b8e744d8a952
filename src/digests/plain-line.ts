// Plain lines: text from the web as one line of what it shows, and cut into its marked and unmarked runs.
import { cleanCharacters } from "../text/clean-characters.ts";

/** A part of a text that is marked from end to end or not at all. */
export interface Run {
  text: string;
  marked: boolean;
}

/** One line without control characters or direction overrides, at most `lengthMax` UTF-16 units and then an ellipsis. */
export function plainLine(text: string, lengthMax: number): string {
  // Cut first, with room for what cleaning takes away, so that a title of ten megabytes costs no more than another.
  const line = cleanCharacters(text.slice(0, lengthMax * 4))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > lengthMax ? `${cutWhole(line, lengthMax - 1)}…` : line;
}

/** The runs of a text by its marks (in order, not overlapping), each cleaned; what is over `lengthMax` is left out with an ellipsis. */
export function markedRuns(text: string, marks: readonly { start: number; end: number }[], lengthMax: number): Run[] {
  const end = text.length > lengthMax ? cutWhole(text, lengthMax - 1).length : text.length;
  const runs: Run[] = [];
  const add = (from: number, to: number, marked: boolean): void => {
    const part = cleanCharacters(text.slice(from, to)).replace(/\s+/g, " ");
    if (part !== "") runs.push({ text: part, marked });
  };
  let at = 0;
  for (const mark of marks) {
    const from = Math.max(at, mark.start);
    const to = Math.min(mark.end, end);
    if (from >= to) continue;
    add(at, from, false);
    add(from, to, true);
    at = to;
  }
  add(at, end, false);
  if (end < text.length) runs.push({ text: "…", marked: false });
  return runs;
}

/** The first `length` units at most, and no half letter at the end: combining signs stay with what they belong to. */
function cutWhole(text: string, length: number): string {
  const tail = Math.max(0, length - 60);
  const last = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text.slice(tail, length + 60))].findLast(
    ({ index }) => tail + index <= length,
  );
  return text.slice(0, last === undefined || last.index === 0 ? length : tail + last.index);
}
