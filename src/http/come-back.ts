// Tells those who find a host's line full when to come back, so that they come one by one and keep no worker waiting.

/** Whoever would be behind so many is told to come back, since each of them holds a worker's slot. */
export const IN_LINE_MAX = 2;
/** Nobody is sent away for longer: the line may have moved faster, or the host may turn out to be away. */
const COME_BACK_MS_MAX = 15_000;
/** Besides the gap, about what a request takes. */
const TURN_MS = 500;
/** Times of the past are forgotten once there are so many. */
const TIMES_KEPT = 500;

/** Gives the time to come back to a host that wants such a gap between requests. `now` is in milliseconds. */
export function openComeBack(now: () => number): (host: string, gapMs: number) => Date {
  const last = new Map<string, number>();
  return (host, gapMs) => {
    const first = now() + (IN_LINE_MAX + 1) * (gapMs + TURN_MS);
    const time = Math.min(Math.max(first, (last.get(host) ?? 0) + gapMs + TURN_MS), now() + COME_BACK_MS_MAX);
    if (last.size >= TIMES_KEPT) forgetPast(last, now());
    last.set(host, time);
    return new Date(time);
  };
}

export function forgetPast(times: Map<string, number>, now: number): void {
  for (const [host, time] of times) if (time <= now) times.delete(host);
}
