// Goal: a database that fails at any statement of any stage costs a try and nothing else. Method: a press publishes a story for each statement
// of each stage; that statement fails once, and the story still comes to its reader once, with nothing quarantined.
import { UnrecoverableError } from "bullmq";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweep } from "../../src/chores/sweep.ts";
import { HANDLERS } from "../../src/pipeline/handlers.ts";
import { handOn } from "../../src/pipeline/hand-on.ts";
import { PIPELINE, STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { jobProcessor } from "../../src/pipeline/process-job.ts";
import { serve } from "../http/serve.ts";
import { digest, openStages, watchlists } from "../pipeline/open-stages.ts";
import { inventText } from "../pipeline/tell-story.ts";
import { STORES } from "../store/open-test-store.ts";
import { feedConfig } from "../store/seed.ts";
import { readOutbox } from "../support/read-mails.ts";
import { openFaultyDatabase } from "./faulty-database.ts";
import type { Payload, StageName } from "../../src/pipeline/pipeline.ts";
import type { AnyJob } from "../../src/queues/backend.ts";
import type { TestStages } from "../pipeline/open-stages.ts";
import type { DatabaseFault } from "./faulty-database.ts";

/** More than any stage has. */
const STATEMENTS_MAX = 80;
const ROUNDS_MAX = 30;
const ROUND_MS = 10 * 60_000;

interface Job {
  stage: StageName;
  data: Payload<StageName>;
  attemptsMade: number;
}

/** A press on loopback: a feed of its last stories, and their pages. */
async function openPress() {
  const stories: { title: string; text: string }[] = [];
  const { port } = await serve(({ url = "" }, response) => {
    const number = /^\/story\/(\d+)$/.exec(url)?.[1];
    const story = stories[Number(number)];
    if (url === "/feed") {
      const items = stories.map(
        ({ title }, index) => `<item><guid>${index}</guid><title>${title}</title><link>/story/${index}</link></item>`,
      );
      return void response
        .writeHead(200, { "content-type": "application/rss+xml" })
        .end(`<rss version="2.0"><channel><title>Press</title>${items.toReversed().slice(0, 10).join("")}</channel></rss>`);
    }
    if (number === undefined || story === undefined) return void response.writeHead(404).end();
    const body = `<article><h1>${story.title}</h1><p>${story.text}</p></article>`;
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(`<html><head><title>${story.title}</title></head><body>${body}</body></html>`);
  });
  return {
    url: `http://127.0.0.1:${port}/feed`,
    publish: (title: string) => void stories.push({ title, text: inventText("harbour") }),
  };
}

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(async () => {
    await stages.wipe();
    stages.clock.at = new Date();
  });
  afterAll(() => stages.close());

  /**
   * Works off the queue, and what the sweeper brings, until all that was published has its end. `around` runs each job; `together`: all that wait
   * for one stage at once.
   */
  async function settle(
    published: number,
    around: (stage: StageName, run: () => Promise<void>) => Promise<void>,
    deps: TestStages["deps"],
    together: boolean,
  ) {
    const queue: Job[] = [];
    const producer = {
      ...stages.deps.producer,
      enqueue: async <S extends StageName>(stage: S, payloads: readonly Payload<S>[]) =>
        void queue.push(...payloads.map((data) => ({ stage, data, attemptsMade: 0 }))),
    };
    const work = { ...stages.deps, producer };
    const workOn = async ({ stage, data, attemptsMade }: Job): Promise<void> => {
      const run = jobProcessor({
        stage,
        handler: handlers(deps)[stage] as never,
        handOn: (more) => handOn(work, more),
        count: () => {},
        log: stages.deps.log,
      });
      const opts = { attempts: PIPELINE[stage].attempts };
      await around(stage, () => run({ id: "a", data, attemptsMade, opts } as AnyJob)).catch((error: unknown) => {
        if (!(error instanceof UnrecoverableError)) queue.push({ stage, data, attemptsMade: attemptsMade + 1 });
      });
    };
    for (let round = 0; round < ROUNDS_MAX; round++) {
      stages.clock.at = new Date((stages.clock.at?.getTime() ?? 0) + ROUND_MS);
      await sweep(work, 0);
      for (let next = queue[0]; next !== undefined; next = queue[0]) {
        const { stage } = next;
        const alike = together ? queue.filter((job) => job.stage === stage) : [next];
        for (const job of alike) queue.splice(queue.indexOf(job), 1);
        await Promise.all(alike.map(workOn));
      }
      if (await isSettled(published)) return;
    }
    throw new Error(`not settled after ${ROUNDS_MAX} rounds`);
  }
  const made = new WeakMap<object, { [S in StageName]: ReturnType<(typeof HANDLERS)[S]> }>();
  const handlers = (deps: TestStages["deps"]) => {
    const known = made.get(deps) ?? (Object.fromEntries(STAGE_NAMES.map((stage) => [stage, HANDLERS[stage](deps)])) as never);
    made.set(deps, known);
    return known;
  };

  const isSettled = async (published: number): Promise<boolean> => {
    const { articles, open, waiting, unsent } = await stages.database.one<Record<string, number>>(
      `select (select count(*)::int from articles) as articles, (select count(*)::int from articles where stage <> 'done') as open,
         (select count(*)::int from digest_stories where issue_id is null) as waiting,
         (select count(*)::int from deliveries where state <> 'sent') as unsent`,
    );
    return articles === published && open === 0 && waiting === 0 && unsent === 0;
  };

  /**
   * Fails the n-th statement of each of these stages once while so many stories are on their way, then the next one of each, until none of
   * them has so many.
   */
  async function failEach(failing: readonly StageName[], fault: DatabaseFault, atOnce: number): Promise<void> {
    const press = await openPress();
    await stages.configure({
      feeds: [feedConfig(press.url)],
      watchlists: watchlists("harbour"),
      digests: [digest("alerts", { schedule: { kind: "immediately" }, surge: false })],
    });
    const faulty = openFaultyDatabase(stages.database);
    const deps = { ...stages.deps, database: faulty.database };
    const titles: string[] = [];
    const failures = new Map(failing.map((stage) => [stage, 0]));
    let hasFailed = new Set<StageName>(failing);
    for (let nth = 1; hasFailed.size > 0; nth++) {
      if (nth > STATEMENTS_MAX) throw new Error(`more than ${STATEMENTS_MAX} statements`);
      for (let story = 0; story < atOnce; story++) titles.push(`Harbour story ${failing.at(-1)} ${fault} ${titles.length + 1}`);
      for (const title of titles.slice(-atOnce)) press.publish(title);
      hasFailed = new Set();
      const statements = new Map<StageName, number>();
      let running = 0;
      const around = async (stage: StageName, run: () => Promise<void>): Promise<void> => {
        if (!failures.has(stage)) return run();
        const before = statements.get(stage) ?? 0;
        if (running++ === 0 && !hasFailed.has(stage)) faulty.arm(fault, nth - before);
        await run().finally(() => {
          if (--running > 0) return;
          const { failed, seen } = faulty.disarm();
          statements.set(stage, before + seen);
          if (failed) hasFailed.add(stage);
        });
      };
      await settle(titles.length, around, deps, atOnce > 1);
      for (const stage of hasFailed) failures.set(stage, (failures.get(stage) ?? 0) + 1);
      const { aside, faults } = await stages.database.one<Record<string, number>>(
        `select (select count(*)::int from articles where set_aside_at is not null) as aside,
           (select count(*)::int from feeds where fault is not null) as faults`,
      );
      expect({ nth, aside, faults }).toEqual({ nth, aside: 0, faults: 0 });
    }
    expect(Math.min(...failures.values())).toBeGreaterThan(1);
    const mails = await readOutbox(stages.outbox);
    const told = mails.map(({ text = "" }) => text).join("\n");
    for (const title of titles) expect([title, told.split(new RegExp(`${title}\\b`)).length - 1]).toEqual([title, 1]);
  }

  test.each(["rolled-back", "unanswered"] as const)(
    "each statement of each stage may be %s once, and every story arrives, once",
    (fault) => failEach(STAGE_NAMES, fault, 1),
  );

  test.each(["fetch-articles", "match-watchlists"] as const)(
    "at %s each statement that articles share may be rolled back once, and every story arrives, once",
    (stage) => failEach([stage], "rolled-back", 3),
  );
});
