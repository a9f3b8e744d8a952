// Watchlists in the store: since when they are followed, and how much they matched.
import type { Sql } from "./engine/database.ts";
import type { Span } from "../watchlists/watchlist.ts";

/** Watchlists that are no longer named are forgotten, so that their time begins anew if they return. */
export async function syncWatchlists(sql: Sql, ids: readonly string[], now: Date): Promise<void> {
  await sql.run("delete from watchlists where id <> all($1::text[])", [ids]);
  await sql.run(
    "insert into watchlists (id, followed_since) select id, $2 from unnest($1::text[]) as id on conflict (id) do nothing",
    [ids, now],
  );
}

export interface WatchlistActivity {
  id: string;
  followed_since: Date;
  /** Articles that it matched since then, and the time of its newest match. */
  matches: number;
  last_match_at: Date | null;
}

export function listActivity(sql: Sql, since: Date): Promise<WatchlistActivity[]> {
  return sql.many(
    `select w.id, w.followed_since, (select count(*)::int from matches m where m.watchlist_id = w.id and m.matched_at >= $1) as matches,
       (select max(m.matched_at) from matches m where m.watchlist_id = w.id) as last_match_at
     from watchlists w order by w.id`,
    [since],
  );
}

/** Articles that were matched since then. */
export async function countMatched(sql: Sql, since: Date): Promise<number> {
  const { count } = await sql.one<{ count: number }>(
    "select count(*)::int as count from articles where first_seen_at >= $1 and stage in ('group-stories', 'done')",
    [since],
  );
  return count;
}

/** Days in UTC, as in `2026-11-26`, that have a match. */
export function listMatchDays(sql: Sql, since: Date): Promise<{ watchlist: string; day: string; matches: number }[]> {
  return sql.many(
    `select watchlist_id as watchlist, to_char(matched_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as matches
     from matches where matched_at >= $1 group by 1, 2 order by 1, 2`,
    [since],
  );
}

/** The newest first. */
export function listLastMatches(sql: Sql, watchlist: string, limit: number): Promise<{ article: number; spans: Span[] }[]> {
  return sql.many(
    "select article_id as article, spans from matches where watchlist_id = $1 order by matched_at desc, article_id desc limit $2",
    [watchlist, limit],
  );
}
