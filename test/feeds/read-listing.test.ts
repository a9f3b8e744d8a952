// Lists learnt from pages: designs by languages by addresses, then what a page does to its list.
import { describe, expect, test } from "vitest";
import { readListing } from "../../src/feeds/listing/read-listing.ts";
import { expectLinear } from "../support/processor-time.ts";
import { DATED, inventItems, inventPage, LANGUAGES, moreIn, UNDATED } from "./invent-listing.ts";

const AT = "https://office.example/news/";
const NOW = "2026-11-29T12:00:00.000Z";
const read = (html: string, selector: string | null = null, isFirst = true) =>
  readListing(html, { url: AT, selector, now: NOW, isFirst });
const listed = (html: string, selector: string | null = null) =>
  read(html, selector).entries.map(({ title, url }) => [title, url]);

const DATED_ITEMS = inventItems("en", (index) => `/story/${47_110 + index}.html`);

const ADDRESSES: Readonly<Record<string, (index: number) => string>> = {
  slugs: (index) =>
    `/news/${["ferry-is-cancelled", "depot-sold", "lamps-stolen-from-mole", "bakers-refuse", "well-runs-dry-today", "choir"][index]}`,
  numbers: (index) => `/story/${47_110 + index}.html`,
  queries: (index) => `/index.php?id=${300 + index}&lang=x`,
  dates: (index) => `/2026/11/${28 - index}/item-${index}/`,
};

describe.each(LANGUAGES)("in %s", (language) => {
  describe.each(Object.keys(ADDRESSES))("with addresses of %s", (kind) => {
    const items = inventItems(language, ADDRESSES[kind] as (index: number) => string);
    const wanted = items.map(({ title, path }) => [title, new URL(path, AT).href]);

    test.each(Object.entries(DATED))("%s are found, each with its headline, address and day", (_name, design) => {
      const { entries } = read(inventPage(language, design(items, { more: moreIn(language) })));
      expect(entries.map(({ title, url }) => [title, url])).toEqual(wanted);
      expect(entries.map(({ publishedAt }) => publishedAt?.slice(0, 10))).toEqual(
        items.map(({ date }) => date.toISOString().slice(0, 10)),
      );
    });

    test.each(Object.entries(UNDATED))("%s are found without dates", (_name, design) => {
      expect(listed(inventPage(language, design(items, { more: moreIn(language) })))).toEqual(wanted);
    });
  });
});

const items = inventItems("en", ADDRESSES["slugs"] as (index: number) => string);
const page = (list: string) => inventPage("en", list);
const cards = (DATED["cards"] as (typeof DATED)[string])(items, { more: "Read more" });

test("an undated list of services next to a dated list is left out", () => {
  const services = ["How to moor a boat for a day", "Where to find the tide tables", "What to do with a lost oar"];
  const menu = `<div class="services"><ul>${services.map((text, index) => `<li><a href="/service/${index}">${text}</a></li>`).join("")}</ul></div>`;
  expect(listed(page(menu + cards)).map(([title]) => title)).toEqual(items.map(({ title }) => title));
});

test("a page whose list is empty lists nothing, whatever its menu holds", () => {
  expect(listed(page('<div class="grid"></div><p>There are no notices at present.</p>'))).toEqual([]);
});

test("a single dated item is a list", () => {
  const one = (DATED["dates before links"] as (typeof DATED)[string])(items.slice(0, 1), { more: "" });
  expect(listed(page(one))).toEqual([[items[0]?.title, "https://office.example/news/ferry-is-cancelled"]]);
});

test("a selector names the items, and only they are taken", () => {
  const jobs = `<ul id="jobs">${[1, 2, 3, 4].map((job) => `<li><a href="/job/${job}">Vacancy number ${job} of the harbour office</a></li>`).join("")}</ul>`;
  const press = `<ul id="press">${items
    .slice(0, 2)
    .map(({ title, path }) => `<li><a href="${path}">${title}</a></li>`)
    .join("")}</ul>`;
  expect(listed(page(jobs + press), "#press li")).toHaveLength(2);
  expect(listed(page(jobs + press), "#press a").map(([title]) => title)).toEqual(items.slice(0, 2).map(({ title }) => title));
  expect(listed(page(jobs), "#press li")).toEqual([]);
});

const older = (links: string) => read(page(cards + links)).olderUrl;

test("the next page is found by its mark, by its words or by its number", () => {
  expect(older('<a rel="next" href="?page=2">2</a>')).toBe("https://office.example/news/?page=2");
  expect(older('<a href="/news/older/">Older posts »</a>')).toBe("https://office.example/news/older/");
  expect(older('<div class="pager"><a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=3">3</a></div>')).toBe(
    "https://office.example/news/?page=2",
  );
  expect(older('<a rel="next" href="https://elsewhere.example/2">2</a>')).toBeNull();
});

test("links that are no pages of articles are left out", () => {
  const odd = ["#top", "mailto:desk@office.example", "javascript:go()", "/news/", "?page=2", "/files/map-of-the-harbour.jpg"];
  const list = `<ul>${odd.map((href) => `<li>2026-11-28 <a href="${href}">A headline long enough to be one ${href.length}</a></li>`).join("")}</ul>`;
  expect(listed(page(list))).toEqual([]);
});

