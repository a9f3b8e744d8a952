// Retention: old data is deleted, and nothing comes back as new or is lost before it was sent.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { offerStory } from "../../src/store/digests.ts";
import { saveEntries, saveSeen } from "../../src/store/entries.ts";
import { deleteOld } from "../../src/store/retention.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addArticle, addCopy, addDigest, addFeed, addIssue, addStory, daysAgo, newEntry, NOW } from "./seed.ts";
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

  const keep = async (days: number) => {
    await database.run("delete from chores");
    return deleteOld(database, { before: daysAgo(days), windowEnd: daysAgo(3), now: NOW });
  };
  const ids = async (table: string) =>
    (await database.many<{ id: number }>(`select id from ${table} order by id`)).map(({ id }) => id);
  const told = (story: number, issue: number) =>
    database.run(
      "insert into digest_stories (digest_id, story_id, watchlist_id, added_at, issue_id) values ('morning', $1, 'w', $2, $3)",
      [story, NOW, issue],
    );
  const addDelivery = (issue: number, state: string) =>
    database.run(
      "insert into deliveries (issue_id, recipient, message_id, message, state, not_before, created_at) values ($1, 'a@b', $2, '', $3, $4, $4)",
      [issue, `<${issue}@x>`, state, NOW],
    );

  test("old articles are deleted in any state; young ones stay, and those still in the pipeline", async () => {
    await addArticle(database, { stage: "done", first_seen_at: daysAgo(91) });
    await addArticle(database, { stage: "group-stories", set_aside_at: daysAgo(91), first_seen_at: daysAgo(91) });
    await addStory(database, { seenAt: daysAgo(91), lastCopyAt: daysAgo(91) });
    const young = await addArticle(database, { stage: "done", first_seen_at: daysAgo(89) });
    const onItsWay = await addArticle(database, { stage: "match-watchlists", first_seen_at: daysAgo(91) });
    expect(await keep(90)).toBe(3);
    expect(await ids("articles")).toEqual([young, onItsWay]);
    expect(await ids("stories")).toEqual([]);
  });

  test("a story with a star or a note stays whole, one that was only read does not", async () => {
    const old = { seenAt: daysAgo(91), lastCopyAt: daysAgo(91) };
    const [starred, noted, read] = [await addStory(database, old), await addStory(database, old), await addStory(database, old)];
    const copy = await addCopy(database, starred.story, { first_seen_at: daysAgo(91) });
    await database.run(
      `insert into story_marks (story_id, starred_at, note, read_at) values ($1, $4, null, null), ($2, null, 'Call them', null), ($3, null, null, $4)`,
      [starred.story, noted.story, read.story, daysAgo(91)],
    );
    expect(await keep(90)).toBe(1);
    expect(await ids("articles")).toEqual([starred.article, noted.article, copy]);
  });

  test("an entry that its feed still shows stays known, however old, and is not new at the next poll", async () => {
    const feed = await addFeed(database);
    await saveEntries(database, feed, [newEntry("shown"), newEntry("left")], daysAgo(200));
    await saveSeen(database, feed, [{ key: "shown", linkKey: null, titleKey: null, mark: null, edit: null }], daysAgo(150));
    await database.run("update articles set stage = 'done'");
    await keep(90);
    expect(await database.many("select key from entries")).toEqual([{ key: "shown" }]);
    expect(await saveEntries(database, feed, [newEntry("shown")], NOW)).toEqual({ fresh: 0, articles: [], known: [] });
  });

  test("thousands of entries that no feed shows any longer are gone after the runs of a day", async () => {
    const [quiet, other] = [await addFeed(database), await addFeed(database, { url: "https://other.example/feed" })];
    for (const feed of [quiet, other])
      await database.run(
        `insert into entries (feed_id, key, title, text, first_seen_at, last_seen_at)
         select $1, 'gone ' || n, 'Title', repeat('word ', 60), $2, $2 from generate_series(1, 1500) n`,
        [feed, daysAgo(200)],
      );
    // The newest entries of the second have left it too, and what it shows is older.
    await database.run("update entries set last_seen_at = $2 where feed_id = $1 and key in ('gone 1', 'gone 2')", [
      other,
      daysAgo(95),
    ]);
    await saveEntries(database, quiet, [newEntry("shown")], daysAgo(150));
    const left = async () => (await database.one<{ n: number }>("select count(*)::int as n from entries")).n;
    const keepOn = (hour: number) =>
      deleteOld(database, { before: daysAgo(90), windowEnd: daysAgo(3), now: new Date(NOW.getTime() + hour * 3_600_000) });
    const counts: number[] = [];
    for (let hour = 0; hour < 25; hour++) {
      await keepOn(hour);
      counts.push(await left());
    }
    // On a server each run reads a part of the table, so that none takes long; nobody knows which entries a part holds.
    if (kind === "postgres") expect(new Set(counts).size).toBeGreaterThan(5);
    const keys = (await database.many<{ key: string }>("select key from entries order by key")).map(({ key }) => key);
    expect(keys).toContain("shown");
    expect(keys).toContain("gone 1");
    // There those of the second stay until it shows a newer one.
    expect(keys.length).toBe(kind === "postgres" ? 1_501 : 3);
    await saveEntries(database, other, [newEntry("newer")], daysAgo(91));
    await database.run("delete from chores");
    for (let hour = 0; hour < 25; hour++) await keepOn(hour);
    expect(await left()).toBe(2);
  });

  test("a story that may still take copies stays whole, even if less is kept than its window", async () => {
    const open = await addStory(database, { seenAt: daysAgo(4), lastCopyAt: daysAgo(2) });
    const copy = await addCopy(database, open.story, { first_seen_at: daysAgo(2) });
    const closed = await addStory(database, { seenAt: daysAgo(9), lastCopyAt: daysAgo(4) });
    expect(await keep(1)).toBe(1);
    expect(await ids("articles")).toEqual([open.article, copy]);
    expect(await ids("stories")).not.toContain(closed.story);
  });

  test("a story that waits for its issue stays until it was sent", async () => {
    await addDigest(database, "morning");
    const { story, article } = await addStory(database, { seenAt: daysAgo(100), lastCopyAt: daysAgo(100) });
    await offerStory(database, story, [{ digest: "morning", watchlist: "w" }], daysAgo(100));
    await keep(90);
    expect(await ids("articles")).toEqual([article]);
    await database.run("update digest_stories set issue_id = $1", [await addIssue(database, "morning", daysAgo(95))]);
    await keep(90);
    expect(await ids("articles")).toEqual([]);
  });

  test("old issues are deleted, except those with an unsettled mail", async () => {
    await addDigest(database, "morning");
    const [sent, uncertain, retried, young] = [
      await addIssue(database, "morning", daysAgo(91)),
      await addIssue(database, "morning", daysAgo(91)),
      await addIssue(database, "morning", daysAgo(91)),
      await addIssue(database, "morning", daysAgo(1)),
    ];
    await addDelivery(sent, "sent");
    await addDelivery(uncertain, "uncertain");
    await addDelivery(retried, "retry");
    await addDelivery(young, "sent");
    await keep(90);
    expect(await ids("issues")).toEqual([uncertain, retried, young]);
    expect(await database.one("select count(*)::int as mails from deliveries")).toEqual({ mails: 3 });
  });

  test("a story that still takes copies is not sent again because its issue was old", async () => {
    await addDigest(database, "morning");
    const { story } = await addStory(database, { seenAt: daysAgo(3), lastCopyAt: daysAgo(0.5) });
    await told(story, await addIssue(database, "morning", daysAgo(2)));
    await keep(1);
    expect(await offerStory(database, story, [{ digest: "morning", watchlist: "w" }], NOW)).toEqual([]);
  });

  test("thousands of old articles go in parts, and none of them makes the database go through all stories", async () => {
    const articles = 2_500;
    await database.run(
      `insert into articles (url, stage, not_before, first_seen_at)
       select 'https://outlet.example/old/' || n, 'done', $1, $1 from generate_series(1, ${articles}) n`,
      [daysAgo(91)],
    );
    await database.run(
      "insert into stories (article_id, created_at, last_copy_at) select id, first_seen_at, first_seen_at from articles",
    );
    await database.run("analyze");
    const rowsScanned = await database.transaction(async (sql) => {
      expect(await deleteOld({ ...sql, kind }, { before: daysAgo(90), windowEnd: daysAgo(3), now: NOW })).toBe(articles);
      return sql.one<{ rows: number }>(
        "select sum(seq_tup_read)::int as rows from pg_stat_xact_user_tables where relname = 'stories'",
      );
    });
    expect(rowsScanned.rows).toBeLessThan(10 * articles);
    expect(await ids("stories")).toEqual([]);
  });
});
