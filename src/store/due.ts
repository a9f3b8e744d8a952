// What the queue should hold: committed work that was never enqueued, or whose job is gone. The sweeper looks only here.
import { isAsked } from "./feeds.ts";
import type { Sql } from "./engine/database.ts";

/** `again`: it was enqueued before, and is not done. */
export interface DueWork {
  feeds: { id: number; again: boolean }[];
  articles: { id: number; stage: "fetch-articles" | "match-watchlists" | "group-stories"; turn: number; again: boolean }[];
  digests: { id: string; again: boolean }[];
  deliveries: { id: number; channel: string; again: boolean }[];
}

const LIMIT = 1000;
/** An article that waits for a stage. */
const ON_ITS_WAY = "stage <> 'done' and set_aside_at is null";
/** A delivery that is not settled. */
const OPEN = "state in ('pending', 'retry', 'sending', 'uncertain')";

/** What waits in each table, and the column that says until when. Where there may be many rows, an index serves both. */
const WAITING = {
  feeds: { waits: isAsked(), due: "next_due_at" },
  articles: { waits: ON_ITS_WAY, due: "not_before" },
  digests: { waits: "configured", due: "next_due_at" },
  deliveries: { waits: OPEN, due: "not_before" },
} as const;

type Table = keyof typeof WAITING;
const TABLES = Object.keys(WAITING) as Table[];

/** Due at $1, and not enqueued since $2. */
const isDue = (table: Table): string =>
  `${WAITING[table].waits} and ${WAITING[table].due} <= $1 and (enqueued_at is null or enqueued_at < $2)`;

const mark = (table: Table, returning: string, order = ""): string =>
  `update ${table} set enqueued_at = $1 from (
     select id as found, enqueued_at is not null as again from ${table} where ${isDue(table)}
     ${order} limit ${LIMIT} for update skip locked) w where id = found returning ${returning}, again`;

/**
 * Marks and returns everything that should be on a queue now: due, and not enqueued within the last `staleMs`. Enqueuing it twice is
 * harmless (the job's id is the same, and the stages check again), so `staleMs` only limits how often.
 */
export async function takeDueWork(sql: Sql, now: Date, staleMs: number): Promise<DueWork> {
  const stale = new Date(now.getTime() - staleMs);
  const feeds = await sql.many<{ id: number; failures: number; again: boolean }>(mark("feeds", "id, failures"), [now, stale]);
  return {
    // A host that hung last time may hang again, and then delays only others of that kind.
    feeds: feeds.toSorted((a, b) => a.failures - b.failures),
    articles: await sql.many(mark("articles", "id, stage, turn", "order by turn"), [now, stale]),
    digests: await sql.many(mark("digests", "id"), [now, stale]),
    deliveries: await sql.many(mark("deliveries", "id, channel"), [now, stale]),
  };
}

/** Whether anything is to be enqueued now. */
export const isWorkDue = async (sql: Sql, now: Date, staleMs: number): Promise<boolean> =>
  (
    await sql.one<{ due: boolean }>(
      `select ${TABLES.map((table) => `exists (select 1 from ${table} where ${isDue(table)})`).join(" or ")} as due`,
      [now, new Date(now.getTime() - staleMs)],
    )
  ).due;

/** The driver reads `infinity`, which a mail that is held for a person has, as a number. */
const earliest = (table: Table): string => {
  const { waits, due } = WAITING[table];
  return `(select min(greatest(${due}, enqueued_at + $1 * interval '1 millisecond')) from ${table} where ${waits} and ${due} < 'infinity')`;
};

/** When something is to be enqueued next, as things are; null if nothing waits. It may lie in the past. */
export const nextDueWork = async (sql: Sql, staleMs: number): Promise<Date | null> =>
  (await sql.one<{ at: Date | null }>(`select least(${TABLES.map(earliest).join(", ")}) as at`, [staleMs])).at;

/** Forgets what was enqueued, for a queue that is known to be empty. */
export async function forgetEnqueued(sql: Sql): Promise<void> {
  for (const table of ["feeds", "digests"]) await sql.run(`update ${table} set enqueued_at = null where enqueued_at is not null`);
  // Of these there may be many, and none that waits no longer waits again with its old mark: an index finds the others.
  for (const table of ["articles", "deliveries"] as const)
    await sql.run(`update ${table} set enqueued_at = null where ${WAITING[table].waits} and enqueued_at is not null`);
  await sql.run("update deliveries set lease_until = null, not_before = now() where state = 'sending'");
  // Hosts that no process is asking are free; rate-limited hosts stay so.
  await sql.run("delete from hosts where next_at <= now()");
}

/**
 * Whether each source was read once, and since `appeared` if that is within the last hour, and no article is on its way that a first
 * round within the last hour brought.
 */
export const isFirstRoundOver = async (sql: Sql, appeared: Date | null, now: Date): Promise<boolean> =>
  (
    await sql.one<{ over: boolean }>(
      `select not exists (select 1 from feeds where ${isAsked()} and (held_until is null or held_until <= $1)
           and (last_polled_at is null or (last_polled_at < $2 and $2 > $1::timestamptz - interval '1 hour')))
         and not exists (select 1 from feeds f join entries e on e.feed_id = f.id and (e.first_seen_at <= f.first_polled_at or e.read_before <= $2)
           join articles a on a.id = e.article_id
           where greatest(f.first_polled_at, $2) > $1::timestamptz - interval '1 hour' and a.${ON_ITS_WAY.replace("and ", "and a.")}) as over`,
      [now, appeared],
    )
  ).over;

/**
 * The rest of a round that began at `since`: feeds not polled in it (except those whose host is rate-limited), all articles in the
 * pipeline, waiting ones included, and mails that are due.
 */
export async function countWaiting(
  sql: Sql,
  since: Date,
  now: Date,
): Promise<{ articles: number; feeds: number; deliveries: number }> {
  return sql.one(
    `select (select count(*)::int from articles where ${ON_ITS_WAY}) as articles,
       (select count(*)::int from feeds where ${isAsked()} and (held_until is null or held_until <= $2)
          and (last_polled_at is null or last_polled_at < $1)) as feeds,
       (select count(*)::int from deliveries where state = 'sending' or (state in ('pending', 'retry', 'uncertain') and not_before <= $2)) as deliveries`,
    [since, now],
  );
}
