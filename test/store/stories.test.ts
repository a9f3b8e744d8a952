// Stories in the database: how one is joined, begun or linked, and what the log keeps of it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findMembers, linkFollowUp, saveGrouping } from "../../src/store/stories.ts";
import { dropLogDays, addLogDay, readStoryLog } from "../../src/store/story-log.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addArticle, addStory, daysAgo, minutesLater, NOW } from "./seed.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { Grouping } from "../../src/store/stories.ts";
import type { TestStore } from "./open-test-store.ts";

const SKETCH = new Uint8Array([1, 2, 3]);

const grouping = (more: Partial<Grouping> = {}): Grouping => ({
  story: null,
  follows: null,
  relation: "original",
  score: 0,
  reasons: ["it is new"],
  isReprint: false,
  like: null,
  sketch: SKETCH,
  row: {
    at: NOW,
    article_id: 0,
    words: 100,
    site: 4_000_000_000,
    keys: SKETCH,
    lines: new Uint8Array(),
    tongue: "",
    marks: new Uint8Array(),
    root_story_id: null,
  },
  ...more,
});

const at = (date: Date): Partial<Grouping> => ({ row: { ...grouping().row, at: date } });

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
  });
  beforeEach(async () => {
    await store.wipe();
    await addLogDay(database, NOW);
  });
  afterAll(() => store.close());

  const save = async (more: Partial<Grouping> = {}) => {
    const article = await addArticle(database, { stage: "group-stories" });
    return { article, story: (await saveGrouping(database, article, grouping(more)))?.story ?? 0 };
  };
  const logged = (seq = 0, since = NOW) => readStoryLog(database, { seq, since, limit: 10 });

  const links = () =>
    database.many<{ id: number; follows: number }>(
      "select id, follows_story_id as follows from stories where follows_story_id is not null order by id",
    );
  const stories = async (count: number) => {
    const made: number[] = [];
    for (let index = 0; index < count; index += 1) made.push((await addStory(database)).story);
    return made as [number, number, ...number[]];
  };

  test.each(["match-watchlists", "done"])("an article that stands at %s begins no story", async (stage) => {
    const article = await addArticle(database, { stage });
    expect(await saveGrouping(database, article, grouping())).toBeNull();
    expect(await database.many("select id from stories")).toEqual([]);
    expect(await logged()).toEqual([]);
  });

  test("a story comes with what its article matched", async () => {
    const article = await addArticle(database, { stage: "group-stories" });
    for (const watchlist of ["rivers", "dams"])
      await database.run("insert into matches (article_id, watchlist_id, spans, matched_at) values ($1, $2, '[]', $3)", [
        article,
        watchlist,
        NOW,
      ]);
    const saved = await saveGrouping(database, article, grouping());
    expect(saved?.watchlists.sort()).toEqual(["dams", "rivers"]);
  });

  test("candidates come with their present story, and only if they are in one", async () => {
    const { article, story } = await save();
    const alone = await addArticle(database, { stage: "done", sketch: SKETCH });
    const members = await findMembers(database, [article, alone, 999]);
    expect(members).toMatchObject([{ article_id: article, story_id: story, first_seen_at: NOW }]);
    expect([...(members[0]?.sketch ?? [])]).toEqual([...SKETCH]);
  });

  describe("the log", () => {
    test("has a row for each decision, in order, by the story as it was found", async () => {
      const first = await save();
      const copy = await save({ story: first.story, relation: "copy", like: 77 });
      const rows = await logged();
      expect(rows).toMatchObject([
        { article_id: first.article, story_id: first.story, words: 100, site: 4_000_000_000, at: NOW },
        { article_id: copy.article, story_id: 77 },
      ]);
      expect([...(rows[0]?.keys ?? [])]).toEqual([...SKETCH]);
      expect(await logged(rows[0]?.seq)).toHaveLength(1);
    });

    test("is kept a day at a time, and days that are too old are dropped", async () => {
      for (const date of [daysAgo(5), daysAgo(4), daysAgo(3), NOW]) {
        await addLogDay(database, date);
        await addLogDay(database, date);
        await save(at(date));
      }
      expect(await logged(0, daysAgo(4))).toHaveLength(3);
      expect(await database.transaction((sql) => dropLogDays(sql, daysAgo(3)))).toBe(2);
      expect(await logged(0, daysAgo(5))).toHaveLength(2);
      expect(await database.transaction((sql) => dropLogDays(sql, daysAgo(3)))).toBe(0);
      await addLogDay(database, daysAgo(5));
    });
  });

  test("a decision completes the article, with its reasons", async () => {
    const { article, story } = await save({ relation: "original", score: 0.5, reasons: ["a", "ကခ"] });
    expect(await database.one("select stage, story_id, relation, score, reasons from articles where id = $1", [article])).toEqual(
      {
        stage: "done",
        story_id: story,
        relation: "original",
        score: 0.5,
        reasons: ["a", "ကခ"],
      },
    );
  });

  test("a copy keeps its story open", async () => {
    const { story } = await save();
    const copy = await save({ story, relation: "copy", ...at(minutesLater(30)) });
    expect(copy.story).toBe(story);
    expect(await database.one("select last_copy_at from stories")).toEqual({ last_copy_at: minutesLater(30) });
  });

  describe("a follow-up", () => {
    test("is linked to its story once, and its original is called a follow-up", async () => {
      const [first, second, third = 0] = await stories(3);
      await linkFollowUp(database, second, first);
      await linkFollowUp(database, second, third);
      expect(await links()).toEqual([{ id: second, follows: first }]);
      expect(await database.one("select relation, of_story_id from articles where story_id = $1", [second])).toEqual({
        relation: "follow-up",
        of_story_id: first,
      });
    });

    test("does not follow itself", async () => {
      const [story] = await stories(1);
      await linkFollowUp(database, story, story);
      expect(await links()).toEqual([]);
    });

    test("does not follow the story that follows it, not even indirectly", async () => {
      const [first, second, third = 0] = await stories(3);
      await linkFollowUp(database, second, first);
      await linkFollowUp(database, third, second);
      await linkFollowUp(database, first, third);
      await linkFollowUp(database, first, second);
      expect(await links()).toEqual([
        { id: second, follows: first },
        { id: third, follows: second },
      ]);
    });
  });
});
