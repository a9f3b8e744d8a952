// Goal: the manners and the memory of polling hold together over days, not only poll by poll. Method: a small form of
// `npm run bench -- simulate`, and the same with every rule broken on purpose, for a judge who sees nothing is worth nothing.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStages, type TestStages } from "../pipeline/open-stages.ts";
import { simulate } from "./simulate.ts";
import type { Rule } from "./publishers.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

test("over nine days and four restarts no rule of polling is broken", async () => {
  const { broken, requests, told, gaps } = await simulate(stages.deps, { feeds: 16, days: 9, restarts: 4, seed: 1 });
  expect(broken).toEqual([]);
  expect([requests > 500, told > 300, gaps > 0]).toEqual([true, true, true]);
}, 600_000);

/** What a Wirewatch does wrong that breaks each rule, at one feed or another; $1 is the time. */
const SABOTAGE: Record<Rule, string> = {
  "a whole document is asked for once, and then once a week": `
    update feeds set etag = null where url like '%/feed-0' and $1::timestamptz is not null`,
  "a whole document is asked for at least once a week": `
    update feeds set document_at = $1 where url like '%/feed-9'`,
  "nothing is asked inside a Retry-After": `
    with forgotten as (delete from hosts) update feeds set next_due_at = least(next_due_at, $1::timestamptz + interval '15 minutes')
    where held_until > $1`,
  "a feed is asked every ten minutes at most": `
    update feeds set next_due_at = least(next_due_at, $1::timestamptz + interval '9 minutes')
    where url like '%/feed-3' and first_polled_at > $1::timestamptz - interval '2 hours'`,
  "no feed is forgotten": `
    update feeds set muted = true where url like '%/feed-4' and last_polled_at < $1`,
  "nothing of before the backlog is told": `
    update feeds set first_polled_at = '1970-01-01' where url like '%/feed-7' and first_polled_at is null and $1::timestamptz is not null`,
  "nothing is told twice": `
    with forgotten as (delete from entries where title like '%number 5-%' and first_seen_at < $1::timestamptz - interval '1 day')
    update articles set url = 'forgotten:' || id where title like '%number 5-%' and first_seen_at < $1::timestamptz - interval '1 day'`,
  "what was published is told, or its gap is": `
    delete from articles where title like '%number 6-%3 from%' and first_seen_at < $1`,
};

test("a Wirewatch that breaks every rule is caught at each", async () => {
  const { broken } = await simulate(stages.deps, {
    feeds: 12,
    days: 9,
    restarts: 40,
    seed: 1,
    async sabotage(database, clock) {
      for (const harm of Object.values(SABOTAGE)) await database.run(harm, [clock]);
    },
  });
  expect([...new Set(broken.map(({ rule }) => rule))].sort()).toEqual(Object.keys(SABOTAGE).sort());
}, 600_000);
