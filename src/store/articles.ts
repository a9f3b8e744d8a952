// Articles in the pipeline: each row says at which stage it waits, and since when.
import { toJson } from "./engine/database.ts";
import type { ExtractedPage, UnreadableReason } from "../articles/article.ts";
import type { Match } from "../watchlists/watchlist.ts";
import type { OldVoice } from "../watchlists/match-voices.ts";
import { feedName } from "./feeds.ts";
import { listOf, listsOf, rowsOf } from "./engine/gather.ts";
import type { Sql } from "./engine/database.ts";

/** An article with its feeds' entries; the one with the longest text comes first. */
export interface WaitingArticle {
  id: number;
  url: string;
  stage: string;
  /** The story that it is in already; null for most that wait. */
  story_id: number | null;
  /** How often a further feed listed it, or a feed's words on it changed. */
  listings: number;
  /** Words changed since it was last grouped. */
  changed: boolean;
  /** False if its page is not asked for again. */
  asks_page: boolean;
  /** Another article is stored at its address. */
  shares_address: boolean;
  /** It came when its source was over its daily quota. */
  over_quota: boolean;
  attempts: number;
  first_seen_at: Date;
  /** Since when its words are these. */
  words_at: Date;
  title: string | null;
  byline: string | null;
  published_at: Date | null;
  language: string | null;
  site: string | null;
  text: string | null;
  /** How its words were read; "summary" if they are a feed's. */
  method: string | null;
  /** Why the page's words are not used, or not all. */
  reason: UnreadableReason | null;
  detail: string | null;
  credits: string[];
  /** What was said before, and no watchlist has read. */
  old: OldVoice[];
  entries: {
    id: number;
    url: string | null;
    title: string | null;
    author: string | null;
    published_at: string | null;
    text: string;
    feed: string;
    feed_url: string;
    language: string | null;
    tags: string[];
  }[];
}

/** Of entries that the watchlists have read, so many are read again with what is new: the first, which others are judged with. */
const HEARD_MAX = 20;

const columnsOf = (
  a: string,
  entries = "select * from entries",
): string => `${a}.id, ${a}.url, ${a}.stage, ${a}.story_id, ${a}.listings, ${a}.changed, ${a}.asks_page, ${a}.over_quota,
       exists (select 1 from articles o where o.url = ${a}.url and o.id <> ${a}.id) as shares_address, ${a}.attempts, ${a}.first_seen_at, coalesce(${a}.words_at, ${a}.first_seen_at) as words_at, ${a}.title, ${a}.byline,
       ${a}.published_at, ${a}.language, ${a}.site, ${a}.text, ${a}.method, ${a}.reason, ${a}.detail, ${a}.credits,
       (select coalesce(jsonb_agg(jsonb_build_object('version', v.id, 'entry', v.entry_id, 'title', v.title, 'text', v.text) order by v.id), '[]')
        from versions v where v.article_id = ${a}.id and not v.matched) as old,
       (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'url', e.url, 'title', e.title, 'author', e.author, 'published_at', e.published_at, 'text', e.text,
            'feed', ${feedName("f")}, 'feed_url', f.url, 'language', f.language, 'tags', f.tags) order by length(e.text) desc, e.id), '[]')
        from (${entries} where article_id = ${a}.id and alias_of is null) e join feeds f on f.id = e.feed_id) as entries`;

/** Of the article's entries, those that the watchlists have not read, and the first that they have. */
export interface ArticleToMatch extends WaitingArticle {
  /** Up to this entry the watchlists have read all. */
  heard_to: number;
  /** Its words are in the archive's index. */
  indexed: boolean;
}

/** Also null for a quarantined one. */
export const findArticle = async (sql: Sql, id: number): Promise<WaitingArticle | null> =>
  (await loadArticles(sql, [id], columnsOf("a")))[0] ?? null;

/** Reads as many entries for the thousandth feed that lists it as for the thirtieth. */
export function findToMatch(sql: Sql, ids: readonly number[]): Promise<(ArticleToMatch | null)[]> {
  const entries = `select * from (
      (select * from entries where article_id = a.id and id > a.heard_to)
      union all (select * from entries where article_id = a.id and id <= a.heard_to and alias_of is null order by id limit ${HEARD_MAX})) said`;
  return loadArticles(sql, ids, `a.heard_to, a.indexed, ${columnsOf("a", entries)}`);
}

/** So much text is loaded by one statement, as it is stored: compressed. */
const LOADED_BYTES_MAX = 1_000_000;

async function loadArticles<A extends WaitingArticle>(sql: Sql, ids: readonly number[], columns: string): Promise<(A | null)[]> {
  const found: A[] = [];
  for (let left = ids; left.length > 0;) {
    const part = await sql.many<A>(
      `select ${columns} from (
         select *, sum(coalesce(pg_column_size(text), 0)) over (order by id) as bytes, row_number() over (order by id) as place from articles
         where id = any(${listOf(1, "bigint[]")}) and set_aside_at is null) a
       where bytes <= ${LOADED_BYTES_MAX} or place = 1`,
      [left],
    );
    found.push(...part);
    const last = Math.max(...part.map(({ id }) => id));
    left = part.length === 0 ? [] : left.filter((id) => id > last);
  }
  return rowsOf(ids, found);
}

