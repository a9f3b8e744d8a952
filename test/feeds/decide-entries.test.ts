// Which rows a document becomes: dates, addresses, and in how large pieces the work is done.
import { expect, test } from "vitest";
import { decideEntries, identify } from "../../src/feeds/poll/decide-entries.ts";
import { atOnce } from "../support/at-once.ts";
import type { Entry } from "../../src/feeds/feed.ts";
import type { KnownEntry } from "../../src/feeds/poll/recognise-entries.ts";

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

const decide = (entries: Entry[], known: KnownEntry[] = []) => {
  const identities = atOnce(identify(entries)).result;
  return atOnce(decideEntries(entries, { feed: 1, identities, known, past, backlog: { kind: "all" }, now: NOW }));
};
const rowsOf = (entries: Entry[]) => decide(entries).result.fresh;

const dated = (id: string, publishedAt: string | null, updatedAt: string | null = null) => ({
  ...blank,
  id,
  publishedAt,
  updatedAt,
});

test("a date in the future becomes the time at which the entry was first seen", () => {
  const rows = rowsOf([
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

test.each([
  { sharing: 1, isNew: false },
  { sharing: 3, isNew: true },
])("under a recurring title, a date that $sharing entries have means a new entry: $isNew", ({ sharing, isNew }) => {
  const date = "2026-11-22T06:00:00.000Z";
  const weather = { ...blank, id: "weather-2", url: "https://a.example/weather/2", title: "The weather", publishedAt: date };
  const others = Array.from({ length: 4 }, (_, n) => ({
    ...blank,
    id: `report-${n}`,
    url: `https://a.example/report/${n}`,
    title: `Report ${n}`,
    publishedAt: n < sharing - 1 ? date : `2026-11-2${n}T07:00:00.000Z`,
  }));
  const [own] = atOnce(identify([weather])).result;
  const known: KnownEntry = {
    key: "weather-1",
    linkKey: "a.example/weather/1",
    titleKey: own?.title ?? null,
    url: "https://a.example/weather/1",
    title: "The weather",
    publishedAt: new Date(date),
    wasOld: false,
    alias: false,
    of: null,
    mark: null,
  };
  const rows = decide([weather, ...others], [known]).result.fresh;
  expect(rows.find(({ key }) => key === own?.key)?.of ?? null).toBe(isNew ? null : "weather-1");
});

test.each([
  { was: "too old to alert", wasOld: true, now: { title: "Ferry fire: toll rises to 29" }, isNew: true },
  { was: "told", wasOld: false, now: { title: "Ferry fire: toll rises to 29" }, isNew: false },
  { was: "too old to alert, and has its headline still", wasOld: true, now: {}, isNew: false },
  {
    was: "too old to alert, and has its date still",
    wasOld: true,
    now: { title: "Ferry fire: 29 dead", isSameDate: true },
    isNew: false,
  },
])(
  "a new version of an entry that was $was is a new entry: $isNew",
  ({ wasOld, now: { title = "Ferry fire kills 11", isSameDate = false }, isNew }) => {
    const before = {
      ...blank,
      id: "fire",
      url: "https://a.example/fire",
      title: "Ferry fire kills 11",
      publishedAt: "2026-11-19T06:00:00.000Z",
    };
    const [own] = atOnce(identify([before])).result;
    const known: KnownEntry = {
      key: own?.key ?? "",
      linkKey: own?.link ?? null,
      titleKey: own?.title ?? null,
      url: before.url,
      title: before.title,
      publishedAt: new Date(before.publishedAt),
      wasOld,
      alias: false,
      of: null,
      mark: null,
    };
    const later = { ...before, title, publishedAt: isSameDate ? before.publishedAt : "2026-11-22T11:00:00.000Z" };
    const rows = decide([later], [known]).result.fresh;
    expect(rows.map(({ skipped }) => skipped)).toEqual(isNew ? [null] : []);
  },
);

const version = (title: string, publishedAt: string) => ({
  ...blank,
  id: "fire",
  url: "https://a.example/fire",
  title,
  publishedAt,
});

test("what comes after the first new version of an entry too old to alert is an edit of that version", () => {
  const stored = (key: string, { title, url, publishedAt }: ReturnType<typeof version>, wasOld: boolean): KnownEntry => {
    const link = atOnce(identify([version(title, publishedAt)])).result[0]?.link ?? null;
    const none = { titleKey: null, alias: false, of: null, mark: null };
    return { key, linkKey: link, url, title, publishedAt: new Date(publishedAt), wasOld, ...none };
  };
  const old = version("Ferry fire kills 11", "2026-11-19T06:00:00.000Z");
  const known = [stored(atOnce(identify([old])).result[0]?.key ?? "", old, true)];
  const told = version("Ferry fire: toll rises to 29", "2026-11-22T11:00:00.000Z");
  const first = decide([told], known).result.fresh;
  expect(first).toHaveLength(1);
  known.push(stored(first[0]?.key ?? "", told, false));
  const { fresh, seen } = decide([version("Ferry fire: toll rises to 30", "2026-11-22T12:00:00.000Z")], known).result;
  expect([fresh, seen.map(({ key }) => key)]).toEqual([[], [first[0]?.key]]);
  expect(decide([version("A bridge is sold", "2026-11-22T12:00:00.000Z")], known).result.fresh).toHaveLength(1);
});

test("of an entry that a document repeats, the first mention counts", () => {
  const entry = { ...blank, id: "a", url: "https://a.example/1" };
  const rows = rowsOf([
    { ...entry, author: "first" },
    { ...entry, author: "again" },
  ]);
  expect(rows.map(({ author }) => author)).toEqual(["first"]);
});

test("the article behind a counting service is known by its own address", () => {
  const url = "https://feeds.example.org/~r/all/~3/1/";
  const rows = rowsOf([{ ...blank, url, originalUrl: "https://x.example.org/1?utm_source=rss" }]);
  expect(rows).toMatchObject([{ url, articleUrl: "https://x.example.org/1" }]);
});

test("a post leads to the article that it shares, whose host is the outlet", () => {
  const shares = { url: "https://www.reddit.com/r/quay/comments/1/", sharedUrl: "https://paper.example/ferry?utm_source=r" };
  const article = "https://paper.example/ferry";
  expect(rowsOf([{ ...blank, ...shares }])).toMatchObject([
    { url: shares.sharedUrl, articleUrl: article, outlet: "paper.example" },
  ]);
});

test("an episode has its file next to its page, or as its link", () => {
  const mediaUrl = "https://files.example/7.mp3";
  expect(rowsOf([{ ...blank, id: "7", mediaUrl }])).toMatchObject([{ url: mediaUrl }]);
  expect(rowsOf([{ ...blank, url: "https://show.example/7", mediaUrl }])).toMatchObject([
    { url: "https://show.example/7", media: mediaUrl },
  ]);
});

test("a long document is decided in pieces of twenty entries, and of 200,000 characters", () => {
  const many = Array.from({ length: 5_000 }, (_, n) => ({ ...blank, id: String(n) }));
  expect(atOnce(identify(many)).pieces).toBe(250);
  expect(decide(many).pieces).toBe(250);
  const books = Array.from({ length: 8 }, (_, n) => ({ ...blank, id: String(n), content: "x".repeat(100_000) }));
  expect(decide(books).pieces).toBe(4);
});
