// Statements that write rows for several jobs, or for a whole file, next to another process that has some of these: neither waits for the other in a circle.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { beginReading, saveMatches, saveTexts, saveUnmatched } from "../../src/store/articles.ts";
import { saveGoodPolls, syncFeeds } from "../../src/store/feeds.ts";
import { until } from "../support/wait.ts";
import { openTestStore } from "./open-test-store.ts";
import { addArticle, addFeed, feedConfig, minutesLater, NOW } from "./seed.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

let store: TestStore;
let database: Database;
beforeAll(async () => {
  store = await openTestStore("postgres");
  database = store.database;
});
beforeEach(() => store.wipe());
afterAll(() => store.close());

const waits = () =>
  database.one<{ count: number }>(
    "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );

/** Another process writes the first row, and the second while `work` waits for the first. */
async function crossing(
  table: "articles" | "feeds",
  [first, second]: readonly number[],
  work: () => Promise<unknown>,
): Promise<void> {
  const write = `update ${table} set fault = 'written' where id = $1`;
  let working: Promise<unknown> = Promise.resolve();
  await database.transaction(async (sql) => {
    await sql.run(write, [first ?? 0]);
    working = work();
    working.catch(() => undefined);
    await until(async () => (await waits()).count > 0, "it waits for the first row");
    await sql.run(write, [second ?? 0]);
  });
  await working;
}

/** Two articles, of which the second is read first in the order of the table. */
async function addTwo(stage: string): Promise<[number, number]> {
  const [a, b] = [await addArticle(database, { stage }), await addArticle(database, { stage })];
  await database.run("update articles set attempts = 0 where id = $1", [a]);
  return [a, b];
}

const text = { byline: null, publishedAt: null, language: "en", site: null, method: "readability" } as const;
const read = { ...text, credits: [], title: "Title", text: "Text.", reason: null, detail: null };
const match = { watchlist: "w", spans: [{ field: "title" as const, start: 0, end: 5, term: "title" }] };
const found = (id: number) => ({ id, listings: 0, heardTo: 0, matches: [match], now: NOW });

test.each<[string, string, string, (ids: number[]) => Promise<unknown>]>([
  ["articles to read", "fetch-articles", "fetch-articles", (ids) => beginReading(database, ids)],
  [
    "texts",
    "fetch-articles",
    "match-watchlists",
    (ids) =>
      saveTexts(
        database,
        ids.map((id) => ({ id, read, now: NOW })),
      ),
  ],
  ["matches", "match-watchlists", "group-stories", (ids) => saveMatches(database, ids.map(found))],
  ["articles without matches", "match-watchlists", "done", (ids) => saveUnmatched(database, ids.map(found))],
])("%s are locked in the order of their numbers", async (_, stage, then, work) => {
  const [a, b] = await addTwo(stage);
  await crossing("articles", [a, b], () => work([b, a]));
  expect(await database.many("select stage, starts from articles")).toEqual(
    Array.from({ length: 2 }, () => ({ stage: then, starts: then === "fetch-articles" ? 1 : 0 })),
  );
});

const [A, B, C] = ["https://a.example/feed", "https://b.example/feed", "https://c.example/feed"] as const;
const feedsIn = (urls: readonly string[]) =>
  database.transaction((sql) =>
    syncFeeds(
      sql,
      urls.map((url) => feedConfig(url)),
      NOW,
    ),
  );

test("polls are locked in the order of their feeds' addresses", async () => {
  const [b, a] = [await addFeed(database, { url: B }), await addFeed(database, { url: A })];
  const place = { url: A, askedUrl: null, movedTo: null, movedSince: null };
  const poll = { etag: '"1"', lastModified: null, nextDueAt: minutesLater(20), place };
  await crossing("feeds", [a, b], () =>
    saveGoodPolls(
      database,
      [b, a].map((feed) => ({ feed, poll, now: NOW })),
    ),
  );
  expect(await database.many("select etag, last_polled_at from feeds")).toEqual(
    Array.from({ length: 2 }, () => ({ etag: '"1"', last_polled_at: NOW })),
  );
});

test("a file that renames a feed locks all feeds in the order of their addresses", async () => {
  const [a, c] = [await addFeed(database, { url: A }), await addFeed(database, { url: C })];
  await crossing("feeds", [a, c], () => feedsIn([A, `${C}/`]));
  expect(await database.many("select id, url from feeds order by url")).toEqual([
    { id: a, url: A },
    { id: c, url: `${C}/` },
  ]);
});

test("a file that leaves out a feed locks all feeds in the order of their addresses", async () => {
  const [a, b] = [await addFeed(database, { url: A, configured: true }), await addFeed(database, { url: B, configured: true })];
  await crossing("feeds", [a, b], () => feedsIn([B, C]));
  expect(await database.many("select url, configured from feeds order by url")).toEqual([
    { url: A, configured: false },
    { url: B, configured: true },
    { url: C, configured: true },
  ]);
});
