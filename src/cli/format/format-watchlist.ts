// What a watchlist looks for, as lines for a terminal.
import { wrapLines } from "../../digests/wrap-lines.ts";
import type { Described, DescribedWatchlist } from "../../watchlists/describe-watchlist.ts";

const columnsMax = 120;

export function formatWatchlist({ id, name, file, looksFor }: DescribedWatchlist): string {
  return [`${id}${name === id ? "" : `: ${name}`}   (${file})`, ...looksFor.flatMap((part) => linesOf(part, 1))].join("\n");
}

function linesOf({ text, parts }: Described, depth: number): string[] {
  return [
    ...wrapLines(text, columnsMax - 2 * depth).map((line, index) => "  ".repeat(depth) + (index > 0 ? "  " : "") + line),
    ...parts.flatMap((part) => linesOf(part, depth + 1)),
  ];
}
