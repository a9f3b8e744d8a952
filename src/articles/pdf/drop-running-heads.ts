// Leaves out what stands at the edge of every page: running heads and feet, and the numbers of pages.
import { type PdfPage, type Piece, type Row, rowsOf, textOf } from "./page-rows.ts";

/** Shares of the page's height within which they stand. */
const TOP = 0.14;
const BOTTOM = 0.86;
/** Heads of left and right pages differ, and chapters have their own. */
const PAGES_SHARE_MIN = 0.3;
const NEAR = 8;
const SIZE_TOLERANCE = 1;
const PAGE_NUMBER =
  /^[^\p{L}\p{N}]*(?:(?:page|pg?|seite|стр(?:аница)?|страница|pagina|página|sayfa|صفحة|صفحه|စာမျက်နှာ|หน้า|第)\.?\s*)?(?:\p{Nd}{1,4}|[ivxl]{1,6})(?:\s*(?:of|\/|из|von|de|sur|di|من|–|-)\s*\p{Nd}{1,4})?\s*(?:页|頁|ページ)?[^\p{L}\p{N}]*$/iu;

interface Edge extends Row {
  text: string;
}

/** The pages' pieces without them. */
export function dropRunningHeads(pages: readonly PdfPage[]): Piece[][] {
  const edges = pages.map(edgesOf);
  return pages.map(({ pieces }, page) => {
    const dropped = new Set((edges[page] ?? []).filter((edge) => isRunning(edge, edges)).flatMap((edge) => edge.pieces));
    // A page of a title alone is all head.
    return dropped.size === pieces.length && pages.length === 1 ? pieces : pieces.filter((piece) => !dropped.has(piece));
  });
}

const edgesOf = ({ pieces, height }: PdfPage): Edge[] =>
  rowsOf(pieces)
    .filter(({ y }) => y < TOP * height || y > BOTTOM * height)
    .map((row) => ({ ...row, text: textOf(row).replace(/\p{Nd}+/gu, "#") }));

function isRunning(edge: Edge, edges: readonly Edge[][]): boolean {
  if (PAGE_NUMBER.test(textOf(edge))) return true;
  const alike = edges.filter((others) =>
    others.some(
      ({ text, y, size }) => text === edge.text && Math.abs(y - edge.y) < NEAR && Math.abs(size - edge.size) < SIZE_TOLERANCE,
    ),
  );
  return alike.length >= 2 && alike.length >= PAGES_SHARE_MIN * edges.length;
}
