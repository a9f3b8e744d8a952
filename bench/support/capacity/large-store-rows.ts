// The rows of docs/capacity.md on large archives.
import { show } from "./show-figure.ts";
import type { CapacityRow, SetUp } from "./capacity-table.ts";

const both = (first: number, second: number): string => `${show(first)}, ${show(second)} s`;

const largeStore = (of: string, wanted: string, args: readonly string[], setUp: SetUp): CapacityRow => ({
  figure: `${of}: start; a digest of 224 or 300 stories; search p95, words, phrases; wait of another stage as a mail for 1,000 is composed, sent; retention of a day; start of grouping; the loop held at once`,
  wanted,
  bench: "large-store",
  args,
  isLong: true,
  read({ value }) {
    const parts = [
      `${show(value("start, until"))} s`,
      `${show(value("a digest of"))} s`,
      both(value("search, words"), value("search, phrases")),
      both(value("longest wait of another stage, composing"), value("longest wait of another stage, sending")),
      `${show(value("retention of a day"))} s`,
      `${show(value("start of grouping"))} s`,
      `${show(value("the loop held longest"))} ms`,
    ];
    return { [setUp]: parts.join("; ") };
  },
});

export const LARGE_STORE_ROWS: readonly CapacityRow[] = [
  largeStore("100,000 articles, embedded, in processor time", "3 s; 0.3 s; 0.3, 1 s; 1, 1 s; -; -; 200 ms", [], "embedded"),
  largeStore("1,000,000 articles, Postgres", "3 s; 0.3 s; 0.1, 1 s; 1, 1 s; 2 s; 10 s; -", ["--store", "postgres"], "Postgres"),
];
