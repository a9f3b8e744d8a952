// Goal: a queue that is lost loses nothing and repeats nothing. Method: the newsroom flows over a Redis of its own, which is flushed
// in the middle, and later killed and started again empty.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openApp } from "../../src/app/open-app.ts";
import { openLog } from "../../src/log.ts";
import { STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { sweep } from "../../src/chores/sweep.ts";
import { Redis } from "ioredis";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import { loadNewsroomConfig } from "../support/newsroom-config.ts";
import { countStories, eachOnce, readOutbox } from "../support/read-mails.ts";
import { until } from "../support/wait.ts";
import { startRedisServer } from "./redis-server.ts";
import type { App } from "../../src/app/open-app.ts";
import type { Config } from "../../src/config/config.ts";
import type { Newsroom } from "../../src/newsroom/open-newsroom.ts";
import type { RedisServer } from "./redis-server.ts";

/** In place of a minute. */
const STALE_MS = 1_500;

let redis: RedisServer;
let newsroom: Newsroom;
let config: Config;
let app: App;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  redis = await startRedisServer();
  const { folder, remove } = await newFolder();
  const { url, drop } = await newPostgresDatabase(inject("postgresUrl"));
  newsroom = await openNewsroom({ startedAt: new Date() });
  cleanUps.push(() => redis.kill(), remove, drop, newsroom.close);
  config = await loadNewsroomConfig(folder, newsroom, {
    env: { DATABASE_URL: url, REDIS_URL: redis.url },
    digestsYaml: "digests:\n  - { id: alerts, to: [desk@example.org], schedule: immediately, settle: none, timezone: UTC }\n",
  });
  app = await openApp({ config, log: openLog("silent", false), lockMs: 1_000 });
  cleanUps.push(app.close);
});
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const count = async (condition: string): Promise<number> =>
  (await app.deps.database.one<{ count: number }>(`select count(*)::int as count from articles where ${condition}`)).count;
const mails = () => readOutbox(config.mail.smtp.kind === "outbox" ? config.mail.smtp.dir : "");
const told = async () => countStories(await mails(), newsroom.expected);

test("flushed in the middle, then killed and started again: every story is told once", async () => {
  app.start(STAGE_NAMES);
  await until(async () => (await count("stage <> 'fetch-articles'")) >= 5, "some articles have been read");

  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
  const onTheirWay = await count("stage <> 'done'");
  expect(onTheirWay).toBeGreaterThan(5);
  const sweepAll = () => sweep(app.deps, STALE_MS).catch(() => 0);
  await until(
    async () => (await sweepAll(), (await count("stage = 'done'")) >= newsroom.expected.articles / 2),
    "half of the articles are done",
  );

  await redis.kill();
  redis = await startRedisServer({ port: redis.port });
  await until(
    async () => {
      await sweepAll();
      const stories = Object.values(await told()).filter((times) => times > 0);
      return (await count("stage = 'done'")) === newsroom.expected.articles && stories.length >= newsroom.expected.stories.length;
    },
    "every story is told",
    25_000,
  );

  // Another round of everything brings nothing to tell.
  await sweep(app.deps, 0);
  await until(async () => Object.values(await app.deps.producer.depths()).every((depth) => depth === 0), "the queues are empty");
  expect(await told()).toEqual(eachOnce(newsroom.expected));
});
