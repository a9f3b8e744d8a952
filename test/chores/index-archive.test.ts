// The chore that indexes the archive: a few articles at a time, and no further ones once it is asked to stop.
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexArchive } from "../../src/chores/index-archive.ts";
import { listArchived, saveWords } from "../../src/store/views/archive.ts";
import { openTestStore } from "../store/open-test-store.ts";
import { addArticle } from "../store/seed.ts";
import type { TestStore } from "../store/open-test-store.ts";

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore("pglite");
});
afterAll(() => store.close());

test("a run past its deadline ends after the articles that it has begun, and the next run indexes the others", async () => {
  for (let article = 0; article < 45; article++) await addArticle(store.database, { stage: "done", text: "Storm over the bay." });
  expect(await indexArchive(store, { signal: AbortSignal.abort() })).toBe(20);
  expect(await indexArchive(store)).toBe(25);
  expect(await indexArchive(store)).toBe(0);
});

test("a batch keeps each article's own words, whatever they are spelt with, and an article with too many as a candidate of all searches", async () => {
  await saveWords(store.database, [
    { id: 1, words: ["storm", 'the "bay"', "back\\slash", "ကခ", "nul\u0000led", "half\ud800"] },
    { id: 2, words: null },
    { id: 3, words: [] },
    { id: 999_999, words: ["gone"] },
  ]);
  const rows = await store.database.many(
    "select article_id, words::text as words from article_words where article_id in (1, 2, 3, 999999) order by article_id",
  );
  expect(rows).toEqual([
    { article_id: 1, words: expect.stringMatching(/'storm'.*'the "bay"'/) as string },
    { article_id: 2, words: null },
    { article_id: 3, words: "" },
  ]);
});

test("an article that is about to be matched is indexed afterwards, unless it is quarantined", async () => {
  const { database } = store;
  const waiting = await addArticle(database, { stage: "match-watchlists", text: "Flood at the harbour." });
  const aside = await addArticle(database, { stage: "match-watchlists", text: "Fire at the mill." });
  await database.run("update articles set set_aside_at = now() where id = $1", [aside]);
  expect(await indexArchive(store)).toBe(1);
  const words = { kind: "word", word: "harbour", prefix: false } as const;
  expect(await listArchived(database, { words, since: null, matchedBy: [] })).toContain(waiting);
  await database.run("update articles set stage = 'done' where id = $1", [waiting]);
  expect(await indexArchive(store)).toBe(1);
});
