// Entries and the articles they lead to: what a poll brought is stored in two statements, however long the feed.
import { toJson } from "./database.ts";
import type { Sql } from "./database.ts";

export interface NewEntry {
  key: string;
  /** The article's one address; for an entry without a link, a name of our own. */
  articleUrl: string;
  url: string | null;
  title: string | null;
  author: string | null;
  publishedAt: string | null;
  /** Plain text of the entry's content or summary, whichever says more. */
  text: string;
  /** Why the entry may not alert; null where it may. */
  skipped: string | null;
}

/** Stores what is new of a feed's entries, and the articles that they begin. Returns how many entries were new, and the new articles. */
export async function saveEntries(
  sql: Sql,
  feed: number,
  entries: readonly NewEntry[],
  now: Date,
): Promise<{ fresh: number; articles: number[] }> {
  const given = toJson(entries);
  const shape = `jsonb_to_recordset($1::jsonb) as e(key text, "articleUrl" text, url text, title text, author text, "publishedAt" timestamptz, text text, skipped text)`;
  const known = new Set(
    (
      await sql.many<{ key: string }>("update entries set last_seen_at = $3 where feed_id = $1 and key = any($2) returning key", [
        feed,
        entries.map(({ key }) => key),
        now,
      ])
    ).map(({ key }) => key),
  );
  if (entries.every(({ key }) => known.has(key))) return { fresh: 0, articles: [] };
  const articles = await sql.many<{ id: number }>(
    `insert into articles (url, stage, not_before, enqueued_at, first_seen_at, title, published_at)
     select distinct on ("articleUrl") "articleUrl", 'fetch-articles', $3, $3, $3, title, "publishedAt"
     from ${shape} where skipped is null and not exists (select 1 from entries k where k.feed_id = $2 and k.key = e.key)
     on conflict (url) do nothing returning id`,
    [given, feed, now],
  );
  const fresh = await sql.run(
    `insert into entries (feed_id, key, article_id, url, title, author, published_at, text, first_seen_at, last_seen_at, skipped)
     select $2, e.key, (select id from articles a where a.url = e."articleUrl" and e.skipped is null), e.url, e.title, e.author, e."publishedAt", e.text, $3, $3, e.skipped
     from ${shape} on conflict (feed_id, key) do nothing`,
    [given, feed, now],
  );
  return { fresh, articles: articles.map(({ id }) => id) };
}
