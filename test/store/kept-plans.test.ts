// The statements that each article takes keep their plan: one made anew each time takes longer than the statement itself.
import { afterAll, expect, test } from "vitest";
import { beginReading, findToMatch, saveMatches, saveTexts, saveUnmatched } from "../../src/store/articles.ts";
import { addArticle, NOW } from "./seed.ts";
import { openTestStore } from "./open-test-store.ts";
import type { ReadArticle } from "../../src/store/articles.ts";

const store = await openTestStore("pglite");
const { database } = store;
afterAll(() => store.close());

/** Postgres makes five plans for the values given before it may keep one for all. */
const TRIED = 5;

const read: ReadArticle = {
  title: "Storm hits coast",
  byline: null,
  publishedAt: null,
  language: "en",
  site: "outlet.example",
  text: "A storm hit the coast.",
  method: "article",
  reason: null,
  detail: null,
  credits: [],
};

test("of a list of one article at a time, and of several", async () => {
  // In a small table no plan is dearer than another.
  await database.run(
    "insert into articles (url, stage, first_seen_at, not_before) select 'https://other.example/' || n, 'done', $1, $1 from generate_series(1, 5000) n",
    [NOW],
  );
  await database.run("analyze articles");
  for (let round = 0; round < 12; round++) {
    const ids = [await addArticle(database, { stage: "fetch-articles", url: `https://outlet.example/${round}` })];
    if (round % 3 === 0)
      ids.push(await addArticle(database, { stage: "fetch-articles", url: `https://outlet.example/more-${round}` }));
    await beginReading(database, ids);
    await saveTexts(
      database,
      ids.map((id) => ({ id, read, now: NOW })),
    );
    const found = (await findToMatch(database, ids)).map((article, index) => ({
      id: ids[index] ?? 0,
      listings: article?.listings ?? 0,
      heardTo: 0,
      matches: [],
      now: NOW,
    }));
    await (round % 2 === 0 ? saveUnmatched(database, found) : saveMatches(database, found));
  }
  const plans = await database.many<{ statement: string; custom: number; kept: number }>(
    `select statement, custom_plans::int as custom, generic_plans::int as kept from pg_prepared_statements
     where statement ~ 'articles' and statement !~ 'insert into articles' and custom_plans + generic_plans > ${TRIED}`,
  );
  expect(plans.length).toBe(5);
  expect(plans.filter(({ custom, kept }) => custom > TRIED || kept === 0)).toEqual([]);
});
