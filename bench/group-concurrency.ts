// group-concurrency: 10,000 articles of 2,000 stories by one process, by eight at once, and by eight that are killed: the same stories, none double.
import { openLog } from "../src/log.ts";
import { migrate } from "../src/store/engine/migrate.ts";
import { openPostgres } from "../src/store/engine/open-postgres.ts";
import { buildProgram } from "../test/store/child-program.ts";
import { addArticle, minutesLater, NOW } from "../test/store/seed.ts";
import { inventPress } from "../test/stories/invent-press.ts";
import { openDice } from "../test/support/open-dice.ts";
import { newFolder, newPostgresDatabase } from "../test/support/database.ts";
import { startServices } from "../test/support/start-services.ts";
import { report } from "./support/report.ts";
import type { Database } from "../src/store/engine/database.ts";
import type { Running } from "../test/store/child-program.ts";

const unlike = (a: readonly string[], b: readonly string[]): number => a.filter((story) => !b.includes(story)).length;

const STORIES = 2_000;
const ARTICLES = 10_000;
const KILLS = 24;
const press = inventPress(STORIES).slice(0, ARTICLES);
const log = openLog("error", false);

const WORKER_IMPORTS = `import { openPostgres } from "src/store/engine/open-postgres.ts"; import { groupStories } from "src/pipeline/group-stories/group-stories.ts";`;
/** Takes its share of what waits, in the order of arrival, and says each that is done. */
const WORKER = `
  const [url, worker, workers] = process.argv.slice(2);
  const database = openPostgres(url, () => {});
  const deps = { database, config: () => ({ digests: [] }), now: () => new Date("${NOW.toISOString()}") };
  const handler = groupStories(deps);
  const waiting = await database.many("select id from articles where stage = 'group-stories' and id % $2::int = $1::int order by id", [Number(worker), Number(workers)]);
  for (const { id } of waiting) { await handler.run({ article: id }); process.stdout.write("."); }
  await database.close();`;

async function seed(database: Database): Promise<void> {
  for (const [index, { outlet, title, text }] of press.entries())
    await addArticle(database, {
      url: `https://${outlet}/${index}`,
      title,
      text,
      site: outlet,
      stage: "group-stories",
      published_at: minutesLater(index % 60),
      first_seen_at: NOW,
    });
}

/** The articles of each story, by their order of arrival. */
async function partition(database: Database): Promise<string[]> {
  const rows = await database.many<{ id: number; story_id: number }>("select id, story_id from articles order by id");
  const stories = new Map<number, number[]>();
  for (const { id, story_id } of rows) stories.set(story_id, [...(stories.get(story_id) ?? []), id]);
  return [...stories.values()].map((articles) => articles.join(" ")).sort();
}

type Start = (...args: string[]) => Running;

async function work(start: Start, url: string, workers: number, kills: number): Promise<number> {
  const dice = openDice(7);
  const startedAt = performance.now();
  let left = kills;
  const run = async (worker: number): Promise<void> => {
    for (;;) {
      const running = start(url, String(worker), String(workers));
      if (left > 0) {
        left -= 1;
        const doneBefore = 20 + Math.floor(dice() * 120);
        running.child.stdout?.on("data", () => running.output().length >= doneBefore && running.child.kill("SIGKILL"));
      }
      const said = await running.ended;
      if (running.child.signalCode === "SIGKILL") continue;
      if (running.child.exitCode !== 0) throw new Error(said.slice(-2_000));
      return;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => run(worker)));
  return (performance.now() - startedAt) / 1_000;
}

const services = await startServices({ syncsToDisk: true });
const { folder, remove } = await newFolder();
try {
  const start = await buildProgram(folder, WORKER_IMPORTS, WORKER);
  const gold = new Map<number, number[]>();
  press.forEach(({ story }, index) => gold.set(story, [...(gold.get(story) ?? []), index + 1]));
  const goldStories = [...gold.values()].map((articles) => articles.join(" ")).sort();
  const results: { stories: string[]; seconds: number; doubles: number }[] = [];
  for (const [workers, kills] of [
    [1, 0],
    [8, 0],
    [8, KILLS],
  ] as const) {
    const { url, drop } = await newPostgresDatabase(services.postgresUrl);
    const database = openPostgres(url, (error) => log.error(error));
    await migrate(database);
    await seed(database);
    const seconds = await work(start, url, workers, kills);
    const stories = await partition(database);
    const { count } = await database.one<{ count: number }>("select count(*)::int as count from stories");
    results.push({ stories, seconds, doubles: count - stories.length });
    await database.close();
    await drop();
  }
  const [one, eight, killed] = results as [(typeof results)[0], (typeof results)[0], (typeof results)[0]];
  const none = { kind: "at most", value: 0 } as const;
  report([
    { name: `articles of ${STORIES} stories, shuffled`, value: press.length, unit: "" },
    { name: "stories found by one process", value: one.stories.length, unit: `of ${goldStories.length}` },
    {
      name: "not as they were written, by one",
      value: unlike(one.stories, goldStories),
      unit: "stories",
      floor: { kind: "at most", value: 2 },
    },
    { name: "by eight at once, unlike one's", value: unlike(eight.stories, one.stories), unit: "stories", floor: none },
    {
      name: `by eight, killed ${KILLS} times, unlike one's`,
      value: unlike(killed.stories, one.stories),
      unit: "stories",
      floor: none,
    },
    { name: "stories without an article", value: one.doubles + eight.doubles + killed.doubles, unit: "", floor: none },
    { name: "one process", value: press.length / one.seconds, unit: "articles/s" },
    { name: "eight at once", value: press.length / eight.seconds, unit: "articles/s" },
  ]);
} finally {
  await remove();
  await services.stop();
}
