// Jobs on each of the three backends: run once, ended in one outcome, retried or quarantined according to their fault.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { OutageError, PermanentError, RetryLaterError } from "../../src/errors.ts";
import { PIPELINE } from "../../src/pipeline/pipeline.ts";
import { until } from "../support/wait.ts";
import { done, openGate, openTestStages } from "./open-test-stages.ts";
import { QUEUES } from "../queues/open-test-queue.ts";
import type { TestStages } from "./open-test-stages.ts";

const REDIS_DATABASE = 11;

const onward = (article: number) => ({ "send-digests": [{ digest: `of ${article}` }] });

describe.each(QUEUES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => void (stages = await openTestStages(kind, REDIS_DATABASE)));
  afterEach(() => stages.clear());
  afterAll(() => stages?.close());

  describe("a job", () => {
    test("that waits is not queued a second time", async () => {
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }, { feed: 2 }, { feed: 1 }]);
      expect(await stages.depth()).toBe(2);
      stages.start("poll-feeds", done);
      await stages.idle();
      expect(stages.calls.sort()).toEqual(['run {"feed":1}', 'run {"feed":2}']);
    });

    test("that ended may come again, however it ended", async () => {
      stages.start("poll-feeds", async ({ feed }) => {
        if (feed === 2) throw new PermanentError("broken");
        if (feed === 3) throw new RetryLaterError("later", new Date());
        return done();
      });
      const feeds = [{ feed: 1 }, { feed: 2 }, { feed: 3 }];
      for (const round of [1, 2]) {
        await stages.producer.enqueue("poll-feeds", feeds);
        await stages.ended(3 * round);
        await stages.idle();
      }
      expect(stages.outcomes.sort()).toEqual(["done", "done", "later", "later", "set-aside", "set-aside"]);
    });

    test("that the database kept from its work is postponed, however often, and never quarantined", async () => {
      const begunMs = Date.now();
      stages.start("poll-feeds", () => Promise.reject(new OutageError("connection refused")));
      for (let round = 1; round <= 6; round += 1) {
        await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
        await stages.ended(round);
        await stages.idle();
      }
      expect(stages.outcomes).toEqual(Array.from({ length: 6 }, () => "later"));
      expect(stages.calls.filter((call) => call.startsWith("give up"))).toEqual([]);
      // At once, it would fail again at once.
      const [, until = ""] = /^postpone \S+ (\S+)/.exec(stages.calls.find((call) => call.startsWith("postpone")) ?? "") ?? [];
      expect(Date.parse(until) - begunMs).toBeGreaterThanOrEqual(5_000);
    });

    test("of many workers at once runs once, like all others", async () => {
      const feeds = Array.from({ length: 620 }, (_, index) => ({ feed: index + 1 }));
      stages.start("poll-feeds", done);
      await stages.producer.enqueue("poll-feeds", feeds);
      await stages.ended(feeds.length);
      await stages.idle();
      expect(stages.calls).toHaveLength(feeds.length);
      expect(new Set(stages.calls).size).toBe(feeds.length);
    });

    test("may name any digest", async () => {
      const digests = ["a:b", "7", "ကခ 😀", "a/b%c"].map((digest) => ({ digest }));
      await stages.producer.enqueue("send-digests", [...digests, ...digests, { delivery: 7 }]);
      expect(await stages.depth("send-digests")).toBe(5);
      stages.start("send-digests", done);
      await stages.ended(5);
      expect(stages.calls.sort()).toEqual(
        [...digests, { delivery: 7 }].map((payload) => `run ${JSON.stringify(payload)}`).sort(),
      );
    });

    test("puts what it hands on on the next stage's queue, also when it is given up", async () => {
      stages.start(
        "group-stories",
        async ({ article }) => {
          if (article === 2) throw new PermanentError("broken");
          return { outcome: "done", handOn: onward(article) };
        },
        { giveUp: async ({ article }) => onward(article) },
      );
      await stages.producer.enqueue("group-stories", [{ article: 1 }, { article: 2 }]);
      await stages.ended(2);
      expect(await stages.depth("send-digests")).toBe(2);
      expect(stages.outcomes.sort()).toEqual(["done", "set-aside"]);
    });

    test("comes with as many tries as the pipeline says, and pauses that double", async () => {
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      const [job] = await stages.polls.getWaiting();
      expect(job?.opts).toMatchObject({
        attempts: PIPELINE["poll-feeds"].attempts,
        backoff: { type: "exponential", delay: 1000 },
      });
    });

    test("of another shape is dropped and counted, and delays no other", async () => {
      for (const data of [{ feed: "one" }, { feed: -1 }, { article: 1 }, null, "text", { feed: 1e300 }])
        await stages.polls.add("poll-feeds", data, { removeOnComplete: true });
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      stages.start("poll-feeds", done);
      await stages.ended(7);
      await stages.idle();
      expect(stages.outcomes.sort()).toEqual(["done", ...Array.from({ length: 6 }, () => "malformed")]);
      expect(stages.calls).toEqual(['run {"feed":1}']);
    });
  });

  describe("a fault", () => {
    test("that is permanent quarantines the subject at once", async () => {
      stages.start("poll-feeds", async () => {
        throw new PermanentError("no such thing");
      });
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await stages.ended(1);
      await stages.idle();
      expect(stages.calls).toEqual(['run {"feed":1}', 'give up {"feed":1} no such thing']);
      expect(stages.outcomes).toEqual(["set-aside"]);
    });

    test("that asks for later is kept with its time, and counts as no try", async () => {
      const later = new Date("2030-01-01T00:00:00Z");
      stages.start("poll-feeds", async () => {
        throw new RetryLaterError("busy", later);
      });
      for (let turn = 1; turn <= 6; turn += 1) {
        await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
        await stages.ended(turn);
        await stages.idle();
      }
      expect(stages.outcomes).toEqual(Array.from({ length: 6 }, () => "later"));
      expect(stages.calls[1]).toBe('postpone {"feed":1} 2030-01-01T00:00:00.000Z busy');
    });

    test("of unknown cause is retried after a pause, and quarantined after the last try", async () => {
      stages.start("poll-feeds", async () => {
        throw new Error("a bug");
      });
      await stages.polls.add(
        "poll-feeds",
        { feed: 1 },
        { jobId: "feed-1", attempts: 3, backoff: { type: "fixed", delay: 150 }, removeOnFail: true },
      );
      await stages.ended(3);
      await stages.idle();
      expect(stages.outcomes).toEqual(["retry", "retry", "set-aside"]);
      expect(stages.calls.filter((call) => call.startsWith("give up"))).toEqual(['give up {"feed":1} a bug']);
    });

    test("that is temporary costs a try and nothing else", async () => {
      let tries = 0;
      stages.start("poll-feeds", async () => {
        tries += 1;
        if (tries === 1) throw new Error("a hiccup");
        return done();
      });
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await stages.ended(2);
      await stages.idle();
      expect(stages.outcomes).toEqual(["retry", "done"]);
    });

    test("that cannot be recorded is one outcome too, and is retried", async () => {
      let away = true;
      const keep = async () => {
        if (away) {
          away = false;
          throw new Error("the database is away");
        }
        stages.calls.push("kept");
      };
      stages.start(
        "poll-feeds",
        async ({ feed }) => {
          throw feed === 1 ? new RetryLaterError("busy", new Date()) : new PermanentError("broken");
        },
        { postpone: keep, giveUp: keep },
      );
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await stages.ended(2);
      expect(stages.outcomes).toEqual(["retry", "later"]);
      away = true;
      await stages.producer.enqueue("poll-feeds", [{ feed: 2 }]);
      await stages.ended(4);
      await stages.idle();
      expect(stages.outcomes).toEqual(["retry", "later", "retry", "set-aside"]);
      expect(stages.calls.filter((call) => call.startsWith("run"))).toHaveLength(4);
    });
  });

  describe("a stage that stops", () => {
    test("has run as many jobs at once as the pipeline allows; it finishes them and takes no other", async () => {
      const { concurrency } = PIPELINE["send-digests"];
      const gate = openGate();
      const stage = stages.start("send-digests", () => gate.opened.then(done));
      await stages.producer.enqueue(
        "send-digests",
        Array.from({ length: concurrency + 3 }, (_, index) => ({ delivery: index + 1 })),
      );
      await until(() => stages.calls.length === concurrency, "as many jobs run as may");
      let drained = false;
      const draining = stage.drain(20_000).then(() => (drained = true));
      await stages.depth("send-digests");
      expect(drained).toBe(false);
      gate.open();
      await draining;
      expect(stages.outcomes).toHaveLength(concurrency);
      expect(stages.calls).toHaveLength(concurrency);
      expect(await stages.depth("send-digests")).toBe(3);
    });

    test("gives up at its deadline, and the next worker runs the job that is left", async () => {
      const gate = openGate();
      const lockMs = 500;
      const stage = stages.start("poll-feeds", () => gate.opened.then(() => ({ outcome: "too late" })), {}, { lockMs });
      await stages.producer.enqueue("poll-feeds", [{ feed: 1 }]);
      await until(() => stages.calls.length === 1, "the job runs");
      await stage.drain(200);
      stages.start("poll-feeds", done, {}, { lockMs });
      await until(() => stages.outcomes.includes("done"), "the next worker has the job");
      gate.open();
      await until(() => stages.outcomes.includes("too late"), "the job that was left ends");
      await stages.idle();
    });

    test("leaves a job that kills its processes to be given up, and what that hands on is handed on", async () => {
      const gate = openGate();
      const limits = { lockMs: 500, crashesMax: 0 };
      const giveUp = async ({ article }: { article: number }, error: Error) => {
        stages.calls.push(`give up ${article}: ${error.message}`);
        return onward(article);
      };
      const stage = stages.start("group-stories", () => gate.opened.then(done), { giveUp }, limits);
      await stages.producer.enqueue("group-stories", [{ article: 1 }]);
      await until(() => stages.calls.length === 1, "the job runs");
      await stage.drain(200);
      stages.start("group-stories", done, { giveUp }, limits);
      await until(() => stages.outcomes.includes("set-aside"), "the job is given up");
      expect(stages.calls).toEqual(['run {"article":1}', "give up 1: its process died more than 0 times under it"]);
      expect(await stages.depth("send-digests")).toBe(1);
      gate.open();
      await until(() => stages.outcomes.includes("done"), "the job that was left ends");
    });
  });
});
