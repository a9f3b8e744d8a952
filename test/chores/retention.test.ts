// Goal: the database stays as small as it may be, and loses no more than that. Method: a real store, and sizes that are set.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deleteExpired, shareToDelete } from "../../src/chores/retention.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { addArticle, daysAgo, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const left = async () => (await stages.database.one<{ count: number }>("select count(*)::int as count from articles")).count;

test.each([
  ["small", 500, 1_000, 0, 0],
  ["nearly full", 960, 1_000, 0, 0.05],
  ["as large as when it was last trimmed, since deleted rows leave room in it", 960, 1_000, 960, 0],
  ["a page larger than when it was last trimmed", 961, 1_000, 960, 0],
  ["grown since", 980, 1_000, 960, 0.05],
  ["twice as large as it may be", 2_000, 1_000, 0, 0.525],
  ["made anew since, and full again", 960, 1_000, 5_000, 0.05],
])("of a database that is %s this share is deleted", (_, bytes, most, actedAt, share) => {
  expect(shareToDelete(bytes, most, actedAt)).toBeCloseTo(share);
});

test("the oldest articles go early when the database is too large, once for each size that it reaches", async () => {
  for (let day = 1; day <= 60; day++) await addArticle(stages.database, { stage: "done", first_seen_at: daysAgo(day) });
  expect(await deleteExpired(stages.deps)).toBe(0);
  await stages.configure({ maxBytes: 1 });
  // All but those of which a story may still take copies would go; here nothing is a story.
  expect(await deleteExpired(stages.deps)).toBeGreaterThan(50);
  const kept = await left();
  expect(kept).toBeGreaterThan(0);
  await stages.database.run("delete from articles");
  // The files are as large as before, or a page larger.
  await stages.database.run("update chores set note = pg_database_size(current_database()) * 1.5 where name = 'max-bytes'");
  for (let day = 1; day <= 60; day++) await addArticle(stages.database, { stage: "done", first_seen_at: daysAgo(day) });
  expect(await deleteExpired(stages.deps)).toBe(0);
});

test("old entries are deleted source by source, once a day", async () => {
  const feeds = await stages.database.many<{ id: number }>(
    "insert into feeds (url, next_due_at) select 'https://gull.example/' || n, $1 from generate_series(1, 3) n returning id",
    [NOW],
  );
  const list = () =>
    stages.database.run(
      `insert into entries (feed_id, key, first_seen_at, last_seen_at) select f, 'old', $2::timestamptz, $2::timestamptz from unnest($1::bigint[]) f
       union all select f, 'new', $3::timestamptz, $3::timestamptz from unnest($1::bigint[]) f on conflict do nothing`,
      [feeds.map(({ id }) => id), daysAgo(100), daysAgo(1)],
    );
  const keys = async () => (await stages.database.many<{ key: string }>("select key from entries")).map(({ key }) => key);
  await list();
  await deleteExpired(stages.deps);
  expect(await keys()).toEqual(["new", "new", "new"]);
  await list();
  await deleteExpired(stages.deps);
  expect(await keys()).toHaveLength(6);
});
