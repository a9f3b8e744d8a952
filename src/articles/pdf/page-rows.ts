// The pieces of text on a page of a PDF, and the rows in which they stand.

/** A piece as the file draws it, in points from the upper left corner; `y` is its base line, `size` its height. */
export interface Piece {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
}

/** Pieces on one base line, in the order in which they are read. */
export interface Row {
  pieces: Piece[];
  x: number;
  right: number;
  y: number;
  size: number;
}

export interface PdfPage {
  height: number;
  /** In the order of the file. */
  pieces: Piece[];
}

/** Raised and lowered figures stand this far from the base line, as a share of their size. */
const RAISED = 0.5;
/** A wider gap than this share of the size parts two words. */
const WORD_GAP = 0.12;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;

/** The rows from the top down. */
export function rowsOf(pieces: readonly Piece[]): Row[] {
  const rows: Piece[][] = [];
  let base = -Infinity;
  for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    if (row === undefined || piece.y - base > RAISED * Math.min(piece.size, row[0]?.size ?? piece.size)) {
      rows.push([piece]);
      base = piece.y;
    } else row.push(piece);
  }
  return rows.map(asRow);
}

function asRow(pieces: Piece[]): Row {
  const isRight = isRightToLeft(pieces);
  const size = Math.max(...pieces.map((piece) => piece.size));
  return {
    pieces: pieces.toSorted((a, b) => (isRight ? b.right - a.right : a.x - b.x)),
    x: Math.min(...pieces.map(({ x }) => x)),
    right: Math.max(...pieces.map(({ right }) => right)),
    // Of a footnote's number and its line, the line's.
    y: pieces.find((piece) => piece.size === size)?.y ?? 0,
    size,
  };
}

export function textOf({ pieces }: Row): string {
  let text = "";
  let last: Piece | null = null;
  for (const piece of pieces) {
    const gap = last === null ? 0 : Math.max(piece.x - last.right, last.x - piece.right);
    text += last !== null && gap > WORD_GAP * Math.max(last.size, piece.size) ? ` ${piece.text}` : piece.text;
    last = piece;
  }
  return text.replace(/\s+/gu, " ").trim();
}

/** Whether most letters belong to a script that is written from right to left. */
export function isRightToLeft(pieces: readonly { text: string }[]): boolean {
  let right = 0;
  let letters = 0;
  for (const { text } of pieces) {
    right += text.match(RIGHT_TO_LEFT)?.length ?? 0;
    letters += text.match(/\p{L}/gu)?.length ?? 0;
  }
  return right * 2 > letters;
}

export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
