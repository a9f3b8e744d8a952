// Chores: each has a loop of its own, so one that hangs or fails holds up no other.
import { expect, test } from "vitest";
import pino from "pino";
import { runChores } from "../../src/chores/run-chores.ts";
import { until } from "../support/wait.ts";
import type { Chore } from "../../src/chores/run-chores.ts";

const chore = (name: string, run: Chore["run"], more: Partial<Chore> = {}): Chore => ({
  name,
  everyMs: 1,
  deadlineMs: 60_000,
  run,
  ...more,
});

function openLines() {
  const lines: { level: number; msg: string; chore: string }[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
  return { lines, log };
}

test("a chore that never ends holds up no other, never runs twice at once and is reported", async () => {
  const { lines, log } = openLines();
  let [started, swept] = [0, 0];
  const hangs = () => {
    started += 1;
    return new Promise<never>(() => {});
  };
  const running = runChores([chore("hangs", hangs, { deadlineMs: 20 }), chore("sweep", async () => (swept += 1))], log);
  await until(() => lines.length >= 2, "the chore that hangs is reported twice");
  const sweptUntilThen = swept;
  await until(() => swept > sweptUntilThen, "the other chore goes on");
  await running.stop();
  expect(started).toBe(1);
  expect(lines[0]?.msg).toMatch(/^the chore hangs has not ended for \d+ s; the others go on$/);
});

test("a chore that fails is logged and runs again", async () => {
  const { lines, log } = openLines();
  let runs = 0;
  const fails = async () => {
    runs += 1;
    if (runs < 3) throw new Error("the database is away");
  };
  const running = runChores([chore("fails", fails)], log);
  await until(() => runs > 3, "it runs again");
  await running.stop();
  expect(lines.map(({ msg }) => msg)).toEqual(Array<string>(2).fill("the chore fails failed; it will be tried again"));
});

test("a chore that failed runs again within half a minute, however long its pause is, and at its own pace once it succeeds", async () => {
  const { log } = openLines();
  const pauses: number[] = [];
  const pause = (ms: number) => {
    pauses.push(ms);
    return Promise.resolve();
  };
  let runs = 0;
  const fails = () => {
    runs += 1;
    // The last run ends with the process.
    return runs === 2 ? Promise.resolve() : runs === 3 ? new Promise<void>(() => {}) : Promise.reject(new Error("away"));
  };
  const running = runChores([chore("daily", fails, { everyMs: 86_400_000, deadlineMs: 10 })], log, pause);
  await until(() => runs === 3, "it ran three times");
  await running.stop();
  expect(pauses.slice(0, 2)).toEqual([30_000, 86_400_000]);
});

test("work in batches ends at the deadline, and goes on with the next run", async () => {
  const { log } = openLines();
  const ends: boolean[] = [];
  const batches = async (signal: AbortSignal) => {
    while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
    ends.push(signal.aborted);
  };
  const running = runChores([chore("batches", batches, { deadlineMs: 10 })], log);
  await until(() => ends.length >= 2, "it runs again after the deadline");
  await running.stop();
});

test("stopping ends work in batches at once and starts nothing more", async () => {
  const { lines, log } = openLines();
  let runs = 0;
  const batches = (signal: AbortSignal) => {
    runs += 1;
    return new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  };
  const running = runChores([chore("batches", batches)], log);
  await until(() => runs === 1, "it runs");
  await running.stop();
  expect(runs).toBe(1);
  expect(lines).toEqual([]);
});
