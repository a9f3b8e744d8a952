// Jobs on each of the three backends: run once, ended in one outcome, tried again or set aside as their fault asks.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PermanentError, RetryLaterError } from "../../src/errors.ts";
import { openLog } from "../../src/log.ts";
import { directFirst } from "../../src/queues/direct-lane.ts";
import { openProducer } from "../../src/queues/enqueue.ts";
import { PIPELINE } from "../../src/queues/pipeline.ts";
import { runStage } from "../../src/queues/run-stage.ts";
import { until } from "../support/wait.ts";
import { openTestQueue, QUEUES } from "./open-test-queue.ts";
import type { Queue } from "bullmq";
import type { Producer } from "../../src/queues/enqueue.ts";
import type { StageName } from "../../src/queues/pipeline.ts";
import type { Outcome, StageHandler } from "../../src/queues/process-job.ts";
import type { RunningStage } from "../../src/queues/run-stage.ts";
import type { TestQueue } from "./open-test-queue.ts";

const REDIS_DATABASE = 11;
const log = openLog("silent", false);

const done = async (): Promise<Outcome> => ({ outcome: "done" });

/** Jobs wait at it until the test opens it. */
function openGate(): { opened: Promise<void>; open: () => void } {
  const gate = new AbortController();
  const opened = new Promise<void>((resolve) => gate.signal.addEventListener("abort", () => resolve()));
  return { opened, open: () => gate.abort() };
}

