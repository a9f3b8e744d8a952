// Counts what was found, by day, outlet and language.
import type { Hit } from "../search-archive.ts";

export interface Counted {
  name: string;
  count: number;
}

/** Days are in UTC, of the first sight, `2026-11-26`, the earliest first. The others have the most frequent first. */
export interface HitCounts {
  days: { day: string; matches: number }[];
  outlets: Counted[];
  languages: Counted[];
}

const LISTED_MAX = 12;

export function tallyHits() {
  const days = new Map<string, number>();
  const outlets = new Map<string, number>();
  const languages = new Map<string, number>();
  return {
    add({ firstSeenAt, outlet, language }: Pick<Hit, "firstSeenAt" | "outlet" | "language">): void {
      add(days, firstSeenAt.slice(0, 10));
      if (outlet !== "") add(outlets, outlet);
      const [code] = (language ?? "").toLowerCase().split("-");
      if (code) add(languages, code);
    },
    end: (): HitCounts => ({
      days: [...days].map(([day, matches]) => ({ day, matches })).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      outlets: mostFrequent(outlets),
      languages: mostFrequent(languages),
    }),
  };
}

const add = (to: Map<string, number>, name: string) => to.set(name, (to.get(name) ?? 0) + 1);

const mostFrequent = (counts: ReadonlyMap<string, number>): Counted[] =>
  [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, LISTED_MAX);
