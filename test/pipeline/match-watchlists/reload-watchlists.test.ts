// Watchlists are edited while articles flow: each article is matched by either the old rules or the new ones, and none by neither.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchWatchlists } from "../../../src/pipeline/match-watchlists/match-watchlists.ts";
import { STORES } from "../../store/open-test-store.ts";
import { addArticle } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const rules = (id: string) => [{ file: "watchlists/a.yaml", content: { watchlists: [{ id, any: ["storm"] }] } }];

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  afterAll(() => stages.close());

  test("while the rules change between every few articles, none goes unmatched", async () => {
    const { deps, database } = stages;
    await stages.configure({ watchlists: rules("old") });
    const articles: number[] = [];
    for (let index = 0; index < 60; index++)
      articles.push(await addArticle(database, { stage: "match-watchlists", title: "A storm", text: "The storm came." }));
    const handler = matchWatchlists(deps);
    const editing = (async () => {
      for (let edit = 0; edit < 10; edit++) await stages.configure({ watchlists: rules(edit % 2 === 0 ? "new" : "old") });
    })();
    const outcomes = await Promise.all(articles.map(async (article) => (await handler.run({ article })).outcome));
    await editing;
    expect(new Set(outcomes)).toEqual(new Set(["matched"]));
    const { count } = await database.one<{ count: number }>("select count(distinct article_id)::int as count from matches");
    expect(count).toBe(articles.length);
  });
});