/** In SQL: the articles that several jobs share a statement for, locked in the order of their numbers, so that no two processes wait for each other. */
const LOCKED = `locked as (select id from articles where id = any(${listOf(1, "bigint[]")}) order by id for no key update)`;

/** An article that a process began to read. `starts` counts all such processes, and `readings` those that ended while they read its page. */
export type BegunArticle = WaitingArticle & { starts: number; readings: number };

/**
 * The articles to be read; null for one that no longer waits for that. Counts that a process began with it (`starts`); postponing undoes that.
 * An article with several starts may have ended its process, or only waited in one that ended: `countReading` tells these apart.
 */
export async function beginReading(sql: Sql, ids: readonly number[]): Promise<(BegunArticle | null)[]> {
  const begun = await sql.many<BegunArticle>(
    `with ${LOCKED}, begun as (
       update articles a set starts = starts + 1 from locked where a.id = locked.id and a.stage = 'fetch-articles' returning a.*)
     select begun.starts, begun.readings, ${columnsOf("begun")} from begun`,
    [ids],
  );
  return rowsOf(ids, begun);
}

/** Its page is being read now (1), or no longer (-1): so the processes that end meanwhile are counted. */
export const countReading = (sql: Sql, id: number, by: 1 | -1): Promise<number> =>
  sql.run("update articles set readings = readings + $2::int where id = $1", [id, by]);

/** The result of reading: a page's own text, or the feed's words with the reason. */
export type ReadArticle = Omit<
  ExtractedPage,
  "canonicalUrl" | "authors" | "modifiedAt" | "kind" | "complete" | "next" | "leadsTo"
> & {
  /** The same for all pages of a host that have this text. */
  pageKey?: Uint8Array;
};

/** What was read of an article that had no text, and when. */
export interface TextRead {
  id: number;
  read: ReadArticle;
  now: Date;
}

/** Stores the texts and moves the articles on. Says for each whether it did: it does nothing if another worker was first. */
export async function saveTexts(sql: Sql, texts: readonly TextRead[]): Promise<boolean[]> {
  const values = texts.map(({ read }) => readValues(read));
  const columns = READ_COLUMNS.map((_, column) => values.map((ofArticle) => ofArticle[column] ?? null));
  const saved = await sql.many<{ id: number }>(
    `with ${LOCKED}
     update articles a set title = g.title, byline = g.byline, published_at = g.published_at::timestamptz, language = g.language, site = g.site,
       text = g.text, method = g.method, reason = g.reason, detail = g.detail, credits = g.credits::jsonb, page_key = decode(g.page_key, 'hex'),
       indexed = false, words_at = g.now::timestamptz, stage = 'match-watchlists', not_before = g.now::timestamptz,
       enqueued_at = g.now::timestamptz, attempts = 0, fault = null, set_aside_at = null
     from unnest(${listsOf("bigint[]", ...[...READ_COLUMNS, "page_key", "now"].map(() => "text[]"))})
       as g(id, ${READ_COLUMNS.join(", ")}, page_key, now) join locked using (id)
     where a.id = g.id and a.stage = 'fetch-articles' returning a.id`,
    [
      texts.map(({ id }) => id),
      ...columns,
      texts.map(({ read: { pageKey } }) => (pageKey === undefined ? null : Buffer.from(pageKey).toString("hex"))),
      texts.map(({ now }) => now.toISOString()),
    ],
  );
  return rowsOf(
    texts.map(({ id }) => id),
    saved,
  ).map((row) => row !== null);
}

const READ_COLUMNS = ["title", "byline", "published_at", "language", "site", "text", "method", "reason", "detail", "credits"];

/** For `title` to `credits`, in the order of their columns. */
export const readValues = (read: ReadArticle): (string | null)[] => [
  read.title,
  read.byline,
  read.publishedAt,
  read.language,
  read.site,
  read.text,
  read.method,
  read.reason,
  read.detail,
  toJson(read.credits),
];

/** What the watchlists found in an article. */
export interface Matched extends Pick<WaitingArticle, "id" | "listings"> {
  /** The last of the entries that were read. */
  heardTo: number;
  /** It is grouped also if nothing matched. */
  isNoticed?: boolean;
  matches: readonly Match[];
  now: Date;
}

type MatchedStage = "group-stories" | "done";

/**
 * Stores the matches and moves the articles on: to grouping if it matched and is in no story, or if a watchlist matched an article of a story
 * for the first time; else it is done. Returns the stage of each; null if another worker was first, or if a further feed has listed the article
 * since it was loaded, whose tags these matches know nothing of.
 */
