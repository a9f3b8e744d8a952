// Which process waits at which source that says itself when something is new: one for each source, by a lease that the database's clock ends.
import { isAsked, type FeedRow } from "../../store/feeds.ts";
import type { Sql } from "../../store/engine/database.ts";

/** Sources that can be read, as their last polls say. */
const WATCHABLE = `${isAsked()} and failures = 0 and twin_of is null and first_polled_at is not null and url = any($1)`;

/** A source at this address, if it may be watched. */
export const findWatchable = (sql: Sql, url: string): Promise<FeedRow | null> =>
  sql.maybeOne(`select * from feeds where ${WATCHABLE}`, [[url]]);

export interface WatchClaim {
  /** The process that asks. */
  by: string;
  leaseMs: number;
  /** It watches no more sources than this. */
  max: number;
}

/** Takes, or keeps for `leaseMs` more, the sources at these addresses that no other process watches. Returns those that this one watches. */
export async function claimWatched(sql: Sql, urls: readonly string[], { by, leaseMs, max }: WatchClaim): Promise<FeedRow[]> {
  const isFree = "(watched_by is null or watched_by = $2 or watched_until <= clock_timestamp())";
  // A lease is written anew once half of it is over.
  const isOld = "(watched_by is distinct from $2 or watched_until <= clock_timestamp() + $3 / 2 * interval '1 millisecond')";
  await sql.run(
    `update feeds set watched_by = $2, watched_until = clock_timestamp() + $3 * interval '1 millisecond'
     where ${isFree} and ${isOld} and id in (select id from feeds where ${WATCHABLE} and ${isFree} order by watched_by is distinct from $2, id limit $4)`,
    [urls, by, leaseMs, max],
  );
  return sql.many(
    `select * from feeds where ${WATCHABLE} and watched_by = $2 and watched_until > clock_timestamp() order by id`,
    [urls, by],
  );
}

/** Lets others watch the sources of this process. */
export const releaseWatched = (sql: Sql, by: string): Promise<number> =>
  sql.run("update feeds set watched_by = null, watched_until = null where watched_by = $1", [by]);
