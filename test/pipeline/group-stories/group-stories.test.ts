// Grouping: copies that arrive together find each other, and the order in which they are read changes nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { rearrangeStories } from "../../../src/desk/rearrange-stories.ts";
import { listStoryMembers } from "../../../src/store/views/story-members.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle, minutesLater, NOW } from "../../store/seed.ts";
import { HARBOUR_FOLLOW_UP, HARBOUR_STORY } from "../../stories/invented.ts";
import { digest, openStages, watchlists } from "../open-stages.ts";
import { inventText } from "../tell-story.ts";
import type { TestStages } from "../open-stages.ts";

interface Told {
  url: string;
  text: string;
  /** Minutes after the first. */
  minutes: number;
}

const agency = HARBOUR_STORY.join("\n\n");
const elections = inventText("alpha");
/** An agency story in six outlets, another in five, a follow-up of the first in two, and eight stories that stand alone. */
const told: Told[] = [
  ...[
    agency,
    `(Agency) ${agency}`,
    HARBOUR_STORY.slice(0, 6).join("\n\n"),
    `${agency}\n\nRead more on our site.`,
    agency,
    HARBOUR_STORY.slice(1).join("\n\n"),
  ].map((text, index) => ({ url: `https://harbour${index}.example/`, text, minutes: index })),
  ...Array.from({ length: 5 }, (_, index) => ({
    url: `https://election${index}.example/`,
    text: `Told by the ${["daily", "weekly", "evening", "morning", "city"][index]} paper. ${elections}`,
    minutes: index,
  })),
  ...Array.from({ length: 2 }, (_, index) => ({
    url: `https://court${index}.example/`,
    text: HARBOUR_FOLLOW_UP.join("\n\n"),
    minutes: 600 + index,
  })),
  ...Array.from({ length: 8 }, (_, index) => ({
    url: `https://alone${index}.example/`,
    text: inventText("alpha"),
    minutes: index,
  })),
];

