// Work handed straight to a stage of the same process, on each of the three backends.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PermanentError } from "../../src/errors.ts";
import { directFirst } from "../../src/pipeline/direct-lane.ts";
import { until } from "../support/wait.ts";
import { QUEUES } from "../queues/open-test-queue.ts";
import { done, openGate, openTestStages } from "./open-test-stages.ts";
import type { RunningStage } from "../../src/pipeline/run-stage.ts";
import type { TestStages } from "./open-test-stages.ts";

const REDIS_DATABASE = 12;

describe.each(QUEUES)("work handed straight to a stage of this process, on %s,", (kind) => {
  let stages: TestStages;
  beforeAll(async () => void (stages = await openTestStages(kind, REDIS_DATABASE)));
  afterEach(() => stages.clear());
  afterAll(() => stages?.close());

  const handOver = (stage: RunningStage<"group-stories">) =>
    directFirst(stages.producer, (name, payload) => name === "group-stories" && stage.take(payload as { article: number }));

  test("runs in order, one at a time, and is never on the queue", async () => {
    const gate = openGate();
    const direct = handOver(stages.start("group-stories", () => gate.opened.then(done)));
    for (const article of [1, 2, 3]) await direct.enqueue("group-stories", [{ article }]);
    expect([stages.calls, await stages.depth("group-stories")]).toEqual([['run {"article":1}'], 0]);
    gate.open();
    await stages.ended(3);
    expect(stages.calls).toEqual([1, 2, 3].map((article) => `run {"article":${article}}`));
  });

  test("goes before work of a later turn, which the queue takes if too much waits", async () => {
    const gate = openGate();
    const direct = handOver(stages.start("group-stories", () => gate.opened.then(done)));
    await direct.enqueue("group-stories", [{ article: 1 }]);
    await direct.enqueue(
      "group-stories",
      Array.from({ length: 1_000 }, (_, index) => ({ article: index + 2, turn: index + 8 })),
    );
    await direct.enqueue("group-stories", [{ article: 2_000 }]);
    await until(async () => (await stages.depth("group-stories")) === 1, "the work of the last turn is on the queue");
    gate.open();
    await stages.ended(1_002);
    expect(stages.calls[0]).toBe('run {"article":1}');
    expect(stages.calls.indexOf('run {"article":2000}')).toBeLessThan(stages.calls.indexOf('run {"article":2,"turn":8}'));
  });

  test("that fails is retried by the queue, and each try is counted once", async () => {
    let tries = 0;
    const direct = handOver(
      stages.start("group-stories", async () => {
        if (++tries === 1) throw new Error("away");
        return { outcome: "done" };
      }),
    );
    await direct.enqueue("group-stories", [{ article: 1 }]);
    await stages.ended(2);
    expect(stages.outcomes).toEqual(["retry", "done"]);
  });

  test("that can never succeed is quarantined and not retried", async () => {
    const direct = handOver(stages.start("group-stories", () => Promise.reject(new PermanentError("never"))));
    await direct.enqueue("group-stories", [{ article: 1 }]);
    await stages.ended(1);
    expect([stages.outcomes, stages.calls.at(-1)]).toEqual([["set-aside"], 'give up {"article":1} never']);
    expect(await stages.depth("group-stories")).toBe(0);
  });

  test("goes to the queue if too much waits, and waiting work goes there when the stage stops", async () => {
    const gate = openGate();
    const stage = stages.start("group-stories", () => gate.opened.then(done));
    const direct = handOver(stage);
    await direct.enqueue(
      "group-stories",
      Array.from({ length: 1_003 }, (_, index) => ({ article: index + 1 })),
    );
    await until(async () => (await stages.depth("group-stories")) === 2, "two are on the queue");
    const draining = stage.drain(20_000);
    await until(async () => (await stages.depth("group-stories")) >= 1_001, "what waited is on the queue");
    gate.open();
    await draining;
    await direct.enqueue("group-stories", [{ article: 2_000 }]);
    expect(stages.calls.length + (await stages.depth("group-stories"))).toBe(1_004);
  });

  test("is done once if the sweeper brings it by the queue while it waits here", async () => {
    const gate = openGate();
    const direct = handOver(stages.start("group-stories", () => gate.opened.then(done)));
    await direct.enqueue("group-stories", [{ article: 1 }, { article: 2 }]);
    await direct.enqueue("group-stories", [{ article: 2 }]);
    await stages.producer.enqueue("group-stories", [{ article: 1 }, { article: 2 }]);
    await until(async () => (await stages.depth("group-stories")) === 0, "the queue's jobs have ended");
    gate.open();
    await stages.ended(2);
    await direct.enqueue("group-stories", [{ article: 3 }]);
    await stages.ended(3);
    expect(stages.calls).toEqual([1, 2, 3].map((article) => `run {"article":${article}}`));
  });

  test("is not brought while a job of the queue is under way here", async () => {
    const gate = openGate();
    const stage = stages.start("group-stories", () => gate.opened.then(done));
    await stages.producer.enqueue("group-stories", [{ article: 1 }]);
    await until(() => stages.calls.length === 1, "the queue's job has begun");
    expect([1, 2].map((article) => stage.holds({ article }))).toEqual([true, false]);
    gate.open();
    await stages.ended(1);
    await until(() => !stage.holds({ article: 1 }), "it has ended");
  });

  test("is left to the next start when the stage stops, if no other process could take it", async () => {
    const gate = openGate();
    const run = ({ article }: { article: number }) => (article === 100 ? done() : gate.opened.then(done));
    const stage = stages.start("fetch-articles", run, {}, { isAlone: true });
    await stages.producer.enqueue("fetch-articles", [{ article: 100 }]);
    await stages.ended(1);
    const articles = Array.from({ length: 20 }, (_, index) => ({ article: index + 1 }));
    await directFirst(stages.producer, (_, payload) => stage.take(payload as { article: number })).enqueue(
      "fetch-articles",
      articles,
    );
    expect(articles.filter((payload) => stage.holds(payload))).toHaveLength(20);
    const draining = stage.drain(20_000);
    gate.open();
    await draining;
    expect([stages.calls.length, await stages.depth("fetch-articles")]).toEqual([17, 0]);
  });

  test("of other stages goes to the queue, unless the process is the only one that could do it", async () => {
    await directFirst(stages.producer, () => true).enqueue("poll-feeds", [{ feed: 1 }]);
    expect(await stages.depth()).toBe(1);
    const polls = directFirst(
      stages.producer,
      () => true,
      (stage) => stage === "poll-feeds",
    );
    await polls.enqueue("poll-feeds", [{ feed: 2 }]);
    expect(await stages.depth()).toBe(1);
  });
});
