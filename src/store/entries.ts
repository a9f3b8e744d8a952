// Entries and the articles they lead to: what a document brought is stored in a few statements, of a long feed in parts.
import { toJson } from "./engine/database.ts";
import { inParts } from "./engine/parts.ts";
import { turnOf } from "../feeds/poll/turn-of.ts";
import { saveEdits } from "./edits.ts";
import { placeEntries } from "../feeds/poll/place-entries.ts";
import type { NewEntry, SeenEntry } from "../feeds/poll/decide-entries.ts";
import type { StoredArticle } from "../feeds/poll/place-entries.ts";
import type { Identity } from "../feeds/poll/entry-key.ts";
import type { KnownEntry } from "../feeds/poll/recognise-entries.ts";
import type { SentBack } from "./edits.ts";
import type { Sql } from "./engine/database.ts";

const present = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

/** What is stored of a feed that has a key, an address or a title of these, in the order in which it came. */
export async function findKnown(sql: Sql, feed: number, identities: readonly Identity[]): Promise<KnownEntry[]> {
  return sql.many(
    // By joins: an array of thousands would be gone through for each row.
    `select k.key, k.link_key as "linkKey", k.title_key as "titleKey", k.url, k.title, k.published_at as "publishedAt", k.mark,
       coalesce(k.skipped = 'backlog', false) as "wasOld", coalesce(k.skipped = 'renamed', false) as alias, o.key as of
     from entries k left join entries o on o.id = k.alias_of where k.id in (
       select k.id from unnest($2::text[]) as given(mark) join entries k on k.feed_id = $1 and k.key = given.mark
       union select k.id from unnest($3::text[]) as given(mark) join entries k on k.feed_id = $1 and k.link_key = given.mark
       union select k.id from unnest($4::text[]) as given(mark) join entries k on k.feed_id = $1 and k.title_key = given.mark)
     order by k.id`,
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

/** Notes that these are shown still, and what they say now. Returns the articles that go back, since their words changed. */
export async function saveSeen(sql: Sql, feed: number, entries: readonly SeenEntry[], now: Date): Promise<SentBack[]> {
  const edited = entries.filter(({ edit }) => edit !== null);
  const sent = edited.length === 0 ? [] : await saveEdits(sql, feed, edited, now);
  for await (const part of inParts(entries, () => 0)) {
    await sql.run(
      `update entries k set last_seen_at = $3, link_key = coalesce(e."linkKey", k.link_key), title_key = coalesce(e."titleKey", k.title_key),
         mark = coalesce(e.mark, k.mark)
     from jsonb_to_recordset($1::jsonb) as e(key text, "linkKey" text, "titleKey" text, mark text) where k.feed_id = $2 and k.key = e.key`,
      [toJson(part.map(({ key, linkKey, titleKey, mark }) => ({ key, linkKey, titleKey, mark }))), feed, now],
    );
  }
  return sent;
}

export interface SavedEntries {
  /** How many were new, other identities apart. */
  fresh: number;
  /** The articles that they began, in the order of the entries. */
  articles: number[];
  /** The entries of these that list an article which was stored before. */
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
    const isBegun = new Set(begun);
    saved.known.push(...listed.flatMap(({ id, article }) => (isBegun.has(article) ? [] : [id])));
    if (placed.some(({ of }) => of !== null)) await forgetAliases(sql, feed, present(placed.map(({ of }) => of)));
  }
  return saved;
}

/** Guids may change at every poll: of the identities that an entry had, so many are remembered. */
const ALIASES_MAX = 5;

const forgetAliases = (sql: Sql, feed: number, keys: readonly string[]): Promise<number> =>
  sql.run(
    `delete from entries where id in (
       select id from (
         select a.id, row_number() over (partition by a.alias_of order by a.id desc) as age from entries a
         where a.alias_of in (select coalesce(k.alias_of, k.id) from entries k where k.feed_id = $1 and k.key = any($2::text[]))) aged
       where age > ${ALIASES_MAX})`,
    [feed, keys],
  );

type PlacedEntry = NewEntry & { headlineKey: string; article: number | null };

/** Entries that may not alert lead to no article. */
async function place(sql: Sql, feed: number, entries: readonly NewEntry[]): Promise<PlacedEntry[]> {
  const telling = entries.filter(({ skipped }) => skipped === null);
  const stored =
    telling.length === 0 ? [] : await findArticlesAt(sql, feed, present(telling.map(({ articleUrl }) => articleUrl)));
  const places = placeEntries(feed, telling, stored);
  const byKey = new Map(telling.map(({ key }, index) => [key, places[index]]));
  return entries.map((entry) => ({ ...entry, headlineKey: "", article: null, ...byKey.get(entry.key) }));
}

/** An address with very many headlines is compared with the latest of them, and with the first: those are the publisher's more often than others'. */
const LATEST_AT_ADDRESS = 180;
const FIRST_AT_ADDRESS = 20;

/** Of an article that many feeds list, the first headlines are compared, and the feed's own. */
const HEADLINES_MAX = 50;

export const findArticlesAt = (sql: Sql, feed: number, urls: readonly string[]): Promise<StoredArticle[]> =>
  sql.many(
    `select a.id, a.url, case when a.method = 'summary' then null else a.title end as title,
       (select coalesce(jsonb_agg(jsonb_build_object('feed', e.feed_id, 'title', e.title, 'linkKey', e.link_key)), '[]') from (
          (select feed_id, title, link_key from entries where article_id = a.id and feed_id = $2)
          union all (select feed_id, title, link_key from entries where article_id = a.id and feed_id <> $2 order by id limit ${HEADLINES_MAX})) e) as listed
     from unnest($1::text[]) as given(url) cross join lateral (
       select id, url, method, title, row_number() over (order by id) as nth, count(*) over () as of from articles where url = given.url) a
     where a.nth <= ${FIRST_AT_ADDRESS} or a.nth > a.of - ${LATEST_AT_ADDRESS} order by a.id`,
    [urls, feed],
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
  const given = beginning.map(({ key, articleUrl, headlineKey, title, publishedAt, overQuota = false }, index) => ({
    turn: turnOf(turn + index),
    overQuota,
    key,
    articleUrl,
    headlineKey,
    title,
    publishedAt,
  }));
  const articles = await sql.many<{ id: number; turn: number }>(
    `insert into articles (url, headline_key, stage, not_before, enqueued_at, first_seen_at, title, published_at, turn, over_quota)
     select distinct on ("articleUrl", "headlineKey") "articleUrl", "headlineKey", 'fetch-articles', $3, $3, $3, title, "publishedAt", turn, "overQuota"
     from jsonb_to_recordset($1::jsonb) as e(turn integer, "overQuota" boolean, key text, "articleUrl" text, "headlineKey" text, title text, "publishedAt" timestamptz)
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
): Promise<{ fresh: number; listed: { id: number; article: number }[] }> {
  const saved = await sql.many<{ id: number; skipped: string | null; article_id: number | null }>(
    `insert into entries (feed_id, key, link_key, title_key, article_id, url, title, author, outlet, published_at, text, first_seen_at, last_seen_at,
       read_before, skipped, mark, media, alias_of)
     select $2, e.key, e."linkKey", e."titleKey",
       case when e."of" is null then coalesce(e.article,
           (select id from articles a where a.url = e."articleUrl" and a.headline_key = e."headlineKey" and e.skipped is null))
         else (select k.article_id from entries k where k.feed_id = $2 and k.key = e."of") end,
       e.url, e.title, e.author, e.outlet, e."publishedAt", e.text, $3, $3,
       (select greatest(f.last_ok_at, f.last_new_at) from feeds f where f.id = $2), e.skipped, e.mark, e.media,
       case when e."of" is not null then (select coalesce(k.alias_of, k.id) from entries k where k.feed_id = $2 and k.key = e."of") end
     from jsonb_to_recordset($1::jsonb) as e(key text, "linkKey" text, "titleKey" text, "of" text, "articleUrl" text, "headlineKey" text, article bigint,
       url text, title text, author text, outlet text,
       "publishedAt" timestamptz, text text, skipped text, mark text, media text)
     on conflict (feed_id, key) do nothing returning id, skipped, article_id`,
    [toJson(entries), feed, now],
  );
  return {
    fresh: saved.filter(({ skipped }) => skipped !== "renamed").length,
    listed: saved.flatMap(({ id, skipped, article_id: article }) =>
      skipped === null && article !== null ? [{ id, article }] : [],
    ),
  };
}
