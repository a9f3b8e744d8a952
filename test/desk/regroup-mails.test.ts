// Stories that a person splits or merges are mailed to nobody again, and to everybody who was not sent them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { explainArticle } from "../../src/desk/explain-article.ts";
import { rearrangeStories } from "../../src/desk/rearrange-stories.ts";
import { STORES } from "../store/open-test-store.ts";
import { addIssue, minutesLater } from "../store/seed.ts";
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

  const split = (...articles: number[]) =>
    rearrangeStories(stages.deps, { kind: "split", articles: articles.map(String), by: "anna" });
  const merge = (story: number, into: number) => rearrangeStories(stages.deps, { kind: "merge", story, into, by: "anna" });
  const storyOf = async (article: number) =>
    (await stages.database.one<{ story_id: number }>("select story_id from articles where id = $1", [article])).story_id;

  async function compose(id: string): Promise<string> {
    await stages.database.run("update digests set next_due_at = $1", [stages.clock.at]);
    return (await composeIssue(stages.deps, id)).kind;
  }

  /** A digest sends what waits for it; returns the issue. */
  async function send(id: string): Promise<number> {
    expect(await compose(id)).toBe("issue");
    return (await stages.database.one<{ id: number }>("select max(id) as id from issues where digest_id = $1", [id])).id;
  }
  const waiting = () =>
    stages.database.many<{ digest_id: string; story_id: number }>(
      "select digest_id, story_id from digest_stories where issue_id is null order by digest_id, story_id",
    );

  test("a reader who got one of two merged stories does not get the other", async () => {
    await stages.configure({ digests: [digest("told"), digest("waits")], watchlists: watchlists("alpha") });
    const [a, b] = [await tellStory(stages.deps, { text: own(30) }), await tellStory(stages.deps, { text: own(40) })];
    const [storyA, storyB] = [await storyOf(a), await storyOf(b)];
    const issue = await addIssue(stages.database, "told");
    await stages.database.run("update digest_stories set issue_id = $1 where digest_id = 'told' and story_id = $2", [
      issue,
      storyA,
    ]);
    await merge(storyA, storyB);
    expect(await stages.database.many("select digest_id, story_id, issue_id from digest_stories order by digest_id")).toEqual([
      { digest_id: "told", story_id: storyB, issue_id: issue },
      { digest_id: "waits", story_id: storyB, issue_id: null },
    ]);
  });

  test("a split mails nobody again: digests that sent the story have sent both parts, and others get both", async () => {
    await stages.configure({ digests: [digest("told"), digest("waits")], watchlists: watchlists("alpha") });
    const a = await tellStory(stages.deps, { text: `${harbour} alpha` });
    const b = await tellStory(stages.deps, { text: `${elsewhere} alpha` });
    const story = await storyOf(a);
    expect(await storyOf(b)).toBe(story);
    const issue = await send("told");
    await split(b);
    const into = await storyOf(b);
    expect(await waiting()).toEqual([
      { digest_id: "waits", story_id: story },
      { digest_id: "waits", story_id: into },
    ]);
    expect(await compose("told")).toBe("empty");
    expect((await explainArticle(stages.database, String(b))).digests).toMatchObject([
      { digest: "told", issue: { id: issue } },
      { digest: "waits", issue: null },
    ]);
    await merge(into, story);
    expect(await waiting()).toEqual([{ digest_id: "waits", story_id: story }]);
    await split(a);
    expect((await waiting()).map((row) => row.digest_id)).toEqual(["waits", "waits"]);
  });

  test("what was split, merged and split again is mailed to nobody again", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const a = await tellStory(stages.deps, { text: `${harbour} alpha` });
    const b = await tellStory(stages.deps, { text: `${elsewhere} alpha` });
    await send("hourly");
    for (const leaving of [b, a, b]) {
      await split(leaving);
      expect(await waiting()).toEqual([]);
      await merge(await storyOf(b), await storyOf(a));
      expect(await waiting()).toEqual([]);
    }
  });

  test.each([
    ["beta", "beta"],
    ["gamma", null],
  ])("a story that waits by an article that left it waits by what is left, %s", async (words, watchlist) => {
    await stages.configure({
      digests: [digest("hourly", { watchlists: ["alpha", "beta"] })],
      watchlists: watchlists("alpha", "beta"),
    });
    const a = await tellStory(stages.deps, { text: `${harbour} alpha` });
    const b = await tellStory(stages.deps, { text: `${elsewhere} ${words}` });
    await split(a);
    expect(await stages.database.many("select watchlist_id from digest_stories where story_id = $1", [await storyOf(b)])).toEqual(
      watchlist === null ? [] : [{ watchlist_id: watchlist }],
    );
  });

  test("a digest that takes no watchlist of the articles that leave gets no row for them", async () => {
    const digests = [digest("beta", { watchlists: ["beta"] })];
    await stages.configure({ digests, watchlists: watchlists("alpha", "beta") });
    const a = await tellStory(stages.deps, { text: `${harbour} beta` });
    const b = await tellStory(stages.deps, { text: `${elsewhere} alpha` });
    expect(await storyOf(b)).toBe(await storyOf(a));
    await send("beta");
    await split(b);
    expect(await stages.database.many("select story_id from digest_stories")).toEqual([{ story_id: await storyOf(a) }]);
  });

  test.each(["leaves", "stays"])("news that waits is sent once, with the story of its article, which %s", async (which) => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const a = await tellStory(stages.deps, { text: `${harbour} alpha` });
    await send("hourly");
    const b = await tellStory(stages.deps, {
      text: `${elsewhere} alpha\n\nThe port reopens on Friday, the ministry said in a note.`,
    });
    expect(await storyOf(b)).toBe(await storyOf(a));
    expect(await stages.database.one("select to_jsonb(news) as news from digest_stories")).toEqual({ news: [b] });
    await split(which === "leaves" ? b : a);
    expect(await waiting()).toEqual([{ digest_id: "hourly", story_id: await storyOf(b) }]);
  });

  test.each([
    ["into the sent one", "that leaves"],
    ["into the sent one", "that stays"],
    ["into the waiting one", "that leaves"],
    ["into the waiting one", "that stays"],
  ])("a story that a mistaken merge %s took off a digest's list, and %s at the split, is on it again", async (way, which) => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const a = await tellStory(stages.deps, { text: `${own(50)} alpha` });
    await send("hourly");
    stages.clock.at = minutesLater(5);
    const b = await tellStory(stages.deps, { text: `${own(60)} alpha` });
    const [from, to] = way === "into the sent one" ? [b, a] : [a, b];
    await merge(await storyOf(from), await storyOf(to));
    expect(await waiting()).toEqual([]);
    await split(which === "that leaves" ? b : a);
    expect(await waiting()).toEqual([{ digest_id: "hourly", story_id: await storyOf(b) }]);
    expect(await compose("hourly")).toBe("issue");
    expect(await compose("hourly")).toBe("empty");
  });

  test("a merge undone after both were sent mails neither again", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    const a = await tellStory(stages.deps, { text: `${own(50)} alpha` });
    const b = await tellStory(stages.deps, { text: `${own(60)} alpha` });
    await send("hourly");
    stages.clock.at = minutesLater(5);
    await merge(await storyOf(b), await storyOf(a));
    await split(b);
    expect(await storyOf(b)).not.toBe(await storyOf(a));
    expect(await waiting()).toEqual([]);
  });
});
