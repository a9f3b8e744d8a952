// The embedded store's upkeep: deleted rows make room for new ones, and its log is reused.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { indexArchive } from "../../src/chores/index-archive.ts";
import { deleteExpired } from "../../src/chores/retention.ts";
import { checkpoint, vacuum } from "../../src/chores/vacuum.ts";
import { choreDoneAt, listNeglected } from "../../src/store/upkeep.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { addArticle, addFeed, minutesLater, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

const DAY = 24 * 60;
let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const bytesOf = async (table: string) =>
  (await stages.database.one<{ bytes: number }>("select pg_total_relation_size($1::regclass) as bytes", [table])).bytes;
const neglected = async () => (await listNeglected(stages.database, false)).map(({ table }) => table);

/** Articles with texts that do not compress to nothing, indexed and then too old to keep. */
async function bringAndDelete(round: number): Promise<void> {
  const { deps, database, clock } = stages;
  clock.at = minutesLater(round * 100 * DAY);
  for (let article = 0; article < 80; article++) {
    const text = Array.from({ length: 400 }, (_, at) => ((article * 7 + at) * 2_654_435_761).toString(36)).join(" ");
    await addArticle(database, { stage: "done", first_seen_at: clock.at, text });
  }
  await indexArchive(deps);
  clock.at = minutesLater((round * 100 + 91) * DAY);
  expect(await deleteExpired(deps)).toBe(80);
}

test("articles added and deleted in many rounds take no more room than three rounds", async () => {
  const sizes: number[] = [];
  for (let round = 1; round <= 6; round++) {
    await bringAndDelete(round);
    await vacuum(stages.deps);
    sizes.push((await bytesOf("articles")) + (await bytesOf("article_words")));
  }
  expect(Math.max(...sizes.slice(3))).toBeLessThanOrEqual(1.1 * (sizes[2] ?? 0));
});

test("a table whose rows change all the time is vacuumed before its day is over", async () => {
  const { deps, database } = stages;
  await vacuum(deps);
  for (let feed = 0; feed < 50; feed++) await addFeed(database, { url: `https://outlet.example/${feed}` });
  await vacuum(deps);
  for (let poll = 0; poll < 3; poll++) await database.run("update feeds set next_due_at = $1, last_polled_at = $1", [NOW]);
  expect(await neglected()).toContain("wirewatch.feeds");
  await vacuum(deps);
  expect(await neglected()).not.toContain("wirewatch.feeds");
});

test("a table that grew is analysed, so its queries are planned for its size", async () => {
  const { deps, database } = stages;
  await vacuum(deps);
  for (let article = 0; article < 200; article++) await addArticle(database);
  await vacuum(deps);
  const { rows } = await database.one<{ rows: number }>(
    "select count(*)::int as rows from pg_stats where schemaname = 'wirewatch' and tablename = 'articles' and attname = 'url'",
  );
  expect(rows).toBe(1);
});

test("once a day every table is vacuumed, also by processes that live for one round only", async () => {
  const { deps, database, clock } = stages;
  await vacuum(deps);
  expect(await choreDoneAt(database, "vacuum")).toEqual(NOW);
  clock.at = minutesLater(60);
  await vacuum(deps);
  expect(await choreDoneAt(database, "vacuum")).toEqual(NOW);
  clock.at = minutesLater(DAY);
  await vacuum(deps);
  expect(await choreDoneAt(database, "vacuum")).toEqual(clock.at);
});

test("the index of the archive's words, which takes long, is cleaned once a week at night, and after two weeks in any case", async () => {
  const { deps, database, clock } = stages;
  const statements: string[] = [];
  const heard = {
    ...database,
    run: (...[text, values]: Parameters<typeof database.run>) => (statements.push(text), database.run(text, values)),
  };
  const vacuumed = async (days: number, hour: number): Promise<string[]> => {
    const at = new Date(NOW);
    at.setDate(at.getDate() + days);
    at.setHours(hour);
    clock.at = at;
    statements.length = 0;
    await vacuum({ ...deps, database: heard });
    return statements.filter((text) => /^vacuum .*article_words$/.test(text));
  };
  const [whole, quick] = [["vacuum wirewatch.article_words"], ["vacuum (index_cleanup off) wirewatch.article_words"]];
  expect(await vacuumed(0, 12)).toEqual(whole);
  expect(await vacuumed(2, 3)).toEqual(quick);
  expect(await vacuumed(8, 12)).toEqual(quick);
  expect(await vacuumed(9, 3)).toEqual(whole);
  expect(await vacuumed(17, 12)).toEqual(quick);
  expect(await vacuumed(24, 12)).toEqual(whole);
});

test("a run past its deadline leaves the remaining tables to the next run", async () => {
  const { deps, database } = stages;
  await vacuum(deps, AbortSignal.abort());
  expect(await choreDoneAt(database, "vacuum")).toBeNull();
  await vacuum(deps);
  expect(await choreDoneAt(database, "vacuum")).toEqual(NOW);
});

test("the write-ahead log is reused after a checkpoint", async () => {
  const { deps, database } = stages;
  await database.run("create table filler (text text)");
  for (let round = 0; round < 4; round++) {
    await database.run("insert into filler select repeat(md5(i::text), 60) from generate_series(1, 35000) i");
    await database.run("truncate filler");
    await checkpoint(deps);
  }
  await database.run("drop table filler");
  // Files of 16 MB: 64 MB at most before a checkpoint is due, what one round adds, and one that is begun.
  const { files } = await database.one<{ files: number }>("select count(*)::int as files from pg_ls_waldir()");
  expect(files).toBeLessThanOrEqual(11);
});
