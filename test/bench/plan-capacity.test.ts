// What so many feeds need, by the figures of docs/capacity.md; and the slope of a soak.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cellsOf } from "../../bench/support/capacity/capacity-table.ts";
import { CAPACITY_ROWS } from "../../bench/support/capacity/capacity-rows.ts";
import { FIGURES, planFor, readConstants, tellPlan } from "../../bench/support/capacity/plan-capacity.ts";
import { slopeOf } from "../../bench/support/report.ts";
import type { Constants } from "../../bench/support/capacity/plan-capacity.ts";

const CONSTANTS: Constants = {
  pollMs: { embedded: 4, Postgres: 8 },
  articleMs: { embedded: 20, Postgres: 25, "Postgres and Redis": 22 },
  articleBytes: 10_000,
  indexBytes: 170,
  idleMb: 200,
};

test("the page has every figure that a plan needs, and each is a row that a bench renews", () => {
  const constants = readConstants(cellsOf(readFileSync("docs/capacity.md", "utf8")), FIGURES);
  const numbers = Object.values(constants).flatMap((value: number | object) =>
    typeof value === "number" ? [value] : Object.values(value),
  );
  for (const value of numbers) expect(value).toBeGreaterThan(0);
  const rows = CAPACITY_ROWS.map(({ figure }) => figure);
  for (const figure of Object.values(FIGURES)) expect(rows).toContain(figure);
});

test("a figure that is missing is named, with what to do", () => {
  expect(() => readConstants(() => "", FIGURES)).toThrow(
    /has no figure for "a poll answered 304.*run the bench that its row names/,
  );
});

test.each([
  [10, "embedded"],
  [200, "embedded"],
  [5_000, "Postgres"],
  [200_000, "Postgres and Redis"],
])("%i feeds run on: %s", (feeds, setUp) => {
  expect(planFor(feeds, CONSTANTS).setUp).toBe(setUp);
});

test("a plan's sums are right", () => {
  const plan = planFor(120_000, CONSTANTS);
  expect(plan).toMatchObject({ pollsASecond: 100, articlesADay: 1_200_000, storeGbADay: 12, storeGb: 1_080 });
  expect(plan.articlesAtPeak).toBeCloseTo(41.7, 1);
  // 100 polls of 8 ms and 41.7 articles of 22 ms a second, at 60 %.
  expect(plan.cores).toBeCloseTo((0.8 + 0.917) / 0.6, 2);
  expect(plan.memoryMb).toBeCloseTo(200 + (8_400_000 * 170) / 2 ** 20, 0);
});

test.each([
  [10, { cores: 1, memoryGb: 1, diskGb: 20 }],
  [1_000, { cores: 1, memoryGb: 2, diskGb: 20 }],
  [100_000, { cores: 4, memoryGb: 16, diskGb: 1_800 }],
])("%i feeds need a machine that is sold", (feeds, machine) => {
  expect(planFor(feeds, CONSTANTS).machine).toEqual(machine);
});

test("for many workers a plan names the settings of the compose file that it needs", () => {
  const told = tellPlan(200_000, planFor(200_000, CONSTANTS), CONSTANTS);
  const [, settings = ""] = /^settings +(.*)$/m.exec(told) ?? [];
  const compose = readFileSync("docker-compose.yml", "utf8");
  for (const [, name = ""] of settings.matchAll(/(\w+)=/g)) expect(compose).toContain(`\${${name}:-`);
  expect(settings).toMatch(/^READERS=2 GROUPING_MEMORY=4g POSTGRES_MEMORY=\d+g$/);
});

test("more feeds never need less", () => {
  const plans = [10, 100, 1_000, 10_000, 100_000, 1_000_000].map((feeds) => planFor(feeds, CONSTANTS));
  for (const name of ["pollsASecond", "articlesAtPeak", "cores", "networkGbADay", "storeGb", "memoryMb"] as const)
    for (let at = 1; at < plans.length; at++) expect(plans[at]?.[name]).toBeGreaterThan(plans[at - 1]?.[name] ?? 0);
});

test("a plan is told in lines that say what was measured and what was assumed", () => {
  const told = tellPlan(1_000, planFor(1_000, CONSTANTS), CONSTANTS);
  expect(told.split("\n").map((line) => line.split(/\s+/, 1)[0])).toEqual(
    expect.arrayContaining(["feeds", "set-up", "polls", "processors", "memory", "disk", "first", "measured", "assumed"]),
  );
  expect(told).toMatch(/^set-up +one process, with Postgres$/m);
  expect(told).toMatch(/^assumed +a poll each 20 minutes/m);
});

test("a slope is that of most points, whatever a few of them say", () => {
  const line = Array.from({ length: 20 }, (_, x) => [x, 5 + 2 * x] as const);
  expect(slopeOf(line)).toBe(2);
  expect(slopeOf(line.map(([x, y]) => [x, x === 7 || x === 13 ? 900 : y]))).toBeCloseTo(2, 5);
  expect(slopeOf([[1, 5]])).toBeNaN();
});
