// Entries and the articles they lead to: what a document brought is stored in a few statements, of a long feed in parts.
import { toJson } from "./engine/database.ts";
import { inParts } from "./engine/parts.ts";
import { turnOf } from "../feeds/poll/turn-of.ts";
import { placeEntries } from "../feeds/poll/place-entries.ts";
import type { NewEntry, SeenEntry } from "../feeds/poll/decide-entries.ts";
import type { StoredArticle } from "../feeds/poll/place-entries.ts";
import type { Identity } from "../feeds/poll/entry-key.ts";
import type { KnownEntry } from "../feeds/poll/recognise-entries.ts";
import type { Sql } from "./engine/database.ts";

/** A headline that is edited later than this after its article came is no news any more. */
const REVISED_MS_MAX = 7 * 86_400_000;

const present = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

/** What is stored of a feed that has a key, an address or a title of these, in the order in which it came. */
export async function findKnown(sql: Sql, feed: number, identities: readonly Identity[]): Promise<KnownEntry[]> {
  return sql.many(
    // By joins: an array of thousands would be gone through for each row.
    `select key, link_key as "linkKey", title_key as "titleKey", url, title, published_at as "publishedAt", skipped = 'renamed' as alias
     from entries where id in (
       select k.id from unnest($2::text[]) as given(mark) join entries k on k.feed_id = $1 and k.key = given.mark
       union select k.id from unnest($3::text[]) as given(mark) join entries k on k.feed_id = $1 and k.link_key = given.mark
       union select k.id from unnest($4::text[]) as given(mark) join entries k on k.feed_id = $1 and k.title_key = given.mark)
     order by id`,
    [
      feed,
      present(identities.flatMap(({ key, spareKey, storyKey }) => [key, spareKey, storyKey])),
      present(identities.map(({ link }) => link)),
      present(identities.map(({ title }) => title)),
    ],
  );
}

export const newestDate = async (sql: Sql, feed: number): Promise<Date | null> =>
  (await sql.one<{ newest: Date | null }>("select max(published_at) as newest from entries where feed_id = $1", [feed])).newest;

/** Notes that these are shown still. Returns the articles that have to be matched again, since their headline changed and nobody was told. */
export async function saveSeen(sql: Sql, feed: number, entries: readonly SeenEntry[], now: Date): Promise<number[]> {
  for await (const part of inParts(entries, () => 0)) {
    await sql.run(
      `update entries k set last_seen_at = $3, link_key = coalesce(e."linkKey", k.link_key), title_key = coalesce(e."titleKey", k.title_key)
     from jsonb_to_recordset($1::jsonb) as e(key text, "linkKey" text, "titleKey" text) where k.feed_id = $2 and k.key = e.key`,
      [toJson(part.map(({ key, linkKey, titleKey }) => ({ key, linkKey, titleKey }))), feed, now],
    );
  }
  const revised = entries.filter((entry) => entry.revised);
  if (revised.length === 0) return [];
  const articles = await sql.many<{ id: number }>(
    `with revised as (
       update entries k set title = e.title from jsonb_to_recordset($1::jsonb) as e(key text, title text)
       where k.feed_id = $2 and k.key = e.key returning k.article_id, k.title)
     update articles a set title = case when exists (select 1 from entries o where o.article_id = a.id and o.feed_id <> $2) then a.title else r.title end,
       indexed = false, stage = 'match-watchlists', not_before = $3, enqueued_at = $3, attempts = 0
     from revised r where a.id = r.article_id and a.stage = 'done' and a.story_id is null and a.first_seen_at > $4
       and not exists (select 1 from matches m where m.article_id = a.id) returning a.id`,
    [toJson(revised), feed, now, new Date(now.getTime() - REVISED_MS_MAX)],
  );
  return articles.map(({ id }) => id);
}

export interface SavedEntries {
  /** How many were new, other identities apart. */
  fresh: number;
  /** The articles that they began, in the order of the entries. */
  articles: number[];
  /** The articles that were stored before, and are listed by these too. */
  known: number[];
}

/** Stores entries, and the articles that they begin. */
export async function saveEntries(sql: Sql, feed: number, entries: readonly NewEntry[], now: Date): Promise<SavedEntries> {
  const saved: SavedEntries = { fresh: 0, articles: [], known: [] };
  for await (const part of inParts(entries, ({ text }) => text.length)) {
    const placed = await place(sql, feed, part);
    const begun = await beginArticles(sql, feed, placed, { turn: saved.articles.length, now });
    const { fresh, listed } = await insertEntries(sql, feed, placed, now);
    saved.fresh += fresh;
    saved.articles.push(...begun);
    saved.known.push(...listed.filter((article) => !begun.includes(article)));
  }
  return saved;
}

