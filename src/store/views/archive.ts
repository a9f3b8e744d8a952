// The archive: every article with a text, by the words in its index, and as the matcher reads it.
import type { NecessaryWords } from "../../watchlists/necessary-words.ts";
import type { OldVoice } from "../../watchlists/match-voices.ts";
import { feedName } from "../feeds.ts";
import { toJson } from "../engine/database.ts";
import type { Sql } from "../engine/database.ts";

/** Which articles may match: those with these words, or all; optionally only those seen since then. */
export interface ArchiveQuestion {
  words: NecessaryWords | null;
  since: Date | null;
  /** Also articles that one of these watchlists matched at the time, whatever their words. */
  matchedBy: readonly string[];
}

/** Newest first. Articles that are not indexed yet may match any query. */
export async function listArchived(sql: Sql, { words, since, matchedBy }: ArchiveQuestion): Promise<number[]> {
  const rows = await sql.many<{ id: number }>(
    words === null
      ? "select id from articles where text is not null and ($1::timestamptz is null or first_seen_at >= $1) order by id desc"
      : `select id from articles where ($1::timestamptz is null or first_seen_at >= $1) and id in (
           select article_id from article_words where words @@ $2::tsquery
           union select article_id from article_words where words is null
           union select id from articles where text is not null and not indexed
           union select id from articles where stage = 'match-watchlists' and set_aside_at is null and text is not null
           union select article_id from matches where watchlist_id = any($3::text[]))
         order by id desc`,
    words === null ? [since] : [since, tsqueryOf(words), matchedBy],
  );
  return rows.map(({ id }) => id);
}

export interface ArchivedArticle {
  id: number;
  url: string;
  title: string | null;
  text: string;
  language: string | null;
  site: string | null;
  byline: string | null;
  published_at: Date | null;
  first_seen_at: Date;
  story_id: number | null;
  /** How its words were read; "summary" if they are a feed's. */
  method: string | null;
  /** What each feed says of it. */
  entries: { id: number; feed: string; feed_url: string; title: string | null; text: string }[];
  /** What was said of it before. */
  old: OldVoice[];
  /** Names and tags of its feeds. */
  feeds: string[];
  tags: string[];
  /** The watchlists that matched it when it came. */
  matched: string[];
}

/** In no order. */
export function listArticles(sql: Sql, ids: readonly number[]): Promise<ArchivedArticle[]> {
  return sql.many(
    `select a.id, a.url, a.title, a.text, a.language, a.site, a.byline, a.published_at, a.first_seen_at, a.story_id,
       array(select distinct ${feedName("f")} from entries e join feeds f on f.id = e.feed_id where e.article_id = a.id) as feeds,
       array(select distinct tag from entries e join feeds f on f.id = e.feed_id, unnest(f.tags) as tag where e.article_id = a.id) as tags,
       array(select m.watchlist_id from matches m where m.article_id = a.id) as matched,
       a.method, (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'feed', ${feedName("f")}, 'feed_url', f.url, 'title', e.title, 'text', e.text)
         order by length(e.text) desc, e.id), '[]') from entries e join feeds f on f.id = e.feed_id where e.article_id = a.id and e.alias_of is null) as entries,
       (select coalesce(jsonb_agg(jsonb_build_object('version', v.id, 'entry', v.entry_id, 'title', v.title, 'text', v.text) order by v.id), '[]')
        from versions v where v.article_id = a.id) as old
     from articles a where a.id = any($1::bigint[]) and a.text is not null`,
    [ids],
  );
}

export function countArchived(sql: Sql, since: Date | null): Promise<{ count: number; oldest: Date | null }> {
  return sql.one(
    "select count(*)::int as count, min(first_seen_at) as oldest from articles where text is not null and ($1::timestamptz is null or first_seen_at >= $1)",
    [since],
  );
}

/** How many articles the archive has, counted up to `most`. */
export const countArchivedTo = async (sql: Sql, since: Date | null, most: number): Promise<number> =>
  (
    await sql.one<{ count: number }>(
      `select count(*)::int as count from (
         select 1 from articles where text is not null and ($1::timestamptz is null or first_seen_at >= $1) limit $2) a`,
      [since, most],
    )
  ).count;

/** Articles `a` to be indexed. One that is about to be matched has every search read it, and would be indexed by parts if it came first. */
const TO_INDEX = "a.text is not null and not a.indexed and (a.stage <> 'match-watchlists' or a.set_aside_at is not null)";

export const hasUnindexed = async (sql: Sql): Promise<boolean> =>
  (await sql.one<{ any: boolean }>(`select exists (select 1 from articles a where ${TO_INDEX}) as any`)).any;

/** Inside a transaction, in which other processes leave these alone. */
export function takeUnindexed(sql: Sql, limit: number): Promise<{ id: number; title: string | null; text: string }[]> {
  return sql.many(
    `select a.id, a.title, concat_ws(E'\\n\\n', a.text,
       (select string_agg(concat_ws(E'\\n', e.title, e.text), E'\\n\\n') from entries e where e.article_id = a.id),
       (select string_agg(concat_ws(E'\\n', v.title, v.text), E'\\n\\n') from versions v where v.article_id = a.id)) as text
     from articles a where ${TO_INDEX} order by a.id limit $1 for update of a skip locked`,
    [limit],
  );
}

/** `words` null: too many to index, so it is a candidate of every search. All in one statement. */
export async function saveWords(sql: Sql, articles: readonly { id: number; words: readonly string[] | null }[]): Promise<void> {
  await sql.run(
    `with given as (
       select id, case when jsonb_typeof(words) = 'array' then array_to_tsvector(array(select jsonb_array_elements_text(words))) end as words
       from jsonb_to_recordset($1::jsonb) as g(id bigint, words jsonb)),
     indexed as (update articles a set indexed = true from given where a.id = given.id returning a.id)
     insert into article_words (article_id, words) select id, words from given join indexed using (id)
     on conflict (article_id) do update set words = excluded.words`,
    [toJson(articles)],
  );
}

/** So many bytes of words may be in the index for one article; Postgres's limit is 1 MiB, with its own data. */
const WORDS_BYTES_MAX = 900_000;

/** Adds what further feeds say to an indexed article's words. Doing it twice does no harm. */
export async function addWords(sql: Sql, id: number, words: readonly string[] | null): Promise<void> {
  const bytes = words?.reduce((sum, word) => sum + Buffer.byteLength(word) + 3, 0) ?? 0;
  await sql.run(
    `update article_words set words = case when octet_length(words::text) + $3 <= ${WORDS_BYTES_MAX} then words || array_to_tsvector($2::text[]) end
     where article_id = $1 and words is not null`,
    [id, words, bytes],
  );
}

/** In tsquery syntax; a word is quoted, whatever characters it has. */
export function tsqueryOf(words: NecessaryWords): string {
  if (words.kind === "word") return `'${words.word.replace(/['\\]/g, "$&$&")}'${words.prefix ? ":*" : ""}`;
  return `(${words.parts.map(tsqueryOf).join(words.kind === "all" ? " & " : " | ")})`;
}
