// What sources have used of their limits: entries and bytes of a day, and pages of other sites within an hour.
import { VISITS_MAX } from "../feeds/poll/quota.ts";
import { feedName } from "./feeds.ts";
import type { OverLimit } from "../feeds/over-limit.ts";
import type { Brought, Rationed } from "../feeds/poll/quota.ts";
import type { Sql } from "./engine/database.ts";

/** What a source has brought on the day of `now` (UTC). */
export const broughtToday = async (sql: Sql, feed: number, now: Date): Promise<Brought> =>
  (await sql.maybeOne<Brought>(
    "select entries, bytes::float8 as bytes from source_days where feed_id = $1 and day = ($2::timestamptz at time zone 'UTC')::date",
    [feed, now],
  )) ?? { entries: 0, bytes: 0 };

export async function addBrought(sql: Sql, feed: number, { brought, byWords, leftOut }: Rationed, now: Date): Promise<void> {
  await sql.run(
    `insert into source_days as d (feed_id, day, entries, bytes, by_words, left_out)
     values ($1, ($2::timestamptz at time zone 'UTC')::date, $3, $4, $5, $6)
     on conflict (feed_id, day) do update set entries = d.entries + $3, bytes = d.bytes + $4, by_words = d.by_words + $5, left_out = d.left_out + $6`,
    [feed, now, brought.entries, brought.bytes, byWords, leftOut],
  );
}

/** Counts a page of a site that a source of another site leads to. Returns how many it led to there within this hour. */
export async function countVisit(sql: Sql, feedUrl: string, site: string, now: Date): Promise<number> {
  const visits = await sql.maybeOne<{ pages: number }>(
    `insert into site_visits as v (feed_id, site, hour, pages) select id, $2, date_trunc('hour', $3::timestamptz), 1 from feeds where url = $1
     on conflict (feed_id, site, hour) do update set pages = v.pages + 1 returning pages`,
    [feedUrl, site, now],
  );
  return visits?.pages ?? 0;
}

/** With the source that did so. */
export type SourceOverLimit = OverLimit & { feed: number; name: string };

/** Of configured sources, the latest first. */
export async function listOverLimits(sql: Sql, since: Date): Promise<SourceOverLimit[]> {
  const days = await sql.many<Extract<SourceOverLimit, { kind: "quota" }>>(
    `select 'quota' as kind, f.id as feed, ${feedName("f")} as name, d.day::text as day, d.entries, d.by_words as "byWords", d.left_out as "leftOut"
     from source_days d join feeds f on f.id = d.feed_id
     where f.configured and d.by_words + d.left_out > 0 and d.day >= ($1::timestamptz at time zone 'UTC')::date order by d.day desc, f.id`,
    [since],
  );
  const visits = await sql.many<Extract<SourceOverLimit, { kind: "visits" }>>(
    `select 'visits' as kind, f.id as feed, ${feedName("f")} as name, v.site, v.hour as at, v.pages
     from site_visits v join feeds f on f.id = v.feed_id
     where f.configured and v.pages > $2 and v.hour >= date_trunc('hour', $1::timestamptz) order by v.hour desc, f.id, v.site limit 100`,
    [since, VISITS_MAX],
  );
  return [...days, ...visits];
}
