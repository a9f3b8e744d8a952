// Takes the pieces of text, with their places, from the pages of a PDF.
import type { PDFDocumentProxy, PDFPageProxy } from "unpdf/pdfjs";
import { foldForms } from "./fold-forms.ts";
import type { PdfPage, Piece } from "./page-rows.ts";

const PAGES_MAX = 100;
const PIECES_MAX = 100_000;
const CHARS_MAX = 1_000_000;

export interface PdfText {
  pages: PdfPage[];
  /** What was left out, as a message for people; null if nothing was. */
  missing: string | null;
}

type Matrix = readonly [number, number, number, number, number, number];
/** As pdf.js gives it. */
interface TextItem {
  str: string;
  transform: Matrix;
  width: number;
  height: number;
}

/** `isOver` is asked before each page: whether to stop there. */
export async function readPieces(document: PDFDocumentProxy, isOver: () => boolean): Promise<PdfText> {
  const pages: PdfPage[] = [];
  let missing: string | null = null;
  let pieces = 0;
  let chars = 0;
  for (let number = 1; number <= document.numPages && !isOver(); number++) {
    if (number > PAGES_MAX || pieces >= PIECES_MAX || chars >= CHARS_MAX)
      return { pages, missing: `Pages ${number} to ${document.numPages} of the PDF were not read.` };
    try {
      const page = await readPage(await document.getPage(number), PIECES_MAX - pieces);
      pages.push(page);
      pieces += page.pieces.length;
      chars += page.pieces.reduce((sum, { text }) => sum + text.length, 0);
    } catch (thrown) {
      // A page that is damaged takes no other with it, unless there is no other.
      if (document.numPages === 1) throw thrown;
      missing ??= `Page ${number} of the PDF could not be read.`;
    }
  }
  return { pages, missing };
}

async function readPage(page: PDFPageProxy, piecesMax: number): Promise<PdfPage> {
  const { transform, height } = page.getViewport({ scale: 1 });
  const reader = (page.streamTextContent() as ReadableStream<{ items: TextItem[] }>).getReader();
  const upright: Piece[] = [];
  const turned: Piece[] = [];
  while (upright.length + turned.length < piecesMax) {
    const { done, value } = await reader.read();
    if (done) break;
    for (const item of value.items) {
      if (typeof item.str !== "string" || item.str.trim() === "") continue;
      const matrix = multiply(transform as unknown as Matrix, item.transform);
      const isTurned = Math.abs(matrix[1]) > Math.abs(matrix[0]) / 10;
      (isTurned ? turned : upright).push(asPiece(item, matrix));
    }
  }
  await reader.cancel();
  page.cleanup();
  // Along the edge of upright text stands a note of the archive or a water mark; a page of turned text is a page on its side.
  return { height, pieces: turned.length > upright.length ? turned.map(laidOut) : upright };
}

function asPiece({ str, width, height }: TextItem, [, , c, d, x, y]: Matrix): Piece {
  const size = Math.hypot(c, d) || height || 1;
  return { text: foldForms(str), x, right: x + width, y, size };
}

/** Text that does not run along rows is taken in the order of the file. */
const laidOut = (piece: Piece, at: number): Piece => ({ ...piece, x: 0, right: 100, y: at * piece.size * 1.2 });

const multiply = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + c * h,
  b * g + d * h,
  a * i + c * j,
  b * i + d * j,
  a * k + c * l + e,
  b * k + d * l + f,
];
