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

const SETS_OF_PAGES: readonly { of: string; wanted: string; args: readonly string[]; setUp: SetUp }[] = [
  {
    of: "100,000 articles, embedded",
    wanted: "30 ms; 60 ms; 180, 900 ms; 100 ms",
    args: ["--articles", "100000"],
    setUp: "embedded",
  },
  {
    of: "1,000,000 articles, Postgres",
    wanted: "10 ms; 20 ms; 60, 300 ms; 100 ms",
    args: ["--articles", "1000000", "--store", "postgres"],
    setUp: "Postgres",
  },
];

const pages = ({ of, wanted, args, setUp }: (typeof SETS_OF_PAGES)[number]): CapacityRow => ({
  figure: `pages with ${of}, p95: the list of a day; a story with 50 copies; searches for words, for phrases and NEAR; the loop held at once`,
  wanted,
  bench: "pages",
  args,
  isLong: true,
  read: ({ value, slowest }) => ({
    [setUp]: [
      `${show(value("list of a day, p95"))} ms`,
      `${show(value("story with 50 copies, p95"))} ms`,
      `${show(slowest(/^search, (?:a word|two words).*p95$/))}, ${show(slowest(/^search, (?:a phrase|NEAR).*p95$/))} ms`,
      `${show(value("the loop held"))} ms`,
    ].join("; "),
  }),
});

const firstVisit: CapacityRow = {
  figure:
    "a first visit on slow 4G with a quarter of a processor: first paint of list, story and search; largest; on the line; requests; script",
  wanted: "1 s; 1.2 s; 24 kB; 4; 2 kB",
  bench: "pages",
  args: SETS_OF_PAGES[0]?.args ?? [],
  isLong: true,
  read: ({ value, slowest }) => ({
    embedded: [
      `${["list", "story", "search"].map((page) => show(value(`${page}, first paint`))).join(", ")} s`,
      `${show(slowest(/largest paint/))} s`,
      `${show(value("first visit, on the line"))} kB`,
      show(value("first visit, requests")),
      `${show(value("first visit, script"))} kB`,
    ].join("; "),
  }),
};

export const LARGE_STORE_ROWS: readonly CapacityRow[] = [
  largeStore(
    "100,000 articles, embedded, in processor time but for the start",
    "3 s; 0.3 s; 0.3, 1 s; 1, 1 s; -; -; 200 ms",
    [],
    "embedded",
  ),
  largeStore(
    "300,000 articles, embedded, in processor time but for the start",
    "6 s; 0.6 s; 0.6, 2 s; 2, 2 s; -; -; 400 ms",
    ["--articles", "300000"],
    "embedded",
  ),
  largeStore("1,000,000 articles, Postgres", "3 s; 0.3 s; 0.1, 1 s; 1, 1 s; 2 s; 10 s; -", ["--store", "postgres"], "Postgres"),
  ...SETS_OF_PAGES.map(pages),
  firstVisit,
];
