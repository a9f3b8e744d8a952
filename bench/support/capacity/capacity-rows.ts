// The rows of docs/capacity.md: for each the figure, the least that is wanted, the bench that measures it, and how its output is read.
import { CHAOS_ROWS } from "./chaos-rows.ts";
import { LARGE_STORE_ROWS } from "./large-store-rows.ts";
import { FIGURES } from "./plan-capacity.ts";
import { show } from "./show-figure.ts";
import type { CapacityRow, SetUp } from "./capacity-table.ts";

const list = (values: readonly number[], unit = ""): string => `${values.map(show).join(", ")}${unit}`;

const pipeline = "pipeline";
const watchlists = "watchlists";
const SIZES = ["10,000", "100,000", "1,000,000"];

function pipelineCells(value: (setUp: string, matched: string) => number): Partial<Record<SetUp, string>> {
  const cell = (setUp: string) => list(["all matched", "1 of 20 matched"].map((matched) => value(setUp, matched)));
  return { embedded: cell("embedded"), Postgres: cell("Postgres"), "Postgres and Redis": cell("Redis and Postgres") };
}

export const CAPACITY_ROWS: readonly CapacityRow[] = [
  {
    figure: "articles a second, end to end",
    wanted: "",
    bench: pipeline,
    read: ({ value }) => ({
      embedded: show(value("embedded, all matched, a second")),
      Postgres: show(value("Postgres, all matched, a second")),
      "Postgres and Redis": show(value("Redis and Postgres, all matched, a second")),
    }),
  },
  {
    figure: FIGURES.article,
    wanted: "",
    bench: pipeline,
    read: ({ value }) => pipelineCells((setUp, matched) => value(`${setUp}, ${matched}, an article, warm`)),
  },
  {
    figure: "the share of that which extraction alone takes: all matched, 1 of 20 matched",
    wanted: "0.5, 0.6 embedded; 0.62; 0.7",
    bench: pipeline,
    read: ({ value }) => pipelineCells((setUp, matched) => value(`${setUp}, ${matched}, share, warm`)),
  },
  {
    figure: FIGURES.stored,
    wanted: "",
    bench: pipeline,
    read: ({ value }) => ({ embedded: `${show(value("embedded, all matched, stored"))} kB` }),
  },
  {
    figure: FIGURES.poll,
    wanted: "1.2 embedded",
    bench: "polls",
    read: ({ value }) => ({
      embedded: show(value("embedded, a poll answered 304")),
      Postgres: show(value("Postgres, a poll answered 304") + value("Postgres, its server")),
    }),
  },
  {
    figure: "a sweep of 10,000 feeds on 500 hosts; requests at once at a host",
    wanted: "60 s; 1",
    bench: "polls",
    read: ({ value }) => ({
      embedded: `${show(value("embedded, 10000 feeds"))} s; ${show(value("embedded, requests at once"))}`,
      Postgres: `${show(value("Postgres, 10000 feeds"))} s; ${show(value("Postgres, requests at once"))}`,
    }),
  },
  {
    figure: FIGURES.idle,
    wanted: "0.3 % of a core, 3, 200 MB",
    bench: "memory",
    read: ({ value }) => ({
      embedded: `${show(value("idle, processor time"))} %, ${show(value("idle, statements"))}, ${show(value("idle, memory"))} MB`,
    }),
  },
  ...[
    { quantile: "p50", wanted: "10 ms" },
    { quantile: "p95", wanted: "50 ms" },
  ].map(({ quantile, wanted }): CapacityRow => ({
    figure: `from enqueue to handler, empty job, ${quantile}`,
    wanted,
    bench: "wake-up",
    read: ({ value }) => ({
      embedded: `${show(value(`embedded, ${quantile}`))} ms`,
      Postgres: `${show(value(`Postgres, ${quantile}`))} ms`,
      "Postgres and Redis": `${show(value(`Redis, ${quantile}`))} ms`,
    }),
  })),
  {
    figure: "memory of `run` while the newsroom flows, threads and first start included",
    wanted: "700 MB",
    bench: "memory",
    read: ({ value }) => ({ embedded: `${show(value("while the newsroom flows"))} MB` }),
  },
  {
    figure: "feeds read, decoded, dated and cleaned: how many times as long rss-parser's `parseString` takes",
    wanted: "2",
    bench: "feeds",
    read: ({ value }) => ({ embedded: show(value("rss-parser's parseString takes")) }),
  },
  {
    figure: "hostile feeds: the slowest, and the main loop's longest stall",
    wanted: "2 s, 100 ms",
    bench: "hostile-feeds",
    read: ({ value }) => ({ embedded: `${show(value("slowest"))} s, ${show(value("longest stall"))} ms` }),
  },
  {
    figure: "pages read: how many times as long Readability takes on jsdom, and on linkedom",
    wanted: "7 on jsdom",
    bench: "articles",
    read: ({ value }) => ({
      embedded: list([value("Readability on jsdom takes"), value("Readability on linkedom takes")]),
    }),
  },
  {
    figure: "memory at most while pages are read in one thread",
    wanted: "350 MB",
    bench: "articles",
    read: ({ value }) => ({ embedded: `${show(value("peak memory"))} MB` }),
  },
  {
    figure: "memory that 5,000 pages in a row add, in one thread and through `wirewatch extract`",
    wanted: "20 MB",
    bench: "row",
    read: ({ value }) => ({
      embedded: `${show(value("in one thread"))} MB; ${show(value("through wirewatch extract"))} MB`,
    }),
  },
  {
    figure: "20,000 mutated pages: rules broken, crashes and time-outs",
    wanted: "0",
    bench: "mutate",
    isLong: true,
    read: ({ value }) => ({ embedded: show(value("rules broken")) }),
  },
  {
    figure:
      "an honest story next to a feed of 5,000 entries, times its time alone; with 400 of its site's addresses listed by another feed",
    wanted: "1.5; 5 s",
    bench: "fair-sources",
    read: ({ value }) => ({
      embedded: `${show(value("next to 5,000 entries, times alone"))}; ${show(value("400 addresses listed by another"))} s`,
    }),
  },
  {
    figure:
      "50 pages that only scripts show, rendered: processor time of a page, mean and longest; memory of Chromium at most; requests outside the guard",
    wanted: "-, 3 s; 400 MB; 0",
    bench: "rendering",
    read: ({ value }) => ({
      embedded: `${show(value("processor time of a page, mean"))} s, ${show(value("processor time of a page, longest"))} s; ${show(value("memory of Chromium"))} MB; ${show(value("requests outside the guard"))}`,
    }),
  },
  {
    figure: "rules of polling broken by 200 feeds in 30 days on a fake clock, with 50 restarts",
    wanted: "0",
    bench: "simulate",
    isLong: true,
    read: ({ value }) => ({ embedded: show(value("rules broken")) }),
  },
  {
    figure: "the embedded store over a year: its log at most; the rest, day 365 to day 120; all of it, round 20 to round 3",
    wanted: "117 MB; 1.1; 1.1",
    bench: "year",
    isLong: true,
    read: ({ value }) => ({
      embedded: `${show(value("the write-ahead log at its largest"))} MB; ${show(value("the same without"))}; ${show(value("folder, round 20"))}`,
    }),
  },
  ...LARGE_STORE_ROWS,
  {
    figure: "the embedded store killed 2,000 times at every moment of its life: folders that did not open, rows lost",
    wanted: "0; 0",
    bench: "kill-store",
    args: ["--kills", "2000"],
    isLong: true,
    read: ({ value }) => ({
      embedded: `${show(value("did not open"))}; ${show(value("lost"))} in ${show(value("kills"))} kills`,
    }),
  },
  {
    figure: "a text read once (scan, fold, offsets): how many times as long NFKD and `\\p{L}` take",
    wanted: "3",
    bench: watchlists,
    read: ({ value }) => ({ embedded: show(value("the floor against NFKD")) }),
  },
  {
    figure: "matching against 1,000, 10,000 and 100,000 watchlists, as a multiple of that",
    wanted: "1.3, 1.8, 3.5",
    bench: watchlists,
    read: ({ value }) => ({ embedded: list(["1,000", "10,000", "100,000"].map((size) => value(`${size} watchlists`))) }),
  },
  {
    figure: "100,000 watchlists: places of every match, the memory of one, compiled a second",
    wanted: "+5 %, 1.9 kB, 12,000",
    bench: watchlists,
    read: ({ last }) => ({
      embedded: `+${show(last("its spans"))} %, ${show(last("kept in memory"))} kB, ${show(last("compiled"))}`,
    }),
  },
  {
    figure: "100,000 watchlists from their YAML to the first match",
    wanted: "25 s",
    bench: watchlists,
    read: ({ value }) => ({ embedded: `${show(value("100,000 from their YAML"))} s` }),
  },
  {
    figure: "10,000 watchlists: how many times as long one RegExp of all their terms takes, and one RegExp each",
    wanted: "1,000 for one each",
    bench: watchlists,
    read: ({ value }) => ({
      embedded: list([value("10,000: one RegExp of all terms"), value("10,000: one RegExp each")]),
    }),
  },
  {
    figure: "10,000 watchlists: what wildcards in NEAR add",
    wanted: "+5 %",
    bench: watchlists,
    read: ({ value }) => ({ embedded: `${show(value("10,000 wildcards"))} %` }),
  },
  {
    figure: "pairs of a watchlist and a document judged otherwise than by an oracle that knows the document's words",
    wanted: "0",
    bench: "oracle",
    read: ({ value }) => ({
      embedded: `${show(value("misses"))} misses, ${show(value("extras"))} extras of ${show(value("pairs"))}`,
    }),
  },
  {
    figure: "30 regular expressions that hang a backtracking engine, on 1 MB",
    wanted: "1 s, or refused",
    bench: "redos",
    read: ({ value }) => ({ embedded: `${show(value("refused"))} refused; ${show(value("the slowest"))} s` }),
  },
  {
    figure: FIGURES.index,
    wanted: "1,000; 300 bytes",
    bench: "stories",
    read: ({ value }) => ({
      embedded: `${list(SIZES.map((size) => value(`decisions, with ${size}`)))}; ${list(SIZES.map((size) => value(`in memory, with ${size}`)))} bytes`,
    }),
  },
  {
    figure: "stories in Postgres, committed to disk, with 1,000,000 articles: a decision, and a start that reads their log",
    wanted: "3 ms",
    bench: "group-postgres",
    read: ({ value }) => ({ Postgres: `${show(value("a decision, mean"))} ms, ${show(value("a start"))} s` }),
  },
  {
    figure: "eight workers at once over 9,900 articles of 2,000 stories, and killed 24 times: stories unlike one worker's",
    wanted: "0",
    bench: "group-concurrency",
    read: ({ value }) => ({ Postgres: list([value("by eight at once"), value("by eight, killed")]) }),
  },
  {
    figure: "from a new entry's poll to the mail server's 250 for `immediately`, five articles a second: p50, p95, longest",
    wanted: "p95 2 s",
    bench: "latency",
    read: ({ value }) => ({
      embedded: `${["from the poll's answer", "the same, p95", "the same, longest"].map((name) => `${show(value(name))} s`).join(", ")}; ${show(value("p50 as a multiple"))} times a mail sent directly`,
    }),
  },
  {
    figure:
      "100 feeds read for the first time, 5,000 matching entries: mails of two immediate digests in the first hour; entries found from them",
    wanted: "2, 2; 5,000, 1,000",
    bench: "first-day",
    isLong: true,
    read: ({ value }) => ({
      embedded: ["mails", "matching entries found from them"]
        .map((name) => list([value(`${name}, broad`), value(`${name}, narrow`)]))
        .join("; "),
    }),
  },
  {
    figure:
      "10,000 invented digests in twelve scripts, read back by another parser and a DOM: differences; largest HTML; longest line",
    wanted: "0; 80 kB; 998 octets",
    bench: "digests",
    read: ({ value }) => ({
      embedded: `${show(value("read back otherwise"))}; ${show(value("largest HTML"))} kB; ${show(value("longest line"))} octets`,
    }),
  },
  ...CHAOS_ROWS,
  {
    figure: "`wirewatch check`, cold process",
    wanted: "1.0 s",
    bench: "start",
    read: ({ value }) => ({ embedded: `${show(value("check, median"))} s` }),
  },
  {
    figure: "installed size, packages",
    wanted: "",
    bench: "start",
    read: ({ value }) => ({ embedded: `${show(value("their size"))} MB, ${show(value("packages installed"))} packages` }),
  },
];
