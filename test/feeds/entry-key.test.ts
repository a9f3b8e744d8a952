import { expect, test } from "vitest";
import { mayAlert } from "../../src/feeds/poll/backlog.ts";
import { foldEntry, identifyEntries } from "../../src/feeds/poll/entry-key.ts";
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
const identities = (...entries: Partial<Entry>[]) => identifyEntries(entries.map((fields) => foldEntry(entry(fields))));
const key = (fields: Partial<Entry>) => identities(fields)[0]?.key;

test("an entry keeps its identity when its title, dates or link change under one guid", () => {
  expect(key({ id: "a-1", title: "Storm", url: "https://x.example.org/1" })).toBe(
    key({ id: "a-1", title: "Storm: update", url: "https://x.example.org/2" }),
  );
});

test("scheme, www, case of the host, last slash and campaign parameters do not change the identity", () => {
  const plain = key({ url: "https://x.example.org/a?id=1" });
  const others = [
    "http://www.X.example.org/a/?id=1",
    "https://x.example.org/a?id=1&utm_source=rss#xtor=1",
    "https://x.example.org/a?mc_cid=7&id=1&cmpid=feed&yclid=9#utm_source=rss",
  ];
  for (const url of others) expect(key({ url })).toBe(plain);
  expect(key({ url: "https://x.example.org/a?id=1#cmp" })).not.toBe(plain);
  expect(key({ id: "http://x.example.org/a?id=1" })).toBe(plain);
  expect(key({ url: "https://x.example.org/A?id=1" })).not.toBe(plain);
  expect(key({ url: "https://x.example.org/a?id=2" })).not.toBe(plain);
});

test("a link that is wrapped in a click counter one day and not the next is one entry", () => {
  const url = "https://x.example.org/a?id=7";
  const wrapped = [
    `https://www.google.com/url?rct=j&sa=t&url=${encodeURIComponent(url)}&ct=ga&usg=AOv1`,
    `http://www.bing.com/news/apiclick.aspx?ref=F&url=${encodeURIComponent(url)}&c=1`,
    `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://l.facebook.com/l.php?u=${encodeURIComponent(url)}`)}&data=1`,
  ];
  for (const one of wrapped) {
    expect(key({ url: one })).toBe(key({ url }));
    expect(key({ id: one, url: one })).toBe(key({ id: url, url }));
    expect(identities({ id: "a", url: one })[0]?.link).toBe(identities({ id: "a", url })[0]?.link);
  }
});

test("without guid and link the title is the identity", () => {
  expect(key({ title: "Storm  hits" })).toBe(key({ title: "storm hits", summary: "x" }));
  expect(key({ title: "Storm" })).not.toBe(key({ title: "Calm" }));
});

test.each([
  ["links", [{ url: "https://x.example.org/a" }, { url: "https://x.example.org/b" }]],
  ["titles, without links", [{ title: "Storm" }, { title: "Calm" }]],
  [
    "titles, with one link for all",
    [
      { title: "Storm", url: "https://x.example.org/live" },
      { title: "Calm", url: "https://x.example.org/live" },
    ],
  ],
])("a guid that stands for several %s identifies none of them", (_, entries) => {
  const keys = identities(...entries.map((fields) => ({ id: "1", ...fields })), { id: "2" }).map(({ key: own }) => own);
  expect(new Set(keys).size).toBe(3);
  expect(keys[2]).toBe(key({ id: "2" }));
});

test("an entry repeated in a document is one entry", () => {
  const twice = { id: "1", url: "https://x.example.org/a", title: "Storm" };
  const [one, two] = identities(twice, { ...twice, title: "Storm: update" });
  expect(one?.key).toBe(two?.key);
});

test("a link that several entries share identifies none of them, and one to the site or to a page of many entries is not an article's own", () => {
  const live = "https://x.example.org/live";
  const shared = identities({ url: live, title: "Storm" }, { url: live, title: "Calm" }, { url: "https://x.example.org/a" });
  expect(shared.map(({ link, ownPage }) => [link !== null, ownPage])).toEqual([
    [false, true],
    [false, true],
    [true, true],
  ]);
  const many = identities(...["Storm", "Calm", "Rain", "Snow"].map((title) => ({ url: live, title })));
  expect(many.map(({ ownPage }) => ownPage)).toEqual([false, false, false, false]);
  expect(new Set(shared.map(({ key: own }) => own)).size).toBe(3);
  const [first] = identities({ url: "https://x.example.org/", title: "Storm" });
  const [next] = identities({ url: "https://x.example.org/", title: "Calm" });
  expect([first?.ownPage, first?.link]).toEqual([false, null]);
  expect(first?.key).not.toBe(next?.key);
});

test("two versions of a headline at one address share no page with others", () => {
  const url = "https://x.example.org/a";
  const both = identities({ id: "1", url, title: "Storm hits coast" }, { id: "2", url, title: "Storm hits the coast, two hurt" });
  expect(both.map(({ ownPage }) => ownPage)).toEqual([true, true]);
  expect(both[0]?.link).toBe(both[1]?.link);
});

test("on a first poll only the backlog may alert, afterwards everything new", () => {
  const young = { publishedAt: "2026-03-03T01:00:00.000Z", updatedAt: null };
  const old = { publishedAt: "2026-03-01T01:00:00.000Z", updatedAt: null };
  const undated = { publishedAt: null, updatedAt: null };
  const future = { publishedAt: "2099-01-01T00:00:00.000Z", updatedAt: null };
  const day = { kind: "within", ms: 86_400_000 } as const;
  const first = [young, old, undated, future];
  expect(first.map((one) => mayAlert(one, day, true, NOW))).toEqual([true, false, false, true]);
  expect(first.map((one) => mayAlert(one, { kind: "none" }, true, NOW))).toEqual([false, false, false, false]);
  expect(first.map((one) => mayAlert(one, { kind: "all" }, true, NOW))).toEqual([true, true, true, true]);
  expect(first.map((one) => mayAlert(one, { kind: "none" }, false, NOW))).toEqual([true, true, true, true]);
});
