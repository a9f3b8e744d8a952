// Tells requests that find a host's queue full when to come back, so that they return one by one and block no worker.

/** A request behind so many others is told to come back, since each waiting one occupies a worker. */
export const IN_LINE_MAX = 2;
/** The longest time to send a request away for: the queue may move faster, or the host may turn out to be down. */
const COME_BACK_MS_MAX = 15_000;
/** Apart from the gap, about the time of a request. */
const TURN_MS = 500;
/** Past times are forgotten once there are so many. */
const TIMES_KEPT = 500;

/** Returns the time to come back to a host with this gap between requests. `now` is in milliseconds. */
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
