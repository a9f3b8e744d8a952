// Digests in the database: when they are due by what the file says, and each story told once to each.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestsToSend, makeDigestsDue, offerStory, postponeDigest, saveNextDue, syncDigests } from "../../src/store/digests.ts";
import { saveEntries } from "../../src/store/entries.ts";
import { issueArticles, waitingStories } from "../../src/store/waiting-stories.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addCopy, addDigest, addFeed, addIssue, addStory, minutesLater, newEntry, NOW } from "./seed.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  const dueAt = async (id: string) =>
    (await database.one<{ next_due_at: Date | null }>("select next_due_at from digests where id = $1", [id])).next_due_at;
  const offer = async (story: number, ...offers: [string, string][]) =>
    (
      await offerStory(
        database,
        story,
        offers.map(([digest, watchlist]) => ({ digest, watchlist })),
        NOW,
      )
    ).map(({ digest }) => digest);
  const sync = (digests: Parameters<typeof syncDigests>[1]) => syncDigests(database, digests, NOW);
  const daily = { id: "morning", schedule: "daily", nextDueAt: minutesLater(60) };

  describe("a digest of the file", () => {
    test("is due by its schedule, and stays so when the file is read again", async () => {
      await sync([daily]);
      await sync([{ ...daily, nextDueAt: minutesLater(999) }]);
      expect(await dueAt("morning")).toEqual(minutesLater(60));
    });

    test("whose schedule changed is due by the new one, sooner or later", async () => {
      await sync([daily]);
      await sync([{ ...daily, schedule: "hourly", nextDueAt: minutesLater(10) }]);
      expect(await dueAt("morning")).toEqual(minutesLater(10));
      await sync([{ ...daily, schedule: "weekly", nextDueAt: minutesLater(5000) }]);
      expect(await dueAt("morning")).toEqual(minutesLater(5000));
    });

    test("that left the file is no longer written, and starts again when it returns", async () => {
      await sync([daily]);
      const { story } = await addStory(database);
      await offerStory(database, story, [{ digest: "morning", watchlist: "w" }], NOW);
      await sync([]);
      expect(await digestsToSend(database, minutesLater(61), true)).toEqual([]);
      await sync([{ ...daily, nextDueAt: minutesLater(120) }]);
      expect(await dueAt("morning")).toEqual(minutesLater(120));
      expect(await waitingStories(database, "morning", NOW)).toHaveLength(1);
    });
  });

  test("a digest that is put off late keeps the time that another worker gave it", async () => {
    await addDigest(database, "morning", { next_due_at: minutesLater(60) });
    await postponeDigest(database, "morning", minutesLater(10), NOW);
    expect(await dueAt("morning")).toEqual(minutesLater(60));
    await postponeDigest(database, "morning", minutesLater(70), minutesLater(60));
    expect(await dueAt("morning")).toEqual(minutesLater(70));
  });

  test("a digest is only ever made due sooner", async () => {
    await addDigest(database, "later", { next_due_at: minutesLater(60) });
    await addDigest(database, "never");
    await addDigest(database, "sooner", { next_due_at: minutesLater(-5) });
    await makeDigestsDue(database, ["later", "never", "sooner"], NOW);
    expect([await dueAt("later"), await dueAt("never"), await dueAt("sooner")]).toEqual([NOW, NOW, minutesLater(-5)]);
  });

  test("those to send are the due ones; when all are asked for, also those that hold something", async () => {
    await addDigest(database, "due", { next_due_at: NOW });
    await addDigest(database, "holds", { next_due_at: minutesLater(60) });
    await addDigest(database, "empty", { next_due_at: minutesLater(60) });
    const { story } = await addStory(database);
    await offerStory(database, story, [{ digest: "holds", watchlist: "w" }], NOW);
    expect(await digestsToSend(database, NOW, false)).toEqual(["due"]);
    expect(await digestsToSend(database, NOW, true)).toEqual(["due", "holds"]);
    await saveNextDue(database, "due", null, NOW);
    expect(await digestsToSend(database, NOW, true)).toEqual(["holds"]);
  });

  describe("a story", () => {
    beforeEach(async () => {
      await addDigest(database, "morning");
      await addDigest(database, "alerts");
    });

    test("waits for each digest once, however often it is offered", async () => {
      const { story } = await addStory(database);
      expect((await offer(story, ["morning", "w"], ["alerts", "w"])).sort()).toEqual(["alerts", "morning"]);
      expect(await offer(story, ["morning", "v"], ["alerts", "w"])).toEqual([]);
      expect(await waitingStories(database, "morning", NOW)).toEqual([
        { story_id: story, watchlist_id: "w", added_at: NOW, backlog_of: null, told_at: null, news: [] },
      ]);
    });

    test("that an issue has carried is not told again", async () => {
      const { story } = await addStory(database);
      await offer(story, ["morning", "w"]);
      const issue = await addIssue(database, "morning");
      await database.run("update digest_stories set issue_id = $1", [issue]);
      expect(await offer(story, ["morning", "w"])).toEqual([]);
      expect(await waitingStories(database, "morning", NOW)).toEqual([]);
    });

    test("offered by several workers at once is new to one of them", async () => {
      const { story } = await addStory(database);
      const added = await Promise.all(Array.from({ length: 8 }, () => offer(story, ["morning", "w"])));
      expect(added.flat()).toEqual(["morning"]);
    });

    test("is not put before a digest that nobody knows", async () => {
      const { story } = await addStory(database);
      expect(await offer(story, ["unknown", "w"], ["morning", "w"])).toEqual(["morning"]);
      expect(await offer(story)).toEqual([]);
    });

    test("that most articles tell comes first", async () => {
      const [one, two] = [await addStory(database), await addStory(database)];
      await addCopy(database, one.story);
      await offer(one.story, ["morning", "w"]);
      await offer(two.story, ["morning", "w"]);
      expect((await waitingStories(database, "morning", NOW)).map(({ story_id }) => story_id)).toEqual([one.story, two.story]);
    });

    test("is shown with all of its articles, of which those that match have spans", async () => {
      const { story, article } = await addStory(database);
      const copy = await addCopy(database, story);
      const spans = [{ field: "text", start: 1, end: 2, term: "x" }];
      await database.run("insert into matches values ($1, 'w', $2::jsonb, $3)", [copy, JSON.stringify(spans), NOW]);
      await offer(story, ["morning", "w"]);
      const shown = await issueArticles(database, "morning", [story]);
      expect(shown.map(({ id, spans }) => ({ id, spans }))).toEqual([
        { id: article, spans: null },
        { id: copy, spans },
      ]);
    });

    test("is shown with the audio or video file that a feed names next to its page", async () => {
      const { story } = await addStory(database);
      const feed = await addFeed(database, { url: "https://show.example/feed" });
      const episode = newEntry("episode", { media: "https://files.example/7.mp3" });
      const { articles } = await saveEntries(database, feed, [episode], NOW);
      await database.run("update articles set story_id = $1 where id = any($2)", [story, articles]);
      await offer(story, ["morning", "w"]);
      const shown = await issueArticles(database, "morning", [story]);
      expect(shown.map(({ media }) => media)).toEqual([null, "https://files.example/7.mp3"]);
    });
  });
});
