// Goal: the manners and the memory of polling hold together over days, not only poll by poll. Method: a small form of `npm run bench -- simulate`.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStages, type TestStages } from "../stages/open-stages.ts";
import { simulate } from "./simulate.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

test("over nine days and four restarts no rule of polling is broken", async () => {
  const { broken, requests, told, gaps } = await simulate(stages.deps, { feeds: 11, days: 9, restarts: 4, seed: 1 });
  expect(broken).toEqual([]);
  expect([requests > 500, told > 300, gaps > 0]).toEqual([true, true, true]);
}, 600_000);
