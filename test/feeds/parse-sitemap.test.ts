// Sitemaps as sites write them: plain, with news, packed, as a list of lines, damaged, and as an index.
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { parseSitemap } from "../../src/feeds/read/parse-sitemap.ts";

const at = "https://paper.example/maps/sitemap.xml";
const parse = (text: string) => parseSitemap(Buffer.from(text), { url: at });
const urlset = (inner: string, more = "") =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"${more}>${inner}</urlset>`;
const entriesOf = (text: string) => {
  const read = parse(text);
  if (read.kind !== "map") throw new Error("it is an index");
  return read.document.entries.map(({ url, title, publishedAt, updatedAt }) => [url, title, publishedAt ?? updatedAt]);
};

test("a plain map gives addresses and when they changed", () => {
  const map = urlset(
    "<url><loc> https://paper.example/a?x=1&amp;y=2 </loc><lastmod>2026-11-28</lastmod></url><url><loc>/b</loc></url><url><lastmod>2026</lastmod></url>",
  );
  expect(entriesOf(map)).toEqual([
    ["https://paper.example/a?x=1&y=2", null, "2026-11-28T00:00:00.000Z"],
    ["https://paper.example/b", null, null],
  ]);
});

test("a news map gives headlines, dates, the paper's name and language, whatever its prefix, and no picture's title", () => {
  const map = urlset(
    `<url><loc>https://paper.example/a</loc><n:news><n:publication><n:name>The Paper</n:name><n:language>my</n:language></n:publication><n:publication_date>2026-11-28T10:00:00+06:30</n:publication_date><n:title>Bridge &amp; road</n:title></n:news>
     <image:image><image:loc>https://paper.example/a.jpg</image:loc><image:title>A bridge</image:title></image:image><lastmod>2026-11-29</lastmod></url>`,
    ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"',
  );
  expect(entriesOf(map)).toEqual([["https://paper.example/a", "Bridge & road", "2026-11-28T03:30:00.000Z"]]);
  expect(parse(map)).toMatchObject({ document: { feed: { title: "The Paper", language: "my" } } });
});

test("a packed map and a list of lines are read", () => {
  const read = parseSitemap(gzipSync(urlset("<url><loc>https://paper.example/a</loc></url>")), { url: at });
  expect(read).toMatchObject({ kind: "map", document: { entries: [{ url: "https://paper.example/a" }] } });
  expect(entriesOf("https://paper.example/a\r\nhttps://paper.example/b\n\n").map(([url]) => url)).toEqual([
    "https://paper.example/a",
    "https://paper.example/b",
  ]);
});

test("an index gives its parts", () => {
  const index = `<sitemapindex><sitemap><loc>https://paper.example/1.xml.gz</loc><lastmod>2026-11-01T00:00:00Z</lastmod></sitemap><sitemap><loc>2.xml</loc></sitemap></sitemapindex>`;
  expect(parse(index)).toEqual({
    kind: "index",
    parts: [
      { url: "https://paper.example/1.xml.gz", changedAt: "2026-11-01T00:00:00.000Z" },
      { url: "https://paper.example/maps/2.xml", changedAt: null },
    ],
  });
});

test("a map that breaks off gives what came before, and no part of an address", () => {
  expect(
    entriesOf(`<urlset><url><loc>https://paper.example/a</loc></url><url><loc>https://paper.example/b`).map(([url]) => url),
  ).toEqual(["https://paper.example/a"]);
});

const hour = (index: number) => new Date(Date.UTC(2010, 0, 1) + index * 3_600_000).toISOString();

test("of very many pages the newest are kept, wherever they stand, and nothing is missing", () => {
  const read = parse(
    urlset(
      Array.from(
        { length: 6_000 },
        (_, index) => `<url><loc>https://paper.example/${index}</loc><lastmod>${hour(index)}</lastmod></url>`,
      ).join(""),
    ),
  );
  if (read.kind !== "map") throw new Error("it is an index");
  expect(read.document).toMatchObject({ incomplete: false });
  expect(read.document.entries).toHaveLength(5_000);
  expect(read.document.entries[0]?.url).toBe("https://paper.example/5999");
});

test("without dates the first and the last pages are kept", () => {
  const read = parse(Array.from({ length: 6_000 }, (_, index) => `https://paper.example/${index}`).join("\n"));
  if (read.kind !== "map") throw new Error("it is an index");
  const urls = read.document.entries.map(({ url }) => url);
  expect([urls.length, urls[0], urls.at(-1)]).toEqual([5_000, "https://paper.example/0", "https://paper.example/5999"]);
});

