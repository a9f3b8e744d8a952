// What a digest's readers already got of a story, so that only news is sent to them again.
import type { Match } from "../watchlists/watchlist.ts";
import type { Sql } from "./engine/database.ts";

/** How many texts of a story are read to find what is new in another. */
const TEXTS_MAX = 20;
/** For each text; a longer one is not a news report. */
const TEXT_CHARACTERS_MAX = 20_000;

/** The last issue of each digest with a story. */
const LAST_ISSUES =
  "select t.story_id, i.digest_id, max(i.id) as id from tellings t join issues i on i.id = t.issue_id group by 1, 2";

/**
 * Locks the digests with a story on their list until the transaction ends. Waits for an issue that is being written, so that the next
 * query knows whether it contains the story.
 */
export const lockDigestsOf = (sql: Sql, story: number): Promise<unknown> =>
  sql.many(
    "select id from digests where id in (select digest_id from digest_stories where story_id = $1) order by id for update",
    [story],
  );

/** Whether a digest has sent the story; it may be waiting again since. */
export const wasTold = async (sql: Sql, story: number): Promise<boolean> =>
  (
    await sql.one<{ told: boolean }>(
      "select exists (select 1 from digest_stories where story_id = $1 and (issue_id is not null or told_at is not null)) as told",
      [story],
    )
  ).told;

/** The articles of a story except `article`: the oldest, and the newest, which copies repeat. */
export const textsWithout = (sql: Sql, story: number, article: number): Promise<{ title: string; text: string }[]> =>
  sql.many(
    `with others as (select id, coalesce(title, '') as title, left(coalesce(text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles where story_id = $1 and id <> $2)
     (select title, text from others order by id limit $3) union (select title, text from others order by id desc limit $3)`,
    [story, article, TEXTS_MAX / 2],
  );

/** What was said of an article when its story was last told. */
export const textsToldOf = async (sql: Sql, story: number, article: number): Promise<{ title: string; text: string }[]> =>
  sql.many(
    `with last as (select max(coalesce(i.created_at, d.told_at)) as told from digest_stories d left join issues i on i.id = d.issue_id where d.story_id = $1)
       select coalesce(title, '') as title, left(text, ${TEXT_CHARACTERS_MAX}) as text from last, (
         select title, text, coalesce(words_at, first_seen_at) as since from articles where id = $2 and text is not null
         union all select title, text, coalesce(changed_at, first_seen_at) from entries where article_id = $2
         union all select title, text, since from versions where article_id = $2) said
       where said.since <= last.told`,
    [story, article],
  );

export const matchesOf = (sql: Sql, article: number, { firstIn = null }: { firstIn?: number | null } = {}): Promise<Match[]> =>
  sql.many(
    `select m.watchlist_id as watchlist, m.spans from matches m where m.article_id = $1 and not exists (
       select 1 from articles a join matches o on o.article_id = a.id where a.story_id = $2 and a.id <> $1 and o.watchlist_id = m.watchlist_id) order by 1`,
    [article, firstIn],
  );

/**
 * For each digest that sent a story by one watchlist: others that found this article since, by words that it did not have then.
 */
export const foundInNewWords = (sql: Sql, story: number, article: number): Promise<{ digest: string; watchlist: string }[]> =>
  sql.many(
    `select d.digest_id as digest, m.watchlist_id as watchlist
     from digest_stories d join matches m on m.article_id = $2 and m.watchlist_id <> d.watchlist_id and m.matched_at > d.added_at
       join articles a on a.id = m.article_id
     where d.story_id = $1 and (d.issue_id is not null or d.told_at is not null) and exists (
       select 1 from jsonb_array_elements(m.spans) s left join entries e on e.id = (s ->> 'voice')::bigint
       where not s ? 'version' and d.added_at < case when s ? 'voice' then coalesce(e.changed_at, e.first_seen_at) else a.words_at end)
     order by 1, m.matched_at desc, 2`,
    [story, article],
  );

/** Puts a sent story on a digest's list as if it were new, by this watchlist: its reader was told nothing for that yet. */
export async function offerAsNew(
  sql: Sql,
  { story, digest, watchlist, now }: { story: number; digest: string; watchlist: string; now: Date },
): Promise<void> {
  await sql.run(
    "update digest_stories set watchlist_id = $3, added_at = $4, backlog_of = null, issue_id = null, told_at = null, news = '{}' where story_id = $1 and digest_id = $2",
    [story, digest, watchlist, now],
  );
}

/**
 * Adds a sent story to the waiting lists of those of these digests that sent it again, for this article's news: held back for each digest's
 * time after it was sent, or, if `isUrgent`, free now. Returns the digests that have sent it and now wait for it, with that time.
 */
