import { expect, test } from "vitest";
import { mayAlert } from "../../src/feeds/backlog.ts";
import { entryKey, entryKeys } from "../../src/feeds/entry-key.ts";
import type { Entry } from "../../src/feeds/feed.ts";

const NOW = new Date("2026-03-03T10:00:00Z");
const entry = (fields: Partial<Entry>): Entry => ({
  id: null,
  url: null,
  title: null,
  author: null,
  publishedAt: null,
  updatedAt: null,
  summary: null,
  content: null,
  ...fields,
});
const key = (fields: Partial<Entry>) => entryKey(entry(fields));

test("an entry stays itself when its title, dates or link change under one guid", () => {
  expect(key({ id: "a-1", title: "Storm", url: "https://x.example.org/1" })).toBe(
    key({ id: "a-1", title: "Storm: update", url: "https://x.example.org/2" }),
  );
});

test("scheme, www, letter case of the host, last slash and campaign marks make no other entry", () => {
  const plain = key({ url: "https://x.example.org/a?id=1" });
  for (const url of ["http://www.X.example.org/a/?id=1", "https://x.example.org/a?id=1&utm_source=rss#xtor=1"])
    expect(key({ url })).toBe(plain);
  expect(key({ id: "http://x.example.org/a?id=1" })).toBe(plain);
  expect(key({ url: "https://x.example.org/A?id=1" })).not.toBe(plain);
  expect(key({ url: "https://x.example.org/a?id=2" })).not.toBe(plain);
});

test("without guid and link the title is what an entry is known by", () => {
  expect(key({ title: "Storm  hits" })).toBe(key({ title: "storm hits", summary: "x" }));
  expect(key({ title: "Storm" })).not.toBe(key({ title: "Calm" }));
});

test("a guid that stands for several links identifies none of them", () => {
  const keys = entryKeys([
    entry({ id: "1", url: "https://x.example.org/a" }),
    entry({ id: "1", url: "https://x.example.org/b" }),
    entry({ id: "2" }),
  ]);
  expect(new Set(keys).size).toBe(3);
  expect(keys[2]).toBe(key({ id: "2" }));
});

test("on a first poll only the backlog may alert, afterwards everything new", () => {
  const young = { publishedAt: "2026-03-03T01:00:00.000Z", updatedAt: null };
  const old = { publishedAt: "2026-03-01T01:00:00.000Z", updatedAt: null };
  const undated = { publishedAt: null, updatedAt: null };
  const future = { publishedAt: "2099-01-01T00:00:00.000Z", updatedAt: null };
  const day = { kind: "within", ms: 86_400_000 } as const;
  const first = [young, old, undated, future];
  expect(first.map((entry) => mayAlert(entry, day, true, NOW))).toEqual([true, false, false, true]);
  expect(first.map((entry) => mayAlert(entry, { kind: "none" }, true, NOW))).toEqual([false, false, false, false]);
  expect(first.map((entry) => mayAlert(entry, { kind: "all" }, true, NOW))).toEqual([true, true, true, true]);
  expect(first.map((entry) => mayAlert(entry, { kind: "none" }, false, NOW))).toEqual([true, true, true, true]);
});
