// Keeps as many entries of a long list as are stored.
import { ENTRIES_MAX } from "./caps.ts";
import type { Entry } from "../feed.ts";

/** Of more than 5,000 those without a date and the newest, or, if most have no date, the first and the last ones. `dateOf`: ISO 8601, "" if there is none. */
export function keepNewest<T>(list: readonly T[], dateOf: (one: T) => string, max = ENTRIES_MAX): T[] {
  if (list.length <= max) return [...list];
  const dated = list.filter((one) => dateOf(one) !== "");
  if (dated.length > list.length / 2) {
    const newest = dated.toSorted((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1));
    return [...list.filter((one) => dateOf(one) === ""), ...newest].slice(0, max);
  }
  const half = Math.floor(max / 2);
  return [...list.slice(0, max - half), ...list.slice(list.length - half)];
}

const isOld = ({ isOlder }: Entry): boolean => isOlder === true;
/** ISO 8601; "" if it has none. */
export const dateOfEntry = ({ publishedAt, updatedAt }: Entry): string => publishedAt ?? updatedAt ?? "";

/** The same of the entries of several lists: what is new in one of them goes before what is known of another. */
export function keepNews(entries: readonly Entry[]): Entry[] {
  const news = entries.filter((entry) => !isOld(entry));
  const kept = keepNewest(news, dateOfEntry);
  return [...kept, ...keepNewest(entries.filter(isOld), dateOfEntry, ENTRIES_MAX - kept.length)];
}
