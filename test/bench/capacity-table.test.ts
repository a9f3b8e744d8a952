// The table of docs/capacity.md: which figures a run of the benches renews, which it keeps, and that it leaves the prose alone.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CAPACITY_ROWS } from "../../bench/support/capacity/capacity-rows.ts";
import { BEGIN, commandOf, END, figuresOf, readPrinted, renewTable } from "../../bench/support/capacity/capacity-table.ts";
import type { CapacityRow } from "../../bench/support/capacity/capacity-table.ts";

const row = (figure: string, bench: string): CapacityRow => ({ figure, wanted: "2 s", bench, read: () => ({}) });
const ROWS = [row("one", "first"), row("two", "second")];
const PAGE = `# Title

Prose | with a bar.

${BEGIN}

| figure | wanted | embedded | Postgres | Postgres and Redis | command | taken |
| --- | --- | --- | --- | --- | --- | --- |
| one | 2 s | 1.5 s | | 1.7 s | \`npm run bench -- first\` | 3 May 2026 |
| two | 3 s | 7 s | | | \`npm run bench -- second\` | 4 May 2026 |
| gone | | 9 s | | | | 4 May 2026 |

- 3 May 2026: an old machine.
- 4 May 2026: a new machine, Node 20.

${END}

More prose.
`;
const STAMP = { date: "9 June 2026", machine: "2 x CPU, Node 20" };
const tableOf = (page: string) => page.split("\n").filter((line) => line.startsWith("|"));
const stampsOf = (page: string) => page.split("\n").filter((line) => line.startsWith("- "));

test("a renewed row gets its figures and the date, and a row whose bench did not run keeps both", () => {
  const page = renewTable(PAGE, ROWS, new Map([["one", { embedded: "1.2 s", Postgres: "1.3 s" }]]), STAMP);
  expect(tableOf(page).slice(2)).toEqual([
    "| one | 2 s | 1.2 s | 1.3 s | | `npm run bench -- first` | 9 June 2026 |",
    "| two | 2 s | 7 s | | | `npm run bench -- second` | 4 May 2026 |",
  ]);
});

test("the list below names the machine of each date that the table still has", () => {
  const page = renewTable(PAGE, ROWS, new Map([["one", { embedded: "1.2 s" }]]), STAMP);
  expect(stampsOf(page)).toEqual(["- 4 May 2026: a new machine, Node 20.", "- 9 June 2026: 2 x CPU, Node 20."]);
});

test("a second run on the same day and machine adds no second line, and one on another machine does", () => {
  const once = renewTable(PAGE, ROWS, new Map([["one", { embedded: "1 s" }]]), STAMP);
  const twice = renewTable(once, ROWS, new Map([["two", { embedded: "2 s" }]]), STAMP);
  expect(stampsOf(twice)).toEqual(["- 9 June 2026: 2 x CPU, Node 20."]);
  const other = renewTable(once, ROWS, new Map([["two", { embedded: "2 s" }]]), { ...STAMP, machine: "another" });
  expect(stampsOf(other)).toEqual(["- 9 June 2026: 2 x CPU, Node 20.", "- 9 June 2026: another."]);
});

test("the prose before and after the markers stays as it is", () => {
  const page = renewTable(PAGE, ROWS, new Map([["two", { embedded: "1 s" }]]), STAMP);
  expect(page.startsWith("# Title\n\nProse | with a bar.\n\n")).toBe(true);
  expect(page.endsWith(`${END}\n\nMore prose.\n`)).toBe(true);
});

test("a figure that was never taken is a dash without a date", () => {
  const page = renewTable(PAGE, [...ROWS, row("three", "third")], new Map(), STAMP);
  expect(tableOf(page).at(-1)).toBe("| three | 2 s | - | | | `npm run bench -- third` | |");
  expect(renewTable(page, [...ROWS, row("three", "third")], new Map(), STAMP)).toBe(page);
});

test("a page without markers is refused", () => {
  expect(() => renewTable("# Title\n", ROWS, new Map(), STAMP)).toThrow("no markers");
});

test("figures are found by how their names begin, and a missing one is named", () => {
  const figures = figuresOf([
    { name: "kept, 10", value: 1, unit: "" },
    { name: "  kept, 20", value: 2, unit: "" },
  ]);
  expect([figures.value("kept"), figures.last("kept"), figures.value("kept, 20")]).toEqual([1, 2, 2]);
  expect(() => figures.value("lost")).toThrow('no figure begins with "lost"');
});

test("the last line that is a list of figures counts, whatever else a bench prints", () => {
  expect(readPrinted('first\n[{"name":"a","value":1,"unit":""}]\n    lost: 0\n')).toEqual([{ name: "a", value: 1, unit: "" }]);
  expect(readPrinted("it crashed\n")).toBeNull();
});

test("the page holds a row for each figure of the table in code, and is as the program writes it", () => {
  const page = readFileSync("docs/capacity.md", "utf8");
  expect(renewTable(page, CAPACITY_ROWS, new Map(), STAMP)).toBe(page);
  const figures = CAPACITY_ROWS.map(({ figure }) => figure);
  expect(new Set(figures).size).toBe(figures.length);
  expect(CAPACITY_ROWS.filter(({ bench }) => bench === "chaos").map(commandOf)).toContain(
    "npm run chaos -- --seed 34 --patience 40",
  );
});

test("the slowest of several figures is found by their names, and a name that none has is an error", () => {
  const figures = figuresOf([
    { name: "search, a word rare, p95", value: 17, unit: "ms" },
    { name: "search, a word in all, p95", value: 63, unit: "ms" },
    { name: "story, p95", value: 90, unit: "ms" },
  ]);
  expect(figures.slowest(/^search, a word .*p95$/)).toBe(63);
  expect(() => figures.slowest(/^list/)).toThrow("no figure is called /^list/");
});
