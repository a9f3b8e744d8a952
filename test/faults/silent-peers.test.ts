// Peers that go silent: packets are dropped or a process is stopped, so no connection ends. Nobody waits for them for long.
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { OutageError } from "../../src/errors.ts";
import { openLog } from "../../src/log.ts";
import { jobProcessor } from "../../src/pipeline/process-job.ts";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { inGroupingTurn } from "../../src/store/stories.ts";
import { buildProgram } from "../store/child-program.ts";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import { openSwallowingProxy } from "../support/swallowing-proxy.ts";
import { until } from "../support/wait.ts";
import type { AnyJob, QueueLocation } from "../../src/queues/backend.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { Timeouts } from "../../src/store/engine/open-postgres.ts";

/** For statements that take too long. */
const HASTY: Timeouts = { statementMs: 1_000, lockMs: 900, idleInTransactionMs: 5_000, answerMs: 1_500 };
/** In place of half a minute and more. */
const SHORT: Timeouts = { statementMs: 4_000, lockMs: 3_500, idleInTransactionMs: 2_000, answerMs: 5_000 };
const ignore = (): void => {};

let url: string;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  const made = await newPostgresDatabase(inject("postgresUrl"));
  url = made.url;
  cleanUps.push(made.drop);
});
const ofTest: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of ofTest.splice(0).toReversed()) await cleanUp();
});
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

function open(at: string, timeouts?: Timeouts): Database {
  const database = openPostgres(at, ignore, timeouts);
  ofTest.push(() => database.close());
  return database;
}

async function proxyTo(target: string) {
  const proxy = await openSwallowingProxy(target);
  ofTest.push(proxy.close);
  return proxy;
}

const groupOn = (database: Database) => inGroupingTurn(database, async () => undefined);

