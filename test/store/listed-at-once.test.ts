// Two polls that list the same article at the same time: neither waits for the other in a circle.
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveSeen } from "../../src/store/entries.ts";
import { listAgain } from "../../src/store/listings.ts";
import { until } from "../support/wait.ts";
import { openTestStore } from "./open-test-store.ts";
import { addArticle, addFeed, insert, newEntry, NOW } from "./seed.ts";
import type { TestStore } from "./open-test-store.ts";

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore("postgres");
});
afterAll(() => store.close());

test("two feeds that list one article at the same time are both saved", async () => {
  const { database } = store;
  const article_id = await addArticle(database, { stage: "done" });
  const feeds = [
    await addFeed(database, { url: "https://a.example/feed" }),
    await addFeed(database, { url: "https://b.example/feed" }),
  ];
  let here = 0;
  const ended = await Promise.allSettled(
    feeds.map((feed_id) =>
      database.transaction(async (sql) => {
        const { key } = newEntry(`of ${feed_id}`);
        const entry = await insert(sql, "entries", { feed_id, key, article_id, text: "", first_seen_at: NOW, last_seen_at: NOW });
        here += 1;
        await until(() => here === 2, "both have listed it");
        return listAgain(sql, { entries: [entry], ignoresRobots: false, now: NOW });
      }),
    ),
  );
  expect(ended.map((one) => (one.status === "rejected" ? String(one.reason) : "saved"))).toEqual(["saved", "saved"]);
});

test("a feed that changes its words waits for none that lists the same article", async () => {
  const { database } = store;
  const article_id = await addArticle(database, { url: "https://a.example/edited", stage: "done" });
  const [own, other] = [
    await addFeed(database, { url: "https://c.example/feed" }),
    await addFeed(database, { url: "https://d.example/feed" }),
  ];
  const row = { article_id, text: "", first_seen_at: NOW, last_seen_at: NOW };
  await insert(database, "entries", { ...row, feed_id: own, key: "edited" });
  const edit = { title: "A new headline", text: "New words.", author: null, publishedAt: null, onlyDates: false };
  const seen = { key: "edited", linkKey: null, titleKey: null, mark: null, edit };
  const sent = await database.transaction(async (sql) => {
    await insert(sql, "entries", { ...row, feed_id: other, key: "listed" });
    return Promise.race([
      database.transaction((edits) => saveSeen(edits, own, [seen], NOW)),
      new Promise((waited) => setTimeout(() => waited("waited"), 5_000)),
    ]);
  });
  expect(sent).toEqual([{ id: article_id, stage: "fetch-articles" }]);
});
