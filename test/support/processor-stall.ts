// How long the main loop was held up by its own work, however busy the machine and the other threads of the process are.
import { readFileSync } from "node:fs";

export interface Stalled<Result> {
  result: Result;
  /** The longest stretch in which the loop had no turn, in ms of the processor's time. */
  stallMs: number;
  /** All of the work, in the same time. */
  totalMs: number;
}

export async function processorStall<Result>(work: () => Promise<Result>): Promise<Stalled<Result>> {
  const begun = mainThreadMs();
  let last = begun;
  let longest = 0;
  const turn = () => {
    const now = mainThreadMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const turns = setInterval(turn, 1);
  const result = await work();
  // A stall that lasts to the end shows at the turn after it.
  turn();
  clearInterval(turns);
  return { result, stallMs: longest, totalMs: last - begun };
}

/** The processor's time that the main thread has had. The first number of schedstat is in nanoseconds. */
export function mainThreadMs(): number {
  const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1e6;
}
