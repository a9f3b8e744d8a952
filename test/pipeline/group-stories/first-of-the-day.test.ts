// A fault in the first grouping of a day costs one try: the partition of the story log outlives a transaction that is rolled back.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keepLogDays } from "../../../src/chores/keep-log-days.ts";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { rearrangeStories } from "../../../src/desk/rearrange-stories.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle, minutesLater } from "../../store/seed.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText, tellStory } from "../tell-story.ts";
import type { TestStages } from "../open-stages.ts";

const DAY = 24 * 60;
let days = 100;

const nameOf = (date: Date) => `story_log_${date.toISOString().slice(0, 10).replaceAll("-", "")}`;

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    // Each test has days of its own: tables stay when rows are wiped.
    stages.clock.at = minutesLater((days += 10) * DAY);
  });
  afterAll(() => stages.close());

  const partitions = async () =>
    (
      await stages.database.many<{ name: string }>(
        "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'story_log'::regclass order by 1",
      )
    ).map(({ name }) => name);

  test("a fault in the first grouping of a day costs one try", async () => {
    const handler = groupStories(stages.deps);
    const ids = [];
    for (const text of [inventText("alpha"), inventText("beta")])
      ids.push(await addArticle(stages.database, { stage: "group-stories", text }));
    const [first = 0, second = 0] = ids;
    await stages.database.run("alter table stories add constraint fault check (false) not valid");
    await expect(handler.run({ article: first })).rejects.toThrow(/fault/);
    await stages.database.run("alter table stories drop constraint fault");
    expect(await handler.run({ article: first })).toMatchObject({ outcome: "original" });
    expect(await handler.run({ article: second })).toMatchObject({ outcome: "original" });
  });

  test("several workers may open a day at once", async () => {
    const ids = await Promise.all(
      Array.from({ length: 4 }, () => addArticle(stages.database, { stage: "group-stories", text: inventText("alpha") })),
    );
    const outcomes = await Promise.all(ids.map(async (article) => (await groupStories(stages.deps).run({ article })).outcome));
    expect(outcomes).toEqual(ids.map(() => "original"));
  });

  test("a person's first split of a day finds the log open", async () => {
    await stages.configure({ digests: [digest("daily")], watchlists: watchlists("alpha") });
    const text = inventText("alpha");
    const articles = [await tellStory(stages.deps, { text }), await tellStory(stages.deps, { text })];
    stages.clock.at = new Date((stages.clock.at?.getTime() ?? 0) + DAY * 60_000);
    const { kind } = await rearrangeStories(stages.deps, { kind: "split", articles: [String(articles[1])], by: "the desk" });
    expect(kind).toBe("split");
  });

  test("the chore opens today and tomorrow, and drops days that no grouping reads", async () => {
    const today = stages.clock.at?.getTime() ?? 0;
    const at = (day: number) => new Date(today + day * DAY * 60_000);
    await keepLogDays(stages.deps);
    await keepLogDays(stages.deps);
    expect(await partitions()).toEqual([0, 1].map((day) => nameOf(at(day))));
    stages.clock.at = at(1);
    await keepLogDays(stages.deps);
    expect(await partitions()).toEqual([0, 1, 2].map((day) => nameOf(at(day))));
    stages.clock.at = at(7);
    await keepLogDays(stages.deps);
    expect(await partitions()).toEqual([7, 8].map((day) => nameOf(at(day))));
  });
});