export async function bringBackStory(
  sql: Sql,
  { story, article, isUrgent, now }: { story: number; article: number; isUrgent: boolean; now: Date },
  holds: readonly { digest: string; ms: number }[],
): Promise<{ digest: string; until: Date | null }[]> {
  return sql.many(
    `update digest_stories d set
       told_at = coalesce(d.told_at, (select i.created_at from issues i where i.id = d.issue_id)),
       news = case when d.issue_id is null and d.told_at is null then d.news else d.news || $2::bigint end,
       held_until = least(case when d.issue_id is null then d.held_until end,
         case when $4 then $5::timestamptz
           else coalesce(d.told_at, (select i.created_at from issues i where i.id = d.issue_id)) +
             h.ms * interval '1 millisecond' end),
       issue_id = null
     from jsonb_to_recordset($3::jsonb) as h(digest text, ms bigint)
     where d.story_id = $1 and h.digest = d.digest_id
     returning d.digest_id as digest, d.held_until as until`,
    [story, article, JSON.stringify(holds), isUrgent, now],
  );
}

/** Takes a story off the waiting lists again, if nothing but this article's news brought it back, and it says nothing new any more. */
export async function takeBackNews(sql: Sql, story: number, article: number): Promise<void> {
  await sql.run(
    `update digest_stories d set issue_id = last.id, told_at = null, news = '{}'
     from (${LAST_ISSUES}) last
     where d.story_id = $1 and d.issue_id is null and d.told_at is not null and d.news = array[$2::bigint]
       and last.story_id = d.story_id and last.digest_id = d.digest_id`,
    [story, article],
  );
}

/**
 * Counts a story of articles that left another as sent by those of these digests that sent the other. News of these articles that waits
 * goes with them. `never`: issues that did not contain them.
 */
export async function countAsSent(
  sql: Sql,
  { story, into, articles, never }: { story: number; into: number; articles: number[]; never: number[] },
  offers: readonly { digest: string; watchlist: string }[],
  watchlists: readonly string[],
): Promise<void> {
  await sql.run(
    "insert into tellings (story_id, issue_id) select $2, issue_id from tellings where story_id = $1 and issue_id <> all($3::bigint[])",
    [story, into, never],
  );
  await sql.run(
    `insert into digest_stories (digest_id, story_id, watchlist_id, added_at, issue_id, told_at, held_until, news)
     select d.digest_id, $2, case when d.watchlist_id = any($5::text[]) then d.watchlist_id else o.watchlist end, d.added_at,
       case when n.news = '{}' then last.id end, case when n.news <> '{}' then d.told_at end, case when n.news <> '{}' then d.held_until end, n.news
     from digest_stories d join jsonb_to_recordset($4::jsonb) as o(digest text, watchlist text) on o.digest = d.digest_id
       join (${LAST_ISSUES}) last on last.story_id = $2 and last.digest_id = d.digest_id
       cross join lateral (select array(select unnest(d.news) intersect select unnest($3::bigint[])) as news) n
     where d.story_id = $1 and (d.issue_id is not null or d.told_at is not null)`,
    [story, into, articles, JSON.stringify(offers), watchlists],
  );
  await sql.run(
    `update digest_stories d set news = n.news, issue_id = case when n.news = '{}' then last.id end, told_at = case when n.news <> '{}' then d.told_at end
     from (${LAST_ISSUES}) last,
       lateral (select array(select unnest(o.news) except select unnest($2::bigint[])) as news from digest_stories o where o.digest_id = last.digest_id and o.story_id = last.story_id) n
     where d.story_id = $1 and d.news && $2::bigint[] and last.story_id = d.story_id and last.digest_id = d.digest_id`,
    [story, articles],
  );
}

/**
 * Takes a story whose articles left it off the lists of digests that sent only those, or that wait for it by a watchlist that no article
 * left in it matches. Returns these digests. `never`: issues that did not contain what stays.
 */
export async function takeOffLists(sql: Sql, story: number, never: number[]): Promise<string[]> {
  await sql.run("delete from tellings where story_id = $1 and issue_id = any($2::bigint[])", [story, never]);
  const rows = await sql.many<{ digest_id: string }>(
    `delete from digest_stories d where d.story_id = $1 and case when d.issue_id is null and d.told_at is null
       then not exists (select 1 from articles a join matches m on m.article_id = a.id where a.story_id = $1 and m.watchlist_id = d.watchlist_id)
       else $2::bigint[] <> '{}' and not exists (select 1 from tellings t join issues i on i.id = t.issue_id where t.story_id = $1 and i.digest_id = d.digest_id) end
     returning d.digest_id`,
    [story, never],
  );
  return rows.map(({ digest_id }) => digest_id);
}

/** The story that another follows up: `told_at` is null if the digest did not send it. */
export interface FollowedStory {
  /** The one that follows. */
  story_id: number;
  told_at: Date | null;
  texts: { title: string; text: string }[];
}

/** Those of these stories that follow up another, with that story's texts and the time when this digest sent it. */
export const followedStories = (sql: Sql, digest: string, stories: readonly number[]): Promise<FollowedStory[]> =>
  sql.many(
    `select s.id as story_id, coalesce(i.created_at, d.told_at) as told_at,
       (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (select coalesce(title, '') as title, left(coalesce(text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles where story_id = s.follows_story_id order by id limit $3) t) as texts
     from stories s left join digest_stories d on d.digest_id = $1 and d.story_id = s.follows_story_id left join issues i on i.id = d.issue_id
     where s.id = any($2) and s.follows_story_id is not null`,
    [digest, stories, TEXTS_MAX],
  );
