// What the sweep brings to the queues. Method: a real embedded store and its queue, with articles whose jobs are a minute old.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { sweep } from "../../src/chores/sweep.ts";
import { meter } from "../../src/meter.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { addArticle, minutesLater, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
afterAll(() => stages.close());

test("what a stage of this process holds past the queue is neither brought again nor counted as recovered", async () => {
  const row = { stage: "fetch-articles", not_before: NOW, enqueued_at: minutesLater(-2) };
  const held = await addArticle(stages.database, row);
  await addArticle(stages.database, row);
  const recovered = vi.spyOn(meter, "recovered");
  const holds = (stage: string, payload: object) =>
    stage === "fetch-articles" && "article" in payload && payload.article === held;
  expect(await sweep({ ...stages.deps, holds })).toBe(1);
  const again = recovered.mock.calls.reduce((sum, [, count]) => sum + count, 0);
  recovered.mockRestore();
  expect([again, (await stages.deps.producer.depths())["fetch-articles"]]).toEqual([1, 1]);
});
