// How many pages of a site the sources of other sites may lead to: a feed that lists another publisher's site must not jam it.
import { limitsOf } from "../limits-of.ts";
import { countVisit } from "../../store/limits.ts";
import type { VisitBudget } from "../../http/ask-host.ts";
import type { StageDeps } from "../stage-deps.ts";

const HOUR_MS = 3_600_000;
/** Spent budgets are forgotten once there are so many; the database still knows them. */
const SPENT_MAX = 10_000;

/** Returns the budget of requests for these sources. One that spent its own leaves an article to the others that list it. */
export function openVisitBudgets({
  database,
  config,
  now,
}: Pick<StageDeps, "database" | "config" | "now">): (from: readonly string[]) => VisitBudget {
  const spent = new Set<string>();
  const key = (source: string, site: string): string => `${Math.floor(now().getTime() / HOUR_MS)} ${site} ${source}`;
  const maxOf = (source: string): number => limitsOf(config(), source).visits;
  const count = (source: string, site: string) => countVisit(database, { source, site, max: maxOf(source), now: now() });
  return (from) => ({
    pagesMax: Math.max(0, ...from.map(maxOf)),
    isSpent: (site) => from.length > 0 && from.every((source) => spent.has(key(source, site))),
    async take(site) {
      const [first] = from;
      const left = from.filter((source) => !spent.has(key(source, site)));
      for (const source of left) {
        if ((await count(source, site)) <= maxOf(source)) return true;
        if (spent.size >= SPENT_MAX) spent.clear();
        spent.add(key(source, site));
      }
      // Its reader is told how many there were.
      if (left.length === 0 && first !== undefined) await count(first, site);
      return false;
    },
  });
}
