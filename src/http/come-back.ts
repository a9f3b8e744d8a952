// Tells requests that find no room in a host's queue when to come back, so that they return one by one and block no worker.
import type { Asker } from "./host-line.ts";

/** So many turns at least are ahead of a request that finds no room. */
const AHEAD = 3;
/** The queue may move faster than was thought, or the host may turn out to be down, so no request stays away for longer. */
const COME_BACK_MS_MAX = 300_000;
/** Apart from the gap, the time of a short request: those that come back too early are sent away again, a queue that runs dry is lost time. */
const TURN_MS = 100;
/** Past times are forgotten once there are so many. */
const TIMES_KEPT = 500;

/**
 * Returns the time to come back to a site with this gap between requests. The site's own sources come back as if nobody else asked; the
 * others share the time, each with the same part of it, however many requests it has. `now` is in milliseconds.
 */
export function openComeBack(now: () => number): (site: string, gapMs: number, asker: Asker) => Date {
  /** By site and source, when the last request sent away is to come back. */
  const sites = new Map<string, Map<string, number>>();
  return (site, gapMs, { source, isOwn }) => {
    if (sites.size >= TIMES_KEPT) forgetPastSites(sites, now());
    const turnMs = gapMs + TURN_MS;
    const times = sites.get(site) ?? new Map<string, number>();
    sites.set(site, times);
    forgetPast(times, now());
    const key = isOwn ? "own" : `other ${source}`;
    const others = isOwn ? 0 : [...times.keys()].filter((one) => one !== "own" && one !== key).length;
    const first = now() + (AHEAD + others) * turnMs;
    const time = Math.min(Math.max(first, (times.get(key) ?? 0) + (others + 1) * turnMs), now() + COME_BACK_MS_MAX);
    times.set(key, time);
    return new Date(time);
  };
}

function forgetPastSites(sites: Map<string, Map<string, number>>, now: number): void {
  for (const [site, times] of sites) {
    forgetPast(times, now);
    if (times.size === 0) sites.delete(site);
  }
}

export function forgetPast(times: Map<string, number>, now: number): void {
  for (const [host, time] of times) if (time <= now) times.delete(host);
}
