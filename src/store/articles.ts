// Articles in the pipeline: each row says at which stage it waits, and since when.
import { toJson } from "./engine/database.ts";
import type { ExtractedPage, UnreadableReason } from "../articles/article.ts";
import type { Match } from "../watchlists/watchlist.ts";
import type { OldVoice } from "../watchlists/match-voices.ts";
import { feedName } from "./feeds.ts";
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

/** Also null for a quarantined one. */
export function findArticle(sql: Sql, id: number): Promise<WaitingArticle | null> {
  return sql.maybeOne(`select ${columnsOf("a")} from articles a where a.id = $1 and a.set_aside_at is null`, [id]);
}

/** Of the article's entries, those that the watchlists have not read, and the first that they have. */
export interface ArticleToMatch extends WaitingArticle {
  /** Up to this entry the watchlists have read all. */
  heard_to: number;
  /** Its words are in the archive's index. */
  indexed: boolean;
}

/** Null also for a quarantined one. Reads as many entries for the thousandth feed that lists it as for the thirtieth. */
export function findToMatch(sql: Sql, id: number): Promise<ArticleToMatch | null> {
  const entries = `select * from (
      (select * from entries where article_id = a.id and id > a.heard_to)
      union all (select * from entries where article_id = a.id and id <= a.heard_to and alias_of is null order by id limit ${HEARD_MAX})) said`;
  return sql.maybeOne(
    `select a.heard_to, a.indexed, ${columnsOf("a", entries)} from articles a where a.id = $1 and a.set_aside_at is null`,
    [id],
  );
}

/**
 * The article to be read, if it still waits for that. Counts that a process began with it (`starts`); postponing undoes that. An article
 * with several starts may have ended its process, or only waited in one that ended: `countReading` tells these apart.
 */
export function beginReading(sql: Sql, id: number): Promise<(WaitingArticle & { starts: number; readings: number }) | null> {
  return sql.maybeOne(
    `with begun as (update articles set starts = starts + 1 where id = $1 and stage = 'fetch-articles' returning *)
     select begun.starts, begun.readings, ${columnsOf("begun")} from begun`,
    [id],
  );
}

/** Its page is being read now: if the process ends because of it, this records it. */
export const countReading = (sql: Sql, id: number): Promise<number> =>
  sql.run("update articles set readings = readings + 1 where id = $1", [id]);

/** The result of reading: a page's own text, or the feed's words with the reason. */
export type ReadArticle = Omit<
  ExtractedPage,
  "canonicalUrl" | "authors" | "modifiedAt" | "kind" | "complete" | "next" | "leadsTo"
> & {
  /** The same for all pages of a host that have this text. */
  pageKey?: Uint8Array;
};

/** Stores the text of an article that had none, and moves it on. Does nothing if another worker was first. */
export function saveText(sql: Sql, id: number, read: ReadArticle, now: Date): Promise<number> {
  return sql.run(
    `update articles set title = $2, byline = $3, published_at = $4, language = $5, site = $6, text = $7, method = $8, reason = $9, detail = $10,
       credits = $11::jsonb, page_key = $13, indexed = false, words_at = $12, stage = 'match-watchlists', not_before = $12, enqueued_at = $12, attempts = 0, fault = null, set_aside_at = null
     where id = $1 and stage = 'fetch-articles'`,
    [id, ...readValues(read), now, read.pageKey ?? null],
  );
}

/** For `title` to `credits`, in the order of their columns. */
export const readValues = (read: ReadArticle): (string | Date | null)[] => [
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

/**
 * Stores the matches and moves the article on: to grouping if it matched and is in no story, or if a watchlist matched an article of a story
 * for the first time; else it is done. Returns its stage; null if another worker was first, or if a further feed has listed the article
 * since it was loaded, whose tags these matches know nothing of. `heardTo`: the last of the entries that were read. `isNoticed`: it is grouped also
 * if nothing matched.
 */
export async function saveMatches(
  sql: Sql,
  {
    id,
    listings,
    heardTo,
    isNoticed = false,
  }: Pick<WaitingArticle, "id" | "listings"> & { heardTo: number; isNoticed?: boolean },
  matches: readonly Match[],
  now: Date,
): Promise<"group-stories" | "done" | null> {
  type Moved = { stage: "group-stories" | "done" };
  // Most match nothing, and are ended by a statement of half the cost. Matches of an earlier time still have to be grouped.
  if (matches.length === 0) {
    const ended = await sql.maybeOne<Moved>(
      `update articles set enqueued_at = null, set_aside_at = null, changed = false, heard_to = $3,
         stage = case when story_id is null and ($4 or exists (select 1 from matches where article_id = $1)) then 'group-stories' else 'done' end
       where id = $1 and stage = 'match-watchlists' and listings = $2 returning stage`,
      [id, listings, heardTo, isNoticed],
    );
    return ended?.stage ?? null;
  }
  const moved = await sql.maybeOne<Moved>(
    `with given as (select * from jsonb_to_recordset($2::jsonb) as m(watchlist text, spans jsonb)),
     moved as (
       update articles a set not_before = $3, attempts = 0, set_aside_at = null, heard_to = $5,
         enqueued_at = case when next.stage = 'done' then null else $3::timestamptz end, stage = next.stage
       from (select case when exists (select 1 from given g where not exists
             (select 1 from matches m where m.article_id = $1 and m.watchlist_id = g.watchlist))
           or exists (select 1 from articles o where o.id = $1 and (o.changed or (o.story_id is null and exists (select 1 from matches m where m.article_id = o.id))))
         then 'group-stories' else 'done' end as stage) next
       where a.id = $1 and a.stage = 'match-watchlists' and a.listings = $4 returning a.id, a.stage),
     saved as (
       insert into matches (article_id, watchlist_id, spans, matched_at) select moved.id, g.watchlist, g.spans, $3 from moved, given g
       on conflict (article_id, watchlist_id) do update set spans = excluded.spans)
     select stage from moved`,
    [id, toJson(matches), now, listings, heardTo],
  );
  return moved?.stage ?? null;
}

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
