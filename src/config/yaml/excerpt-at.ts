// The line with a fault, and a caret under the place.
import { columnsOf } from "../../text/columns-of.ts";
import type { Place } from "./yaml-places.ts";

/** How much of a long line is shown on either side of the place, in UTF-16 units. */
const unitsAround = 60;
const indent = "    ";

/** Two lines: the line of `text` at `place`, cut if it is long, and the caret. */
export function excerptAt(text: string, { line, column }: Place): string {
  return caretUnder(text.split(/\r?\n/, line)[line - 1] ?? "", column - 1);
}

/** The same for a given line; `at` counts from 0, in UTF-16 units. */
export function caretUnder(line: string, at: number): string {
  const from = at > unitsAround * 1.5 ? at - unitsAround : 0;
  const until = line.length > at + unitsAround * 1.5 ? at + unitsAround : line.length;
  const before = `${from > 0 ? "…" : ""}${plain(line.slice(from, at)).trimStart()}`;
  const after = `${plain(line.slice(at, until)).trimEnd()}${until < line.length ? "…" : ""}`;
  return `${indent}${before}${after}\n${indent}${" ".repeat(columnsOf(before))}^`;
}

/** A tab would move the caret away from its place. */
const plain = (part: string): string => part.replace(/\p{Cc}/gu, " ");
