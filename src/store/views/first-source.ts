// The source by which mails and pages name an article. Part of larger statements.

/** The first source of the article `a`, and the address that it lists; one whose mail was forged only if there is no other. */
export const FIRST_SOURCE = `select coalesce(e.url, a.url) as url, coalesce(f.name, f.title) as feed, f.url as feed_url, e.outlet, e.media
  from (select 1) one left join entries e on e.id = (
    select id from entries where article_id = a.id order by coalesce(outlet like '%(forged sender: %)', false), id limit 1) left join feeds f on f.id = e.feed_id`;
