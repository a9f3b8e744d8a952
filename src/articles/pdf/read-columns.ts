// Puts the rows of a page in the order in which a person reads them: column by column where it has columns.
import { isRightToLeft, medianOf, type Piece, type Row, rowsOf, textOf } from "./page-rows.ts";

/** Lines of one column, or of the whole width. */
export type Flow = Row[];

/** As a share of the size of the letters: what parts two columns is at least as wide. */
const GUTTER = 0.8;
const COLUMN_ROWS_MIN = 3;
/** A column of a table has shorter lines: a table is read row by row. */
const COLUMN_CHARS_MIN = 12;
/** Columns within columns. */
const DEPTH_MAX = 4;

type Span = [from: number, to: number];

export function readColumns(pieces: readonly Piece[], depth = 0): Flow[] {
  const rows = rowsOf(pieces);
  const left = Math.min(...rows.map(({ x }) => x));
  const right = Math.max(...rows.map((row) => row.right));
  const widthMin = GUTTER * medianOf(pieces.map(({ size }) => size));
  const flows: Flow[] = [];
  let plain: Flow = [];
  for (let start = 0; start < rows.length;) {
    const band = depth < DEPTH_MAX ? findBand(rows, start, { left, right, widthMin }) : null;
    if (band === null) {
      plain.push(...rows.slice(start, ++start));
      continue;
    }
    if (plain.length > 0) flows.push(plain);
    plain = [];
    const inside = rows.slice(start, band.end).flatMap((row) => row.pieces);
    const sides = [inside.filter(({ x }) => x < band.at), inside.filter(({ x }) => x >= band.at)];
    if (isRightToLeft(inside)) sides.reverse();
    for (const side of sides) flows.push(...readColumns(side, depth + 1));
    start = band.end;
  }
  if (plain.length > 0) flows.push(plain);
  return flows;
}

/** The rows from `start` to before `end` that leave the same place free, with a column on each side of it, which begin before and after `at`. */
function findBand(
  rows: readonly Row[],
  start: number,
  { left, right, widthMin }: { left: number; right: number; widthMin: number },
): { end: number; at: number } | null {
  let common: Span[] = [[left, right]];
  let end = start;
  for (; end < rows.length; end++) {
    const next = intersect(common, freeOf(rows[end] as Row, left, right), widthMin);
    if (next.length === 0) break;
    // A margin is free everywhere: only what parts something goes on.
    if (end - start >= COLUMN_ROWS_MIN && !next.some((span) => parts(rows.slice(start, end + 1), span))) break;
    common = next;
  }
  const band = rows.slice(start, end);
  const gutter = common.filter((span) => parts(band, span)).toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
  return gutter === undefined ? null : { end, at: (gutter[0] + gutter[1]) / 2 };
}

/** Whether lines of text stand on both sides. */
function parts(band: readonly Row[], [from, to]: Span): boolean {
  const middle = (from + to) / 2;
  return [({ x }: Piece) => x < middle, ({ x }: Piece) => x >= middle].every((isHere) => {
    const texts = band
      .map((row) => textOf({ ...row, pieces: row.pieces.filter(isHere) }))
      .filter((text) => text !== "")
      .map((text) => text.length);
    return texts.length >= COLUMN_ROWS_MIN && medianOf(texts) >= COLUMN_CHARS_MIN;
  });
}

/** The places of a row without text, with the margins. */
function freeOf({ pieces }: Row, left: number, right: number): Span[] {
  const free: Span[] = [];
  let at = left;
  for (const { x, right: end } of pieces.toSorted((a, b) => a.x - b.x)) {
    if (x > at) free.push([at, x]);
    at = Math.max(at, end);
  }
  if (right > at) free.push([at, right]);
  return free;
}

function intersect(a: readonly Span[], b: readonly Span[], widthMin: number): Span[] {
  return a
    .flatMap(([from, to]) => b.map(([start, end]): Span => [Math.max(from, start), Math.min(to, end)]))
    .filter(([from, to]) => to - from >= widthMin);
}
