// Stories in the database: candidates for a new article, and the decision once it is made.
import { decidedByPerson } from "./story-decisions.ts";
import { countHabit } from "./views/outlet-habits.ts";
import type { Database, Sql } from "./engine/database.ts";
import type { LoggedArticle } from "./story-log.ts";

// Two copies that arrive in the same second must see each other: decisions are made one at a time, across all workers.
const GROUPING_LOCK = 0x73746f72;

/** Runs `work` in a transaction that holds the grouping lock from its beginning to its end. */
export const inGroupingTurn = <T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> =>
  database.transaction(work, { lock: GROUPING_LOCK });

export interface StoryMember {
  story_id: number;
  article_id: number;
  sketch: Uint8Array;
  published_at: Date | null;
  first_seen_at: Date;
}

/** The articles with these numbers that are in a story, with the data to compare. */
export const findMembers = (sql: Sql, articles: number[]): Promise<StoryMember[]> =>
  sql.many(
    `select story_id, id as article_id, sketch, published_at, first_seen_at from articles
     where id = any($1::bigint[]) and story_id is not null and sketch is not null`,
    [articles],
  );

/** An article as what it says of its author is read. */
export interface SpeakingArticle {
  id: number;
  url: string;
  title: string | null;
  byline: string | null;
  site: string | null;
  credits: string[];
  /** "summary" or "feed" if its words are a feed's. */
  method: string | null;
  /** The beginning and the end. */
  text: string;
  /** The addresses of its feeds, that with the longest text first, if its words are a feed's. */
  feeds: string[];
}

export const findSpeaking = (sql: Sql, articles: number[]): Promise<SpeakingArticle[]> =>
  sql.many(
    `select a.id, a.url, a.title, a.byline, a.site, a.credits, a.method,
       case when length(a.text) > 10000 then left(a.text, 5000) || right(a.text, 5000) else coalesce(a.text, '') end as text,
       case when a.method in ('summary', 'feed') then (select coalesce(jsonb_agg(url), '[]') from (
         select f.url from entries e join feeds f on f.id = e.feed_id where e.article_id = a.id order by length(e.text) desc, e.id limit 20) heard)
       else '[]' end as feeds
     from articles a where a.id = any($1::bigint[])`,
    [articles],
  );

export interface Grouping {
  /** Null begins a new story. */
  story: number | null;
  /** The story of the copied article in the log, if a person has moved that article since. */
  like: number | null;
  follows: number | null;
  relation: string;
  score: number;
  reasons: string[];
  sketch: Uint8Array;
  /** It is another outlet's: a copy, or credited to an agency. */
  isReprint: boolean;
  row: Omit<LoggedArticle, "seq" | "story_id">;
}

/**
 * Stores where an article belongs and completes it, in one statement: each takes a millisecond of the embedded database. Returns the
 * story, what the article matched, and the number of its row in the log; null if another worker was first.
 */
export function saveGrouping(
  sql: Sql,
  article: number,
  { row, ...grouping }: Grouping,
): Promise<{ story: number; watchlists: string[]; seq: number } | null> {
  return sql.maybeOne(
    `with waiting as (select id from articles where id = $1 and stage = 'group-stories' for update),
     begun as (
       insert into stories (article_id, created_at, last_copy_at) select id, $3, $3 from waiting where $2::bigint is null returning id
     ),
     joined as (update stories set last_copy_at = $3 where id = $2 and exists (select 1 from waiting) returning id),
     story as (select id from begun union all select id from joined),
     moved as (
       update articles set story_id = story.id, of_story_id = $4, relation = $5, score = $6, reasons = $7::jsonb, sketch = $8,
         stage = 'done', enqueued_at = null, set_aside_at = null, changed = false
       from story where articles.id = $1
     ),
     logged as (
       insert into story_log (day, at, story_id, article_id, words, site, keys, lines, tongue, marks, root_story_id)
       select ($3::timestamptz at time zone 'UTC')::date, $3, coalesce($9, story.id), $1, $10, $11, $12, $13, $14, $15, $16 from story returning seq
     ), counted as (${countHabit("story", "$17")})
     select id as story, (select coalesce(jsonb_agg(watchlist_id), '[]') from matches where article_id = $1) as watchlists,
       (select seq from logged) as seq
     from story`,
    [
      article,
      grouping.story,
      row.at,
      grouping.follows,
      grouping.relation,
      grouping.score,
      JSON.stringify(grouping.reasons),
      grouping.sketch,
      grouping.like,
      row.words,
      row.site,
      row.keys,
      row.lines,
      row.tongue,
      row.marks,
      row.root_story_id,
      grouping.isReprint ? 1 : 0,
    ],
  );
}

/** Ends the way of an article that is in a story already. Returns the story and the watchlists that matched last; null if another worker was first. */
export const endGrouping = (
  sql: Sql,
  article: number,
): Promise<{ story: number; watchlists: string[]; changed: boolean } | null> =>
  sql.maybeOne(
    `with ended as (select id, changed from articles where id = $1 and stage = 'group-stories' and story_id is not null for update)
     update articles a set stage = 'done', enqueued_at = null, set_aside_at = null, changed = false
     from ended where a.id = ended.id
     returning story_id as story, ended.changed, (select coalesce(jsonb_agg(watchlist_id), '[]') from matches
       where article_id = $1 and matched_at = (select max(matched_at) from matches where article_id = $1)) as watchlists`,
    [article],
  );

/**
 * Links a story to the one that it tells in another language, or to none. Returns false, and changes nothing, if it is a copy's or follows another up,
 * if a person split or merged it, or if the other is gone or follows it.
 */
export async function relinkStory(
  sql: Sql,
  { story, follows, score, reasons }: { story: number; follows: number | null; score: number | null; reasons: string[] },
): Promise<boolean> {
  const linked = await sql.run(
    `with recursive line as (
       select id, follows_story_id from stories where id = $2
       union select s.id, s.follows_story_id from stories s join line on s.id = line.follows_story_id
     )
     update stories set follows_story_id = $2 where id = $1 and not exists (select 1 from line where id = $1)
       and ($2::bigint is null or exists (select 1 from line))
       and exists (select 1 from articles a where a.id = stories.article_id and a.relation in ('original', 'translation'))
       and not ${decidedByPerson("stories.id")}`,
    [story, follows],
  );
  if (linked === 0) return false;
  await sql.run(
    `update articles a set relation = case when $2::bigint is null then 'original' else 'translation' end, of_story_id = $2,
       score = coalesce($3, score), reasons = jsonb_path_query_array($4::jsonb || reasons, '$[0 to 9]')
     from stories s where s.id = $1 and a.id = s.article_id`,
    [story, follows, score, JSON.stringify(reasons)],
  );
  return true;
}

/** Links a story to the one it follows up, unless it has a link, or the other follows it, directly or indirectly. */
export async function linkFollowUp(sql: Sql, followUp: number, story: number): Promise<void> {
  const linked = await sql.run(
    `with recursive line as (
       select id, follows_story_id from stories where id = $2
       union select s.id, s.follows_story_id from stories s join line on s.id = line.follows_story_id
     )
     update stories set follows_story_id = $2 where id = $1 and follows_story_id is null and not exists (select 1 from line where id = $1)`,
    [followUp, story],
  );
  if (linked === 0) return;
  await sql.run("update articles set relation = 'follow-up', of_story_id = $2 where story_id = $1 and relation = 'original'", [
    followUp,
    story,
  ]);
}
