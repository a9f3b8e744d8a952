// How far the articles of a time came, what waits at each stage, and how large the database is.
import { isAsked } from "../feeds.ts";
import type { Sql } from "../engine/database.ts";

export interface Funnel {
  sourcesAsked: number;
  sources: number;
  articles: number;
  /** Of these: still to be read, read whole, and known only by their beginning or by their source's words. */
  unread: number;
  whole: number;
  inPart: number;
  matched: number;
  copies: number;
  stories: number;
  /** Stories of these that an issue contains. */
  sent: number;
}

/** Articles that were first seen since `since`. */
export const readFunnel = (sql: Sql, since: Date): Promise<Funnel> =>
  sql.one(
    `select (select count(*)::int from feeds where configured and last_polled_at >= $1) as "sourcesAsked",
       (select count(*)::int from feeds where configured) as sources, count(*)::int as articles,
       count(*) filter (where stage = 'fetch-articles')::int as unread,
       count(*) filter (where stage <> 'fetch-articles' and reason is null)::int as whole,
       count(*) filter (where stage <> 'fetch-articles' and reason is not null)::int as "inPart",
       count(*) filter (where exists (select 1 from matches m where m.article_id = a.id))::int as matched,
       count(*) filter (where relation = 'copy')::int as copies, count(distinct story_id)::int as stories,
       count(distinct story_id) filter (where exists (select 1 from tellings t where t.story_id = a.story_id))::int as sent
     from articles a where first_seen_at >= $1`,
    [since],
  );

export interface WaitingWork {
  stage: string;
  /** What is due, or waits for its next try. */
  waiting: number;
  /** Since when the oldest of what is due waits. */
  oldest: Date | null;
}

/** What the database says is to be done at each stage, whatever the queue holds. */
export const waitingWork = (sql: Sql, now: Date): Promise<WaitingWork[]> =>
  sql.many(
    `select 'poll-feeds' as stage, count(*)::int as waiting, min(next_due_at) as oldest from feeds
       where ${isAsked()} and next_due_at <= $1 and (held_until is null or held_until <= $1)
     union all select s.stage, count(a.id)::int, min(a.not_before) filter (where a.not_before <= $1)
       from unnest('{fetch-articles,match-watchlists,group-stories}'::text[]) as s(stage)
       left join articles a on a.stage = s.stage and a.stage <> 'done' and a.set_aside_at is null group by s.stage
     union all select 'send-digests', (d.waiting + m.waiting)::int, least(d.oldest, m.oldest)
       from (select count(*) as waiting, min(next_due_at) as oldest from digests where configured and next_due_at <= $1) d,
         (select count(*) as waiting, min(not_before) filter (where not_before <= $1) as oldest from deliveries
          where state in ('pending', 'retry', 'sending') or (state = 'uncertain' and not_before <> 'infinity')) m`,
    [now],
  );

export interface StoreSize {
  bytes: number;
  /** The largest first. */
  tables: { name: string; bytes: number }[];
  version: string;
  /** The version of our tables. */
  tablesVersion: number;
  oldestArticle: Date | null;
}

export async function readStoreSize(sql: Sql, tables: number): Promise<StoreSize> {
  const whole = await sql.one<Omit<StoreSize, "tables">>(
    `select pg_database_size(current_database())::float8 as bytes, split_part(version(), ' ', 2) as version,
       (select max(id)::int from wirewatch.migrations) as "tablesVersion", (select first_seen_at from articles order by first_seen_at limit 1) as "oldestArticle"`,
  );
  const largest = await sql.many<{ name: string; bytes: number }>(
    `select c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c
     where c.relkind = 'r' and c.relnamespace = (select relnamespace from pg_class where oid = 'articles'::regclass) order by 2 desc, 1 limit $1`,
    [tables],
  );
  return { ...whole, tables: largest };
}
