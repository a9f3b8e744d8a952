// Quarantined articles: a person sees them, tries them again or lets them go, and the next digest counts them.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeQuarantine, readQuarantine } from "../../src/desk/quarantine.ts";
import { composeIssue } from "../../src/pipeline/send-digests/compose-issue.ts";
import { groupStories } from "../../src/pipeline/group-stories/group-stories.ts";
import { setArticleAside } from "../../src/store/articles.ts";
import { takeDueWork } from "../../src/store/due.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { tellStory } from "../pipeline/tell-story.ts";
import { STORES } from "../store/open-test-store.ts";
import { addArticle, minutesLater, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  async function quarantine(): Promise<number> {
    const article = await addArticle(stages.database, { stage: "group-stories", title: "A storm", attempts: 3, starts: 4 });
    await setArticleAside(stages.database, article, "group-stories", "it broke", NOW);
    return article;
  }
  const due = async () => (await takeDueWork(stages.database, NOW, 60_000)).articles;

  test("a quarantined article is listed with its stage and reason, and tried again where it failed", async () => {
    const article = await quarantine();
    expect(await readQuarantine(stages.deps, 10)).toMatchObject({
      count: 1,
      articles: [{ article, stage: "group-stories", title: "A storm", reason: "it broke", at: NOW.toISOString() }],
    });
    expect(await due()).toEqual([]);
    expect(await changeQuarantine(stages.deps, { kind: "retry", article })).toEqual({ kind: "retried", articles: [article] });
    expect(await due()).toEqual([{ id: article, stage: "group-stories", turn: 0, again: false }]);
    expect(await groupStories(stages.deps).run({ article })).toMatchObject({ outcome: "original" });
    expect(await readQuarantine(stages.deps, 10)).toEqual({ count: 0, articles: [] });
  });

  test("all quarantined articles are tried again at once, and none if there are none", async () => {
    expect(await changeQuarantine(stages.deps, { kind: "retry", article: null })).toEqual({ kind: "retried", articles: [] });
    const articles = [await quarantine(), await quarantine()];
    expect(await changeQuarantine(stages.deps, { kind: "retry", article: null })).toEqual({ kind: "retried", articles });
    expect(await due()).toHaveLength(2);
  });

  test("a dropped article is neither listed nor tried again", async () => {
    const article = await quarantine();
    expect(await changeQuarantine(stages.deps, { kind: "drop", article })).toEqual({ kind: "dropped", articles: [article] });
    expect(await readQuarantine(stages.deps, 10)).toMatchObject({ count: 0 });
    expect(await due()).toEqual([]);
    for (const change of ["retry", "drop"] as const)
      expect(await changeQuarantine(stages.deps, { kind: change, article })).toMatchObject({ kind: "refused" });
  });

  test("the next digest says how many articles are quarantined", async () => {
    await stages.configure({ digests: [digest("hourly")], watchlists: watchlists("alpha") });
    await quarantine();
    await quarantine();
    await tellStory(stages.deps, { title: "Alpha" });
    stages.clock.at = minutesLater(61);
    expect((await composeIssue(stages.deps, "hourly")).kind).toBe("issue");
    const { plain } = await stages.database.one<{ plain: string }>("select plain from issues");
    expect(plain.replace(/\s+/g, " ")).toContain("2 articles are quarantined: wirewatch quarantine list");
  });
});
