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

/** Of a story that an issue tells its readers for the first time. */
interface StoryTimes {
  published_at: Date | null;
  first_seen_at: Date;
  /** When it came on the digest's list, and when the issue was written: what lies between is how long the digest waits by its own keys. */
  added_at: Date;
  written_at: Date;
}

/** News of a story that was sent before has waited by design, and is left out. */
export const timesOfIssue = (sql: Sql, issue: number): Promise<StoryTimes[]> =>
  sql.many(
    `select a.published_at, a.first_seen_at, d.added_at, i.created_at as written_at
     from issues i join tellings t on t.issue_id = i.id join digest_stories d on d.digest_id = i.digest_id and d.story_id = t.story_id
       join stories s on s.id = t.story_id join articles a on a.id = s.article_id
     where i.id = $1 and not exists (
       select 1 from tellings told join issues before on before.id = told.issue_id
       where told.story_id = t.story_id and before.digest_id = i.digest_id and before.id < i.id)`,
    [issue],
  );
