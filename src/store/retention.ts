// Retention: what is older than the archive may keep is deleted, but never what a feed still shows, or it would come back as new.
import { setImmediate } from "node:timers/promises";
import { dropOldDrafts } from "./deliveries/draft-messages.ts";
import { choreNote, saveChoreNote, takeTurn } from "./self-check/self-checks.ts";
import type { Database, Sql } from "./engine/database.ts";

/** Articles that one statement deletes, at half a millisecond each: the embedded database does nothing else meanwhile. */
const BATCH = { pglite: 200, postgres: 1_000 } as const;
const DAY_MS = 24 * 3_600_000;

/**
 * Deletes what is older than `before`. Stories added to since `windowEnd` may still take copies, and are kept whole, as are those with a star
 * or a note. Returns how many articles were deleted. Leaves the rest for the next time when `signal` is aborted.
 */
export async function deleteOld(
  sql: Sql & Pick<Database, "kind">,
  { before, windowEnd, now }: { before: Date; windowEnd: Date; now: Date },
  signal?: AbortSignal,
): Promise<number> {
  // Before the articles: an entry that stays is written anew when its article goes.
  await deleteEntries(sql, before, now, signal);
  const batch = BATCH[sql.kind];
  let articles = 0;
  for (let deleted: number = batch; deleted === batch; articles += deleted) {
    if (signal?.aborted === true) return articles;
    await setImmediate();
    deleted = await deleteArticles(
      sql,
      `select id from articles a where first_seen_at < $1 and (stage = 'done' or set_aside_at is not null)
           and not exists (select 1 from stories s where s.id = a.story_id and s.last_copy_at >= least($1, $2))
           and not exists (select 1 from story_marks k where k.story_id = a.story_id and (k.starred_at is not null or k.note is not null))
           and not exists (select 1 from digest_stories d where d.story_id = a.story_id and d.issue_id is null and d.told_at is null)
         limit ${batch}`,
      [before, windowEnd],
    );
  }
  // That a story was told is known by its issue, which therefore stays for as long as the story may take copies.
  await sql.run(
    `delete from issues i where created_at < $1 and not exists (select 1 from digest_stories s where s.issue_id = i.id)
       and not exists (select 1 from deliveries d where d.issue_id = i.id and d.state not in ('sent', 'failed', 'suppressed'))`,
    [before],
  );
  await dropOldDrafts(sql);
  await sql.run("delete from feedback where said_at < $1", [before]);
  await sql.run("delete from incidents where ended_at < $1", [before]);
  await sql.run("delete from gaps where until < $1", [before]);
  await sql.run("delete from feed_faults where until < $1", [before]);
  await sql.run("delete from hosts where next_at < $1 and busy_until < $1", [before]);
  // Rules serve for a day, and in need for a month.
  await sql.run("delete from robots where checked_at < clock_timestamp() - interval '30 days'", []);
  await sql.run("delete from source_days where day < $1::date", [before]);
  await sql.run("delete from site_visits where hour < $1", [before]);
  await sql.run("delete from outcomes where day < $1::date", [before]);
  return articles;
}

/**
 * A feed that answers 304 for months shows the same entries all the while: age counts from its newest document, not from today. To read all entries takes
 * a second for each million of them, in which an embedded database does nothing else; hence there feed by feed, and once a day. On a server it
 * takes the hourly runs of a day.
 */
async function deleteEntries(sql: Sql & Pick<Database, "kind">, before: Date, now: Date, signal?: AbortSignal): Promise<void> {
  if (sql.kind === "postgres") return deleteEntriesByPlace(sql, before, now, signal);
  if (!(await takeTurn(sql, "old-entries", DAY_MS, now))) return;
  for (const { id } of await sql.many<{ id: number }>("select id from feeds order by id")) {
    if (signal?.aborted === true) return;
    await setImmediate();
    await sql.run(
      `delete from entries where feed_id = $1 and last_seen_at < $2
         and last_seen_at < (select max(last_seen_at) from entries where feed_id = $1)`,
      [id, before],
    );
  }
}

const RUNS_A_DAY = 24;
/** Pages of a table that one statement reads: of the tens of thousands of entries in them it can delete all well within its time. */
const PAGES_AT_ONCE = 4_000;
/** Of a feed's newest entries the one that was seen last tells when its newest document came. If it shows only older ones, they stay a while longer. */
const NEWEST = 20;

/** Reads the next part of the table, in the order in which it lies on the disk (Postgres 14: TID range scans), and notes how far it came. */
async function deleteEntriesByPlace(sql: Sql, before: Date, now: Date, signal?: AbortSignal): Promise<void> {
  const { pages } = await sql.one<{ pages: number }>(
    "select (pg_relation_size('entries') / current_setting('block_size')::int)::int as pages",
  );
  const reached = Number((await choreNote(sql, "old-entries"))?.note ?? 0);
  const begin = reached < pages ? reached : 0;
  const end = begin + Math.ceil(pages / RUNS_A_DAY);
  for (let page = begin; page < end; page += PAGES_AT_ONCE) {
    if (signal?.aborted === true) return;
    const next = Math.min(page + PAGES_AT_ONCE, end);
    await sql.run(
      `with shown as materialized (
         select f.id, (select max(n.last_seen_at) from (select last_seen_at from entries where feed_id = f.id order by id desc limit ${NEWEST}) n) as newest
         from (select distinct feed_id as id from entries where ctid >= $1::tid and ctid < $2::tid and last_seen_at < $3) f)
       delete from entries e using shown
       where e.ctid >= $1::tid and e.ctid < $2::tid and e.feed_id = shown.id and e.last_seen_at < least($3::timestamptz, shown.newest)`,
      [`(${page},0)`, `(${next},0)`, before],
    );
    await saveChoreNote(sql, "old-entries", String(next), now);
  }
}

/** The day before which this share of the articles was first seen; null if there are none. */
export const oldestShare = async (sql: Sql, share: number): Promise<Date | null> =>
  (
    await sql.maybeOne<{ at: Date }>(
      `select first_seen_at as at from articles order by first_seen_at
       offset (select floor(count(*) * $1::float8) from articles) limit 1`,
      [share],
    )
  )?.at ?? null;

/** Digests report how many articles came in, so the deleted ones are still counted. */
async function deleteArticles(sql: Sql, ids: string, parameters: readonly Date[]): Promise<number> {
  const { deleted } = await sql.one<{ deleted: number }>(
    `with gone as (delete from articles where id in (${ids}) returning relation, reason),
       counted as (insert into removed_articles (articles, copies, summaries)
         select count(*), count(*) filter (where relation = 'copy'), count(*) filter (where reason is not null and reason <> 'beginning') from gone
         on conflict (only_row) do update set articles = removed_articles.articles + excluded.articles,
           copies = removed_articles.copies + excluded.copies, summaries = removed_articles.summaries + excluded.summaries)
     select count(*)::int as deleted from gone`,
    parameters,
  );
  return deleted;
}
