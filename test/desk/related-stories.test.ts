// Reports of one event in different words stay apart, and each is shown with the other.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { showStory } from "../../src/desk/show-story.ts";
import { STORES } from "../store/open-test-store.ts";
import { inventText, tellStory } from "../pipeline/tell-story.ts";
import { openStages, watchlists } from "../pipeline/open-stages.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
    await stages.configure({ watchlists: watchlists("alpha") });
  });
  afterAll(() => stages.close());

  const storyOf = async (article: number) =>
    (await stages.database.one<{ story_id: number }>("select story_id from articles where id = $1", [article])).story_id;

  test("two reports of one fire are two stories, related by shared names; another story is not", async () => {
    const first = await tellStory(stages.deps, {
      title: "Blaze guts fish market in Port Veldhaven",
      text: `A fire swept the Veldhaven fish market before dawn. Fire chief Marta Oduya said 230 stalls were gone. ${inventText("alpha")}`,
    });
    const second = await tellStory(stages.deps, {
      title: "Veldhaven traders count losses after night fire",
      text: `Stallholders stood in the ash of Veldhaven market, where 230 had lost everything. They were asked by Marta Oduya to stay away. ${inventText("alpha")}`,
    });
    const other = await tellStory(stages.deps, { title: "A vote in Orlesk", text: inventText("alpha") });
    const [a, b, c] = [await storyOf(first), await storyOf(second), await storyOf(other)];
    expect(new Set([a, b, c]).size).toBe(3);
    const shown = await Promise.all(
      [a, b, c].map((story) => showStory(stages.deps, { story, watchlist: null, as: null, withRelated: true })),
    );
    expect(shown).toMatchObject([
      {
        related: [
          {
            story: b,
            title: "Veldhaven traders count losses after night fire",
            shared: expect.arrayContaining(["veldhaven", "oduya"]),
          },
        ],
      },
      { related: [{ story: a }] },
      { related: [] },
    ]);
  });
});
