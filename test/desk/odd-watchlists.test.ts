// Watchlists that fell silent, and those that match nearly everything, are reported, and no others.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOddWatchlists } from "../../src/desk/odd-watchlists.ts";
import { syncWatchlists } from "../../src/store/watchlists.ts";
import { STORES, openTestStore } from "../store/open-test-store.ts";
import { addArticle, daysAgo, NOW } from "../store/seed.ts";
import type { TestStore } from "../store/open-test-store.ts";

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  const matched = (watchlist: string, article: number, at: Date) =>
    store.database.run("insert into matches (article_id, watchlist_id, spans, matched_at) values ($1, $2, '[]', $3)", [
      article,
      watchlist,
      at,
    ]);

  beforeAll(async () => {
    store = await openTestStore(kind);
    await syncWatchlists(store.database, ["silent", "never", "busy", "well"], daysAgo(90));
    await syncWatchlists(store.database, ["silent", "never", "busy", "well", "new"], daysAgo(2));
    const articles = [];
    for (let index = 0; index < 200; index++)
      articles.push(await addArticle(store.database, { stage: "done", first_seen_at: daysAgo(index % 29) }));
    for (const [index, article] of articles.entries()) {
      if (index < 100) await matched("busy", article, daysAgo(1));
      if (index < 10) await matched("well", article, daysAgo(1));
    }
    await matched("silent", articles[0] ?? 0, daysAgo(40));
  });
  afterAll(() => store.close());

  test("a silent month and excessive matches are reported; new and occasionally matching watchlists are not", async () => {
    const odd = await findOddWatchlists(store.database, NOW);
    expect(odd.map(({ id }) => id)).toEqual(["busy", "never", "silent"]);
    expect(odd[0]?.note).toContain("matched 50 % of the 200 articles of 30 days");
    expect(odd[1]?.note).toContain("nothing ever: see wirewatch backtest never");
    expect(odd[2]?.note).toContain(`nothing since ${daysAgo(40).toISOString().slice(0, 10)}`);
  });

  test("with little read so far, none is suspected", async () => {
    expect(await findOddWatchlists(store.database, daysAgo(-60))).toEqual([]);
  });

  test("a watchlist that is removed and returns counts as new", async () => {
    await syncWatchlists(store.database, ["busy"], daysAgo(1));
    await syncWatchlists(store.database, ["busy", "never"], NOW);
    expect((await findOddWatchlists(store.database, NOW)).map(({ id }) => id)).toEqual(["busy"]);
  });
});
