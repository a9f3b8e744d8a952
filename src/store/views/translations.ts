// Stories that are told in other languages: a translation's story follows the one that it tells, and its first article says so.
import type { Sql } from "../engine/database.ts";

export interface ToldArticle {
  story_id: number;
  title: string | null;
  text: string | null;
  language: string | null;
}

/** An article that another one may tell in its language, with the story under which both are to be shown; null if it is gone. */
export const findTold = (sql: Sql, article: number): Promise<ToldArticle | null> =>
  sql.maybeOne(
    `select coalesce(case when f.relation = 'translation' then s.follows_story_id end, s.id) as story_id, a.title, a.text, a.language
     from articles a join stories s on s.id = a.story_id left join articles f on f.id = s.article_id where a.id = $1`,
    [article],
  );

export interface ToldElsewhere {
  /** The story that is told. */
  root: number;
  story_id: number;
  language: string | null;
  site: string | null;
  title: string | null;
  url: string;
}

/** The stories that tell these in other languages, the first one first. */
export const listTranslations = (sql: Sql, stories: readonly number[]): Promise<ToldElsewhere[]> =>
  sql.many(
    `select s.follows_story_id as root, s.id as story_id, a.language, a.site, a.title, a.url
     from stories s join articles a on a.id = s.article_id
     where s.follows_story_id = any($1) and a.relation = 'translation' order by s.id`,
    [stories],
  );

/** Which of the digests have sent a story. */
export const digestsThatTold = async (sql: Sql, story: number): Promise<Set<string>> =>
  new Set(
    (
      await sql.many<{ digest_id: string }>(
        "select digest_id from digest_stories where story_id = $1 and (issue_id is not null or told_at is not null)",
        [story],
      )
    ).map(({ digest_id }) => digest_id),
  );

/** The digests for which these stories wait, and that did not send what they tell in another language now. */
export const digestsWaiting = (sql: Sql, stories: readonly number[]): Promise<{ digest: string; watchlist: string }[]> =>
  sql.many(
    `select distinct on (d.digest_id) d.digest_id as digest, d.watchlist_id as watchlist from digest_stories d join stories s on s.id = d.story_id
     where d.story_id = any($1::bigint[]) and d.issue_id is null and d.told_at is null and not exists (
       select 1 from digest_stories t where t.digest_id = d.digest_id and t.story_id = s.follows_story_id and (t.issue_id is not null or t.told_at is not null))
     order by d.digest_id, d.story_id`,
    [stories],
  );
