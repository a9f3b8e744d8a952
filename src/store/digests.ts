// Digests in the database: when each is due, and the stories that wait for its next issue.
import { HELD_OR_NOT, isWaiting } from "./waiting-stories.ts";
import type { Sql } from "./engine/database.ts";

export interface DigestRow {
  id: string;
  configured: boolean;
  next_due_at: Date | null;
  last_checked_at: Date | null;
}

/**
 * Brings the table into line with digests.yaml. A digest with a changed schedule is due by the new one; if that has no times
 * ("immediately"), waiting stories are due now.
 */
export async function syncDigests(
  sql: Sql,
  digests: readonly { id: string; schedule: string; nextDueAt: Date | null }[],
  now: Date,
): Promise<void> {
  await sql.run(
    `insert into digests (id, schedule, next_due_at, appeared_at)
     select id, schedule, "nextDueAt", $2 from jsonb_to_recordset($1::jsonb) as d(id text, schedule text, "nextDueAt" timestamptz)
     on conflict (id) do update set configured = true, schedule = excluded.schedule,
       appeared_at = case when digests.configured then digests.appeared_at else excluded.appeared_at end,
       next_due_at = coalesce(
         case when digests.schedule = excluded.schedule and digests.configured then digests.next_due_at else excluded.next_due_at end,
         case when exists (select 1 from digest_stories d where d.digest_id = digests.id and d.issue_id is null and d.told_at is null) then $2::timestamptz end)`,
    [JSON.stringify(digests), now],
  );
  await sql.run("update digests set configured = false where configured and not (id = any($1))", [digests.map(({ id }) => id)]);
}

/**
 * If a story is known only by entries that their sources brought when they were first read, or when they were first read after the
 * watchlist or digest `o` appeared: when the last of these appeared.
 */
const BACKLOG_OF = `(select max(case when e.first_seen_at <= f.first_polled_at then f.appeared_at else n.appeared_at end)
  from articles a join entries e on e.article_id = a.id join feeds f on f.id = e.feed_id
    cross join lateral (select greatest((select followed_since from watchlists where id = o.watchlist),
      (select appeared_at from digests where id = o.digest)) as appeared_at) n
  where a.story_id = $2 having bool_and(e.first_seen_at <= f.first_polled_at or coalesce(e.read_before <= n.appeared_at, false)))`;

/**
 * Adds a story to the waiting list of digests; a digest that already has it, sent or waiting, is unchanged. Returns the digests to which it
 * was new, and whether it is only of a first round.
 */
export async function offerStory(
  sql: Sql,
  story: number,
  offers: readonly { digest: string; watchlist: string }[],
  now: Date,
): Promise<{ digest: string; backlog: boolean }[]> {
  return sql.many(
    `insert into digest_stories (digest_id, story_id, watchlist_id, added_at, backlog_of)
     select distinct on (digest) digest, $2, watchlist, $3, ${BACKLOG_OF} from jsonb_to_recordset($1::jsonb) as o(digest text, watchlist text)
     where exists (select 1 from digests where id = digest)
     on conflict do nothing returning digest_id as digest, backlog_of is not null as backlog`,
    [JSON.stringify(offers), story, now],
  );
}

export async function makeDigestsDue(sql: Sql, digests: readonly string[], at: Date): Promise<void> {
  await sql.run("update digests set next_due_at = least(coalesce(next_due_at, $2), $2), enqueued_at = null where id = any($1)", [
    digests,
    at,
  ]);
}

/** Due `ms` after its last issue, unless it is already due sooner or later. */
export async function makeDigestDueAfter(sql: Sql, digest: string, ms: number, now: Date): Promise<void> {
  await sql.run(
    `update digests set next_due_at = greatest($3::timestamptz, last_checked_at + $2 * interval '1 millisecond'), enqueued_at = null
     where id = $1 and next_due_at is null`,
    [digest, ms, now],
  );
}

/** The row of a digest, locked until the transaction ends, so that no other worker writes the same issue. */
export const lockDigest = (sql: Sql, id: string): Promise<DigestRow | null> =>
  sql.maybeOne("select id, configured, next_due_at, last_checked_at from digests where id = $1 for update", [id]);

export const listDigests = (sql: Sql): Promise<DigestRow[]> =>
  sql.many("select id, configured, next_due_at, last_checked_at from digests where configured order by id");

export const findDigest = (sql: Sql, id: string): Promise<DigestRow | null> =>
  sql.maybeOne("select id, configured, next_due_at, last_checked_at from digests where id = $1", [id]);

export async function saveNextDue(sql: Sql, id: string, nextDueAt: Date | null, checkedAt: Date | null): Promise<void> {
  await sql.run(
    "update digests set next_due_at = $2, last_checked_at = coalesce($3, last_checked_at), enqueued_at = null where id = $1",
    [id, nextDueAt, checkedAt],
  );
}

/** Postpones a digest that is still due; one that another worker has written meanwhile keeps its time. */
export async function postponeDigest(sql: Sql, id: string, until: Date, now: Date): Promise<void> {
  await sql.run("update digests set next_due_at = $2, enqueued_at = null where id = $1 and next_due_at <= $3", [id, until, now]);
}

/** Digests to write now: those that are due, or all with waiting stories. */
export const digestsToSend = async (sql: Sql, now: Date, all: boolean): Promise<string[]> =>
  (
    await sql.many<{ id: string }>(
      `select id from digests where configured and (next_due_at <= $1
         or ($2 and exists (select 1 from digest_stories d where d.digest_id = digests.id and ${isWaiting("$3")}))) order by id`,
      [now, all, HELD_OR_NOT],
    )
  ).map(({ id }) => id);

/** When the last of these watchlists, or the digest, appeared; null if that is unknown. */
export const appearedAt = async (sql: Sql, digest: string, watchlists: readonly string[]): Promise<Date | null> =>
  (
    await sql.one<{ at: Date | null }>(
      "select greatest((select max(followed_since) from watchlists where id = any($2)), (select appeared_at from digests where id = $1)) as at",
      [digest, watchlists],
    )
  ).at;
