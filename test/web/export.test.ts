// Exports of a list: what strangers write stays text in a spreadsheet, a reference manager and TeX.
import { expect, test } from "vitest";
import { renderBibtex } from "../../src/web/export/render-bibtex.ts";
import { renderCsv } from "../../src/web/export/render-csv.ts";
import { renderRis } from "../../src/web/export/render-ris.ts";
import type { ListedItem } from "../../src/web/export/listed-item.ts";

const item = (more: Partial<ListedItem> = {}): ListedItem => ({
  title: "Harbour closed",
  url: "https://gull.example/1",
  outlet: "The Gull",
  byline: "Ana Roe",
  language: "en",
  publishedAt: "2026-03-02T08:00:00.000Z",
  firstSeenAt: "2026-03-02T09:00:00.000Z",
  excerpt: "The harbour is closed.",
  article: 7,
  story: 3,
  starred: false,
  note: null,
  ...more,
});

/** Reads CSV as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

const HOSTILE = [
  '=HYPERLINK("http://evil.example","click")',
  "+1+1",
  "-2+3",
  "@SUM(A1:A9)",
  "\t=1+1",
  "\r\n=1+1",
  " =1+1",
  "＝1+1",
  'He said "no", and left',
  "a;b,c",
  "line one\nTY  - JOUR\nER  - ",
  "100 % of $5 & #1 under_score ~ ^ \\input{secrets}",
  "} @misc{evil, title = {x}",
  "{{{",
  "\\",
  "မြန်မာ؛ العربية \u202eright",
  "half \ud800 a letter and a null \u0000",
];

test("a list is a table with one row an item, whatever the headlines hold", () => {
  const text = renderCsv(HOSTILE.map((title) => item({ title, byline: title, excerpt: title, note: title })));
  const rows = readCsv(text);
  expect(rows).toHaveLength(HOSTILE.length + 1);
  for (const row of rows) expect(row).toHaveLength(12);
  for (const cell of rows.slice(1).flat()) expect(cell).not.toMatch(/^[\s]*[=+\-@＝＋－＠]/u);
  expect(rows[1]?.[0]).toBe(`'=HYPERLINK("http://evil.example","click")`);
  expect(rows[9]?.[0]).toBe('He said "no", and left');
});

test.each([
  ["CSV", renderCsv],
  ["RIS", renderRis],
  ["BibTeX", renderBibtex],
])("nothing in %s turns the direction of what stands around it", (_, render) => {
  const text = render(
    HOSTILE.map((title) => item({ title, outlet: `${title} \u2066`, byline: title, excerpt: title, note: title })),
  );
  expect(text).toContain("right");
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

test("absent values are empty cells", () => {
  const [, row] = readCsv(renderCsv([item({ byline: null, publishedAt: null, language: null, story: null })]));
  expect(row).toEqual([
    ..."Harbour closed|The Gull||".split("|"),
    "2026-03-02T09:00:00.000Z",
    "",
    "https://gull.example/1",
    "The harbour is closed.",
    "7",
    "",
    "",
    "",
  ]);
});

test("a RIS record has the tags of a newspaper article, in their order", () => {
  expect(renderRis([item()])).toBe(
    [
      "TY  - NEWS",
      "TI  - Harbour closed",
      "AU  - Ana Roe",
      "T2  - The Gull",
      "PY  - 2026",
      "DA  - 2026/03/02",
      "UR  - https://gull.example/1",
      "LA  - en",
      "AB  - The harbour is closed.",
      "ER  - \r\n",
    ].join("\r\n"),
  );
});

test("no headline begins a tag or a record of its own in RIS", () => {
  const lines = renderRis(HOSTILE.map((title) => item({ title, excerpt: title, note: title }))).split("\r\n");
  expect(lines.filter((line) => line.startsWith("TY"))).toHaveLength(HOSTILE.length);
  expect(lines.filter((line) => line.startsWith("ER"))).toHaveLength(HOSTILE.length);
  for (const line of lines) expect(line).toMatch(/^$|^(?:TY|TI|AU|T2|PY|DA|UR|LA|AB|N1|ER) {2}- /);
});

test("the note of a story is in every export, and its star in the table", () => {
  const marked = item({ starred: true, note: "Call the harbour master.\nHe knows 5 % of it" });
  expect(
    readCsv(renderCsv([marked]))
      .at(-1)
      ?.slice(-2),
  ).toEqual(["yes", "Call the harbour master. He knows 5 % of it"]);
  expect(renderRis([marked])).toContain("\r\nN1  - Call the harbour master. He knows 5 % of it\r\n");
  expect(renderBibtex([marked])).toContain("annote = {Call the harbour master. He knows 5 \\% of it},\n");
});

test("a BibTeX entry keeps its braces in pairs, and no headline is a command", () => {
  for (const title of HOSTILE) {
    const text = renderBibtex([
      item({ title, excerpt: title, byline: title, note: title, url: `https://gull.example/{${encodeURI("x")}}\\` }),
    ]);
    let depth = 0;
    for (const sign of text.replace(/\\[&%$#_]/g, "")) {
      if (sign === "{") depth++;
      if (sign === "}") depth--;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(text.match(/^@/gm)).toHaveLength(1);
    expect(text).not.toContain("\\input");
  }
  expect(renderBibtex([item({ title: "5 % of A&B_c" })])).toContain("title = {{5 \\% of A\\&B\\_c}},\n");
  expect(renderBibtex([item()])).toContain("@misc{wirewatch-7,\n");
});
