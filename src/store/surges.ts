// How many new stories a watchlist adds to a digest in an hour, now and usually.
import type { Sql } from "./engine/database.ts";

/** The stories of the hour before `now`. */
export const countLastHour = async (sql: Sql, digest: string, watchlist: string, now: Date): Promise<number> =>
  (
    await sql.one<{ count: number }>(
      `select count(*)::int as count from digest_stories
       where digest_id = $1 and watchlist_id = $2 and added_at > $3::timestamptz - interval '1 hour' and added_at <= $3`,
      [digest, watchlist, now],
    )
  ).count;

/**
 * The two weeks before that hour: for each hour in which any came how many, and of how many hours. A watchlist is watched since its first story
 * here, or since it was first known.
 */
export const countHours = (
  sql: Sql,
  digest: string,
  watchlist: string,
  now: Date,
): Promise<{ counts: number[]; hours: number }> =>
  sql.one(
    `with past as (
       select floor(extract(epoch from $3::timestamptz - added_at) / 3600)::int as hours_ago from digest_stories
       where digest_id = $1 and watchlist_id = $2 and added_at > $3::timestamptz - interval '14 days' and added_at <= $3::timestamptz - interval '1 hour'
     ), hourly as (select hours_ago, count(*)::int as count from past group by hours_ago)
     select coalesce((select jsonb_agg(count) from hourly), '[]') as counts,
       least(336, floor(extract(epoch from $3::timestamptz - least(
         (select min(added_at) from digest_stories where digest_id = $1 and watchlist_id = $2), (select followed_since from watchlists where id = $2))) / 3600))::int as hours`,
    [digest, watchlist, now],
  );
