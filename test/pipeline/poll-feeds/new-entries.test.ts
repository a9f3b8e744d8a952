import { expect, test } from "vitest";
import { newEntries } from "../../../src/pipeline/poll-feeds/new-entries.ts";
import { processorStall } from "../../support/processor-stall.ts";
import type { Entry } from "../../../src/feeds/feed.ts";

const NOW = new Date("2026-11-23T08:00:00Z");
const blank: Entry = {
  id: null,
  url: null,
  title: "x",
  author: null,
  publishedAt: null,
  updatedAt: null,
  summary: null,
  content: null,
};

const past = {
  firstPoll: false,
  changedIds: false,
  hadEntries: true,
  wasIncomplete: false,
  horizon: new Date(0),
  newestDate: null,
};

const findKnown = () => Promise.resolve([]);

const rowsOf = async (entries: Entry[]) => {
  const document = { feed: { title: null, url: null, language: null }, entries, incomplete: false, ttlMinutes: null };
  return (await newEntries(document, { feed: 1, backlog: { kind: "all" }, past, now: NOW, findKnown })).fresh;
};

const dated = (id: string, publishedAt: string | null, updatedAt: string | null = null) => ({
  ...blank,
  id,
  publishedAt,
  updatedAt,
});

test("a date in the future becomes the time at which the entry was first seen", async () => {
  const rows = await rowsOf([
    dated("a", "2099-01-01T00:00:00.000Z"),
    dated("b", "2026-11-20T00:00:00.000Z"),
    dated("c", null, "2026-11-21T00:00:00.000Z"),
    dated("d", null),
  ]);
  expect(rows.map(({ publishedAt }) => publishedAt)).toEqual([
    NOW.toISOString(),
    "2026-11-20T00:00:00.000Z",
    "2026-11-21T00:00:00.000Z",
    null,
  ]);
});

test("the article behind a counting service is known by its own address", async () => {
  const url = "https://feeds.example.org/~r/all/~3/1/";
  const rows = await rowsOf([{ ...blank, url, originalUrl: "https://x.example.org/1?utm_source=rss" }]);
  expect(rows).toMatchObject([{ url, articleUrl: "https://x.example.org/1" }]);
});

test("thousands of endless addresses leave the main loop its turns", async () => {
  const entries = Array.from({ length: 5_000 }, (_, n) => ({
    ...blank,
    url: `https://x.example.org/${n}?${"utm_a=1&b=".repeat(300)}`,
  }));
  const { result, stallMs, totalMs } = await processorStall(() => rowsOf(entries));
  expect(result).toHaveLength(5_000);
  // In one go it were nearly all.
  expect(stallMs / totalMs).toBeLessThan(1 / 3);
});
