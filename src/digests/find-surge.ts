// A surge: far more stories on a watchlist within an hour than usual.

/** How many came within the last hour, and how many are usual. */
export interface Surge {
  stories: number;
  usual: number;
}

/** Fewer stories than this tire nobody, however unusual they are. */
export const SURGE_STORIES_MIN = 6;
/** A rate needs some days of history. */
const HOURS_MIN = 72;
/** So many deviations above the median are not chance, even for stories that come in clusters. */
const DEVIATIONS = 6;
/** Turns a median absolute deviation into a standard deviation, assuming a normal distribution (Rousseeuw and Croux 1993). */
const NORMAL = 1.4826;

/**
 * `lastHour` stories came within the last hour. `counts` holds how many came in each earlier hour in which any came, of `hours` hours
 * watched; with too few hours there is no verdict. Earlier surges among them move neither the median nor the deviation.
 */
export function findSurge(lastHour: number, counts: readonly number[], hours: number): Surge | null {
  if (lastHour < SURGE_STORIES_MIN || hours < HOURS_MIN) return null;
  const hourly = [...counts, ...Array.from({ length: Math.max(0, hours - counts.length) }, () => 0)];
  const usual = medianOf(hourly);
  const deviation = NORMAL * medianOf(hourly.map((count) => Math.abs(count - usual)));
  // Random counts vary by at least their square root (Poisson).
  return lastHour > usual + DEVIATIONS * Math.max(deviation, Math.sqrt(usual)) ? { stories: lastHour, usual } : null;
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return ((sorted[Math.floor(last / 2)] ?? 0) + (sorted[Math.ceil(last / 2)] ?? 0)) / 2;
}
