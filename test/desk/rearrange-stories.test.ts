// A person's splits and merges last, and later copies follow them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explainArticle } from "../../src/desk/explain-article.ts";
import { groupStories } from "../../src/pipeline/group-stories/group-stories.ts";
import { planRearrangement, rearrangeStories } from "../../src/desk/rearrange-stories.ts";
import { listStoryDecisions } from "../../src/store/story-decisions.ts";
import { STORES } from "../store/open-test-store.ts";
import { addArticle, addIssue, minutesLater } from "../store/seed.ts";
import { HARBOUR_STORY, inventWords } from "../stories/invented.ts";
import { elsewhere, harbour, own } from "./alike.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { tellStory } from "../pipeline/tell-story.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  const rearrange = (change: Parameters<typeof rearrangeStories>[1]) => rearrangeStories(stages.deps, change);
  const split = (...articles: (string | number)[]) => rearrange({ kind: "split", articles: articles.map(String), by: "anna" });
  const merge = (story: number, into: number | string) => rearrange({ kind: "merge", story, into, by: "anna" });

  /** Groups a text that comes so many minutes later by a worker that is there all the time, or by a new one. */
  async function arrive(
    text: string,
    minutes = 0,
    handler = groupStories(stages.deps),
  ): Promise<{ article: number; story: number }> {
    stages.clock.at = minutesLater(minutes);
    const article = await addArticle(stages.database, {
      stage: "group-stories",
      text,
      title: "A headline",
      published_at: stages.clock.at,
      first_seen_at: stages.clock.at,
    });
    await handler.run({ article });
    return { article, story: await storyOf(article) };
  }
  const storyOf = async (article: number) =>
    (await stages.database.one<{ story_id: number }>("select story_id from articles where id = $1", [article])).story_id;

  test("two merged stories stay one: copies of either join it", async () => {
    const worker = groupStories(stages.deps);
    const a = await arrive(own(10), 0, worker);
    const b = await arrive(own(20), 1, worker);
    expect(await merge(a.story, b.story)).toEqual({ kind: "merge", story: a.story, into: b.story, articles: [a.article] });
    expect(await storyOf(a.article)).toBe(b.story);
    for (const handler of [worker, groupStories(stages.deps)]) {
      expect((await arrive(own(10), 5, handler)).story).toBe(b.story);
      expect((await arrive(own(20), 6, handler)).story).toBe(b.story);
    }
    expect(await stages.database.many("select id from stories")).toEqual([{ id: b.story }]);
  });

  test("a split story stays split: copies of each part join that part", async () => {
    const worker = groupStories(stages.deps);
    const first = await arrive(harbour, 0, worker);
    const second = await arrive(elsewhere, 1, worker);
    const third = await arrive(elsewhere, 2, worker);
    expect([second.story, third.story]).toEqual([first.story, first.story]);
    const done = await split(second.article, third.article);
    expect(done).toMatchObject({ kind: "split", story: first.story, articles: [second.article, third.article] });
    const into = await storyOf(second.article);
    expect(into).not.toBe(first.story);
    for (const handler of [worker, groupStories(stages.deps)]) {
      expect((await arrive(elsewhere, 5, handler)).story).toBe(into);
      expect((await arrive(harbour, 6, handler)).story).toBe(first.story);
    }
  });

  test("a story's first article can leave it, and the next one takes its place", async () => {
    const first = await arrive(harbour);
    const second = await arrive(elsewhere, 1);
    await split(first.article);
    expect(await storyOf(second.article)).toBe(first.story);
    expect(await stages.database.one("select relation from articles where id = $1", [second.article])).toEqual({
      relation: "original",
    });
    expect((await arrive(elsewhere, 5)).story).toBe(first.story);
    expect((await arrive(harbour, 6)).story).toBe(await storyOf(first.article));
  });

  test.each(["that stays", "that leaves"])(
    "an article %s is compared with copies from then on, if it was not before",
    async (which) => {
      const worker = groupStories(stages.deps);
      // Copies are compared with the first, the longest and the latest, and so with none in between that is shorter.
      const between = [...HARBOUR_STORY.slice(0, 7), inventWords(77, 12)].join("\n\n");
      expect(between.length).toBeLessThan(harbour.length);
      const first = await arrive(harbour, 0, worker);
      const hidden = await arrive(between, 1, worker);
      const latest = await arrive(harbour, 2, worker);
      expect([hidden.story, latest.story]).toEqual([first.story, first.story]);
      await (which === "that stays" ? split(first.article, latest.article) : split(hidden.article));
      const story = await storyOf(hidden.article);
      expect(await storyOf(first.article)).not.toBe(story);
      expect(await storyOf(latest.article)).toBe(await storyOf(first.article));
      for (const handler of [worker, groupStories(stages.deps)]) expect((await arrive(between, 5, handler)).story).toBe(story);
    },
  );

  test("a mistaken merge is split again, and that lasts too", async () => {
    const a = await arrive(own(10));
    const b = await arrive(own(20), 1);
    await merge(a.story, b.story);
    await split(a.article);
    expect((await arrive(own(10), 5)).story).toBe(await storyOf(a.article));
    expect((await arrive(own(20), 6)).story).toBe(b.story);
  });

  test("the person and the time of a decision are kept, and shown by explain", async () => {
    const a = await arrive(own(10));
    const b = await arrive(own(20), 1);
    await merge(a.story, b.story);
    expect(await listStoryDecisions(stages.database, b.story)).toEqual([
      {
        kind: "merge",
        story_id: a.story,
        into_story_id: b.story,
        articles: [a.article],
        decided_by: "anna",
        decided_at: minutesLater(1),
      },
    ]);
    const { story } = await explainArticle(stages.database, String(a.article));
    expect(story).toMatchObject({ id: b.story, relation: "copy" });
    expect(story?.reasons[0]).toBe(`anna put story ${a.story} into story ${b.story} on 2026-03-02 10:01`);
    expect(story?.reasons.length).toBeGreaterThan(1);
    await split(a.article);
    expect((await explainArticle(stages.database, String(a.article))).story?.reasons[0]).toBe(
      `anna split this from story ${b.story} on 2026-03-02 10:01`,
    );
  });

  test("a plan names the stories, the digests that sent them and the articles that move, and changes nothing", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const a = await tellStory(stages.deps, { title: "Storm alpha", text: `${own(50)} alpha` });
    await stages.database.run("update digest_stories set issue_id = $1", [await addIssue(stages.database, "hourly")]);
    const b = await arrive(own(60));
    const { url } = await stages.database.one<{ url: string }>("select url from articles where id = $1", [b.article]);
    const story = await storyOf(a);
    const change = { kind: "merge", story: url, into: story, by: "anna" } as const;
    const plan = {
      kind: "plan",
      change: "merge",
      stories: [
        { story: b.story, title: "A headline", articles: 1, sentBy: [] },
        { story, title: "Storm alpha", articles: 1, sentBy: ["hourly"] },
      ],
      moves: [{ article: b.article, title: "A headline", outlet: null, url }],
    };
    expect(await planRearrangement(stages.deps, change)).toEqual(plan);
    expect(await storyOf(b.article)).toBe(b.story);
    expect(await rearrange(change)).toEqual({ kind: "merge", story: b.story, into: story, articles: [b.article] });
    expect(await planRearrangement(stages.deps, { kind: "split", articles: [url], by: "anna" })).toMatchObject({
      stories: [{ story, articles: 2 }],
      moves: [{ article: b.article }],
    });
    expect(await planRearrangement(stages.deps, change)).toEqual({ kind: "refused", reason: `story ${story} is one already` });
  });

  test("an impossible change is refused with a message, and changes nothing", async () => {
    const a = await arrive(own(10));
    const b = await arrive(own(20), 1);
    for (const [change, words] of [
      [split(999), "there is no article 999 in a story"],
      [split(a.article), `that is all of story ${a.story}`],
      [split(a.article, b.article), `they are in 2 stories: ${a.story}, ${b.story}`],
      [split("https://nowhere.example/"), "not every address is that of an article in a story"],
      [merge(a.story, a.story), "is one already"],
      [merge(a.story, 999), "there is no story 999"],
      [merge(a.story, "https://nowhere.example/"), "https://nowhere.example/ is no address of an article in a story"],
    ] as const)
      expect(await change).toEqual({ kind: "refused", reason: expect.stringContaining(words) });
    expect(await stages.database.many("select id from story_decisions")).toEqual([]);
    await merge(a.story, b.story);
    expect(await merge(a.story, b.story)).toEqual({
      kind: "refused",
      reason: expect.stringContaining(`it is part of story ${b.story}`),
    });
  });
});
