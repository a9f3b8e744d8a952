// Upkeep of the embedded store. PGlite is one process without Postgres' helpers: nothing else vacuums, analyses or writes checkpoints.
import type { Sql } from "./engine/database.ts";

export interface Neglected {
  /** Quoted, with its schema. */
  table: string;
  /** True if it holds dead rows; false if only its statistics are old. */
  vacuum: boolean;
}

/** By Postgres' rule for itself: 50 rows and a tenth of the table. What a tenth is, the last VACUUM knows if the process is new. */
const MANY = "50 + 0.1 * greatest(c.reltuples, s.n_live_tup)";

/**
 * Returns tables of ours, of the queue and of Postgres' catalog that hold many dead rows or have changed much since they were analysed: each day's
 * partition is a table that comes and goes. PGlite counts these from the
 * start of the process alone, so `all` returns every table.
 */
export async function listNeglected(sql: Sql, all: boolean): Promise<Neglected[]> {
  // What was counted within the last second is not in the view yet.
  await sql.run("select pg_stat_force_next_flush()");
  return sql.many(
    `select format('%I.%I', schemaname, s.relname) as table, $1 or n_dead_tup > ${MANY} as vacuum
     from pg_stat_all_tables s join pg_class c on c.oid = s.relid
     where schemaname in ('wirewatch', 'bullmq', 'pg_catalog') and c.relkind = 'r' and ($1 or n_dead_tup > ${MANY} or n_mod_since_analyze > ${MANY})
     order by c.relpages`,
    [all],
  );
}

/** The archive's words. VACUUM goes through all of their index, at a second for each hundred thousand articles, however few rows are dead. */
const SLOW_INDEX = "wirewatch.article_words";
/** Rows sampled, in 300s, where there is much to read in each; elsewhere as many as the store is started with. */
const SAMPLED: Readonly<Record<string, number>> = { [SLOW_INDEX]: 5, "wirewatch.articles": 10 };

/**
 * Makes the room of dead rows free for new ones, and counts what is in the table, one statement after the other. With `slow` it also removes them from an
 * index that takes long. Not possible inside a transaction.
 */
export async function vacuumTable(sql: Sql, { table, vacuum }: Neglected, slow: boolean): Promise<void> {
  if (vacuum) await sql.run(table === SLOW_INDEX && !slow ? `vacuum (index_cleanup off) ${table}` : `vacuum ${table}`);
  await sql.run(`set default_statistics_target = ${SAMPLED[table] ?? "default"}`);
  await sql.run(`analyze ${table}`);
}

/** What would have to be read again after a crash, in bytes. */
export const logSinceCheckpoint = async (sql: Sql): Promise<number> =>
  (
    await sql.one<{ bytes: number }>(
      "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint as bytes from pg_control_checkpoint()",
    )
  ).bytes;

export const writeCheckpoint = (sql: Sql): Promise<number> => sql.run("checkpoint");

/** When a chore was done last; null if never. */
export const choreDoneAt = async (sql: Sql, name: string): Promise<Date | null> =>
  (await sql.maybeOne<{ done_at: Date }>("select done_at from chores where name = $1", [name]))?.done_at ?? null;

export const saveChoreDone = (sql: Sql, name: string, at: Date): Promise<number> =>
  sql.run("insert into chores (name, done_at) values ($1, $2) on conflict (name) do update set done_at = excluded.done_at", [
    name,
    at,
  ]);

/** Whether a chore was not yet begun in this hour, by any process; from now on it was. */
export const beginHour = async (sql: Sql, name: string, now: Date): Promise<boolean> =>
  (await sql.run(
    `insert into chores as c (name, done_at) values ($1, $2)
     on conflict (name) do update set done_at = excluded.done_at where c.done_at < date_trunc('hour', $2::timestamptz) or c.done_at > $2`,
    [name, now],
  )) > 0;
