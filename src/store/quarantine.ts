// Quarantined articles in the database: those that a stage gave up, which keep the stage where they failed.
import type { Sql } from "./engine/database.ts";

export interface QuarantineRow {
  id: number;
  stage: string;
  url: string;
  title: string | null;
  reason: string;
  set_aside_at: Date;
}

/** The newest first. */
export async function listQuarantine(sql: Sql, limit: number): Promise<{ count: number; rows: QuarantineRow[] }> {
  const { count } = await sql.one<{ count: number }>(
    "select count(*)::int as count from articles where set_aside_at is not null",
  );
  const rows = await sql.many<QuarantineRow>(
    `select id, stage, url, title, coalesce(fault, 'no reason is known') as reason, set_aside_at from articles
     where set_aside_at is not null order by set_aside_at desc, id desc limit $1`,
    [limit],
  );
  return { count, rows };
}

/** What was quarantined at or after `since`, the newest first; at group-stories an article has matched. */
export const quarantinedSince = (sql: Sql, since: Date, limit: number): Promise<QuarantineRow[]> =>
  sql.many(
    `select id, stage, url, title, coalesce(fault, 'no reason is known') as reason, set_aside_at from articles
     where set_aside_at >= $1 order by set_aside_at desc, id desc limit $2`,
    [since, limit],
  );

/** Makes a quarantined article, or all, due at once with all their tries. Returns which. */
export async function retryQuarantined(sql: Sql, article: number | null, now: Date): Promise<number[]> {
  const rows = await sql.many<{ id: number }>(
    `update articles set set_aside_at = null, fault = null, attempts = 0, starts = 0, readings = 0, not_before = $2, enqueued_at = null
     where set_aside_at is not null and ($1::bigint is null or id = $1) returning id`,
    [article, now],
  );
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

/** Ends the way of a quarantined article; why it failed stays. Returns which. */
export async function dropQuarantined(sql: Sql, article: number): Promise<number[]> {
  const rows = await sql.many<{ id: number }>(
    "update articles set set_aside_at = null, stage = 'done', enqueued_at = null where set_aside_at is not null and id = $1 returning id",
    [article],
  );
  return rows.map(({ id }) => id);
}
