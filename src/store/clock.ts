// The clock as the database knows it: the latest recorded time, and all due times when the clock is set back.
import type { Sql } from "./engine/database.ts";

/** When the clock was set back, and the time that it had shown. */
export interface ClockStep {
  at: Date;
  was: Date;
}

/** The latest recorded time; null in an empty database. Feeds are polled all the time, and issues matter most. */
export const latestTime = async (sql: Sql): Promise<Date | null> =>
  (
    await sql.one<{ latest: Date | null }>(
      "select greatest((select max(last_polled_at) from feeds), (select max(last_checked_at) from digests)) as latest",
    )
  ).latest;

/** Only one process handles a step of the clock; the lock lasts until the transaction ends. */
export async function takeClockTurn(sql: Sql): Promise<void> {
  await sql.one("select pg_advisory_xact_lock($1) is null as taken", [CLOCK_LOCK]);
}

const CLOCK_LOCK = 0x636c6f63;

/** Columns with the earliest time of the next action. */
const AHEAD = [
  ["feeds", "next_due_at"],
  ["feeds", "held_until"],
  ["hosts", "next_at"],
  ["articles", "not_before"],
  ["incident_reports", "not_before"],
] as const;

/** The longest time for which a worker holds anything, by any clock: the lease of a live worker is not cut short. */
const LEASE = "interval '2 minutes'";

/** Columns with the time of the last action. */
const BEHIND = [
  ["feeds", "last_polled_at"],
  ["feeds", "last_ok_at"],
  ["feeds", "last_new_at"],
  ["digests", "last_checked_at"],
  ["digests", "appeared_at"],
  ["watchlists", "followed_since"],
  ["digest_stories", "told_at"],
  ["digest_stories", "held_until"],
  ["deliveries", "fault_at"],
  ["incidents", "began_at"],
  ["incidents", "seen_at"],
  ["canary", "begun_at"],
  ["canary", "waiting_since"],
  ["canary", "passed_at"],
  ["chores", "done_at"],
] as const;

/** Moves all due times back by the same amount as the clock; no past action is later than now. */
export async function moveTimesBack(sql: Sql, { at, was }: ClockStep): Promise<void> {
  for (const [table, column] of AHEAD) {
    await sql.run(
      `update ${table} set ${column} = greatest($1::timestamptz, ${column} - ($2::timestamptz - $1::timestamptz)) where ${column} > $1 and ${column} <> 'infinity'`,
      [at, was],
    );
  }
  await sql.run(
    `update deliveries set not_before = greatest($1::timestamptz, not_before - ($2::timestamptz - $1::timestamptz))
     where state <> 'sending' and not_before > $1 and not_before <> 'infinity'`,
    [at, was],
  );
  await sql.run(
    `update deliveries set lease_until = least(lease_until, $1::timestamptz + ${LEASE}), not_before = least(not_before, $1::timestamptz + ${LEASE})
     where state = 'sending'`,
    [at],
  );
  await sql.run(`update hosts set busy_until = least(busy_until, $1::timestamptz + ${LEASE})`, [at]);
  for (const [table, column] of BEHIND) await sql.run(`update ${table} set ${column} = $1 where ${column} > $1`, [at]);
  for (const table of ["feeds", "articles", "digests", "deliveries"])
    await sql.run(`update ${table} set enqueued_at = null where enqueued_at > $1`, [at]);
  await sql.run("insert into clock_steps (at, was) values ($1, $2)", [at, was]);
}

/** The steps since `since`, in order. */
export const listClockSteps = (sql: Sql, since: Date): Promise<ClockStep[]> =>
  sql.many("select at, was from (select * from clock_steps where at >= $1 order by id desc limit 10) s order by id", [since]);
