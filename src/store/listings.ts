// Articles that a further feed lists: they are read again for what it adds, its tags, its name, its text and its leave to read the page.
import { feedName } from "./feeds.ts";
import type { SentBack } from "./edits.ts";
import type { Sql } from "./engine/database.ts";

/** Of a row `m` of matches, the words in which the first of its spans is that are not the article's present ones, as `ListedWords`; else null. */
export const LISTED_WORDS = `(select jsonb_build_object('feed', ${feedName("f")}, 'outlet', e.outlet, 'title', coalesce(o.title, e.title), 'text', coalesce(o.text, e.text), 'until', o.until)
  from (select (s ->> 'voice')::bigint as voice, (s ->> 'version')::bigint as version from jsonb_array_elements(m.spans) s
      where s ? 'voice' or s ? 'version' limit 1) first
    left join versions o on o.id = first.version left join entries e on e.id = first.voice left join feeds f on f.id = e.feed_id
  where o.id is not null or (first.version is null and e.id is not null))`;

/**
 * Sends articles back that these entries of a feed list, in the transaction that stored them, unless an entry of that feed said the same of it.
 * An article whose page robots.txt forbids is fetched again if the feed may ignore that, and one that was not asked for since another feed was
 * over its limits; all are matched again, for what this feed says.
 */
export async function listAgain(
  sql: Sql,
  { entries, ignoresRobots, now }: { entries: readonly number[]; ignoresRobots: boolean; now: Date },
): Promise<SentBack[]> {
  if (entries.length === 0) return [];
  // Those that wait for their site are in line as this feed's from now on: the site's own feeds go first.
  const waiting = await sql.many<SentBack>(
    `update articles set over_quota = false, turn = 0, not_before = least(not_before, $2), enqueued_at = $2
     where id in (
       select id from articles where id in (select article_id from entries where id = any($1::bigint[])) and stage = 'fetch-articles'
         and set_aside_at is null and (not_before > $2 or over_quota) order by id for no key update)
     returning id, stage`,
    [entries, now],
  );
  const again = await sql.many<SentBack>(
    `with listed as (
       select a.id, (select min(e.id) from entries e where e.article_id = a.id and e.id = any($1::bigint[])) as first from articles a
       where a.stage <> 'fetch-articles' and a.set_aside_at is null and a.id in (
         select e.article_id from entries e where e.id = any($1::bigint[]) and not exists (
           select 1 from entries o where o.article_id = e.article_id and o.feed_id = e.feed_id and not (o.id = any($1::bigint[]))
             and o.title is not distinct from e.title and o.text = e.text))
       order by a.id for no key update)
     update articles a set
       stage = case when a.reason = any('{over-quota,over-budget}') or a.reason = 'robots' and $2 then 'fetch-articles' else 'match-watchlists' end,
       heard_to = least(a.heard_to, l.first - 1), over_quota = false, asks_page = true,
       listings = a.listings + 1, not_before = $3, enqueued_at = $3, attempts = 0
     from listed l where a.id = l.id returning a.id, a.stage`,
    [entries, ignoresRobots, now],
  );
  return [...waiting, ...again];
}
