// Feeds and their entries in the database: what is configured, what polls bring, and that nothing is new twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decideEntries, identify } from "../../src/feeds/poll/decide-entries.ts";
import { saveEntries } from "../../src/store/entries.ts";
import {
  findFeed,
  listFeeds,
  makeFeedsDue,
  pauseFeed,
  postponeFeed,
  saveFailedPoll,
  saveGoodPoll,
  saveTwin,
  syncFeeds,
} from "../../src/store/feeds.ts";
import { atOnce } from "../support/at-once.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addFeed, feedConfig, minutesLater, newEntry, NOW } from "./seed.ts";
import type { Entry } from "../../src/feeds/feed.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { FailedPoll, FeedRow, PollResult } from "../../src/store/feeds.ts";
import type { TestStore } from "./open-test-store.ts";

const A = "https://a.example/feed";
const B = "https://b.example/feed";

const failed = (more: Partial<FailedPoll> = {}): FailedPoll => ({
  fault: "not found",
  nextDueAt: minutesLater(15),
  heldUntil: null,
  muted: false,
  place: null,
  ...more,
});
const good = (more: Partial<PollResult> = {}): PollResult => ({
  etag: '"1"',
  lastModified: null,
  nextDueAt: minutesLater(20),
  place: { url: A, askedUrl: null, movedTo: null, movedSince: null },
  document: null,
  ...more,
});

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  const feedOf = (url: string): Promise<FeedRow> => database.one("select * from feeds where url = $1", [url]);
  const articles = () => database.many<{ url: string; stage: string }>("select url, stage from articles order by id");
  const sync = (...feeds: Parameters<typeof feedConfig>[]) =>
    syncFeeds(
      database,
      feeds.map((feed) => feedConfig(...feed)),
      NOW,
    );

  describe("the feeds that are configured", () => {
    test("are due at once when they are new, with what the file says of them", async () => {
      await sync([A, { name: "A, “quoted” – ကခ", language: "my", tags: ["asia", "x,y"] }]);
      expect(await feedOf(A)).toMatchObject({
        configured: true,
        name: "A, “quoted” – ကခ",
        language: "my",
        tags: ["asia", "x,y"],
      });
      expect((await feedOf(A)).next_due_at).toEqual(NOW);
    });

    test("are asked themselves as soon as the feed is paused through which they are read", async () => {
      await sync([A], [B]);
      await saveTwin(database, (await feedOf(B)).id, (await feedOf(A)).id, minutesLater(24 * 60), NOW);
      await pauseFeed(database, (await feedOf(A)).id, true, minutesLater(1));
      expect(await feedOf(A)).toMatchObject({ paused_at: minutesLater(1) });
      expect(await feedOf(B)).toMatchObject({ paused_at: null, twin_of: null, next_due_at: minutesLater(1) });
    });

    test("keep their rhythm and history when the file is read again, and take its new words", async () => {
      await sync([A, { name: "Old" }]);
      const { id } = await feedOf(A);
      await saveGoodPoll(database, id, good(), NOW);
      await sync([A, { name: "New", tags: ["t"] }]);
      expect(await feedOf(A)).toMatchObject({ id, name: "New", tags: ["t"], etag: '"1"', next_due_at: minutesLater(20) });
    });

    test("that left the file are no longer listed, and come back with their history", async () => {
      await sync([A], [B]);
      const { id } = await feedOf(A);
      await saveGoodPoll(database, id, good(), NOW);
      await sync([B]);
      expect((await listFeeds(database)).map(({ url }) => url)).toEqual([B]);
      await sync([A], [B]);
      expect(await feedOf(A)).toMatchObject({ id, configured: true, etag: '"1"' });
    });

    test("that were given up for good stay silent, but get another chance when they are configured again", async () => {
      await sync([A]);
      const { id } = await feedOf(A);
      await saveFailedPoll(database, id, failed({ muted: true }), NOW);
      await sync([A]);
      expect(await feedOf(A)).toMatchObject({ muted: true });
      await sync();
      await sync([A]);
      expect(await feedOf(A)).toMatchObject({ muted: false });
    });

    test("with a corrected address in the file continue: as they had moved, or by another spelling", async () => {
      await sync([A], ["http://www.c.example/rss/"]);
      const { id } = await feedOf(A);
      const { id: other } = await feedOf("http://www.c.example/rss/");
      const place = { url: A, askedUrl: B, movedTo: B, movedSince: NOW };
      await saveGoodPoll(database, id, good({ place }), NOW);
      await sync([B], ["https://c.example/rss"]);
      expect(await feedOf(B)).toMatchObject({ id, configured: true, etag: '"1"', asked_url: null, moved_to: null });
      expect(await feedOf("https://c.example/rss")).toMatchObject({ id: other, configured: true });
      expect(await listFeeds(database)).toHaveLength(2);
    });

    test("of which one moved to where another is stay two while both are configured", async () => {
      await sync([A], [B]);
      const { id } = await feedOf(A);
      await saveGoodPoll(database, id, good({ place: { url: A, askedUrl: B, movedTo: B, movedSince: NOW } }), NOW);
      await sync([A], [B]);
      expect((await listFeeds(database)).map(({ url }) => url)).toEqual([A, B]);
    });

    test("may all be removed at once", async () => {
      await sync([A], [B]);
      await sync();
      expect(await listFeeds(database)).toEqual([]);
    });
  });

  describe("a poll", () => {
    test("that failed counts, since the first of the series; a good one resets that", async () => {
      const id = await addFeed(database);
      await saveFailedPoll(database, id, failed({ fault: "not found" }), NOW);
      await saveFailedPoll(database, id, failed({ fault: "server error" }), minutesLater(30));
      expect(await findFeed(database, id)).toMatchObject({ failures: 2, failing_since: NOW, fault: "server error" });
      await saveGoodPoll(database, id, good(), minutesLater(60));
      expect(await findFeed(database, id)).toMatchObject({ failures: 0, failing_since: null, fault: null });
    });

    test("that found nothing new keeps what the last document said", async () => {
      const id = await addFeed(database);
      const document = {
        title: "The Feed",
        siteUrl: null,
        entries: 12,
        incomplete: true,
        fresh: 3,
        intervalsMs: [1000, 2000],
        ttlMinutes: 60,
        lastNewAt: NOW,
        longestSilenceMs: 5000,
        hurry: 1,
        hidesNews: false,
      };
      await saveGoodPoll(database, id, good({ document }), NOW);
      await saveGoodPoll(database, id, good(), minutesLater(20));
      expect(await findFeed(database, id)).toMatchObject({
        title: "The Feed",
        last_entries: 12,
        incomplete: true,
        intervals_ms: [1000, 2000],
        first_polled_at: NOW,
        last_new_at: NOW,
        last_ok_at: minutesLater(20),
        document_at: NOW,
        ttl_minutes: 60,
        hurry: 1,
      });
    });

    test("of everything asks all feeds except those of rate-limited servers", async () => {
      const held = await addFeed(database, { url: A });
      const free = await addFeed(database, { url: B });
      await saveFailedPoll(database, held, failed({ heldUntil: minutesLater(60), nextDueAt: minutesLater(60) }), NOW);
      await saveGoodPoll(database, free, good(), NOW);
      await makeFeedsDue(database, minutesLater(1));
      expect(await findFeed(database, held)).toMatchObject({ next_due_at: minutesLater(60) });
      expect(await findFeed(database, free)).toMatchObject({ next_due_at: minutesLater(1) });
      await makeFeedsDue(database, minutesLater(61));
      expect(await findFeed(database, held)).toMatchObject({ next_due_at: minutesLater(61) });
    });

    test("that is postponed too late does not affect a feed that another worker has polled meanwhile", async () => {
      const id = await addFeed(database);
      await saveGoodPoll(database, id, good({ nextDueAt: minutesLater(20) }), NOW);
      await postponeFeed(database, id, minutesLater(2), minutesLater(1));
      expect(await findFeed(database, id)).toMatchObject({ next_due_at: minutesLater(20) });
      await postponeFeed(database, id, minutesLater(60), minutesLater(20));
      expect(await findFeed(database, id)).toMatchObject({ next_due_at: minutesLater(60) });
    });
  });

  describe("entries", () => {
    test("are new once: the same document again brings nothing", async () => {
      const feed = await addFeed(database);
      const document = [newEntry("a"), newEntry("b")];
      const first = await saveEntries(database, feed, document, NOW);
      expect(first).toMatchObject({ fresh: 2, known: [] });
      expect(first.articles).toHaveLength(2);
      expect(await saveEntries(database, feed, document, minutesLater(20))).toEqual({ fresh: 0, articles: [], known: [] });
      const third = await saveEntries(database, feed, [newEntry("c"), ...document], minutesLater(40));
      expect(third).toMatchObject({ fresh: 1, known: [] });
      expect(await articles()).toHaveLength(3);
    });

    test("of two feeds with the same address are one article, which knows both", async () => {
      const [one, two] = [await addFeed(database, { url: A }), await addFeed(database, { url: B })];
      const shared = "https://outlet.example/shared";
      const first = await saveEntries(database, one, [newEntry("a", { articleUrl: shared })], NOW);
      const second = await saveEntries(database, two, [newEntry("b", { articleUrl: shared })], NOW);
      const { id } = await database.one<{ id: number }>("select id from entries where feed_id = $1", [two]);
      expect(second).toEqual({ fresh: 1, articles: [], known: [id] });
      expect(await articles()).toHaveLength(1);
      expect(await database.many("select feed_id, article_id from entries order by id")).toEqual([
        { feed_id: one, article_id: first.articles[0] },
        { feed_id: two, article_id: first.articles[0] },
      ]);
    });

    test("of one document with the same address and headline are one article", async () => {
      const feed = await addFeed(database);
      const shared = "https://outlet.example/shared";
      const same = { articleUrl: shared, title: "Storm", titleKey: "storm" };
      const twice = [newEntry("a", same), newEntry("b", same)];
      const saved = await saveEntries(database, feed, twice, NOW);
      expect(saved).toMatchObject({ fresh: 2 });
      expect(saved.articles).toHaveLength(1);
    });

    test("that may not alert begin no article, then or later", async () => {
      const feed = await addFeed(database);
      const old = newEntry("old", { skipped: "backlog" });
      expect(await saveEntries(database, feed, [old, newEntry("young")], NOW)).toMatchObject({ fresh: 2 });
      await saveEntries(database, feed, [newEntry("old"), newEntry("young")], minutesLater(20));
      expect(await articles()).toEqual([{ url: "https://outlet.example/young", stage: "fetch-articles" }]);
    });

    test("polled by two workers at once are stored once", async () => {
      const feed = await addFeed(database);
      const document = Array.from({ length: 40 }, (_, index) => newEntry(`n${index}`));
      const polls = await Promise.all(
        [document, document.toReversed(), document].map((one) => database.transaction((sql) => saveEntries(sql, feed, one, NOW))),
      );
      expect(polls.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(40);
      expect(await articles()).toHaveLength(40);
    });

    test("survive NUL and half surrogate pairs, and keep the rest of their text", async () => {
      const feed = await addFeed(database);
      const said: Entry = {
        id: "1",
        url: "https://outlet.example/odd",
        title: "nul \u0000 half \ud83d whole 😀 other half \ude00 end",
        author: "\u0000\udc00",
        publishedAt: null,
        updatedAt: null,
        summary: "မြန်မာ\u0000 \ud83d",
        content: null,
      };
      const past = {
        firstPoll: true,
        changedIds: false,
        hadEntries: false,
        wasIncomplete: false,
        horizon: NOW,
        newestDate: null,
      };
      const entries = [said];
      const identities = atOnce(identify(entries)).result;
      const backlog = { kind: "all" } as const;
      const { fresh } = atOnce(decideEntries(entries, { feed, identities, known: [], past, backlog, now: NOW })).result;
      expect(await saveEntries(database, feed, fresh, NOW)).toMatchObject({ fresh: 1 });
      expect(await database.one("select title, author, text from entries")).toEqual({
        title: "nul  half \ufffd whole 😀 other half \ufffd end",
        author: "\ufffd",
        text: "မြန်မာ \ufffd",
      });
    });

    test("without any at all, or a thousand at once, are stored alike", async () => {
      const feed = await addFeed(database);
      expect(await saveEntries(database, feed, [], NOW)).toEqual({ fresh: 0, articles: [], known: [] });
      const many = Array.from({ length: 1000 }, (_, index) => newEntry(`n${index}`));
      expect(await saveEntries(database, feed, many, NOW)).toMatchObject({ fresh: 1000 });
    });
  });
});
