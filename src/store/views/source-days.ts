// What sources brought day by day, and the latest entries of one.
import type { Sql } from "../engine/database.ts";

export interface DayCount {
  feed_id: number;
  /** Days before the day of the question (UTC). */
  ago: number;
  entries: number;
}

/** New entries of configured sources on the last `days` days (UTC), today included. */
export const entriesByDay = (sql: Sql, days: number, now: Date): Promise<DayCount[]> =>
  sql.many(
    `select d.feed_id, ($1::date - d.day)::int as ago, d.entries::int as entries from source_days d join feeds f on f.id = d.feed_id
     where f.configured and d.day > $1::date - $2::int and d.day <= $1::date`,
    [now.toISOString().slice(0, 10), days],
  );

/** Entries and bytes of text that all sources brought, the latest day first. */
export const broughtByDay = (sql: Sql, days: number, now: Date): Promise<{ day: string; entries: number; bytes: number }[]> =>
  sql.many(
    `select day::text as day, sum(entries)::int as entries, sum(bytes)::float8 as bytes from source_days
     where day > $1::date - $2::int and day <= $1::date group by day order by day desc`,
    [now.toISOString().slice(0, 10), days],
  );

export interface LatestEntry {
  title: string | null;
  url: string | null;
  /** Null if it may not alert, or was deleted since. */
  article_id: number | null;
  published_at: Date | null;
  first_seen_at: Date;
  /** Why it began no article. */
  skipped: string | null;
  /** Why its article's page could not be read. */
  reason: string | null;
}

/** The newest first. */
export const latestEntries = (sql: Sql, feed: number, limit: number): Promise<LatestEntry[]> =>
  sql.many(
    `select e.title, e.url, e.article_id, e.published_at, e.first_seen_at, e.skipped, a.reason
     from (select * from entries where feed_id = $1 order by id desc limit $2) e left join articles a on a.id = e.article_id order by e.id desc`,
    [feed, limit],
  );

/** Of the last `limit` entries: how many pages could not be read, by reason. */
export const unreadByReason = (sql: Sql, feed: number, limit: number): Promise<{ reason: string; pages: number }[]> =>
  sql.many(
    `select a.reason, count(*)::int as pages from (select article_id from entries where feed_id = $1 order by id desc limit $2) e
       join articles a on a.id = e.article_id where a.reason is not null group by 1 order by 2 desc, 1`,
    [feed, limit],
  );
