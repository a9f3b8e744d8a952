// Work in the database: due work is given out once, and a late worker undoes nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  beginReading,
  countAttempt,
  saveUnmatched,
  findArticle,
  findToMatch,
  postponeArticle,
  saveMatches,
  saveTexts,
  setArticleAside,
} from "../../src/store/articles.ts";
import { forgetEnqueued, takeDueWork } from "../../src/store/due.ts";
import { saveEntries } from "../../src/store/entries.ts";
import { holdHost, hostHeldUntil, openHostLease } from "../../src/store/hosts.ts";
import { addOutcomes, recentOutcomes } from "../../src/store/outcomes.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addArticle, addDigest, addFeed, addIssue, addMail, daysAgo, minutesLater, newEntry, NOW } from "./seed.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { ReadArticle } from "../../src/store/articles.ts";
import type { Match } from "../../src/watchlists/watchlist.ts";
import type { TestStore } from "./open-test-store.ts";

const STALE_MS = 60_000;

const read = (more: Partial<ReadArticle> = {}): ReadArticle => ({
  title: "Title",
  byline: null,
  publishedAt: null,
  language: "en",
  site: "outlet.example",
  text: "Text.",
  method: "readability",
  credits: [],
  reason: null,
  detail: null,
  ...more,
});
const found = (id: number, matches: readonly Match[] = []) => ({ id, listings: 0, heardTo: 0, matches, now: NOW });
const match = { watchlist: "w", spans: [{ field: "title" as const, start: 0, end: 5, term: "title" }] };

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  const take = (now = NOW) => database.transaction((sql) => takeDueWork(sql, now, STALE_MS));
  const stateOf = (id: number) => database.one<Record<string, unknown>>("select * from articles where id = $1", [id]);

  describe("what is due", () => {
    test("is all that waits for its time and has reached it, in every table", async () => {
      const feed = await addFeed(database);
      const article = await addArticle(database, { stage: "group-stories" });
      await addDigest(database, "morning", { next_due_at: NOW });
      const issue = await addIssue(database, "morning");
      const delivery = await addMail(database, issue);
      await database.run("update deliveries set enqueued_at = null");
      expect(await take()).toEqual({
        feeds: [{ id: feed, failures: 0, again: false }],
        articles: [{ id: article, stage: "group-stories", turn: 0, again: false }],
        digests: [{ id: "morning", again: false }],
        deliveries: [{ id: delivery, channel: "mail", again: false }],
      });
    });

    test("begins with feeds that were read well last time, since the others may hang again", async () => {
      const failing = await addFeed(database, { url: "https://hangs.example/", failures: 3 });
      const [good, once] = [
        await addFeed(database, { url: "https://good.example/" }),
        await addFeed(database, { url: "https://once.example/", failures: 1 }),
      ];
      expect((await take()).feeds.map(({ id }) => id)).toEqual([good, once, failing]);
    });

    test("excludes what is later, done, given up, muted, paused or not configured", async () => {
      await addFeed(database, { url: "https://later.example/", next_due_at: minutesLater(1) });
      await addFeed(database, { url: "https://muted.example/", muted: true });
      await addFeed(database, { url: "https://paused.example/", paused_at: NOW });
      await addFeed(database, { url: "https://gone.example/", configured: false });
      await addArticle(database, { not_before: minutesLater(1) });
      await addArticle(database, { stage: "done" });
      await addArticle(database, { stage: "group-stories", set_aside_at: NOW });
      await addDigest(database, "gone", { next_due_at: NOW, configured: false });
      await addDigest(database, "immediate");
      expect(await take()).toEqual({ feeds: [], articles: [], digests: [], deliveries: [] });
    });

    test("is given once, and again when its mark is old, which is told", async () => {
      const article = await addArticle(database);
      expect((await take()).articles).toHaveLength(1);
      expect((await take(new Date(NOW.getTime() + STALE_MS - 1))).articles).toEqual([]);
      expect((await take(new Date(NOW.getTime() + STALE_MS + 1))).articles).toEqual([
        { id: article, stage: "fetch-articles", turn: 0, again: true },
      ]);
    });

    test("is given to one of several sweepers at once", async () => {
      for (let index = 0; index < 60; index += 1) await addArticle(database);
      const taken = (await Promise.all(Array.from({ length: 6 }, () => take()))).flatMap(({ articles }) =>
        articles.map(({ id }) => id),
      );
      expect(taken).toHaveLength(60);
      expect(new Set(taken).size).toBe(60);
    });

    test("is given in lots, so that a long absence cannot flood a queue", async () => {
      const feed = await addFeed(database, { next_due_at: minutesLater(1) });
      await saveEntries(
        database,
        feed,
        Array.from({ length: 1500 }, (_, index) => newEntry(`n${index}`)),
        daysAgo(1),
      );
      expect((await take()).articles).toHaveLength(1000);
      expect((await take()).articles).toHaveLength(500);
      expect((await take()).articles).toEqual([]);
    });

    test("is given again at once if the queue is known to be empty", async () => {
      await addArticle(database);
      await take();
      await forgetEnqueued(database);
      expect((await take()).articles).toHaveLength(1);
    });
  });

  test("if no process works, its sites are free at once, and rate-limited hosts are left alone for as long as before", async () => {
    const until = new Date(Date.now() + 600_000);
    await holdHost(database, "busy.example", until);
    await openHostLease(database).take({ site: "outlet.example", host: "outlet.example" }, 600_000);
    await forgetEnqueued(database);
    expect(await hostHeldUntil(database, "busy.example")).toEqual(until);
    expect(await openHostLease(database).take({ site: "outlet.example", host: "outlet.example" }, 60_000)).toBeNull();
  });

  describe("an article", () => {
    test("comes with its feeds' entries, the longest first", async () => {
      const [one, two] = [
        await addFeed(database, { url: "https://a.example/feed", name: "A" }),
        await addFeed(database, { url: "https://b.example/feed", title: "Feed B", tags: ["asia"] }),
      ];
      const articleUrl = "https://outlet.example/x";
      const { articles } = await saveEntries(database, one, [newEntry("a", { articleUrl, text: "short" })], NOW);
      await saveEntries(database, two, [newEntry("b", { articleUrl, text: "much longer" })], NOW);
      const article = await findArticle(database, articles[0] ?? 0);
      expect(article?.entries.map(({ feed, text, tags }) => ({ feed, text, tags }))).toEqual([
        { feed: "Feed B", text: "much longer", tags: ["asia"] },
        { feed: "A", text: "short", tags: [] },
      ]);
      expect(await findArticle(database, 999)).toBeNull();
    });

    test("with a stored text moves on, and a second reader of it changes nothing", async () => {
      const id = await addArticle(database, { attempts: 2 });
      expect(await saveTexts(database, [{ id, read: read(), now: NOW }])).toEqual([true]);
      expect(await stateOf(id)).toMatchObject({ stage: "match-watchlists", text: "Text.", attempts: 0 });
      expect(await saveTexts(database, [{ id, read: read({ text: "late" }), now: NOW }])).toEqual([false]);
      expect(await stateOf(id)).toMatchObject({ stage: "match-watchlists", text: "Text." });
    });

    test("keeps any content of a page: NUL, half surrogate pairs, letters of every kind", async () => {
      const id = await addArticle(database);
      const odd = "nul \u0000 half \ud83d and မြန်မာ 😀";
      await saveTexts(database, [
        { id, read: read({ title: odd, byline: odd, site: odd, text: odd, detail: odd, credits: [odd] }), now: NOW },
      ]);
      const kept = "nul  half \ufffd and မြန်မာ 😀";
      expect(await stateOf(id)).toMatchObject({
        title: kept,
        byline: kept,
        site: kept,
        text: kept,
        detail: kept,
        credits: [kept],
      });
    });

    test("that matches moves on with its spans, and one that does not is done", async () => {
      const [hit, miss] = [
        await addArticle(database, { stage: "match-watchlists" }),
        await addArticle(database, { stage: "match-watchlists" }),
      ];
      expect(await saveMatches(database, [found(hit, [match, { ...match, watchlist: "v" }])])).toEqual(["group-stories"]);
      expect(await saveUnmatched(database, [found(miss)])).toEqual(["done"]);
      expect(await stateOf(hit)).toMatchObject({ stage: "group-stories" });
      expect(await stateOf(miss)).toMatchObject({ stage: "done" });
      expect(await database.many("select article_id, watchlist_id, spans from matches order by watchlist_id desc")).toEqual([
        { article_id: hit, watchlist_id: "w", spans: match.spans },
        { article_id: hit, watchlist_id: "v", spans: match.spans },
      ]);
    });

    test.each(["fetch-articles", "group-stories", "done", "failed"])("that stands at %s takes no late matches", async (stage) => {
      const id = await addArticle(database, { stage });
      expect(await saveMatches(database, [found(id, [match])])).toEqual([null]);
      expect(await saveUnmatched(database, [found(id)])).toEqual([null]);
      expect(await stateOf(id)).toMatchObject({ stage });
      expect(await database.many("select * from matches")).toEqual([]);
    });

    test("is saved with others by one statement, each as if it were alone", async () => {
      const ids = [await addArticle(database), await addArticle(database), await addArticle(database, { stage: "done" })];
      const [one = 0, other = 0, moved = 0] = ids;
      const begun = await beginReading(database, [moved, other, one, 999]);
      expect(begun.map((article) => article && [article.id, article.starts])).toEqual([null, [other, 1], [one, 1], null]);
      const odd = `{"}\\', null`;
      const texts = [
        { id: other, read: read({ title: null, text: odd, credits: [odd], pageKey: new Uint8Array([0, 255]) }), now: NOW },
        { id: moved, read: read({ text: "late" }), now: NOW },
        { id: one, read: read({ title: "NULL", text: "", publishedAt: NOW.toISOString() }), now: minutesLater(1) },
      ];
      expect(await saveTexts(database, texts)).toEqual([true, false, true]);
      expect(await stateOf(one)).toMatchObject({
        title: "NULL",
        text: "",
        published_at: NOW,
        words_at: minutesLater(1),
        page_key: null,
      });
      expect(await stateOf(other)).toMatchObject({ title: null, text: odd, credits: [odd], published_at: null, words_at: NOW });
      expect(Buffer.from((await stateOf(other))["page_key"] as Uint8Array)).toEqual(Buffer.from([0, 255]));
      const toMatch = await findToMatch(database, [one, 999, other]);
      expect(toMatch.map((article) => article?.text)).toEqual(["", undefined, odd]);
      const listed = { ...found(one, [match]), listings: 7 };
      expect(await saveMatches(database, [found(other, [match]), listed, found(moved, [match])])).toEqual([
        "group-stories",
        null,
        null,
      ]);
      expect(await saveUnmatched(database, [found(moved), found(one)])).toEqual([null, "done"]);
      expect(await database.many("select article_id, watchlist_id from matches")).toEqual([
        { article_id: other, watchlist_id: "w" },
      ]);
    });

    test("that another worker has moved on is neither postponed nor quarantined by a late one", async () => {
      const id = await addArticle(database, { stage: "group-stories", enqueued_at: NOW });
      await postponeArticle(database, id, "match-watchlists", minutesLater(60), "late");
      await setArticleAside(database, id, "match-watchlists", "late", NOW);
      await countAttempt(database, id);
      expect(await beginReading(database, [id])).toEqual([null]);
      expect(await stateOf(id)).toMatchObject({
        stage: "group-stories",
        not_before: NOW,
        enqueued_at: NOW,
        fault: null,
        attempts: 0,
        starts: 0,
      });
    });

    test("that is postponed is due again at its time, and a quarantined one never", async () => {
      const [later, never] = [await addArticle(database), await addArticle(database, { stage: "group-stories" })];
      await postponeArticle(database, later, "fetch-articles", minutesLater(5), "busy");
      await setArticleAside(database, never, "group-stories", "broken", NOW);
      expect((await take(minutesLater(4))).articles).toEqual([]);
      expect((await take(minutesLater(5))).articles).toMatchObject([{ id: later, stage: "fetch-articles", turn: 0 }]);
      expect(await findArticle(database, never)).toBeNull();
      expect(await stateOf(never)).toMatchObject({ stage: "group-stories", fault: "broken", set_aside_at: NOW });
    });

    test("that was quarantined, and that a worker finishes after all, moves on", async () => {
      const id = await addArticle(database, { stage: "match-watchlists" });
      await setArticleAside(database, id, "match-watchlists", "broken", NOW);
      await saveMatches(database, [found(id, [{ watchlist: "w", spans: [] }])]);
      expect(await stateOf(id)).toMatchObject({ stage: "group-stories", set_aside_at: null });
      expect((await take(minutesLater(2))).articles).toMatchObject([{ id, stage: "group-stories", turn: 0 }]);
    });
  });

  test("outcomes add up by day, in any order", async () => {
    const words = ["matched", "unmatched", "already-done", "retry", "later"];
    const counted = Array.from({ length: 20 }, (_, turn) =>
      words.map((_, index) => ({
        stage: "match-watchlists",
        outcome: words[(index * 3 + turn) % words.length] ?? "",
        count: 1 + (turn % 2),
      })),
    );
    await Promise.all(counted.map((outcomes) => addOutcomes(database, outcomes, NOW)));
    await addOutcomes(database, [{ stage: "match-watchlists", outcome: "matched", count: 1 }], daysAgo(40));
    await addOutcomes(database, [], NOW);
    const recent = await recentOutcomes(database, 7, NOW);
    expect(Object.fromEntries(recent.map(({ outcome, count }) => [outcome, count]))).toEqual(
      Object.fromEntries(words.map((word) => [word, 30])),
    );
  });
});
