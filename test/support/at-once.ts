// Does at once what the program does in pieces, and counts these.
import type { InPieces } from "../../src/feeds/poll/decide-entries.ts";

export function atOnce<T>(work: InPieces<T>): { result: T; pieces: number } {
  for (let pieces = 1; ; pieces++) {
    const piece = work.next();
    if (piece.done) return { result: piece.value, pieces };
  }
}
