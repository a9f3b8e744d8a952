// What sources have used of their limits: entries and bytes of a day, and pages of other sites within an hour.
import { feedName, isAsked } from "./feeds.ts";
import type { OverLimit } from "../feeds/over-limit.ts";
import type { Brought, Rationed, SourceLimits } from "../feeds/poll/quota.ts";
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

/** Counts a page of a site that a source of another site leads to. Returns how many it led to there within this hour; over `max` they are reported. */
export async function countVisit(
  sql: Sql,
  { source, site, max, now }: { source: string; site: string; max: number; now: Date },
): Promise<number> {
  const visits = await sql.maybeOne<{ pages: number }>(
    `insert into site_visits as v (feed_id, site, hour, pages) select id, $2, date_trunc('hour', $3::timestamptz), 1 from feeds where url = $1
     on conflict (feed_id, site, hour) do update set pages = v.pages + 1, over = v.over or v.pages >= $4 returning pages`,
    [source, site, now, max],
  );
  return visits?.pages ?? 0;
}

/** With the source that did so. */
export type SourceOverLimit = OverLimit & { feed: number; name: string };

/** Left out because of a limit, and to be read later; `$1` is since when. */
const LEFT_OUT = "a.reason = any('{over-quota,over-budget}') and a.first_seen_at > $1 and a.set_aside_at is null";

/** Of configured sources: what is still to be read, and by `limitsOf` a source's address, what was over its limits, the latest first. */
export async function listOverLimits(
  sql: Sql,
  { since, leftSince, limitsOf }: { since: Date; leftSince: Date; limitsOf: (url: string) => SourceLimits },
): Promise<SourceOverLimit[]> {
  type Found<Kind> = Omit<Extract<SourceOverLimit, { kind: Kind }>, "limits"> & { url: string };
  const days = await sql.many<Found<"quota">>(
    `select 'quota' as kind, f.id as feed, f.url, ${feedName("f")} as name, d.day::text as day, d.entries, d.by_words as "byWords", d.left_out as "leftOut"
     from source_days d join feeds f on f.id = d.feed_id
     where f.configured and d.by_words + d.left_out > 0 and d.day >= ($1::timestamptz at time zone 'UTC')::date order by d.day desc, f.id`,
    [since],
  );
  const visits = await sql.many<Found<"visits">>(
    `select 'visits' as kind, f.id as feed, f.url, ${feedName("f")} as name, v.site, v.hour as at, v.pages
     from site_visits v join feeds f on f.id = v.feed_id
     where f.configured and v.over and v.hour >= date_trunc('hour', $1::timestamptz) order by v.hour desc, f.id, v.site limit 100`,
    [since],
  );
  const waiting = await sql.many<Extract<SourceOverLimit, { kind: "waiting" }>>(
    `select 'waiting' as kind, f.id as feed, ${feedName("f")} as name, count(distinct a.id)::int as pages
     from articles a join entries e on e.article_id = a.id join feeds f on f.id = e.feed_id
     where f.configured and ${LEFT_OUT} group by f.id order by f.id`,
    [leftSince],
  );
  return [...[...days, ...visits].map(({ url, ...over }) => ({ ...over, limits: limitsOf(url) })), ...waiting];
}

/** A source with pages that its limits left for later. */
export interface LeftOut {
  feed: number;
  url: string;
}

export const listLeftOut = (sql: Sql, since: Date): Promise<LeftOut[]> =>
  sql.many(
    `select distinct f.id as feed, f.url from articles a join entries e on e.article_id = a.id join feeds f on f.id = e.feed_id
     where ${isAsked("f.")} and ${LEFT_OUT} order by 1`,
    [since],
  );

/** The ids of those that a limit left out in an earlier hour or day, the first first. */
const chosen = (reason: string, earlier: string, most: string): string =>
  `(select a.id from articles a where ${LEFT_OUT} and a.reason = '${reason}' and a.stage = 'done' and ${earlier}
      and exists (select 1 from entries e where e.article_id = a.id and e.feed_id = $2) order by a.not_before, a.id limit ${most} for update skip locked)`;

/**
 * Has pages of a source asked for that were left out: at most `ofDay` that were over its quota of an earlier day, and `ofHour` that were over its
 * budget of an earlier hour; those that waited longest first. Returns how many of the first kind there were.
 */
export async function readLeftOut(
  sql: Sql,
  {
    feed,
    since,
    ofDay,
    ofHour,
    turn,
    now,
  }: { feed: number; since: Date; ofDay: number; ofHour: number; turn: number; now: Date },
): Promise<number> {
  const moved = await sql.many<{ reason: string }>(
    `update articles set stage = 'fetch-articles', asks_page = true, over_quota = false, listings = listings + 1, turn = $6, not_before = $3, enqueued_at = null,
       attempts = 0, starts = 0, readings = 0
     where id = any(array(${chosen("over-quota", "a.first_seen_at < date_trunc('day', $3::timestamptz, 'UTC')", "$4")})
       || array(${chosen("over-budget", "a.not_before < date_trunc('hour', $3::timestamptz)", "$5")})) returning reason`,
    [since, feed, now, ofDay, ofHour, turn],
  );
  return moved.filter(({ reason }) => reason === "over-quota").length;
}
