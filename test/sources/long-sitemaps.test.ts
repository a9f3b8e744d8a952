// Sitemaps that list more than one poll takes, or nothing, or other addresses than before.
import { afterAll, beforeAll, expect, test } from "vitest";
import { sitemap } from "../../src/sources/sitemap.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { NOW, pollSource } from "./poll-source.ts";
import type { Polled } from "../../src/sources/source.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";

let threads: Threads;
beforeAll(() => {
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 128 });
});
afterAll(() => threads.close());

const ROOT = "https://paper.example/sitemap.xml";
const poll = async (site: Record<string, string>, row: Partial<FeedRow> = {}) => {
  const { polled } = await pollSource(sitemap, { threads, site: (url) => site[url], url: ROOT, row });
  return polled as Extract<Polled, { kind: "fresh" }>;
};
const url = (name: string, date: string | null = null): string =>
  `<url><loc>https://paper.example/${name}</loc>${date === null ? "" : `<lastmod>${date}</lastmod>`}</url>`;
const map = (...urls: string[]): string => `<urlset>${urls.join("")}</urlset>`;
const pages = (name: string, count: number, date: string | null = null): string[] =>
  Array.from({ length: count }, (_, page) => url(`${name}${page}`, date));
const notes = ({ cursor }: { cursor?: unknown }) => sitemap.notes?.({ cursor, last_polled_at: NOW } as FeedRow);

test("parts that have more pages than one poll takes give the newest of all", async () => {
  const { document } = await poll({
    "https://paper.example/a.xml": map(url("a-first", "2026-11-28"), ...pages("a", 5_000, "2020-01-01")),
    "https://paper.example/b.xml": map(url("b-first", "2026-11-27"), ...pages("b", 3_000, "2020-01-01")),
    [ROOT]: `<sitemapindex>${["a", "b"].map((name, part) => `<sitemap><loc>https://paper.example/${name}.xml</loc><lastmod>2026-11-2${8 - part}</lastmod></sitemap>`).join("")}</sitemapindex>`,
  });
  expect(document.entries.slice(0, 2).map((entry) => entry.url?.slice(-7))).toEqual(["a-first", "b-first"]);
});

test("a page that is new in one of several long parts without dates is found", async () => {
  const index = `<sitemapindex>${["a", "b"].map((name) => `<sitemap><loc>https://paper.example/${name}.xml</loc></sitemap>`).join("")}</sitemapindex>`;
  const site = (...more: string[]) => ({
    [ROOT]: index,
    "https://paper.example/a.xml": map(...pages("a", 4_000)),
    "https://paper.example/b.xml": map(...more, ...pages("b", 4_000)),
  });
  const first = await poll(site());
  const { document } = await poll(site(url("new")), { first_polled_at: NOW, cursor: first.cursor });
  expect(document.entries).toHaveLength(5_000);
  expect(document.entries.some((entry) => entry.url === "https://paper.example/new")).toBe(true);
  expect(document.entries.filter(({ isOlder }) => isOlder !== true).map((entry) => entry.url)).toEqual([
    "https://paper.example/new",
  ]);
});

test("of an index with thousands of parts without dates the last one is read at each poll", async () => {
  const names = Array.from({ length: 2_100 }, (_, part) => `day-${part}`);
  const site = {
    [ROOT]: `<sitemapindex>${names.map((name) => `<sitemap><loc>https://paper.example/${name}.xml</loc></sitemap>`).join("")}</sitemapindex>`,
    ...Object.fromEntries(names.map((name) => [`https://paper.example/${name}.xml`, map(url(`${name}/page`))])),
  };
  const first = await poll(site);
  const { document } = await poll(site, { first_polled_at: NOW, cursor: first.cursor });
  expect(document.entries.map((entry) => entry.url)).toContain("https://paper.example/day-2099/page");
});

test("a map that lists nothing, and one whose addresses are all new, are said to do so", async () => {
  const first = await poll({ [ROOT]: map(...pages("a", 30)) });
  expect(notes(first)).toEqual([]);
  const second = await poll({ [ROOT]: map(...pages("b", 30)) }, { first_polled_at: NOW, cursor: first.cursor });
  expect(second).toMatchObject({ missed: true, document: { entries: { 0: { isOlder: true } } } });
  expect(notes(second)).toEqual([
    "its addresses changed on 2026-11-29 12:00 UTC: 30 were new at once, and none of them was told",
  ]);
  expect(notes(await poll({ [ROOT]: map() }))).toEqual(["it lists no pages at present"]);
});
