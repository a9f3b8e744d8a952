// Articles that share a page's text: at several addresses of one host, or at one address.
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

/** An address with more entries than this is compared with the latest of them. */
const NEIGHBOURS_MAX = 8;

/** What feeds say of other articles at an article's address, the latest first. None unless every feed that lists it lists another there. */
export const findNeighbours = (
  sql: Sql,
  { id, url }: { id: number; url: string },
): Promise<{ title: string | null; text: string }[]> =>
  sql.many(
    `with own as (select distinct feed_id from entries where article_id = $1),
       others as (select e.id, e.feed_id, e.title, e.text from articles a join entries e on e.article_id = a.id and e.alias_of is null
         where a.url = $2 and a.id <> $1 and e.feed_id in (select feed_id from own))
     select title, text from others where not exists (select 1 from own where feed_id not in (select feed_id from others))
     order by id desc limit ${NEIGHBOURS_MAX}`,
    [id, url],
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
