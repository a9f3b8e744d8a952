// The chore that indexes the archive: a few articles at a time, and no further ones once it is asked to stop.
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexArchive } from "../../src/chores/index-archive.ts";
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
