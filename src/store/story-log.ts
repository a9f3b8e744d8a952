// The log of grouping decisions, in order and with a partition a day: each process fills its memory from it.
import type { Database, Sql } from "./engine/database.ts";

export interface LoggedArticle {
  seq: number;
  at: Date;
  /** The story that the article was like when it came; a person may have moved it since. */
  story_id: number;
  article_id: number;
  words: number;
  site: number;
  keys: Uint8Array;
  lines: Uint8Array;
  /** Of the first article of a story: its script and language, and what stays of it in other languages; else empty. */
  tongue: string;
  marks: Uint8Array;
  /** The story that it tells in another language, if it does. */
  root_story_id: number | null;
}

/** Rows written after `seq`, and none before `since`; the oldest first. */
export const readStoryLog = (
  sql: Sql,
  { seq, since, limit }: { seq: number; since: Date; limit: number },
): Promise<LoggedArticle[]> =>
  sql.many(
    "select seq, at, story_id, article_id, words, site, keys, lines, tongue, marks, root_story_id from story_log where seq > $1 and day >= $2::date order by seq limit $3",
    [seq, dayOf(since), limit],
  );

/** Appends that a story tells another one now, or none; with `tongue` and `marks`, that its words changed. */
export async function logLink(
  sql: Sql,
  link: { story: number; article: number; root: number | null; at: Date; tongue?: string; marks?: Uint8Array },
): Promise<LoggedArticle> {
  const none = new Uint8Array();
  const { story, article, root, at, tongue = "", marks = none } = link;
  const { seq } = await sql.one<{ seq: number }>(
    `insert into story_log (day, at, story_id, article_id, words, site, keys, lines, tongue, marks, root_story_id)
     values (($1::timestamptz at time zone 'UTC')::date, $1, $2, $3, 0, 0, ''::bytea, ''::bytea, $4, $5, $6) returning seq`,
    [at, story, article, tongue, marks, root],
  );
  return {
    seq,
    at,
    story_id: story,
    article_id: article,
    words: 0,
    site: 0,
    keys: none,
    lines: none,
    tongue,
    marks,
    root_story_id: root,
  };
}

// Two processes that make the same partition at once would fail, or wait for each other without end.
const LOG_DAY_LOCK = 0x6c6f6764;

/**
 * Makes the partition for a day's rows, in a transaction of its own: the lock on the table's shape is short, and a decision that is rolled
 * back takes no partition with it. It asks for no lock that conflicts with a running backup.
 */
export async function addLogDay(database: Database, at: Date): Promise<void> {
  const table = tableOf(dayOf(at));
  if (await isPartition(database, table)) return;
  await database.transaction(async (sql) => {
    await sql.one("select pg_advisory_xact_lock($1) is null as taken", [LOG_DAY_LOCK]);
    if (await isPartition(sql, table)) return;
    await sql.run(`create table ${table} (like story_log including defaults including constraints, primary key (seq))`);
    await sql.run(`alter table story_log attach partition ${table} for values in ('${dayOf(at)}')`);
  });
}

/** Reads the catalogue itself: `to_regclass` may answer from a cache that does not know yet what another session has made. */
const isPartition = async (sql: Sql, table: string): Promise<boolean> =>
  (await sql.many(`select 1 from ${PARTITIONS} and c.relname = $1`, [table])).length > 0;

const PARTITIONS = "pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'story_log'::regclass";

/** Drops the days that ended before `before` and returns how many. Gives up at once if another session reads them: the next hour will do. */
export async function dropLogDays(sql: Sql, before: Date): Promise<number> {
  await sql.run("set local lock_timeout = '1s'");
  const tables = await sql.many<{ name: string }>(`select c.relname as name from ${PARTITIONS} and c.relname < $1 order by 1`, [
    tableOf(dayOf(before)),
  ]);
  for (const { name } of tables) await sql.run(`drop table ${name}`);
  return tables.length;
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const tableOf = (day: string): string => `story_log_${day.replaceAll("-", "")}`;
