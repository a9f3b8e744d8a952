// Has pages read that a limit left out before: once an hour, within each source's limits of that hour and day.
import { LEFT_OUT_MS } from "../../feeds/poll/quota.ts";
import { turnOf } from "../../feeds/poll/turn-of.ts";
import { limitsOf } from "../limits-of.ts";
import { addBrought, broughtToday, listLeftOut, readLeftOut } from "../../store/limits.ts";
import { beginHour } from "../../store/upkeep.ts";
import type { StageDeps } from "../stage-deps.ts";

/** They go after what comes in now. */
const TURN = turnOf(100);

/** Returns false if it was done in this hour. They count for the day's quota; the budget of the hour is taken when they are asked for. */
export async function askLeftOut({
  database,
  config,
  now: clock,
}: Pick<StageDeps, "database" | "config" | "now">): Promise<boolean> {
  const now = clock();
  return database.transaction(async (sql) => {
    if (!(await beginHour(sql, "left-out", now))) return false;
    const since = new Date(now.getTime() - LEFT_OUT_MS);
    for (const { feed, url } of await listLeftOut(sql, since)) {
      const limits = limitsOf(config(), url);
      const brought = await broughtToday(sql, feed, now);
      const ofDay = brought.bytes >= limits.bytes ? 0 : Math.max(0, limits.entries - brought.entries);
      const entries = await readLeftOut(sql, { feed, since, ofDay, ofHour: limits.visits, turn: TURN, now });
      if (entries > 0) await addBrought(sql, feed, { entries: [], brought: { entries, bytes: 0 }, byWords: 0, leftOut: 0 }, now);
    }
    return true;
  });
}
