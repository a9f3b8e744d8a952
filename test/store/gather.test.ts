// Statements that several jobs share, and what a job pays for another: nothing.
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { OutageError } from "../../src/errors.ts";
import { gather } from "../../src/store/engine/gather.ts";

/** Notes what is asked together, and answers with ten times the number when `answers` resolves; `fails` throws. */
function openAsked(
  fails: (together: readonly number[]) => Error | null = () => null,
  answers = (): Promise<unknown> => setImmediate(),
) {
  const together: (readonly number[])[] = [];
  const ask = gather({
    async doAll(numbers: readonly number[]) {
      together.push(numbers);
      await answers();
      const error = fails(numbers);
      if (error !== null) throw error;
      return numbers.map((number) => number * 10);
    },
    charsOf: (number) => number,
  });
  return { ask, together };
}

test("what comes in the same turn goes together and at once, and each gets its own answer", async () => {
  const { ask, together } = openAsked();
  expect(await Promise.all([3, 1, 2].map(ask))).toEqual([30, 10, 20]);
  expect(together).toEqual([[3, 1, 2]]);
});

test("what comes while a statement is under way goes together when that ends", async () => {
  const answer: (() => void)[] = [];
  const { ask, together } = openAsked(undefined, () => new Promise<void>((resolve) => void answer.push(resolve)));
  const asked = [ask(1)];
  await setImmediate();
  for (const number of [2, 3]) {
    asked.push(ask(number));
    await setImmediate();
  }
  expect(together).toEqual([[1]]);
  answer.forEach((resolve) => resolve());
  expect(await asked[0]).toBe(10);
  await setImmediate();
  expect(together).toEqual([[1], [2, 3]]);
  answer.forEach((resolve) => resolve());
  expect(await Promise.all(asked)).toEqual([10, 20, 30]);
});

test("with a pause the first waits for what comes in later turns", async () => {
  const together: (readonly number[])[] = [];
  const doAll = (numbers: readonly number[]) => (together.push(numbers), Promise.resolve(numbers));
  const ask = gather({ doAll, pauseMs: 20 });
  const asked = [ask(1)];
  await setImmediate();
  asked.push(ask(2));
  expect(await Promise.all(asked)).toEqual([1, 2]);
  expect(together).toEqual([[1, 2]]);
});

test("a statement that waits for another process holds up nothing else", async () => {
  const { ask, together } = openAsked(undefined, () => (together.length === 1 ? new Promise(() => undefined) : setImmediate()));
  void ask(1);
  await setImmediate();
  expect(await ask(2)).toBe(20);
  expect(together).toEqual([[1], [2]]);
});

test("twenty go together, and no more text than does no harm", async () => {
  const { ask, together } = openAsked();
  const asked = Array.from({ length: 41 }, (_, number) => number);
  await Promise.all(asked.map(ask));
  expect(together).toEqual([asked.slice(0, 20), asked.slice(20, 40), asked.slice(40)]);
  together.length = 0;
  await Promise.all([150_000, 50_000, 5_000_000, 6_000_000, 1].map(ask));
  expect(together).toEqual([[150_000, 50_000], [5_000_000], [6_000_000], [1]]);
});

test("a statement that several share and that fails is tried for each alone: only what the database refuses fails", async () => {
  const { ask, together } = openAsked((numbers) => (numbers.includes(2) ? new Error("2 is refused") : null));
  const ended = await Promise.allSettled([1, 2, 3].map(ask));
  expect(ended).toMatchObject([{ value: 10 }, { reason: { message: "2 is refused" } }, { value: 30 }]);
  expect(together).toEqual([[1, 2, 3], [1], [2], [3]]);
});

test("during an outage nothing is tried again", async () => {
  const { ask, together } = openAsked(() => new OutageError("away"));
  const ended = await Promise.allSettled([1, 2].map(ask));
  expect(ended.map((end) => end.status === "rejected" && end.reason instanceof OutageError)).toEqual([true, true]);
  expect(together).toEqual([[1, 2]]);
});
