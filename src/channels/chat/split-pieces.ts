// Splits pieces into messages between stories; only a story that is longer than a message by itself is parted, between words.
import type { Line, Piece } from "./piece.ts";

/** What fits into one message of a service. */
export interface Room {
  /** In the service's own unit. */
  max: number;
  sizeOf(piece: Piece): number;
  /** Services that limit links or bold words. */
  piecesMax?: number;
}

/** `above` is how much of each message is taken already. Keeps the order, and no message is empty. */
export function splitPieces(pieces: readonly Piece[], { max, sizeOf, piecesMax = Infinity }: Room, above: number): Piece[][] {
  const room = max - above;
  const messages: Piece[][] = [];
  let taken = Infinity;
  for (const piece of pieces.flatMap((one) => cutPiece(one, room, sizeOf))) {
    const size = sizeOf(piece);
    const last = messages.at(-1);
    if (last !== undefined && taken + size <= room && last.length < piecesMax) {
      last.push(piece);
      taken += size;
    } else {
      messages.push([piece]);
      taken = size;
    }
  }
  return messages;
}

/** The piece itself if there is room for it, or parts that each fit. */
function cutPiece(piece: Piece, room: number, sizeOf: Room["sizeOf"]): Piece[] {
  if (sizeOf(piece) <= room) return [piece];
  const parts: Piece[] = [];
  let lines: Line[] = [];
  for (const line of piece.lines.flatMap((one) => cutLine(one, room, sizeOf))) {
    if (lines.length > 0 && sizeOf({ lines: [...lines, line] }) > room) {
      parts.push({ lines });
      lines = [];
    }
    lines.push(line);
  }
  return [...parts, { lines }];
}

function cutLine(line: Line, room: number, sizeOf: Room["sizeOf"]): Line[] {
  const fits = (one: Line) => sizeOf({ lines: [one] }) <= room;
  if (fits(line)) return [line];
  const cut: Line[] = [];
  let rest = line.flatMap(({ href, ...span }) => {
    // An address that takes more than half of a message says less than the words.
    const asLink = href !== undefined && sizeOf({ lines: [[{ text: "", href }]] }) * 2 <= room ? { href } : {};
    return (span.text.match(/\S*\s*/gu) ?? [])
      .filter((word) => word !== "")
      .flatMap((text) => lettersOf(text).map((part) => ({ ...span, ...asLink, text: part })));
  });
  while (rest.length > 0) {
    let count = largest(rest.length, (many) => fits(joined(rest.slice(0, many))));
    if (count === 0) count = 1;
    cut.push(joined(rest.slice(0, count)));
    rest = rest.slice(count);
  }
  return cut;
}

/** A word without spaces, as of Thai or of an attacker, in parts of which several fit anywhere. */
function lettersOf(word: string): string[] {
  if (word.length <= 40) return [word];
  const parts: string[] = [];
  let part = "";
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(word)) {
    if (part.length + segment.length > 40 && part !== "") {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return part === "" ? parts : [...parts, part];
}

/** Neighbours with the same look as one span. */
function joined(spans: Line): Line {
  const line: Line = [];
  for (const span of spans) {
    const last = line.at(-1);
    if (last !== undefined && last.href === span.href && last.bold === span.bold)
      line[line.length - 1] = { ...last, text: last.text + span.text };
    else line.push(span);
  }
  return line;
}

/** The largest number up to `max` for which it holds, if it holds for all below; 0 if for none. */
export function largest(max: number, holds: (count: number) => boolean): number {
  let low = 0;
  let high = max;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
