// Articles of one host whose pages had the same text.
import type { ReadArticle } from "./articles.ts";
import type { Sql } from "./engine/database.ts";

/** A host with more of them shows the same page for everything. */
const TWINS_MAX = 20;

/** An article whose page had the same text; `hasMatches` if a watchlist matched it. */
export interface Twin {
  id: number;
  text: string | null;
  method: string | null;
  titles: string[];
  hasMatches: boolean;
}

/** The last articles with this key, except one. */
export const findTwins = (sql: Sql, id: number, key: Uint8Array): Promise<Twin[]> =>
  sql.many(
    `select a.id, a.text, a.method, exists (select 1 from matches m where m.article_id = a.id) as "hasMatches",
       (select coalesce(jsonb_agg(e.title), '[]') from entries e where e.article_id = a.id and e.title is not null) as titles
     from articles a where a.page_key = $2 and a.id <> $1 order by a.id desc limit ${TWINS_MAX}`,
    [id, key],
  );

/** Takes back a page's text that turned out to stand at several addresses. An article with matches keeps its text, since they point into it. */
export const takeBackText = (
  sql: Sql,
  id: number,
  { title, text, method, reason, detail, language }: ReadArticle,
): Promise<number> =>
  sql.run(
    `update articles set title = $2, text = $3, method = $4, reason = $5, detail = $6, language = $7, indexed = false
     where id = $1 and stage = 'done' and not exists (select 1 from matches where article_id = $1)`,
    [id, title, text, method, reason, detail, language],
  );
