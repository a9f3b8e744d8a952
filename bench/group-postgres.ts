// group-postgres: what a decision costs with its store, Postgres, with a million articles in the window; and a start, which reads their log.
import { openLog } from "../src/log.ts";
import { groupStories } from "../src/pipeline/group-stories/group-stories.ts";
import { migrate } from "../src/store/engine/migrate.ts";
import { openPostgres } from "../src/store/engine/open-postgres.ts";
import { addLogDay } from "../src/store/story-log.ts";
import { addArticle, minutesLater, NOW } from "../test/store/seed.ts";
import { inventPress } from "../test/stories/invent-press.ts";
import { newPostgresDatabase } from "../test/support/database.ts";
import { startServices } from "../test/support/start-services.ts";
import { median, quantile, report } from "./support/report.ts";
import type { StageDeps } from "../src/pipeline/stage-deps.ts";
import type { Database } from "../src/store/engine/database.ts";

const HELD = 1_000_000;
const STORIES = 500;
const log = openLog("error", false);

/** Articles of the last two days as the store has them, their texts and sketches left out: nothing reads those of other stories. */
async function hold(database: Database, articles: number): Promise<void> {
  for (const hours of [48, 24, 0]) await addLogDay(database, new Date(NOW.getTime() - hours * 3_600_000));
  await database.run(
    `insert into articles (url, stage, not_before, first_seen_at, relation)
     select 'https://held.example/' || g, 'done', $2, $2::timestamptz - g * interval '2 days' / $1, 'original' from generate_series(1, $1::int) g`,
    [articles, NOW],
  );
  await database.run(
    `insert into stories (article_id, created_at, last_copy_at) select id, first_seen_at, first_seen_at from articles order by id`,
  );
  await database.run("update articles set story_id = s.id from stories s where s.article_id = articles.id");
  const hashes = Array.from({ length: 9 }, (_, part) => `md5('${part} ' || s.id)`).join(" || ");
  await database.run(
    `insert into story_log (day, at, story_id, article_id, words, site, keys, lines)
     select (s.created_at at time zone 'UTC')::date, s.created_at, s.id, s.article_id, 400, s.id % 2000, decode(${hashes}, 'hex'), decode(${hashes}, 'hex')
     from stories s order by s.created_at`,
  );
  await database.run("analyze");
}

const services = await startServices({ syncsToDisk: true });
const { url, drop } = await newPostgresDatabase(services.postgresUrl);
const database = openPostgres(url, (error) => log.error(error));
try {
  await migrate(database);
  await hold(database, HELD);
  const press = inventPress(STORIES, { paragraphs: 15 });
  const ids: number[] = [];
  for (const [index, { outlet, title, text }] of press.entries())
    ids.push(
      await addArticle(database, {
        url: `https://${outlet}/${index}`,
        title,
        text,
        site: outlet,
        stage: "group-stories",
        published_at: minutesLater(index % 60),
        first_seen_at: NOW,
      }),
    );
  // What grouping uses of them.
  const deps = { database, now: () => NOW, config: () => ({ digests: [] }), log } as unknown as StageDeps;
  const handler = groupStories(deps);
  const [first = 0, ...others] = ids;
  const started = performance.now();
  await handler.run({ article: first });
  const startMs = performance.now() - started;
  const costs: number[] = [];
  for (const article of others) {
    const from = performance.now();
    await handler.run({ article });
    costs.push(performance.now() - from);
  }
  const { stories } = await database.one<{ stories: number }>(
    "select count(distinct story_id)::int as stories from articles where id > $1",
    [HELD],
  );
  report([
    { name: "articles held", value: HELD, unit: "" },
    { name: "a start, which reads them", value: startMs / 1_000, unit: "s" },
    {
      name: "a decision, mean",
      value: costs.reduce((sum, ms) => sum + ms, 0) / costs.length,
      unit: "ms",
      floor: { kind: "at most", value: 3 },
    },
    { name: "a decision, median", value: median(costs), unit: "ms" },
    { name: "a decision, 99 of 100 within", value: quantile(costs, 0.99), unit: "ms" },
    { name: `stories found of ${STORIES}`, value: stories, unit: "" },
  ]);
} finally {
  await database.close();
  await drop();
  await services.stop();
}
