// The store's own figures, for /metrics and for the checks of Wirewatch by itself.
import type { Sql } from "../engine/database.ts";

export interface StoreFigures {
  feeds: { state: string; count: number }[];
  quarantined: { stage: string; reason: string; count: number }[];
  /** Dead rows as a share of all. */
  deadTuples: { table: string; ratio: number }[];
  bytes: number;
  oldestTransactionSeconds: number;
  partitionsAhead: number;
  /** In seconds since 1970; null: never. */
  canaryPassed: number | null;
  incidents: { kind: string; count: number }[];
}

const TABLES = "'{articles,deliveries,digest_stories,digests,entries,feeds,hosts,issues,matches,stories}'::text[]";

export async function readStoreFigures(sql: Sql, now: Date): Promise<StoreFigures> {
  const feeds = await sql.many<StoreFigures["feeds"][number]>(
    `select s.state, count(f.id)::int as count from unnest('{ok,failing,held,paused,gone,new}'::text[]) s(state)
     left join feeds f on f.configured and s.state = case when f.muted then 'gone' when f.paused_at is not null then 'paused' when f.held_until > $1 then 'held'
       when f.failures > 0 then 'failing' when f.last_ok_at is null then 'new' else 'ok' end group by s.state`,
    [now],
  );
  const quarantined = await sql.many<StoreFigures["quarantined"][number]>(
    `select stage, case when fault like '%process died%' then 'crash' when fault ~* 'timeout|timed out|deadline' then 'timeout' else 'fault' end as reason,
       count(*)::int as count from articles where set_aside_at is not null group by 1, 2`,
  );
  const deadTuples = await sql.many<StoreFigures["deadTuples"][number]>(
    `select relname as table, n_dead_tup::float8 / greatest(1, n_live_tup + n_dead_tup) as ratio from pg_stat_user_tables
     where schemaname = 'wirewatch' and relname = any(${TABLES})`,
  );
  const rest = await sql.one<Omit<StoreFigures, "feeds" | "quarantined" | "deadTuples" | "incidents">>(
    `select pg_database_size(current_database())::float8 as bytes,
       (select coalesce(extract(epoch from passed_at), 0)::float8 from canary) as "canaryPassed",
       (select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::float8 from pg_stat_activity
          where pid <> pg_backend_pid() and datname = current_database()) as "oldestTransactionSeconds",
       (select count(*)::int from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = 'story_log'::regclass and c.relname >= 'story_log_' || to_char($1::timestamptz at time zone 'utc', 'YYYYMMDD')) as "partitionsAhead"`,
    [now],
  );
  const incidents = await sql.many<StoreFigures["incidents"][number]>(
    "select kind, count(*)::int as count from incidents where ended_at is null group by kind",
  );
  return { feeds, quarantined, deadTuples, incidents, ...rest };
}

/** How much room the database takes, in bytes. */
export const storeBytes = async (sql: Sql): Promise<number> =>
  (await sql.one<{ bytes: number }>("select pg_database_size(current_database())::float8 as bytes")).bytes;

/** By how much this process's clock is ahead of the database's, in milliseconds; the way of the question counts half. */
export async function readClockSkew(sql: Sql): Promise<number> {
  const askedMs = Date.now();
  const { clock } = await sql.one<{ clock: Date }>("select clock_timestamp() as clock");
  return (askedMs + Date.now()) / 2 - clock.getTime();
}

/** When the articles of an issue's stories were published, and when they were first seen. */
export const timesOfIssue = (sql: Sql, issue: number): Promise<{ published_at: Date | null; first_seen_at: Date }[]> =>
  sql.many(
    `select a.published_at, a.first_seen_at from tellings t join stories s on s.id = t.story_id join articles a on a.id = s.article_id where t.issue_id = $1`,
    [issue],
  );