type PlacedEntry = NewEntry & { headlineKey: string; article: number | null };

/** Entries that may not alert lead to no article. */
async function place(sql: Sql, feed: number, entries: readonly NewEntry[]): Promise<PlacedEntry[]> {
  const telling = entries.filter(({ skipped }) => skipped === null);
  const stored = telling.length === 0 ? [] : await findArticlesAt(sql, present(telling.map(({ articleUrl }) => articleUrl)));
  const places = placeEntries(feed, telling, stored);
  const byKey = new Map(telling.map(({ key }, index) => [key, places[index]]));
  return entries.map((entry) => ({ ...entry, headlineKey: "", article: null, ...byKey.get(entry.key) }));
}

/** An address with very many headlines is compared with the latest of them. */
const AT_ADDRESS_MAX = 200;

const findArticlesAt = (sql: Sql, urls: readonly string[]): Promise<StoredArticle[]> =>
  sql.many(
    `select a.id, a.url, case when a.method = 'summary' then null else a.title end as title,
       (select coalesce(jsonb_agg(jsonb_build_object('feed', e.feed_id, 'title', e.title)), '[]') from entries e where e.article_id = a.id) as listed
     from unnest($1::text[]) as given(url) cross join lateral (
       select * from articles where url = given.url order by id desc limit ${AT_ADDRESS_MAX}) a order by a.id`,
    [urls],
  );

/** `turn`: how many articles began before these. */
async function beginArticles(
  sql: Sql,
  feed: number,
  entries: readonly PlacedEntry[],
  { turn, now }: { turn: number; now: Date },
): Promise<number[]> {
  const beginning = entries.filter(({ skipped, article }) => skipped === null && article === null);
  if (beginning.length === 0) return [];
  const given = beginning.map(({ key, articleUrl, headlineKey, title, publishedAt }, index) => ({
    turn: turnOf(turn + index),
    key,
    articleUrl,
    headlineKey,
    title,
    publishedAt,
  }));
  const articles = await sql.many<{ id: number; turn: number }>(
    `insert into articles (url, headline_key, stage, not_before, enqueued_at, first_seen_at, title, published_at, turn)
     select distinct on ("articleUrl", "headlineKey") "articleUrl", "headlineKey", 'fetch-articles', $3, $3, $3, title, "publishedAt", turn
     from jsonb_to_recordset($1::jsonb) as e(turn integer, key text, "articleUrl" text, "headlineKey" text, title text, "publishedAt" timestamptz)
     where not exists (select 1 from entries k where k.feed_id = $2 and k.key = e.key)
     on conflict (url, headline_key) do nothing returning id, turn`,
    [toJson(given), feed, now],
  );
  return articles.toSorted((a, b) => a.turn - b.turn).map(({ id }) => id);
}

async function insertEntries(
  sql: Sql,
  feed: number,
  entries: readonly PlacedEntry[],
  now: Date,
): Promise<{ fresh: number; listed: number[] }> {
  const saved = await sql.many<{ skipped: string | null; article_id: number | null }>(
    `insert into entries (feed_id, key, link_key, title_key, article_id, url, title, author, outlet, published_at, text, first_seen_at, last_seen_at,
       skipped)
     select $2, e.key, e."linkKey", e."titleKey",
       case when e."of" is null then coalesce(e.article,
           (select id from articles a where a.url = e."articleUrl" and a.headline_key = e."headlineKey" and e.skipped is null))
         else (select k.article_id from entries k where k.feed_id = $2 and k.key = e."of") end,
       e.url, e.title, e.author, e.outlet, e."publishedAt", e.text, $3, $3, e.skipped
     from jsonb_to_recordset($1::jsonb) as e(key text, "linkKey" text, "titleKey" text, "of" text, "articleUrl" text, "headlineKey" text, article bigint,
       url text, title text, author text, outlet text,
       "publishedAt" timestamptz, text text, skipped text)
     on conflict (feed_id, key) do nothing returning skipped, article_id`,
    [toJson(entries), feed, now],
  );
  return {
    fresh: saved.filter(({ skipped }) => skipped !== "renamed").length,
    listed: saved.flatMap(({ skipped, article_id }) => (skipped === null && article_id !== null ? [article_id] : [])),
  };
}
