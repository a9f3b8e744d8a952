// Lists learnt from pages: designs by languages by addresses, then what a page does to its list.
import { describe, expect, test } from "vitest";
import { readListing } from "../../src/feeds/listing/read-listing.ts";
import { DATED, inventItems, inventPage, LANGUAGES, moreIn, UNDATED } from "./invent-listing.ts";

const AT = "https://office.example/news/";
const read = (html: string, selector: string | null = null) => readListing(html, { url: AT, selector });
const listed = (html: string, selector: string | null = null) =>
  read(html, selector).entries.map(({ title, url }) => [title, url]);

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