test("twenty thousand links, and elements a thousand deep, are read within their limits", () => {
  const many = `<ul>${Array.from({ length: 30_000 }, (_, index) => `<li>2026-11-28 <a href="/n/${index}">Headline of the notice number ${index}</a></li>`).join("")}</ul>`;
  expect(listed(page(many))).toHaveLength(5_000);
  expect(listed(page("<div>".repeat(1_000) + cards))).toEqual([]);
});

const lines = (render: (item: (typeof items)[number], index: number) => string): string => page(items.map(render).join("\n"));
const titles = items.map(({ title }) => title);

test("links to authors and topics, which have dates next to them too, are no articles", () => {
  const html = lines(
    ({ title, path, date }, index) =>
      `<article class="teaser"><a class="kicker" href="/topic/${index % 2}">${index % 2 === 0 ? "Harbours and their piers" : "Schools and their teachers"}</a><h2><a href="${path}">${title}</a></h2><p>By <a href="/author/ann-${index % 3}">Ann Correspondent ${index % 3}</a>, ${date.toISOString().slice(0, 10)}</p></article>`,
  );
  expect(listed(html).map(([title]) => title)).toEqual(titles);
  expect(read(html).entries.every(({ publishedAt }) => publishedAt !== null)).toBe(true);
});

test("a headline that is cut is taken from the title of its link", () => {
  const html = lines(
    ({ title, path, date }) =>
      `<li><a href="${path}" title="${title}">${title.slice(0, 14)}…</a><span>[${date.toISOString().slice(0, 10)}]</span></li>`,
  );
  expect(listed(html).map(([title]) => title)).toEqual(titles);
});

test("of a row that is a link as a whole, neither its topic nor its teaser is part of the headline", () => {
  const html = lines(
    ({ title, path, date }) =>
      `<a class="row" href="${path}"><div><span>NEWS</span><span>${date.toISOString().slice(0, 10)}</span></div><div><div class="hl">${title}</div><div>The office will look into the matter and inform the public in due time.</div></div></a>`,
  );
  expect(listed(html).map(([title]) => title)).toEqual(titles);
});

test("a few words are a headline if they have a date in a list of headlines", () => {
  const html = lines(({ path, date }, index) => {
    const title = index === 2 ? "Eels cut" : `Notice of the office, number ${index}`;
    return `<li><span>${date.toISOString().slice(0, 10)}</span> <a href="${path}">${title}</a></li>`;
  });
  expect(listed(html)[2]).toEqual(["Eels cut", new URL(items[2]?.path ?? "", AT).href]);
});

test("dates that are named by how long ago they were count at a first look, and stand still later", () => {
  const ago = ["5 minutes ago", "2 hours ago", "Yesterday", "3 days ago", "4 days ago", "2 weeks ago"];
  const html = lines(
    ({ title, path }, index) => `<div class="post"><h3><a href="${path}">${title}</a></h3><span>${ago[index]}</span></div>`,
  );
  expect(read(html).entries.map(({ publishedAt }) => publishedAt?.slice(0, 13))).toEqual(
    ["2026-11-29T11", "2026-11-29T10", "2026-11-28T23", "2026-11-26T12", "2026-11-25T12", "2026-11-15T12"].slice(0, items.length),
  );
  const later = read(html, null, false).entries;
  expect(later.map(({ title, publishedAt }) => [title, publishedAt])).toEqual(titles.map((title) => [title, null]));
});

const labelled = (label: string) =>
  DATED_ITEMS.map(
    ({ title, path }) => `<div class="post"><h3><a href="${path}">${title}</a></h3><p>More of it ${label}</p>${label}</div>`,
  ).join("");
const days = (html: string) => read(html).entries.map(({ publishedAt }) => publishedAt?.slice(0, 10) ?? null);

test("a word such as Today alone is a day where it is marked as one, and else a section or a paper", () => {
  expect(new Set(days(labelled("<b>Heute</b>")))).toEqual(new Set([null]));
  expect(new Set(days(labelled('<a href="/more">hier</a>')))).toEqual(new Set([null]));
  expect(new Set(days(labelled("<time>Heute</time>")))).toEqual(new Set([NOW.slice(0, 10)]));
  expect(new Set(days(labelled('<span class="post-date">Heute</span>')))).toEqual(new Set([NOW.slice(0, 10)]));
});

test.each([
  ["side by side", (index: number) => `<a href="/a/${index}">Headline number ${index} of the list today</a> `],
  [
    "with the labels of their topics",
    (index: number) =>
      `<a class="tag" href="/t/${index}">Topic</a><a href="/a/${index}">Headline number ${index} of the list</a>`,
  ],
  ["with a word or two each", (index: number) => `<a href="/a/${index}">w${index}</a> `],
  ["to one address", (index: number) => `<a href="/a/one">Headline number ${index} of the list</a> `],
  [
    "to one address below headings",
    (index: number) => `<h3>Heading number ${index}</h3><a href="/a/one#${index}">More ${index}</a>`,
  ],
])("links %s are read in linear time", async (_, link) => {
  const make = (size: number) => `<div class="tags">${Array.from({ length: size }, (_one, index) => link(index)).join("")}</div>`;
  await expectLinear(400, make, (html) => read(html));
});

const nested = (depth: number) => `${"<font>".repeat(depth)}<a href="/a/1">The ferry is cancelled until Monday</a>`;

test.each(["", "<form>", '<div class="sidebar">'])(
  "a page that nests a hundred thousand deep within %j is read in linear time",
  async (around) => {
    await expectLinear(
      25_000,
      (depth) => around + nested(depth),
      (html) => expect(read(html).entries.length).toBeLessThan(2),
    );
  },
);