describe("Postgres", () => {
  test("a worker whose packets are dropped while it holds the grouping lock keeps nobody from grouping", async () => {
    const proxy = await proxyTo(url);
    const lost = open(proxy.url, SHORT);
    const ended = inGroupingTurn(lost, async (sql) => {
      proxy.swallow();
      return sql.one("select 1");
    });
    const other = open(url, { ...SHORT, statementMs: 30_000, lockMs: 30_000, answerMs: 30_000 });
    const error = ended.catch((thrown: unknown) => thrown);
    await groupOn(other);
    expect(await error).toBeInstanceOf(OutageError);
    // Once packets pass again the lost worker is back, on a new connection.
    proxy.pass();
    await groupOn(lost);
  });

  test("a process that is stopped while it holds the grouping lock keeps nobody from grouping", async () => {
    const { folder, remove } = await newFolder();
    ofTest.push(remove);
    const start = await buildProgram(
      folder,
      `import { openPostgres } from "src/store/engine/open-postgres.ts"; import { inGroupingTurn } from "src/store/stories.ts";`,
      `const alive = setInterval(() => {}, 1_000);
       const database = openPostgres(process.argv[2], () => {}, ${JSON.stringify(SHORT)});
       const ended = inGroupingTurn(database, async (sql) => {
         const goOn = new Promise((resolve) => process.once("SIGUSR2", resolve));
         console.log("has the lock");
         await goOn;
         await sql.one("select 1");
       });
       await ended.catch((error) => console.log(error.name));
       await database.close();
       clearInterval(alive);`,
    );
    const stopped = start(url);
    await until(() => stopped.output().includes("has the lock"), "it has the lock");
    stopped.child.kill("SIGSTOP");
    await groupOn(open(url, { ...SHORT, statementMs: 30_000, lockMs: 30_000, answerMs: 30_000 }));
    stopped.child.kill("SIGCONT");
    stopped.child.kill("SIGUSR2");
    expect(await stopped.ended).toBe("has the lock\nOutageError\n");
    expect(stopped.child.exitCode).toBe(0);
  });

  test("the grouping lock outlives its holder by less than a minute", async () => {
    const database = open(url);
    const pool = database.queuePool();
    const show = "select name, setting::int as setting from pg_settings where name = any($1)";
    const names = ["idle_in_transaction_session_timeout", "statement_timeout", "tcp_user_timeout", "tcp_keepalives_idle"];
    type Row = { name: string; setting: number };
    for (const rows of [await database.many<Row>(show, [names]), (await pool.query(show, [names])).rows as Row[]]) {
      expect(rows).toHaveLength(names.length);
      for (const { name, setting } of rows) {
        expect([name, setting]).not.toEqual([name, 0]);
        expect(setting).toBeLessThan(60_000);
      }
    }
  });

  test("a statement that takes too long is cancelled, except in a transaction that may take long", async () => {
    const database = open(url, HASTY);
    const slow = "select pg_sleep(2) is null as slept";
    await expect(database.one(slow)).rejects.toThrow("canceling statement due to statement timeout");
    expect(await database.transaction((sql) => sql.one(slow), { mayTakeLong: true })).toEqual({ slept: false });
    // The next use of that connection has a deadline again.
    await expect(database.transaction((sql) => sql.one(slow))).rejects.toThrow("canceling statement due to statement timeout");
  });

  test("a job whose statement takes too long each time is given up after its last try", async () => {
    const database = open(url, HASTY);
    const ends: string[] = [];
    const outcomes: string[] = [];
    const work = jobProcessor<"poll-feeds">({
      stage: "poll-feeds",
      handler: {
        run: () => database.one("select pg_sleep(2) is null as slept").then(() => ({ outcome: "done" })),
        postpone: () => Promise.resolve(void ends.push("postponed")),
        giveUp: (_, { message }) => Promise.resolve(void ends.push(`given up: ${message}`)),
      },
      handOn: () => Promise.resolve(),
      count: (_, { outcome }) => void outcomes.push(outcome),
      log: openLog("silent", false),
    });
    for (const attemptsMade of [0, 1]) {
      const job = { id: "feed-1", data: { feed: 1 }, attemptsMade, opts: { attempts: 2 } } as AnyJob;
      await expect(work(job)).rejects.toThrow("statement timeout");
    }
    expect(outcomes).toEqual(["retry", "set-aside"]);
    expect(ends).toEqual(["given up: canceling statement due to statement timeout"]);
  });

  test("a statement that waits too long for a lock is an outage", async () => {
    const database = open(url, { ...SHORT, lockMs: 500 });
    await inGroupingTurn(open(url), async () => {
      await expect(groupOn(database)).rejects.toBeInstanceOf(OutageError);
    });
  });

  test("a store whose server went silent still closes", async () => {
    const proxy = await proxyTo(url);
    const database = openPostgres(proxy.url, ignore, SHORT);
    await database.one("select 1");
    database.queuePool();
    proxy.swallow();
    await database.close();
  });
});

test.each(["redis", "postgres"] as const)("a worker on %s works again after its packets were dropped", async (kind) => {
  const target = kind === "redis" ? inject("redisUrl").replace(/\/\d*$/, "/14") : url;
  const proxy = await proxyTo(target);
  const locate = (at: string): QueueLocation =>
    kind === "redis"
      ? { kind, url: at, silentMs: 2_000 }
      : {
          kind: "sql",
          pool: open(at, { ...SHORT, statementMs: 2_000, lockMs: 1_500, answerMs: 2_500 }).queuePool(),
          exclusive: false,
        };
  const [ours, theirs] = [await openQueueBackend(locate(target), ignore), await openQueueBackend(locate(proxy.url), ignore)];
  const done: string[] = [];
  const queue = ours.queue("silent");
  const worker = theirs.worker("silent", async ({ name }) => void done.push(name), { runRetryDelay: 200, drainDelay: 1 });
  await queue.add("before", {});
  await until(() => done.includes("before"), "the first job is done");
  proxy.swallow();
  await queue.add("after", {});
  proxy.pass();
  await until(() => done.includes("after"), "the second job is done");
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  for (const backend of [theirs, ours]) await backend.close();
});
