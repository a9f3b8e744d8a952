// The list of an origin's stories, whose texts say that they are: read part by part, to an honest end.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStages } from "../pipeline/open-stages.ts";
import { NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
  // A minute after each other; the oldest, and two of the newest, are AFP's.
  await stages.database.run(
    `insert into articles (url, stage, not_before, first_seen_at, title, text)
     select 'https://outlet.example/' || n, 'done', $1, $1::timestamptz - n * interval '1 minute', 'Story ' || n, case when n in (3, 5, 340) then 'Rain fell. (AFP)' else 'Rain fell.' end
     from generate_series(1, 340) n`,
    [NOW],
  );
  await stages.database.run(
    "insert into stories (article_id, created_at, last_copy_at) select id, first_seen_at, first_seen_at from articles",
  );
  await stages.database.run("update articles a set story_id = s.id from stories s where s.article_id = a.id");
});
afterAll(() => stages.close());

async function listOf(limit: number, before: string | null) {
  const asked = { watchlist: null, language: null, outlet: null, origin: "afp", starred: false, zone: "UTC", until: null };
  const list = await stages.desk.stories({ ...asked, since: "2026-01-01T00:00:00Z", before, limit });
  if (list === null) throw new Error("no such place");
  return { ...list, titles: list.stories.map(({ title }) => title) };
}

test("goes from part to part, says how many stories it looked through, and finds all of them", async () => {
  const titles: (string | null)[] = [];
  let [looked, parts, before] = [0, 0, null as string | null];
  do {
    const list = await listOf(50, before);
    titles.push(...list.titles);
    expect(list.looked).toBe(list.next === null ? null : list.looked);
    expect(list.looked ?? 0).toBeLessThanOrEqual(300);
    looked += list.looked ?? 0;
    parts += 1;
    before = list.next;
  } while (before !== null);
  expect(titles).toEqual(["Story 3", "Story 5", "Story 340"]);
  expect(parts).toBeGreaterThan(1);
  expect(looked).toBeGreaterThan(0);
});

test("stops as soon as there are enough", async () => {
  const first = await listOf(1, null);
  expect([first.titles, first.looked]).toEqual([["Story 3"], null]);
  expect((await listOf(1, first.next)).titles).toEqual(["Story 5"]);
});
