// How long the main loop was held up by its own work, however busy the machine and the other threads of the process are.
import { readFileSync } from "node:fs";
import { constants, PerformanceObserver } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";

export interface Stalled<Result> {
  result: Result;
  /** The longest stretch in which the loop had no turn, in ms of the processor's time. */
  stallMs: number;
  /** All of the work, in the same time. */
  totalMs: number;
}

/**
 * A full collection of garbage within a stretch is not counted: the tests collect in the main thread, and most of what they walk through
 * then belongs to the test files that ran before in this process.
 */
export async function processorStall<Result>(work: () => Promise<Result>): Promise<Stalled<Result>> {
  const collections: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => void collections.push(...list.getEntries().filter(isFull)));
  observer.observe({ entryTypes: ["gc"] });
  const stretches: { from: number; to: number; processorMs: number }[] = [];
  const begun = mainThreadMs();
  let last = { processor: begun, clock: performance.now() };
  const turn = () => {
    const now = { processor: mainThreadMs(), clock: performance.now() };
    stretches.push({ from: last.clock, to: now.clock, processorMs: now.processor - last.processor });
    last = now;
  };
  const turns = setInterval(turn, 1);
  const result = await work();
  // A stall that lasts to the end shows at the turn after it.
  turn();
  clearInterval(turns);
  const totalMs = last.processor - begun;
  // The last collections are reported a turn later.
  await setTimeout(10);
  observer.disconnect();
  const collectedMs = (from: number, to: number) =>
    collections.reduce((sum, { startTime, duration }) => sum + overlap(from, to, startTime, startTime + duration), 0);
  const stalls = stretches.map(({ from, to, processorMs }) => processorMs - collectedMs(from, to));
  return { result, stallMs: stalls.reduce((longest, ms) => Math.max(longest, ms), 0), totalMs };
}

const isFull = (entry: PerformanceEntry) =>
  (entry as PerformanceEntry & { detail?: { kind?: number } }).detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;

const overlap = (from: number, to: number, start: number, end: number) => Math.max(0, Math.min(to, end) - Math.max(from, start));

/** The processor's time that the main thread has had. The first number of schedstat is in nanoseconds. */
export function mainThreadMs(): number {
  const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1e6;
}
