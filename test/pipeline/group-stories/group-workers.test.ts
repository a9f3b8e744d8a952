// Several processes group at once, are killed, or start anew: the stories equal those of one process that saw everything.
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { groupStories } from "../../../src/pipeline/group-stories/group-stories.ts";
import { buildProgram } from "../../store/child-program.ts";
import { addArticle, minutesLater, NOW } from "../../store/seed.ts";
import { inventWords } from "../../stories/invented.ts";
import { inventPress } from "../../stories/invent-press.ts";
import { newFolder } from "../../support/database.ts";
import { until } from "../../support/wait.ts";
import { openStages } from "../open-stages.ts";
import type { Carried } from "../../stories/invent-press.ts";
import type { TestStages } from "../open-stages.ts";

const STORIES = 50;
const press = inventPress(STORIES);

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("postgres");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

async function seed(articles: readonly Carried[]): Promise<number[]> {
  const ids: number[] = [];
  for (const [index, { outlet, title, text }] of articles.entries()) {
    const at = minutesLater(index % 60);
    const url = `https://${outlet}/${index}`;
    ids.push(
      await addArticle(stages.database, {
        url,
        title,
        text,
        site: outlet,
        stage: "group-stories",
        published_at: at,
        first_seen_at: NOW,
      }),
    );
  }
  return ids;
}

/** Each with a memory of its own, as processes have. */
async function groupBy(workers: number, ids: readonly number[]): Promise<void> {
  const waiting = [...ids];
  const work = async () => {
    const handler = groupStories(stages.deps);
    for (let article = waiting.shift(); article !== undefined; article = waiting.shift()) await handler.run({ article });
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** Which articles, by their place in what was seeded, are in one story. */
async function partition(): Promise<string[]> {
  const rows = await stages.database.many<{ id: number; story_id: number }>("select id, story_id from articles order by id");
  const first = rows[0]?.id ?? 0;
  const stories = new Map<number, number[]>();
  for (const { id, story_id } of rows) stories.set(story_id, [...(stories.get(story_id) ?? []), id - first]);
  return [...stories.values()].map((articles) => articles.join(" ")).sort();
}

const gold = Array.from({ length: STORIES }, (_, story) =>
  press.flatMap((article, index) => (article.story === story ? [index] : [])).join(" "),
).sort();

test.each([1, 8])("with %i workers every story is found whole, once", async (workers) => {
  await groupBy(workers, await seed(press));
  expect(await partition()).toEqual(gold);
  const { stories } = await stages.database.one<{ stories: number }>("select count(*)::int as stories from stories");
  expect(stories).toBe(STORIES);
});

test("a worker that restarts after each article fills its memory from the log", async () => {
  const some = press.slice(0, 60);
  for (const id of await seed(some)) await groupBy(1, [id]);
  const expected = Array.from({ length: STORIES }, (_, story) =>
    some.flatMap((article, index) => (article.story === story ? [index] : [])).join(" "),
  ).filter((articles) => articles !== "");
  expect(await partition()).toEqual(expected.sort());
});

test("a worker whose memory is seconds behind decides by all that others have written: it joins their story, and knows their sites' lines", async () => {
  const [one, other] = [groupStories(stages.deps), groupStories(stages.deps)];
  const notice = `Write to the desk of this paper at any hour, readers, for ${inventWords(900, 50)}.`;
  const report = (seed: number, outlet = "north.example"): Carried => ({
    story: seed,
    outlet,
    title: inventWords(seed, 6),
    text: `${inventWords(seed + 100, 90)}.\n\n${notice}`,
  });
  const [first = 0, ...rest] = await seed([report(1), report(2), report(3), report(4), report(4, "south.example")]);
  // The other worker has read the log now, and reads it next when it has the lock.
  await other.run({ article: first });
  for (const article of rest.slice(0, 2)) await one.run({ article });
  const [own = 0, copy = 0] = rest.slice(2);
  await other.run({ article: own });
  await one.run({ article: copy });
  expect(await partition()).toEqual(["0", "1", "2", "3 4"]);
  const words = await stages.database.many<{ words: number }>("select words from story_log order by seq limit 4");
  expect(words.map((row) => row.words > 100)).toEqual([true, true, true, false]);
});

test("workers killed during it lose nothing and leave nothing double", async () => {
  const ids = await seed(press);
  const { folder, remove } = await newFolder();
  const start = await buildProgram(
    folder,
    `import { openPostgres } from "src/store/engine/open-postgres.ts"; import { groupStories } from "src/pipeline/group-stories/group-stories.ts";`,
    `const [url, ...ids] = process.argv.slice(2);
     const database = openPostgres(url, () => {});
     const deps = { database, config: () => ({ digests: [] }), now: () => new Date("${NOW.toISOString()}") };
     const handler = groupStories(deps);
     for (const id of ids) { await handler.run({ article: Number(id) }); console.log(id); }
     await database.close();`,
  );
  const { url } = await stages.database.one<{ url: string }>("select current_database() as url");
  const store = new URL(inject("postgresUrl"));
  store.pathname = `/${url}`;
  const half = ids.length / 2;
  for (const killed of [ids.slice(0, half), ids.slice(half)]) {
    const worker = start(store.href, ...killed.map(String));
    await until(() => worker.output().split("\n").length > 20, "it has grouped some");
    worker.child.kill("SIGKILL");
    await worker.ended;
  }
  const { done } = await stages.database.one<{ done: number }>("select count(*)::int as done from articles where stage = 'done'");
  expect(done).toBeGreaterThan(20);
  expect(done).toBeLessThan(ids.length);
  await groupBy(4, ids);
  expect(await partition()).toEqual(gold);
  await remove();
});
