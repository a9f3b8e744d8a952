// Sources take turns on each of the three backends: the few articles of one pass the thousands that another brought before.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { articleJob } from "../../src/pipeline/pipeline.ts";
import { turnOf } from "../../src/feeds/poll/turn-of.ts";
import { QUEUES } from "../queues/open-test-queue.ts";
import { done, openTestStages } from "./open-test-stages.ts";
import type { TestStages } from "./open-test-stages.ts";

const REDIS_DATABASE = 9;

const brought = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => articleJob(first + index, turnOf(index)));

describe.each(QUEUES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => void (stages = await openTestStages(kind, REDIS_DATABASE)));
  afterEach(() => stages.clear());
  afterAll(() => stages?.close());

  test("an article that comes after a source's sixty waits for the first few of them only", async () => {
    await stages.producer.enqueue("group-stories", brought(1, 60));
    await stages.producer.enqueue("group-stories", brought(100, 1));
    await stages.producer.enqueue("group-stories", brought(200, 10));
    expect(await stages.depth("group-stories")).toBe(71);
    stages.start("group-stories", done);
    await stages.ended(71);
    const order = stages.calls.map((call) => Number(/"article":(\d+)/.exec(call)?.[1]));
    expect(order.slice(0, 17)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 100, 200, 201, 202, 203, 204, 205, 206, 207]);
    expect(order.slice(17, 22)).toEqual([9, 208, 10, 209, 11]);
    expect(order.at(-1)).toBe(60);
  });

  test("work with another turn is the same work", async () => {
    await stages.producer.enqueue("group-stories", [{ article: 1, turn: 30 }]);
    await stages.producer.enqueue("group-stories", [{ article: 1 }]);
    expect(await stages.depth("group-stories")).toBe(1);
  });
});
