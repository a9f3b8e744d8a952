// What grouping learnt of each article, in the order of its decisions: from it every process fills its memory, and it is kept a day at a time.
import type { Sql } from "./engine/database.ts";

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
}

/** Rows written after `seq`, and none before `since`; the oldest first. */
export const readStoryLog = (
  sql: Sql,
  { seq, since, limit }: { seq: number; since: Date; limit: number },
): Promise<LoggedArticle[]> =>
  sql.many(
    "select seq, at, story_id, article_id, words, site, keys, lines from story_log where seq > $1 and day >= $2::date order by seq limit $3",
    [seq, dayOf(since), limit],
  );

/** Makes room for a day's rows. A lock that a backup's wouldn't let through is never asked for. */
export async function addLogDay(sql: Sql, at: Date): Promise<void> {
  const day = dayOf(at);
  const table = tableOf(day);
  const { exists } = await sql.one<{ exists: boolean }>("select to_regclass($1) is not null as exists", [table]);
  if (exists) return;
  await sql.run(`create table ${table} (like story_log including defaults including constraints, primary key (seq))`);
  await sql.run(`alter table story_log attach partition ${table} for values in ('${day}')`);
}

/** Drops the days that ended before `before`. Returns how many. Gives up at once where somebody reads them, for it can wait. */
export async function dropLogDays(sql: Sql, before: Date): Promise<number> {
  await sql.run("set local lock_timeout = '1s'");
  const tables = await sql.many<{ name: string }>(
    "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'story_log'::regclass and c.relname < $1 order by 1",
    [tableOf(dayOf(before))],
  );
  for (const { name } of tables) await sql.run(`drop table ${name}`);
  return tables.length;
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
const tableOf = (day: string): string => `story_log_${day.replaceAll("-", "")}`;
