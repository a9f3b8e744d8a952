// A feed's address may hold a key of its subscriber: nothing that people read shows it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readFeedStates } from "../../src/desk/read-feed-states.ts";
import { saveEntries } from "../../src/store/entries.ts";
import { findArticle } from "../../src/store/articles.ts";
import { readHealth } from "../../src/store/views/health.ts";
import { roundErrors } from "../../src/store/views/round-errors.ts";
import { openTestStore, STORES } from "../store/open-test-store.ts";
import { addFeed, daysAgo, newEntry, NOW } from "../store/seed.ts";
import type { TestStore } from "../store/open-test-store.ts";

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(kind);
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  test("a failing or moved feed is shown by host and path", async () => {
    const { database } = store;
    const url = "https://outlet.example/feed?token=hunter2";
    const more = { fault: "not found", failing_since: NOW, last_polled_at: NOW, moved_since: NOW };
    const feed = await addFeed(database, { url, asked_url: `${url}&new=1`, moved_to: `${url}&newer=1`, ...more });
    const { articles } = await saveEntries(database, feed, [newEntry("one")], NOW);
    const article = await findArticle(database, articles[0] ?? 0);
    const shown = JSON.stringify([
      await readFeedStates(database, NOW, { feeds: [], fetch: { userAgent: "", allowPrivate: [] } }),
      await readHealth(database, "desk"),
      await roundErrors(database, daysAgo(1)),
      article?.entries[0]?.feed,
    ]);
    expect(shown).not.toContain("hunter2");
    expect(shown.match(/outlet\.example\/feed\?…/g)?.length).toBeGreaterThanOrEqual(5);
  });
});