export async function saveMatches(sql: Sql, found: readonly Matched[]): Promise<(MatchedStage | null)[]> {
  const moved = await sql.many<{ id: number; stage: MatchedStage }>(
    `with ${LOCKED},
     given as (select * from unnest(${listsOf("bigint[]", "integer[]", "bigint[]", "text[]")}) as g(id, listings, heard_to, now) join locked using (id)),
     found as (select * from jsonb_to_recordset($5::jsonb) as m(id bigint, watchlist text, spans jsonb)),
     moved as (
       update articles a set not_before = g.now::timestamptz, attempts = 0, set_aside_at = null, heard_to = g.heard_to,
         enqueued_at = case when next.stage = 'done' then null else g.now::timestamptz end, stage = next.stage
       from given g cross join lateral (select case when exists (select 1 from found f where f.id = g.id and not exists
             (select 1 from matches m where m.article_id = g.id and m.watchlist_id = f.watchlist))
           or exists (select 1 from articles o where o.id = g.id and (o.changed or (o.story_id is null and exists (select 1 from matches m where m.article_id = o.id))))
         then 'group-stories' else 'done' end as stage) next
       where a.id = g.id and a.stage = 'match-watchlists' and a.listings = g.listings returning a.id, a.stage, g.now::timestamptz as now),
     saved as (
       insert into matches (article_id, watchlist_id, spans, matched_at) select moved.id, f.watchlist, f.spans, moved.now from moved join found f using (id)
       on conflict (article_id, watchlist_id) do update set spans = excluded.spans)
     select id, stage from moved`,
    [
      ...numbersOf(found),
      found.map(({ now }) => now.toISOString()),
      toJson(found.flatMap(({ id, matches }) => matches.map(({ watchlist, spans }) => ({ id, watchlist, spans })))),
    ],
  );
  return stagesOf(found, moved);
}

/** The same for articles that match nothing, which are most, by a statement of half the cost. Matches of an earlier time still have to be grouped. */
export async function saveUnmatched(sql: Sql, found: readonly Matched[]): Promise<(MatchedStage | null)[]> {
  const moved = await sql.many<{ id: number; stage: MatchedStage }>(
    `with ${LOCKED}
     update articles a set enqueued_at = null, set_aside_at = null, changed = false, heard_to = g.heard_to,
       stage = case when a.story_id is null and (g.noticed or exists (select 1 from matches where article_id = a.id)) then 'group-stories' else 'done' end
     from unnest(${listsOf("bigint[]", "integer[]", "bigint[]", "boolean[]")}) as g(id, listings, heard_to, noticed) join locked using (id)
     where a.id = g.id and a.stage = 'match-watchlists' and a.listings = g.listings returning a.id, a.stage`,
    [...numbersOf(found), found.map(({ isNoticed = false }) => isNoticed)],
  );
  return stagesOf(found, moved);
}

const numbersOf = (found: readonly Matched[]): number[][] => [
  found.map(({ id }) => id),
  found.map(({ listings }) => listings),
  found.map(({ heardTo }) => heardTo),
];

const stagesOf = (found: readonly Matched[], moved: readonly { id: number; stage: MatchedStage }[]): (MatchedStage | null)[] =>
  rowsOf(
    found.map(({ id }) => id),
    moved,
  ).map((row) => row?.stage ?? null);

export const isMatched = async (sql: Sql, id: number): Promise<boolean> =>
  (await sql.one<{ matched: boolean }>("select exists (select 1 from matches where article_id = $1) as matched", [id])).matched;

/** Ends the way of an article that was to be grouped and is in no story. */
export const endUnmatched = (sql: Sql, id: number): Promise<number> =>
  sql.run("update articles set stage = 'done', enqueued_at = null, set_aside_at = null, changed = false where id = $1", [id]);

type WaitingStage = "fetch-articles" | "match-watchlists" | "group-stories";

// A late job must not undo another worker's result, so each of these checks the stage.

export async function postponeArticle(sql: Sql, id: number, stage: WaitingStage, until: Date, reason: string): Promise<void> {
  // Reading it ended in good order, so its start did not end a process.
  await sql.run(
    `update articles set not_before = $3, enqueued_at = null, fault = $4, starts = greatest(starts - 1, 0) where id = $1 and stage = $2`,
    [id, stage, until, reason],
  );
}

/** It keeps its stage, so that a person sees where it failed. A worker that finishes it after all moves it on. */
export async function setArticleAside(sql: Sql, id: number, stage: WaitingStage, reason: string, now: Date): Promise<void> {
  const statement = "update articles set set_aside_at = $4, fault = $3, enqueued_at = null where id = $1 and stage = $2";
  await sql.run(statement, [id, stage, reason, now]);
}

/** Counts a failed fetch that may succeed later. */
export async function countAttempt(sql: Sql, id: number): Promise<void> {
  await sql.run("update articles set attempts = attempts + 1 where id = $1 and stage = 'fetch-articles'", [id]);
}