/** The same order for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const keyOf = (index: number) => Math.imul(index + 1, 2_654_435_761 ^ (seed * 40_503)) >>> 0;
  return items
    .map((item, index) => ({ item, key: keyOf(index) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  /** Stores the articles in this order and groups them, so many at once. Returns the outcomes. */
  async function group(articles: readonly Told[], atOnce: number): Promise<string[]> {
    stages.clock.at = minutesLater(700);
    const ids: number[] = [];
    for (const { url, text, minutes } of articles)
      ids.push(
        await addArticle(stages.database, {
          url,
          text,
          title: url,
          stage: "group-stories",
          published_at: minutesLater(minutes),
          first_seen_at: NOW,
        }),
      );
    const outcomes: string[] = [];
    const handler = groupStories(stages.deps);
    const work = async () => {
      for (let article = ids.shift(); article !== undefined; article = ids.shift())
        outcomes.push((await handler.run({ article })).outcome);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return outcomes;
  }

  /** Which outlets share a story, and which stories follow which, by their first outlet; ids leave no trace. */
  async function grouped(): Promise<{ stories: string[]; links: string[] }> {
    const rows = await stages.database.many<{ url: string; story_id: number }>("select url, story_id from articles order by url");
    const urlsOf = new Map<number, string[]>();
    for (const { url, story_id } of rows)
      urlsOf.set(story_id, [...(urlsOf.get(story_id) ?? []), new URL(url).hostname.replace(".example", "")]);
    const links = await stages.database.many<{ id: number; follows: number }>(
      "select id, follows_story_id as follows from stories where follows_story_id is not null",
    );
    return {
      stories: [...urlsOf.values()].map((urls) => urls.join(" ")).sort(),
      links: links.map(({ id, follows }) => `${urlsOf.get(id)?.[0]} follows ${urlsOf.get(follows)?.[0]}`),
    };
  }

  const expected = {
    stories: [
      ...Array.from({ length: 8 }, (_, index) => `alone${index}`),
      "court0 court1",
      "election0 election1 election2 election3 election4",
      "harbour0 harbour1 harbour2 harbour3 harbour4 harbour5",
    ],
    links: ["court0 follows harbour0"],
  };

  test("one at a time, in order, copies are one story and the follow-up is linked", async () => {
    const outcomes = await group(told, 1);
    expect(await grouped()).toEqual(expected);
    expect(outcomes.filter((outcome) => outcome === "copy")).toHaveLength(told.length - expected.stories.length);
  });

  test("a follow-up that is read before the story it follows is linked all the same", async () => {
    await group(told.toReversed(), 1);
    expect(await grouped()).toEqual(expected);
  });

  test("a copy of two stories that are equally near joins the one that was found first, in whichever order the database has them", async () => {
    const [later, earlier, newest] = [
      await addArticle(stages.database, { url: "https://later.example/", stage: "group-stories", text: agency }),
      await addArticle(stages.database, { url: "https://earlier.example/", stage: "group-stories", text: agency }),
      await addArticle(stages.database, { url: "https://newest.example/", stage: "group-stories", text: agency }),
    ];
    const { run } = groupStories(stages.deps);
    const storyOf = async (article: number) => {
      await run({ article });
      const { story } = await stages.database.one<{ story: number }>("select story_id as story from articles where id = $1", [
        article,
      ]);
      return story;
    };
    const story = await storyOf(earlier);
    expect(await storyOf(later)).toBe(story);
    await rearrangeStories(stages.deps, { kind: "split", articles: [String(later)], by: "a test" });
    // Then each scan of the table comes upon the other one first.
    await stages.database.run("cluster articles using articles_pkey");
    expect(await storyOf(newest)).toBe(story);
  });

  test.each([1, 2, 3, 4, 5])("eight at once, in another order, give the same stories (order %i)", async (seed) => {
    const outcomes = await group(shuffled(told, seed), 8);
    expect(await grouped()).toEqual(expected);
    expect(outcomes.filter((outcome) => outcome === "copy")).toHaveLength(told.length - expected.stories.length);
  });

  test("two copies at the same moment are one story, every time", async () => {
    for (let round = 0; round < 10; round += 1) {
      const text = inventText("alpha");
      const copies = ["a", "b"].map((outlet) => ({ url: `https://${outlet}${round}.example/`, text, minutes: 0 }));
      expect((await group(copies, 2)).sort()).toEqual(["copy", "original"]);
    }
  });

  test("an article that several workers process is grouped once", async () => {
    const article = await addArticle(stages.database, { stage: "group-stories", text: agency });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async () => (await groupStories(stages.deps).run({ article })).outcome),
    );
    expect(outcomes.sort()).toEqual([...Array.from({ length: 5 }, () => "already-done"), "original"]);
    expect(await stages.database.one("select count(*)::int as stories from stories")).toEqual({ stories: 1 });
  });

  test("a story is offered to the digests with its watchlists, by whichever copy matched", async () => {
    await stages.configure({
      digests: [digest("one", { watchlists: ["alpha"] }), digest("two", { watchlists: ["beta"] }), digest("all")],
      watchlists: watchlists("alpha", "beta"),
    });
    const text = inventText("");
    const ids = [];
    for (const words of ["alpha", "beta"]) {
      const article = await addArticle(stages.database, {
        stage: "match-watchlists",
        title: `Dock workers walk off, ${words}`,
        text,
      });
      expect(await matchWatchlists(stages.deps).run({ article })).toMatchObject({ outcome: "matched" });
      await groupStories(stages.deps).run({ article });
      ids.push(article);
    }
    const offers = await stages.database.many("select digest_id, watchlist_id from digest_stories order by digest_id");
    expect(offers).toEqual([
      { digest_id: "all", watchlist_id: "alpha" },
      { digest_id: "one", watchlist_id: "alpha" },
      { digest_id: "two", watchlist_id: "beta" },
    ]);
    expect(await matchWatchlists(stages.deps).run({ article: ids[0] ?? 0 })).toEqual({ outcome: "already-done" });
  });

  test("an article that matches nothing ends at the watchlists", async () => {
    await stages.configure({ watchlists: watchlists("alpha") });
    const article = await addArticle(stages.database, { stage: "match-watchlists", title: "Weather", text: "Rain." });
    expect(await matchWatchlists(stages.deps).run({ article })).toEqual({ outcome: "unmatched" });
    expect(await groupStories(stages.deps).run({ article })).toEqual({ outcome: "already-done" });
  });

  test("an article without a title or a text is a story of its own", async () => {
    const article = await addArticle(stages.database, { stage: "group-stories" });
    expect(await groupStories(stages.deps).run({ article })).toMatchObject({ outcome: "original" });
  });

  test("an outlet's habit to reprint is learnt from its articles, credited or copied", async () => {
    const own = Array.from({ length: 12 }, () => inventText("alpha"));
    await group(
      [
        ...own.map((text, i) => ({ url: `https://own.example/${i}`, text, minutes: i })),
        ...own.slice(0, 6).map((text, i) => ({ url: `https://www.reprints.example/${i}`, text, minutes: i })),
        ...own
          .slice(6)
          .map((_, i) => ({ url: `https://reprints.example/c${i}`, text: `(AFP)\n\n${inventText("alpha")}`, minutes: i })),
      ],
      1,
    );
    const { story_id } = await stages.database.one<{ story_id: number }>(
      "select story_id from articles where url = 'https://own.example/0'",
    );
    const members = await listStoryMembers(stages.database, story_id, 10);
    expect(members.map(({ url, habit }) => [new URL(url).hostname, habit])).toEqual([
      ["own.example", { articles: 12, reprints: 0 }],
      ["www.reprints.example", { articles: 12, reprints: 12 }],
    ]);
  });
});
