// Statements that several jobs share, and what a job pays for another: nothing.
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { OutageError } from "../../src/errors.ts";
import { countUnderWay, gather } from "../../src/store/engine/gather.ts";

/** Notes what is asked together, and answers with ten times the number; `fails` throws. */
function openAsked(underWay: number, fails: (together: readonly number[]) => Error | null = () => null) {
  const together: (readonly number[])[] = [];
  const ask = gather({
    async doAll(numbers: readonly number[]) {
      together.push(numbers);
      const error = fails(numbers);
      if (error !== null) throw error;
      return numbers.map((number) => number * 10);
    },
    underWay: () => underWay,
    waitMs: 60_000,
    most: 4,
  });
  return { ask, together };
}

test("what comes in the same turn goes together, at once if nobody else can come, and each gets its own answer", async () => {
  const { ask, together } = openAsked(3);
  expect(await Promise.all([3, 1, 2].map(ask))).toEqual([30, 10, 20]);
  expect(together).toEqual([[3, 1, 2]]);
});

test("while others are under way it waits for them, until they have come or enough have", async () => {
  const { ask, together } = openAsked(6);
  const first = [1, 2].map(ask);
  await setImmediate();
  await setImmediate();
  expect(together).toEqual([]);
  expect(await Promise.all([...first, ...[3, 4].map(ask)])).toEqual([10, 20, 30, 40]);
  expect(together).toEqual([[1, 2, 3, 4]]);
});

test("a statement that several share and that fails is tried for each alone: only what the database refuses fails", async () => {
  const { ask, together } = openAsked(3, (numbers) => (numbers.includes(2) ? new Error("2 is refused") : null));
  const ended = await Promise.allSettled([1, 2, 3].map(ask));
  expect(ended).toMatchObject([{ value: 10 }, { reason: { message: "2 is refused" } }, { value: 30 }]);
  expect(together).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test("during an outage nothing is tried again", async () => {
  const { ask, together } = openAsked(2, () => new OutageError("away"));
  const ended = await Promise.allSettled([1, 2].map(ask));
  expect(ended.map((end) => end.status === "rejected" && end.reason instanceof OutageError)).toEqual([true, true]);
  expect(together).toEqual([[1, 2]]);
});

test("what is under way is counted until it ends, in whatever way", async () => {
  const jobs = countUnderWay();
  const failing = jobs.run(() => Promise.reject(new Error("no")));
  const going = jobs.run(setImmediate);
  expect(jobs.count()).toBe(2);
  await expect(failing).rejects.toThrow("no");
  await going;
  expect(jobs.count()).toBe(0);
});
