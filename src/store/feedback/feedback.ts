// What readers said of alerts, and what was proposed for it.
import { toJson } from "../engine/database.ts";
import type { Reason, Saying } from "../../feedback/saying.ts";
import type { Sql } from "../engine/database.ts";

/** So many addresses of missed articles are kept of one sender for one issue. */
const MISSED_MAX = 20;

type NewSaying = Pick<Saying, "issue" | "story" | "sender" | "address" | "reason" | "words" | "watchlist" | "article" | "title">;

/**
 * Said a second time, of the same story by the same sender, or on a page for the same watchlist, it takes the place of the first. Returns false if the sender has named too many
 * missed articles.
 */
export async function saveSaying(sql: Sql, saying: NewSaying, now: Date): Promise<boolean> {
  const { issue, story, sender, address, reason, words, watchlist, article, title } = saying;
  const saved = await sql.run(
    `insert into feedback (issue_id, story_id, sender, address, reason, words, watchlist_id, article_id, title, said_at)
     select $1::bigint, $2::bigint, $3::text, $4::text, $5, $6, $7, $8, $9, $10
     where $2 > 0 or $3 = '' or (select count(*) from feedback where issue_id = $1 and story_id = 0 and sender = $3 and address <> $4) < ${MISSED_MAX}
     on conflict (issue_id, story_id, sender, address, (case when issue_id = 0 then watchlist_id else '' end)) do update set reason = excluded.reason, words = excluded.words,
       watchlist_id = excluded.watchlist_id, article_id = excluded.article_id, title = excluded.title, said_at = excluded.said_at,
       made = null, made_for = null, settled = case when feedback.reason = excluded.reason then feedback.settled end`,
    [issue, story, sender ?? "", address, reason, words, watchlist, article, title, now],
  );
  return saved > 0;
}

/** The newest. */
export const listSayings = (sql: Sql, limit: number): Promise<Saying[]> =>
  sql.many<Saying>(
    `select id, issue_id as issue, story_id as story, nullif(sender, '') as sender, address, reason, words, watchlist_id as watchlist,
       article_id as article, title, said_at as at, settled from feedback order by id desc limit $1`,
    [limit],
  );

/** What one sender said last of a story or address. */
export const findSaying = (
  sql: Sql,
  { issue, story, sender, address }: Pick<Saying, "issue" | "story" | "sender" | "address">,
): Promise<{ reason: Reason; words: string; watchlist: string } | null> =>
  sql.maybeOne(
    `select reason, words, watchlist_id as watchlist from feedback where issue_id = $1 and story_id = $2 and sender = $3 and address = $4
     order by said_at desc, id desc limit 1`,
    [issue, story, sender ?? "", address],
  );

/** Which watchlists matched a story's articles, the first article first; `title` is the story's. */
export const listStoryMatches = (
  sql: Sql,
  story: number,
): Promise<{ watchlist: string; article: number; title: string | null }[]> =>
  sql.many(
    `select m.watchlist_id as watchlist, a.id as article, (select o.title from stories s join articles o on o.id = s.article_id where s.id = $1) as title
     from articles a join matches m on m.article_id = a.id where a.story_id = $1 order by a.id, m.watchlist_id limit 200`,
    [story],
  );

/** The sites of articles. */
export const listSites = async (sql: Sql, articles: readonly number[]): Promise<ReadonlyMap<number, string | null>> =>
  new Map(
    (
      await sql.many<{ id: number; site: string | null }>("select id, site from articles where id = any($1::bigint[])", [
        articles,
      ])
    ).map(({ id, site }) => [id, site]),
  );

export async function settleSayings(sql: Sql, ids: readonly number[], settled: Saying["settled"]): Promise<void> {
  await sql.run("update feedback set settled = $2 where id = any($1::bigint[])", [ids, settled]);
}

/** What was proposed for a complaint, and of which state of its file. */
export const findProposals = (sql: Sql, id: number): Promise<{ made: unknown; made_for: string | null } | null> =>
  sql.maybeOne("select made, made_for from feedback where id = $1 and made is not null", [id]);

export async function saveProposals(sql: Sql, id: number, made: object, madeFor: string): Promise<void> {
  await sql.run("update feedback set made = $2::jsonb, made_for = $3 where id = $1", [id, toJson(made), madeFor]);
}

export async function dropProposals(sql: Sql, id: number): Promise<void> {
  await sql.run("update feedback set made = null, made_for = null where id = $1", [id]);
}
