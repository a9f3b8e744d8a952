// What a person sees of stories and their articles before they are rearranged.
import type { Sql } from "../engine/database.ts";

export interface StoryOutline {
  story: number;
  /** The headline of its first article. */
  title: string | null;
  articles: number;
  /** The digests that sent it. */
  sentBy: string[];
}

export interface ArticleOutline {
  article: number;
  title: string | null;
  /** The host of its page; null if it is not known. */
  outlet: string | null;
  url: string;
}

export const outlineStories = (sql: Sql, stories: number[]): Promise<StoryOutline[]> =>
  sql.many(
    `select s.id as story, f.title, (select count(*)::int from articles where story_id = s.id) as articles,
       (select coalesce(jsonb_agg(digest_id order by digest_id), '[]') from digest_stories d
        where d.story_id = s.id and (d.issue_id is not null or d.told_at is not null)) as "sentBy"
     from stories s left join articles f on f.id = s.article_id where s.id = any($1::bigint[]) order by array_position($1::bigint[], s.id)`,
    [stories],
  );

export const outlineArticles = (sql: Sql, articles: number[]): Promise<ArticleOutline[]> =>
  sql.many("select id as article, title, site as outlet, url from articles where id = any($1::bigint[]) order by id", [articles]);
