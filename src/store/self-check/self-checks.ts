// What the checks of Wirewatch by itself read and remember: the canary, the samples of the disk, and matches without a delivery.
import type { Sql } from "../engine/database.ts";

export interface Canary {
  run: number;
  stage: string;
  begun_at: Date;
  /** Since when no run has passed all stages; null if the last one has. */
  waiting_since: Date | null;
  passed_at: Date | null;
  fault: string | null;
}

/**
 * Begins a run if the last one began at `before` or earlier, or ahead of now; null: it did not, or another process was first. After a pause in which
 * nobody began one, nothing was awaited, unless people were told before it that the canary is missing.
 */
export const beginCanary = (
  sql: Sql,
  { first, before, idleSince, now }: { first: string; before: Date; idleSince: Date; now: Date },
): Promise<Canary | null> =>
  sql.maybeOne(
    `insert into canary as c (run, stage, begun_at, waiting_since) values (1, $1, $4, $4)
     on conflict (only_row) do update set run = c.run + 1, stage = $1, begun_at = $4, fault = null,
       waiting_since = case when c.begun_at < $3 and not exists (select from incidents where kind = 'canary' and ended_at is null) then $4 else coalesce(c.waiting_since, $4) end
     where c.begun_at <= $2 or c.begun_at > $4 returning run, stage, begun_at, waiting_since, passed_at, fault`,
    [first, before, idleSince, now],
  );

export const findCanary = (sql: Sql): Promise<Canary | null> =>
  sql.maybeOne("select run, stage, begun_at, waiting_since, passed_at, fault from canary");

/** `to`: the next stage; null: it has passed all. Returns false if it is no longer at that stage, or a later run has begun. */
export const moveCanary = async (
  sql: Sql,
  { run, from, to }: { run: number; from: string; to: string | null },
  now: Date,
): Promise<boolean> =>
  (await sql.run(
    `update canary set stage = coalesce($3, 'passed'), fault = null, passed_at = case when $3::text is null then $4 else passed_at end,
       waiting_since = case when $3::text is null then null else waiting_since end where run = $1 and stage = $2`,
    [run, from, to, now],
  )) > 0;

export const saveCanaryFault = (sql: Sql, run: number, fault: string): Promise<number> =>
  sql.run("update canary set fault = $2 where run = $1", [run, fault]);

export interface Sample {
  at: Date;
  /** In bytes. */
  disk_free: number;
  store_bytes: number;
}

const SAMPLES_DAYS = 40;

export async function saveSample(sql: Sql, { at, disk_free, store_bytes }: Sample): Promise<void> {
  await sql.run("insert into samples (at, disk_free, store_bytes) values ($1, $2, $3) on conflict do nothing", [
    at,
    disk_free,
    store_bytes,
  ]);
  await sql.run(`delete from samples where at < $1::timestamptz - interval '${SAMPLES_DAYS} days' or at > $1`, [at]);
}

/** The oldest first. */
export const listSamples = (sql: Sql, since: Date): Promise<Sample[]> =>
  sql.many("select at, disk_free, store_bytes from samples where at >= $1 order by at", [since]);

/** A digest with the watchlists that it takes; null: all. `pushed`: its issues are delivered to somebody. */
export interface Taking {
  digest: string;
  watchlists: readonly string[] | null;
  pushed: boolean;
}

/** An article that a watchlist of a digest matched, and that is in no issue, on no list, and has no reason for that. */
export interface LostMatch {
  article: number;
  watchlist: string;
  digest: string;
}

/** Matches from `since` to `until` of articles that no stage has any more; an article on its way, or quarantined, is accounted for. */
export const findLostMatches = (
  sql: Sql,
  takings: readonly Taking[],
  { since, until, limit }: { since: Date; until: Date; limit: number },
): Promise<LostMatch[]> =>
  sql.many(
    `select a.id as article, min(m.watchlist_id) as watchlist, t.digest
     from matches m join articles a on a.id = m.article_id
       join jsonb_to_recordset($1::jsonb) as t(digest text, watchlists jsonb, pushed boolean) on t.watchlists is null or t.watchlists = 'null' or t.watchlists ? m.watchlist_id
       join digests d on d.id = t.digest and d.configured
       left join digest_stories s on s.digest_id = t.digest and s.story_id = a.story_id
     where m.matched_at > $2 and m.matched_at <= $3 and a.stage = 'done' and a.set_aside_at is null
       and case when a.story_id is null then a.fault is null
         when s.story_id is null then true
         when s.issue_id is not null then t.pushed and not exists (select 1 from deliveries v where v.issue_id = s.issue_id)
         else s.told_at is null and d.next_due_at is null end
     group by a.id, t.digest order by a.id limit $4`,
    [JSON.stringify(takings), since, until, limit],
  );

/** What a chore noted when it was done last. */
export const choreNote = (sql: Sql, name: string): Promise<{ done_at: Date; note: string | null } | null> =>
  sql.maybeOne("select done_at, note from chores where name = $1", [name]);

export const saveChoreNote = (sql: Sql, name: string, note: string, now: Date): Promise<number> =>
  sql.run(
    "insert into chores (name, done_at, note) values ($1, $2, $3) on conflict (name) do update set done_at = $2, note = $3",
    [name, now, note],
  );

/** Whether no process has done this within `everyMs`; from now on this one has. */
export const takeTurn = async (sql: Sql, name: string, everyMs: number, now: Date): Promise<boolean> =>
  (await sql.run(
    `insert into chores as c (name, done_at) values ($1, $2)
     on conflict (name) do update set done_at = excluded.done_at where c.done_at <= $3 or c.done_at > $2`,
    [name, now, new Date(now.getTime() - everyMs)],
  )) > 0;

/** Mails that a server has not taken for a while: how many, and what it said last. */
export const mailsPutOff = (sql: Sql, before: Date): Promise<{ count: number; reply: string | null }> =>
  sql.one(
    `select count(*)::int as count, (array_agg(reply order by id desc))[1] as reply from deliveries
     where state = 'retry' and channel = 'mail' and created_at <= $1`,
    [before],
  );
