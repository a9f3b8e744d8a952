// A surge: far more stories on a watchlist within an hour than is usual for it.

/** What came within the last hour, and what is usual in an hour. */
export interface Surge {
  stories: number;
  usual: number;
}

/** Nobody is tired by fewer, however rare they are. */
export const SURGE_STORIES_MIN = 6;
/** A rate needs some days to be usual. */
const HOURS_MIN = 72;
/** So many deviations above the median are no chance, even of stories that come in clusters. */
const DEVIATIONS = 6;
/** Turns a median absolute deviation into a standard deviation, were the counts normally distributed (Rousseeuw and Croux 1993). */
const NORMAL = 1.4826;

/**
 * `lastHour` stories came within the last hour. `counts` holds how many came in each hour before it in which any came, of `hours` that were
 * watched; too few of them tell nothing. Earlier surges among them move neither the median nor the deviation.
 */
export function findSurge(lastHour: number, counts: readonly number[], hours: number): Surge | null {
  if (lastHour < SURGE_STORIES_MIN || hours < HOURS_MIN) return null;
  const hourly = [...counts, ...Array.from({ length: Math.max(0, hours - counts.length) }, () => 0)];
  const usual = medianOf(hourly);
  const deviation = NORMAL * medianOf(hourly.map((count) => Math.abs(count - usual)));
  // What comes by chance varies by the square root at least (Poisson).
  return lastHour > usual + DEVIATIONS * Math.max(deviation, Math.sqrt(usual)) ? { stories: lastHour, usual } : null;
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return ((sorted[Math.floor(last / 2)] ?? 0) + (sorted[Math.ceil(last / 2)] ?? 0)) / 2;
}
