// Messages about one story that their service can edit, and what is known of them.
import type { Sql } from "../engine/database.ts";

export interface LiveRow<Words> {
  recipient: string;
  story: number;
  /** The service's own id of the message. */
  sentAs: string;
  live: Words;
}

/** Which rows `d` are such messages or edits of them, and took or will take place. */
const IS_LIVE = "d.live is not null and coalesce(d.edits, d.sent_as) is not null and d.state <> 'failed'";

/** For each recipient of a digest's channel and each of these stories the last of its texts. */
export const findLive = <Words>(
  sql: Sql,
  { digest, channel, stories }: { digest: string; channel: string; stories: readonly number[] },
): Promise<LiveRow<Words>[]> =>
  sql.many(
    `select distinct on (d.recipient, d.story_id) d.recipient, d.story_id as story, coalesce(d.edits, d.sent_as) as "sentAs", d.live
     from deliveries d join issues i on i.id = d.issue_id
     where i.digest_id = $1 and d.channel = $2 and d.story_id = any($3) and ${IS_LIVE} order by d.recipient, d.story_id, d.id desc`,
    [digest, channel, stories],
  );

/** How many articles each of these stories has. */
export async function articlesOf(sql: Sql, stories: readonly number[]): Promise<Map<number, number>> {
  const rows = await sql.many<{ story: number; count: number }>(
    "select story_id as story, count(*)::int as count from articles where story_id = any($1) group by story_id",
    [stories],
  );
  return new Map(rows.map(({ story, count }) => [story, count]));
}

export interface StaleLive<Words> extends LiveRow<Words> {
  issue: number;
  digest: string;
  channel: string;
  watchlist: string;
  articles: number;
  /** The last of the issue's messages to this recipient. */
  parts: number;
}

/** The last texts, not older than `since`, of stories that have got further articles; `digest` limits it to one. */
export const findStaleLive = <Words>(sql: Sql, since: Date, digest: string | null): Promise<StaleLive<Words>[]> =>
  sql.many(
    `with last as (
       select distinct on (i.digest_id, d.channel, d.recipient, d.story_id) d.issue_id as issue, i.digest_id as digest, d.channel, d.recipient,
         d.story_id as story, coalesce(d.edits, d.sent_as) as "sentAs", d.live
       from deliveries d join issues i on i.id = d.issue_id
       where d.created_at > $1 and ($2::text is null or i.digest_id = $2) and ${IS_LIVE}
       order by i.digest_id, d.channel, d.recipient, d.story_id, d.id desc)
     select last.*, s.watchlist_id as watchlist, n.articles,
       (select max(part) from deliveries p where p.issue_id = last.issue and p.recipient = last.recipient) as parts
     from last join digest_stories s on s.digest_id = last.digest and s.story_id = last.story
       cross join lateral (select count(*)::int as articles from articles a where a.story_id = last.story) n
     where s.issue_id is not null and n.articles > (last.live ->> 'articles')::int order by last.issue, last.story limit 200`,
    [since, digest],
  );

/** Notes that these articles change nothing in what the message says. */
export const noteArticles = async (
  sql: Sql,
  { digest, channel, recipient, story, articles }: Omit<StaleLive<unknown>, "live" | "sentAs">,
): Promise<void> => {
  await sql.run(
    `update deliveries d set live = jsonb_set(d.live, '{articles}', to_jsonb($5::int)) from issues i
     where i.id = d.issue_id and i.digest_id = $1 and d.channel = $2 and d.recipient = $3 and d.story_id = $4 and d.live is not null`,
    [digest, channel, recipient, story, articles],
  );
};

/** Whether a later edit of the same message is in the ledger: then this one would take it back. */
export const isOvertaken = async (sql: Sql, id: number): Promise<boolean> =>
  (
    await sql.one<{ is: boolean }>(
      `select exists (select 1 from deliveries d join deliveries l on l.channel = d.channel and l.recipient = d.recipient and l.edits = d.edits
         and l.story_id = d.story_id and l.id > d.id where d.id = $1 and l.state <> 'failed') as is`,
      [id],
    )
  ).is;
