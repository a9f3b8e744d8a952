// How long the main loop was held up by work of its own process, however busy the machine is.

export interface Stalled<Result> {
  result: Result;
  /** The longest stretch in which the loop had no turn, in ms of the processor's time, which a busy machine does not stretch. */
  stallMs: number;
  /** All of it, in the same time. */
  totalMs: number;
}

export async function processorStall<Result>(work: () => Promise<Result>): Promise<Stalled<Result>> {
  const begun = process.cpuUsage();
  let last = begun;
  let longest = 0;
  const turn = () => {
    longest = Math.max(longest, millisecondsSince(last));
    last = process.cpuUsage();
  };
  const turns = setInterval(turn, 1);
  const result = await work();
  // A stall that lasts to the end shows at the turn after it.
  turn();
  clearInterval(turns);
  return { result, stallMs: longest, totalMs: millisecondsSince(begun) };
}

function millisecondsSince(then: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(then);
  return (user + system) / 1000;
}
