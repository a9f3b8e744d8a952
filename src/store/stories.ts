// Stories in the database: candidates for a new article, and the decision once it is taken.
import type { Sql } from "./database.ts";

// Two copies that arrive in the same second must see each other: decisions are taken one after the other, over all workers.
const GROUPING_LOCK = 0x73746f72;

/** Waits for the turn to decide; it lasts until the transaction ends. */
export async function takeGroupingTurn(sql: Sql): Promise<void> {
  await sql.one("select pg_advisory_xact_lock($1) is null as taken", [GROUPING_LOCK]);
}

export interface StoryMember {
  story_id: number;
  article_id: number;
  sketch: Uint8Array;
  published_at: Date | null;
  first_seen_at: Date;
}

export interface CandidateSearch {
  /** Key hashes as 32-bit signed integers. */
  keys: number[];
  sharedMin: number;
  /** A key that stands in so many stories tells nothing (a blurb, a footer). */
  storiesPerKeyMax: number;
  storiesMax: number;
  since: Date;
}

/** Up to three articles (first, latest, longest) of each story that shares enough keys and was added to after `since`. */
export function findCandidates(sql: Sql, search: CandidateSearch): Promise<StoryMember[]> {
  return sql.many(
    `with probe as (
       select k.story_id, count(*) over (partition by k.key) as spread
       from story_keys k join stories s on s.id = k.story_id where k.key = any($1::int[]) and s.last_copy_at > $5
     ), hits as (
       select story_id from probe where spread <= $3 group by story_id having count(*) >= $2 order by count(*) desc, story_id limit $4
     ), members as (
       select a.story_id, a.id as article_id, a.sketch, a.published_at, a.first_seen_at,
         row_number() over (partition by a.story_id order by a.id) as oldest,
         row_number() over (partition by a.story_id order by a.id desc) as newest,
         row_number() over (partition by a.story_id order by length(a.text) desc, a.id) as longest
       from hits h join articles a on a.story_id = h.story_id where a.sketch is not null
     )
     select story_id, article_id, sketch, published_at, first_seen_at from members where 1 in (oldest, newest, longest) order by story_id, article_id`,
    [search.keys, search.sharedMin, search.storiesPerKeyMax, search.storiesMax, search.since],
  );
}

export interface Grouping {
  /** Null begins a new story. */
  story: number | null;
  follows: number | null;
  relation: string;
  score: number;
  reasons: string[];
  sketch: Uint8Array;
  keys: number[];
}

/**
 * Stores where an article belongs and ends its way, in one statement: each costs a millisecond of the embedded database. Returns the story,
 * and what the article matched; null where another worker was first.
 */
export function saveGrouping(
  sql: Sql,
  article: number,
  grouping: Grouping,
  now: Date,
): Promise<{ story: number; watchlists: string[] } | null> {
  return sql.maybeOne(
    `with waiting as (select id from articles where id = $1 and stage = 'group-stories' for update),
     begun as (
       insert into stories (article_id, created_at, last_copy_at) select id, $3, $3 from waiting where $2::bigint is null returning id
     ),
     joined as (update stories set last_copy_at = $3 where id = $2 and exists (select 1 from waiting) returning id),
     story as (select id from begun union all select id from joined),
     kept as (
       insert into story_keys (key, story_id) select key, story.id from story, unnest($4::int[]) as k(key) on conflict do nothing
     ),
     moved as (
       update articles set story_id = story.id, of_story_id = $5, relation = $6, score = $7, reasons = $8::jsonb, sketch = $9,
         stage = 'done', enqueued_at = null, set_aside_at = null
       from story where articles.id = $1
     )
     select id as story, (select coalesce(jsonb_agg(watchlist_id), '[]') from matches where article_id = $1) as watchlists from story`,
    [
      article,
      grouping.story,
      now,
      grouping.keys,
      grouping.follows,
      grouping.relation,
      grouping.score,
      JSON.stringify(grouping.reasons),
      grouping.sketch,
    ],
  );
}

/** Links a story to the one it follows up, if it has no link yet and the other does not follow it, directly or over others. */
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
