// What work costs in the processor's time: a busy machine stretches a clock, and this hardly at all.
import { expect } from "vitest";
import { collectGarbage } from "./collect-garbage.ts";

/** Milliseconds of the processor's time that this process spends while the work is done. */
export async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const STEP = 4;
/** Linear work takes 4 times as long at 4 times the size, quadratic work 16 times. */
const GROWTH_MAX = 10;
/** Shorter work is measured by what collects its garbage: it counts as this long. */
const LEAST_MS = 2;
const TRIES_MIN = 2;
const TRIES_MAX = 8;
/** Where the larger work takes less than this, how far the code is optimised may be most of the difference. */
const DECISIVE_MS = 40;

/**
 * Fails unless the work takes time in proportion to its size, or less. `make` builds the input and is not timed. At `size` the work should
 * take some milliseconds; quicker work that seems to grow too fast is measured again at `STEP` times the size. Each size counts by its
 * quickest try, so what else the machine does only costs more tries. After the first tries the garbage of other test files is collected
 * before each, or it would be collected within the work of one size, and not of the other.
 */
export async function expectLinear<Input>(
  size: number,
  make: (size: number) => Input,
  work: (input: Input) => unknown,
): Promise<void> {
  const [small, large] = [make(size), make(size * STEP)];
  // The first call pays for compiling.
  await work(small);
  let [smallMs, largeMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tried = 0; tried < TRIES_MAX; tried += 1) {
    if (tried >= TRIES_MIN) collectGarbage();
    smallMs = Math.min(smallMs, await processorMs(() => work(small)));
    if (tried >= TRIES_MIN) collectGarbage();
    largeMs = Math.min(largeMs, await processorMs(() => work(large)));
    if (tried + 1 >= TRIES_MIN && largeMs < Math.max(smallMs, LEAST_MS) * GROWTH_MAX) return;
  }
  if (largeMs < DECISIVE_MS) return expectLinear(size * STEP, make, work);
  expect(largeMs / Math.max(smallMs, LEAST_MS), `${smallMs} ms at ${size}, ${largeMs} ms at ${size * STEP}`).toBeLessThan(
    GROWTH_MAX,
  );
}
