// Stories in the database: which are looked at for a new article, how one is joined, begun or linked.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findCandidates, linkFollowUp, saveGrouping } from "../../src/store/stories.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addArticle, addStory, minutesLater, NOW } from "./seed.ts";
import type { Database } from "../../src/store/database.ts";
import type { CandidateSearch, Grouping } from "../../src/store/stories.ts";
import type { TestStore } from "./open-test-store.ts";

const SKETCH = new Uint8Array([1, 2, 3]);

const grouping = (more: Partial<Grouping> = {}): Grouping => ({
  story: null,
  follows: null,
  relation: "original",
  score: 0,
  reasons: ["it is new"],
  sketch: SKETCH,
  keys: [],
  ...more,
});
const search = (more: Partial<CandidateSearch> = {}): CandidateSearch => ({
  keys: [1, 2, 3],
  sharedMin: 2,
  storiesPerKeyMax: 8,
  storiesMax: 40,
  since: minutesLater(-60),
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

  const save = async (more: Partial<Grouping> = {}, { text = "Text.", at = NOW } = {}) => {
    const article = await addArticle(database, { stage: "group-stories", text });
    return { article, story: (await saveGrouping(database, article, grouping(more), at))?.story ?? 0 };
  };
  const found = async (more: Partial<CandidateSearch> = {}) => [
    ...new Set((await findCandidates(database, search(more))).map(({ story_id }) => story_id)),
  ];

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
    expect(await saveGrouping(database, article, grouping({ keys: [1] }), NOW)).toBeNull();
    expect(await database.many("select id from stories")).toEqual([]);
    expect(await database.many("select key from story_keys")).toEqual([]);
  });

  test("what an article matched is told with its story", async () => {
    const article = await addArticle(database, { stage: "group-stories" });
    for (const watchlist of ["rivers", "dams"])
      await database.run("insert into matches (article_id, watchlist_id, spans, matched_at) values ($1, $2, '[]', $3)", [
        article,
        watchlist,
        NOW,
      ]);
    const saved = await saveGrouping(database, article, grouping(), NOW);
    expect(saved?.watchlists.sort()).toEqual(["dams", "rivers"]);
  });

  describe("candidates", () => {
    test("share at least so many keys", async () => {
      const two = await save({ keys: [1, 2, 9] });
      await save({ keys: [1, 8, 9] });
      expect(await found()).toEqual([two.story]);
      expect(await found({ sharedMin: 4 })).toEqual([]);
      expect(await found({ keys: [] })).toEqual([]);
    });

    test("are not found by a key that stands in too many stories", async () => {
      const everywhere = [1, 2];
      for (let index = 0; index < 4; index += 1) await save({ keys: [...everywhere, 100 + index] });
      const rare = await save({ keys: [3, 4] });
      expect(await found({ keys: [1, 2, 3, 4], storiesPerKeyMax: 3 })).toEqual([rare.story]);
      expect(await found({ keys: [1, 2, 3, 4], storiesPerKeyMax: 4 })).toHaveLength(5);
    });

    test("took their last copy since then", async () => {
      const { story } = await save({ keys: [1, 2] }, { at: minutesLater(-90) });
      expect(await found()).toEqual([]);
      await save({ story, relation: "copy", keys: [1, 2] }, { at: minutesLater(-30) });
      expect(await found()).toEqual([story]);
    });

    test("are at most so many, those that share most", async () => {
      await save({ keys: [1, 2] });
      const most = await save({ keys: [1, 2, 3] });
      expect(await found({ storiesMax: 1 })).toEqual([most.story]);
    });

    test("come as the first, the latest and the longest of their articles, whatever their number", async () => {
      const { story, article: first } = await save({ keys: [1, 2] });
      await save({ story, relation: "copy" });
      const { article: longest } = await save({ story, relation: "copy" }, { text: "Much longer text." });
      await save({ story, relation: "copy" });
      const { article: latest } = await save({ story, relation: "copy" });
      const members = await findCandidates(database, search());
      expect(members.map(({ article_id }) => article_id)).toEqual([first, longest, latest]);
      expect(members.map(({ sketch }) => [...sketch])).toEqual([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ]);
    });

    test("are found by any 32-bit key", async () => {
      const { story } = await save({ keys: [-2_147_483_648, 2_147_483_647, 0] });
      expect(await found({ keys: [-2_147_483_648, 2_147_483_647] })).toEqual([story]);
    });
  });

  test("a decision ends the article's way, with its grounds", async () => {
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

  test("a copy keeps its story open, and repeats no key of it", async () => {
    const { story } = await save({ keys: [1, 2] });
    const copy = await save({ story, relation: "copy", keys: [2, 3] }, { at: minutesLater(30) });
    expect(copy.story).toBe(story);
    expect(await database.one("select last_copy_at from stories")).toEqual({ last_copy_at: minutesLater(30) });
    expect(await database.many("select key from story_keys order by key")).toEqual([{ key: 1 }, { key: 2 }, { key: 3 }]);
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

    test("does not follow the story that follows it, not even over others", async () => {
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