describe.each(QUEUES)("on %s", (kind) => {
  let queue: TestQueue;
  let producer: Producer;
  let queues: Queue[] = [];
  let polls: Queue;
  let running: Pick<RunningStage<StageName>, "drain">[] = [];
  /** How the jobs of the test ended, and what its handler was called for. */
  let outcomes: string[] = [];
  let calls: string[] = [];
  beforeAll(async () => {
    queue = await openTestQueue(kind, REDIS_DATABASE);
    producer = openProducer(queue.backend);
    queues = (["poll-feeds", "group-stories", "send-digests"] as const).map((stage) => queue.backend.queue(stage));
    [polls] = queues as [Queue];
  });
  beforeEach(() => {
    outcomes = [];
    calls = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((stage) => stage.drain(5_000)));
    running = [];
    await Promise.all(queues.map((one) => one.obliterate({ force: true })));
  });
  afterAll(async () => {
    await Promise.all(queues.map((one) => one.close()));
    await producer?.close();
    await queue?.close();
  });

  const count = (_: StageName, { outcome }: Outcome) => void outcomes.push(outcome);

  /** Runs a stage whose handler does this, and keeps what else it was called for. */
  function start<S extends StageName>(
    stage: S,
    run: StageHandler<S>["run"],
    more: Partial<StageHandler<S>> = {},
    lockMs?: number,
  ): RunningStage<S> {
    const handler: StageHandler<S> = {
      run: async (payload) => {
        calls.push(`run ${JSON.stringify(payload)}`);
        return run(payload);
      },
      postpone: async (payload, time, reason) =>
        void calls.push(`postpone ${JSON.stringify(payload)} ${time.toISOString()} ${reason}`),
      setAside: async (payload, error) => void calls.push(`set aside ${JSON.stringify(payload)} ${error.message}`),
      ...more,
    };
    const stageRunning = runStage({
      backend: queue.backend,
      producer,
      stage,
      handler,
      count,
      log,
      ...(lockMs !== undefined && { lockMs }),
    });
    running.push(stageRunning);
    return stageRunning;
  }
  const depth = async (stage: StageName = "poll-feeds") => (await producer.depths())[stage];
  const idle = () => until(async () => (await depth()) === 0, "the queue is empty");
  const ended = (jobs: number) => until(() => outcomes.length >= jobs, `${jobs} jobs have ended`);

  describe("a job", () => {
    test("that waits is not queued a second time", async () => {
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await producer.enqueue("poll-feeds", [{ feed: 1 }, { feed: 2 }, { feed: 1 }]);
      expect(await depth()).toBe(2);
      start("poll-feeds", done);
      await idle();
      expect(calls.sort()).toEqual(['run {"feed":1}', 'run {"feed":2}']);
    });

    test("that ended may come again, however it ended", async () => {
      start("poll-feeds", async ({ feed }) => {
        if (feed === 2) throw new PermanentError("broken");
        if (feed === 3) throw new RetryLaterError("later", new Date());
        return done();
      });
      const feeds = [{ feed: 1 }, { feed: 2 }, { feed: 3 }];
      for (const round of [1, 2]) {
        await producer.enqueue("poll-feeds", feeds);
        await ended(3 * round);
        await idle();
      }
      expect(outcomes.sort()).toEqual(["done", "done", "later", "later", "set-aside", "set-aside"]);
    });

    test("of many at once runs once, as do all others", async () => {
      const feeds = Array.from({ length: 620 }, (_, index) => ({ feed: index + 1 }));
      start("poll-feeds", done);
      await producer.enqueue("poll-feeds", feeds);
      await ended(feeds.length);
      await idle();
      expect(calls).toHaveLength(feeds.length);
      expect(new Set(calls).size).toBe(feeds.length);
    });

    test("may be about a digest of any name", async () => {
      const digests = ["a:b", "7", "ကခ 😀", "a/b%c"].map((digest) => ({ digest }));
      await producer.enqueue("send-digests", [...digests, ...digests, { delivery: 7 }]);
      expect(await depth("send-digests")).toBe(5);
      start("send-digests", done);
      await ended(5);
      expect(calls.sort()).toEqual([...digests, { delivery: 7 }].map((payload) => `run ${JSON.stringify(payload)}`).sort());
    });

    test("comes with as many tries as the pipeline says, and pauses that double", async () => {
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      const [job] = await polls.getWaiting();
      expect(job?.opts).toMatchObject({
        attempts: PIPELINE["poll-feeds"].attempts,
        backoff: { type: "exponential", delay: 1000 },
      });
    });

    test("of another shape is dropped and counted, and holds up no other", async () => {
      for (const data of [{ feed: "one" }, { feed: -1 }, { article: 1 }, null, "text", { feed: 1e300 }])
        await polls.add("poll-feeds", data, { removeOnComplete: true });
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      start("poll-feeds", done);
      await ended(7);
      await idle();
      expect(outcomes.sort()).toEqual(["done", ...Array.from({ length: 6 }, () => "malformed")]);
      expect(calls).toEqual(['run {"feed":1}']);
    });
  });

  describe("a fault", () => {
    test("that is permanent sets the subject aside at once", async () => {
      start("poll-feeds", async () => {
        throw new PermanentError("no such thing");
      });
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await ended(1);
      await idle();
      expect(calls).toEqual(['run {"feed":1}', 'set aside {"feed":1} no such thing']);
      expect(outcomes).toEqual(["set-aside"]);
    });

    test("that asks for later is kept with its time, and is no try", async () => {
      const later = new Date("2030-01-01T00:00:00Z");
      start("poll-feeds", async () => {
        throw new RetryLaterError("busy", later);
      });
      for (let turn = 1; turn <= 6; turn += 1) {
        await producer.enqueue("poll-feeds", [{ feed: 1 }]);
        await ended(turn);
        await idle();
      }
      expect(outcomes).toEqual(Array.from({ length: 6 }, () => "later"));
      expect(calls[1]).toBe('postpone {"feed":1} 2030-01-01T00:00:00.000Z busy');
    });

    test("that nobody knows is tried again after a pause, and set aside after the last try", async () => {
      start("poll-feeds", async () => {
        throw new Error("a bug");
      });
      await polls.add(
        "poll-feeds",
        { feed: 1 },
        { jobId: "feed-1", attempts: 3, backoff: { type: "fixed", delay: 150 }, removeOnFail: true },
      );
      await ended(3);
      await idle();
      expect(outcomes).toEqual(["retry", "retry", "set-aside"]);
      expect(calls.filter((call) => call.startsWith("set aside"))).toEqual(['set aside {"feed":1} a bug']);
    });

    test("that passes costs a try and nothing else", async () => {
      let tries = 0;
      start("poll-feeds", async () => {
        tries += 1;
        if (tries === 1) throw new Error("a hiccup");
        return done();
      });
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await ended(2);
      await idle();
      expect(outcomes).toEqual(["retry", "done"]);
    });

    test("that can't be kept is one outcome too, and is tried again", async () => {
      let away = true;
      const keep = async () => {
        if (away) {
          away = false;
          throw new Error("the database is away");
        }
        calls.push("kept");
      };
      start(
        "poll-feeds",
        async ({ feed }) => {
          throw feed === 1 ? new RetryLaterError("busy", new Date()) : new PermanentError("broken");
        },
        { postpone: keep, setAside: keep },
      );
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await ended(2);
      expect(outcomes).toEqual(["retry", "later"]);
      away = true;
      await producer.enqueue("poll-feeds", [{ feed: 2 }]);
      await ended(4);
      await idle();
      expect(outcomes).toEqual(["retry", "later", "retry", "set-aside"]);
      expect(calls.filter((call) => call.startsWith("run"))).toHaveLength(4);
    });
  });

  describe("work handed straight to a stage of this process", () => {
    const handOver = (stage: RunningStage<"group-stories">) =>
      directFirst(producer, (name, payload) => name === "group-stories" && stage.take(payload as { article: number }));

    test("is run in order, one at a time, and never stands on the queue", async () => {
      const gate = openGate();
      const direct = handOver(start("group-stories", () => gate.opened.then(done)));
      for (const article of [1, 2, 3]) await direct.enqueue("group-stories", [{ article }]);
      expect([calls, await depth("group-stories")]).toEqual([['run {"article":1}'], 0]);
      gate.open();
      await ended(3);
      expect(calls).toEqual([1, 2, 3].map((article) => `run {"article":${article}}`));
    });

    test("that fails is tried again by the queue, and each try is counted once", async () => {
      let tries = 0;
      const direct = handOver(
        start("group-stories", async () => {
          if (++tries === 1) throw new Error("away");
          return { outcome: "done" };
        }),
      );
      await direct.enqueue("group-stories", [{ article: 1 }]);
      await ended(2);
      expect(outcomes).toEqual(["retry", "done"]);
    });

    test("that can never succeed is set aside and not tried again", async () => {
      const direct = handOver(start("group-stories", () => Promise.reject(new PermanentError("never"))));
      await direct.enqueue("group-stories", [{ article: 1 }]);
      await ended(1);
      expect([outcomes, calls.at(-1)]).toEqual([["set-aside"], 'set aside {"article":1} never']);
      expect(await depth("group-stories")).toBe(0);
    });

    test("goes by the queue where too much waits, and what waits goes there when the stage stops", async () => {
      const gate = openGate();
      const stage = start("group-stories", () => gate.opened.then(done));
      const direct = handOver(stage);
      await direct.enqueue(
        "group-stories",
        Array.from({ length: 103 }, (_, index) => ({ article: index + 1 })),
      );
      await until(async () => (await depth("group-stories")) === 2, "two are on the queue");
      const draining = stage.drain(20_000);
      await until(async () => (await depth("group-stories")) >= 101, "what waited is on the queue");
      gate.open();
      await draining;
      await direct.enqueue("group-stories", [{ article: 200 }]);
      expect(calls.length + (await depth("group-stories"))).toBe(104);
    });

    test("of other stages goes by the queue", async () => {
      await directFirst(producer, () => true).enqueue("poll-feeds", [{ feed: 1 }]);
      expect(await depth()).toBe(1);
    });
  });

  describe("a stage that stops", () => {
    test("has run as many jobs at once as the pipeline allows; it finishes them and takes no other", async () => {
      const { concurrency } = PIPELINE["send-digests"];
      const gate = openGate();
      const stage = start("send-digests", () => gate.opened.then(done));
      await producer.enqueue(
        "send-digests",
        Array.from({ length: concurrency + 3 }, (_, index) => ({ delivery: index + 1 })),
      );
      await until(() => calls.length === concurrency, "as many jobs run as may");
      let drained = false;
      const draining = stage.drain(20_000).then(() => (drained = true));
      await depth("send-digests");
      expect(drained).toBe(false);
      gate.open();
      await draining;
      expect(outcomes).toHaveLength(concurrency);
      expect(calls).toHaveLength(concurrency);
      expect(await depth("send-digests")).toBe(3);
    });

    test("gives up at its deadline, and the job that it left is run by the next", async () => {
      const gate = openGate();
      const lockMs = 500;
      const stage = start("poll-feeds", () => gate.opened.then(() => ({ outcome: "too late" })), {}, lockMs);
      await producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await until(() => calls.length === 1, "the job runs");
      const begun = Date.now();
      await stage.drain(200);
      expect(Date.now() - begun).toBeLessThan(3_000);
      start("poll-feeds", done, {}, lockMs);
      await until(() => outcomes.includes("done"), "the next worker has the job");
      gate.open();
      await until(() => outcomes.includes("too late"), "the job that was left ends");
      await idle();
    });
  });
});
