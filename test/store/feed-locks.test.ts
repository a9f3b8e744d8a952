// Polls that are saved together, next to another process that takes up its feeds.yaml: neither waits for the other in a circle.
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveGoodPolls } from "../../src/store/feeds.ts";
import { until } from "../support/wait.ts";
import { openTestStore } from "./open-test-store.ts";
import { addFeed, minutesLater, NOW } from "./seed.ts";
import type { GoodPoll } from "../../src/store/feeds.ts";
import type { TestStore } from "./open-test-store.ts";

const A = "https://a.example/feed";
const B = "https://b.example/feed";

let store: TestStore;
beforeAll(async () => void (store = await openTestStore("postgres")));
afterAll(() => store.close());

test("both lock feeds in the order of their addresses", async () => {
  const { database } = store;
  const polls: GoodPoll[] = [];
  for (const url of [B, A]) {
    const place = { url, askedUrl: null, movedTo: null, movedSince: null };
    const poll = { etag: '"1"', lastModified: null, nextDueAt: minutesLater(20), place };
    polls.push({ feed: await addFeed(database, { url }), poll, now: NOW });
  }
  const waits = () =>
    database.one<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
  const rename = "update feeds set name = 'Renamed' where url = $1";
  let saving: Promise<unknown> = Promise.resolve();
  await database.transaction(async (sql) => {
    await sql.run(rename, [A]);
    saving = saveGoodPolls(database, polls);
    saving.catch(() => undefined);
    await until(async () => (await waits()).count > 0, "the polls wait for the first feed");
    await sql.run(rename, [B]);
  });
  await saving;
  expect(await database.many("select name, etag, last_polled_at from feeds")).toEqual(
    Array.from({ length: 2 }, () => ({ name: "Renamed", etag: '"1"', last_polled_at: NOW })),
  );
});
