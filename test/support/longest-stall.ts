// How long the main loop was held up while something was done.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { until } from "./wait.ts";

/** Does the work, and gives its result and the longest time in ms in which the loop had no turn. */
export async function longestStall<Result>(work: () => Promise<Result>): Promise<{ result: Result; stallMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const tick = (count = delay.count) => until(() => delay.count > count, "the loop has had a turn");
  // The first turn is what the second is measured from, and a stall that lasts to the end shows at the turn after it.
  await tick();
  const result = await work();
  await tick();
  delay.disable();
  return { result, stallMs: delay.max / 1e6 };
}
