// Whether a watchlist surges: what is told at once otherwise is gathered then.
import { findSurge, SURGE_STORIES_MIN } from "../../digests/find-surge.ts";
import { countHours, countLastHour } from "../../store/surges.ts";
import type { Digest } from "../../digests/digest.ts";
import type { Surge } from "../../digests/find-surge.ts";
import type { Sql } from "../../store/engine/database.ts";

/** Null for a digest that has its times, and gathers by them. */
export async function surgeOf(
  sql: Sql,
  { id, schedule, surge }: Pick<Digest, "id" | "schedule" | "surge">,
  watchlist: string,
  now: Date,
): Promise<Surge | null> {
  if (!surge || schedule.kind !== "immediately") return null;
  const lastHour = await countLastHour(sql, id, watchlist, now);
  if (lastHour < SURGE_STORIES_MIN) return null;
  const { counts, hours } = await countHours(sql, id, watchlist, now);
  return findSurge(lastHour, counts, hours);
}