test.each([
  ["a web page", "<!doctype html><html><body>Hello</body></html>", "a web page, not a sitemap"],
  ["a feed", "<rss><channel></channel></rss>", "name it by url: in place of sitemap:"],
  ["words", "Hello https://paper.example/a", "no sitemap"],
  ["nothing", "", "no sitemap"],
])("%s is refused", (_name, text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test.each([
  ["2026-11-28 10:30", "2026-11-28T10:30:00.000Z"],
  ["2026-11-28T10:30Z", "2026-11-28T10:30:00.000Z"],
  ["2026-11-28T10:30:00.000+0200", "2026-11-28T08:30:00.000Z"],
  ["Sat, 28 Nov 2026 10:30:00 GMT", "2026-11-28T10:30:00.000Z"],
  ["20261128", "2026-11-28T00:00:00.000Z"],
  ["28.11.2026", "2026-11-28T00:00:00.000Z"],
  ["2026-11", "2026-11-01T00:00:00.000Z"],
  ["0000-00-00", null],
  ["2026-11-28T25:61:00Z", null],
])("a page that changed %s is read, whatever the form", (written, expected) => {
  const text = `<urlset><url><loc>https://paper.example/a</loc><lastmod> ${written} </lastmod></url></urlset>`;
  const map = parseSitemap(Buffer.from(text), { url: "https://paper.example/sitemap.xml" });
  expect(map.kind === "map" && map.document.entries.map(({ updatedAt }) => updatedAt)).toEqual([expected]);
});

test.each([
  ["relative addresses", "<urlset><url><loc>/a</loc></url><url><loc>//paper.example/b</loc></url></urlset>"],
  [
    "CDATA and a bare &amp;",
    "<urlset><url><loc><![CDATA[ https://paper.example/a ]]></loc></url><url><loc>https://paper.example/b</loc></url></urlset>",
  ],
  ["capitals", "<URLSET><URL><LOC>https://paper.example/a</LOC></URL><URL><LOC>https://paper.example/b</LOC></URL></URLSET>"],
  [
    "a prefix",
    "<s:urlset><s:url><s:loc>https://paper.example/a</s:loc></s:url><s:url><s:loc>https://paper.example/b</s:loc></s:url></s:urlset>",
  ],
  ["lines with a comment", "\ufeff# our pages\r\nhttps://paper.example/a\r\n\r\n  https://paper.example/b\r\n"],
  [
    "commented pages",
    "<!-- x --><urlset><!-- <url><loc>https://paper.example/no</loc></url> --><url><loc>https://paper.example/a</loc></url><url><loc>https://paper.example/b</loc></url></urlset>",
  ],
])("a map with %s is read", (_, text) => {
  const map = parseSitemap(Buffer.from(text), { url: "https://paper.example/sitemap.xml" });
  expect(map.kind === "map" && map.document.entries.map(({ url }) => url)).toEqual([
    "https://paper.example/a",
    "https://paper.example/b",
  ]);
});

const lines = (...numbers: number[]) => numbers.map((number) => `https://paper.example/page-${number}`).join("\n");
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const look = (text: string, known: string | null) => {
  const read = parseSitemap(Buffer.from(text), { url: at, known });
  if (read.kind !== "map") throw new Error("it is an index");
  return { ...read, urls: read.document.entries.map(({ url }) => url?.replace("https://paper.example/page-", "")) };
};

test("of very many pages without dates a new one is found wherever it stands", () => {
  const first = look(lines(...range(0, 20_000)), null);
  const second = look(lines(...range(0, 9_000), 99_999, ...range(9_000, 20_000)), first.addresses);
  expect([second.urls[0], second.urls.length, second.renewed, second.document.incomplete]).toEqual(["99999", 5_000, 0, false]);
  const third = look(lines(...range(0, 9_000), 99_999, ...range(9_000, 20_000)), second.addresses);
  expect(third.urls[0]).toBe("0");
});

test("of very many pages without dates, one that was left out is no news when it takes the place of one that is gone", () => {
  const first = look(lines(...range(0, 6_000)), null);
  const second = look(lines(...range(500, 6_000), 99_999), first.addresses);
  const before = new Set(first.urls);
  const moved = second.document.entries.filter((_, index) => !before.has(second.urls[index]));
  expect(moved.length).toBeGreaterThan(400);
  expect(moved.filter(({ isOlder }) => isOlder !== true).map(({ url }) => url)).toEqual(["https://paper.example/page-99999"]);
});

test("a map whose addresses are most new at once brings no news, and a short one may", () => {
  const first = look(lines(...range(0, 60)), null);
  const second = look(lines(...range(100, 160)), first.addresses);
  expect(second.renewed).toBe(60);
  expect(second.document.entries.every(({ isOlder }) => isOlder === true)).toBe(true);
  expect(look(lines(...range(0, 60)).replaceAll("https://", "http://www."), first.addresses).renewed).toBe(0);
  expect(look(lines(...range(0, 10)), null).addresses).toBeNull();
  // The latest pages, after a night without a look.
  const night = look(lines(...range(35, 95)), first.addresses);
  expect([night.renewed, night.document.entries.filter(({ isOlder }) => isOlder !== true)]).toMatchObject([0, { length: 35 }]);
  const map = look(lines(...range(0, 1_000)), null);
  expect(look(lines(...range(600, 1_600)), map.addresses).renewed).toBe(600);
});

const written = (count: number) =>
  urlset(
    [
      ...range(0, count).map((number) => [String(number), `2026-11-29T10:00:${String(number % 60).padStart(2, "0")}Z`]),
      ["old", "2020-01-01T10:00:00Z"],
    ]
      .map(([name, date]) => `<url><loc>/${name}</loc><lastmod>${date}</lastmod></url>`)
      .join(""),
  );

const dates = (count: number) => new Set(entriesOf(written(count)).map(([, , date]) => date));

test("a time that nearly all pages have is when the map was written", () => {
  expect(dates(60)).toEqual(new Set([null, "2020-01-01T10:00:00.000Z"]));
  expect(dates(5).size).toBe(6);
});
