// The store's own figures for /metrics and for the checks of Wirewatch by itself: what waits, how old it is, and how large everything is.
import type { Sql } from "../engine/database.ts";

/** Work that is due and not done; `seconds`: for how long the oldest has been due. */
export interface Backlog {
  stage: string;
  count: number;
  seconds: number;
}

const ageOf = (time: string): string => `coalesce(extract(epoch from $1::timestamptz - min(${time})), 0)::float8 as seconds`;

export const readBacklogs = (sql: Sql, now: Date): Promise<Backlog[]> =>
  sql.many(
    `select 'poll-feeds' as stage, count(*)::int as count, ${ageOf("next_due_at")} from feeds where configured and not muted and next_due_at <= $1
     union all select s.stage, count(a.id)::int, ${ageOf("a.not_before")} from unnest('{fetch-articles,match-watchlists,group-stories}'::text[]) s(stage)
       left join articles a on a.stage = s.stage and a.stage <> 'done' and a.set_aside_at is null and a.not_before <= $1 group by s.stage
     union all select 'send-digests', count(*)::int, ${ageOf("due")} from (
       select not_before as due from deliveries where state in ('pending', 'retry', 'sending', 'uncertain') and not_before <= $1
       union all select next_due_at from digests where configured and next_due_at <= $1) w`,
    [now],
  );

export interface StoreFigures {
  feeds: { state: string; count: number }[];
  quarantined: { stage: string; reason: string; count: number }[];
  /** Dead rows as a share of all. */
  deadTuples: { table: string; ratio: number }[];
  bytes: number;
  oldestTransactionSeconds: number;
  partitionsAhead: number;
}

const TABLES = "'{articles,deliveries,digest_stories,digests,entries,feeds,hosts,issues,matches,stories}'::text[]";

export async function readStoreFigures(sql: Sql, now: Date): Promise<StoreFigures> {
  const feeds = await sql.many<StoreFigures["feeds"][number]>(
    `select s.state, count(f.id)::int as count from unnest('{ok,failing,held,gone,new}'::text[]) s(state)
     left join feeds f on f.configured and s.state = case when f.muted then 'gone' when f.held_until > $1 then 'held'
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
  const rest = await sql.one<Omit<StoreFigures, "feeds" | "quarantined" | "deadTuples">>(
    `select pg_database_size(current_database())::float8 as bytes,
       (select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0)::float8 from pg_stat_activity
          where pid <> pg_backend_pid() and datname = current_database()) as "oldestTransactionSeconds",
       (select count(*)::int from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = 'story_log'::regclass and c.relname >= 'story_log_' || to_char($1::timestamptz at time zone 'utc', 'YYYYMMDD')) as "partitionsAhead"`,
    [now],
  );
  return { feeds, quarantined, deadTuples, ...rest };
}

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
