// The measure of a stall: what the loop does counts, a collection of other files' garbage does not.
import { expect, test } from "vitest";
import { collectGarbage } from "./collect-garbage.ts";
import { mainThreadMs, processorStall } from "./processor-stall.ts";

function spin(ms: number) {
  const end = mainThreadMs() + ms;
  while (mainThreadMs() < end);
}

test("work without a turn is a stall of its length", async () => {
  // What earlier files left is collected now, and not within the work.
  collectGarbage();
  const { stallMs, totalMs } = await processorStall(async () => {
    spin(120);
    await new Promise((resolve) => setTimeout(resolve, 20));
    spin(40);
  });
  expect(stallMs).toBeGreaterThanOrEqual(120);
  expect(totalMs).toBeGreaterThanOrEqual(160);
});

test("a full collection of garbage is none", async () => {
  const kept = Array.from({ length: 1_000_000 }, (_, n) => ({ n }));
  const { stallMs, totalMs } = await processorStall(async () => {
    for (let n = 0; n < 5; n += 1) collectGarbage();
    await Promise.resolve();
  });
  expect(kept).toHaveLength(1_000_000);
  expect(stallMs).toBeLessThan(totalMs / 4);
});
