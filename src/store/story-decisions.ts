// Manual splits and merges of stories. Call only while holding the grouping lock.
import { mergeMarks } from "./marks/story-marks.ts";
import type { Sql } from "./engine/database.ts";

/** In the place of a person's name: stories are split without one when a block is learnt. */
export const BY_ITSELF = "Wirewatch";

/** SQL for whether a person split a story or merged it with another. `story`: SQL for its number. */
export const decidedByPerson = (story: string): string =>
  `exists (select 1 from story_decisions d where (d.story_id = ${story} or d.into_story_id = ${story}) and d.decided_by <> '${BY_ITSELF}')`;

export const isDecidedByPerson = async (sql: Sql, story: number): Promise<boolean> =>
  (await sql.one<{ decided: boolean }>(`select ${decidedByPerson("$1")} as decided`, [story])).decided;

export interface StoryDecision {
  kind: "split" | "merge";
  /** The story that was split, or that was merged into the other. */
  story: number;
  into: number;
  articles: number[];
  by: string;
  at: Date;
}

export interface MemberOfStory {
  id: number;
  story_id: number;
  sketch: Uint8Array | null;
}

/** Articles in a story, by their numbers or addresses. */
export const findArticlesInStories = (sql: Sql, ids: number[], urls: string[]): Promise<MemberOfStory[]> =>
  sql.many(
    `select a.id, a.story_id, a.sketch from articles a
     where a.story_id is not null and (a.id = any($1::bigint[]) or a.url = any($2::text[]) or a.id in (select article_id from entries where url = any($2::text[])))
     order by a.id`,
    [ids, urls],
  );

/** The numbers of a story's articles, in their order. It may be thousands, so their sketches are not loaded. */
export async function listMembers(sql: Sql, story: number): Promise<number[]> {
  const rows = await sql.many<{ id: number }>("select id from articles where story_id = $1 order by id", [story]);
  return rows.map(({ id }) => id);
}

/** The watchlists that matched any of the articles. */
export async function listWatchlistsOf(sql: Sql, articles: number[]): Promise<string[]> {
  const rows = await sql.many<{ watchlist_id: string }>(
    "select distinct watchlist_id from matches where article_id = any($1::bigint[]) order by 1",
    [articles],
  );
  return rows.map(({ watchlist_id }) => watchlist_id);
}

export const storyExists = async (sql: Sql, story: number): Promise<boolean> =>
  (await sql.one<{ found: boolean }>("select exists (select 1 from stories where id = $1) as found", [story])).found;

/** The story into which a story was merged, or null. */
export async function findMergedInto(sql: Sql, story: number): Promise<number | null> {
  const found = await sql.maybeOne<{ into_story_id: number }>(
    "select into_story_id from story_decisions where kind = 'merge' and story_id = $1 order by id desc limit 1",
    [story],
  );
  return found?.into_story_id ?? null;
}

/** Begins a story with articles of another; the first of them is its original. Returns its number. */
export async function moveToNewStory(sql: Sql, story: number, articles: number[], reason: string): Promise<number> {
  const { id } = await sql.one<{ id: number }>(
    "insert into stories (article_id, created_at, last_copy_at) select $2, created_at, last_copy_at from stories where id = $1 returning id",
    [story, articles[0] ?? 0],
  );
  await sql.run(
    `update articles set story_id = $2, relation = case when id = $4 then 'original' else 'copy' end, of_story_id = null,
       reasons = jsonb_build_array($3::text) || reasons
     where id = any($1::bigint[])`,
    [articles, id, reason, articles[0] ?? 0],
  );
  await sql.run(
    `update stories set article_id = (select min(id) from articles where story_id = $1) where id = $1 and article_id = any($2::bigint[])`,
    [story, articles],
  );
  await sql.run(
    `update articles set relation = case when exists (select 1 from stories where id = $1 and follows_story_id is not null) then 'follow-up' else 'original' end
     where id = (select article_id from stories where id = $1) and relation = 'copy'`,
    [story],
  );
  return id;
}

/** Merges all of a story into another. Readers who got either have got both: only what neither has sent still waits. */
export async function moveIntoStory(sql: Sql, story: number, into: number, reason: string): Promise<void> {
  await sql.run(
    `update articles set story_id = $2, relation = 'copy', of_story_id = null, reasons = jsonb_build_array($3::text) || reasons where story_id = $1`,
    [story, into, reason],
  );
  await sql.run("update articles set of_story_id = $2 where of_story_id = $1", [story, into]);
  await sql.run(
    `update stories s set last_copy_at = greatest(s.last_copy_at, o.last_copy_at),
       follows_story_id = nullif(coalesce(nullif(s.follows_story_id, o.id), nullif(o.follows_story_id, s.id)), s.id)
     from stories o where s.id = $2 and o.id = $1`,
    [story, into],
  );
  await sql.run("update stories set follows_story_id = $2 where follows_story_id = $1 and id <> $2", [story, into]);
  await sql.run(
    `insert into digest_stories (digest_id, story_id, watchlist_id, added_at, issue_id, told_at, held_until, backlog_of, news)
     select digest_id, $2, watchlist_id, added_at, issue_id, told_at, held_until, backlog_of, news from digest_stories where story_id = $1
     on conflict (digest_id, story_id) do update set
       issue_id = case when coalesce(digest_stories.told_at, excluded.told_at) is null then coalesce(digest_stories.issue_id, excluded.issue_id) end,
       told_at = greatest(digest_stories.told_at, excluded.told_at), held_until = least(digest_stories.held_until, excluded.held_until),
       backlog_of = case when excluded.backlog_of is not null and digest_stories.backlog_of is not null then greatest(digest_stories.backlog_of, excluded.backlog_of) end, news = digest_stories.news || excluded.news`,
    [story, into],
  );
  await sql.run(
    "insert into tellings (story_id, issue_id) select $2, issue_id from tellings where story_id = $1 on conflict do nothing",
    [story, into],
  );
  await mergeMarks(sql, story, into);
  await sql.run("delete from stories where id = $1", [story]);
}

/** Appends to the log that an article is like a story, with its keys. */
export async function logLikeness(
  sql: Sql,
  row: { story: number; article: number; words: number; keys: Uint8Array; at: Date },
): Promise<void> {
  await sql.run(
    `insert into story_log (day, at, story_id, article_id, words, site, keys, lines)
     values (($1::timestamptz at time zone 'UTC')::date, $1, $2, $3, $4, 0, $5, ''::bytea)`,
    [row.at, row.story, row.article, row.words, row.keys],
  );
}

/** Before a merge is done: the issues with either story are kept with it, since a later split asks which issues contained a part. */
export async function saveStoryDecision(sql: Sql, { kind, story, into, articles, by, at }: StoryDecision): Promise<void> {
  await sql.run(
    `insert into story_decisions (kind, story_id, into_story_id, articles, decided_by, decided_at, issues, into_issues)
     select $1, $2, $3, $4::jsonb, $5, $6, array(select issue_id from tellings where story_id = $2), array(select issue_id from tellings where story_id = $3)`,
    [kind, story, into, JSON.stringify(articles), by, at],
  );
}

/** The issues that contain a merged story, and did not contain these articles of it: only those that were put together with them. */
export async function issuesWithout(sql: Sql, story: number, articles: number[]): Promise<number[]> {
  const { issues } = await sql.one<{ issues: number[] }>(
    `select coalesce(jsonb_agg(distinct n.issue), '[]') as issues
     from (select s.*, s.articles @> $2::jsonb as are_merged from story_decisions s where s.kind = 'merge') s
       cross join lateral (select unnest(case when s.are_merged then s.into_issues else s.issues end) as issue
         except select unnest(case when s.are_merged then s.issues else s.into_issues end)) n
     where s.are_merged or (s.into_story_id = $1 and not exists (
       select 1 from articles a where a.id = any($3::bigint[]) and (a.first_seen_at > s.decided_at or s.articles @> to_jsonb(a.id))))`,
    [story, JSON.stringify(articles), articles],
  );
  return issues;
}

/** People's decisions about a story, the oldest first. */
export const listStoryDecisions = (
  sql: Sql,
  story: number,
): Promise<
  { kind: "split" | "merge"; story_id: number; into_story_id: number; articles: number[]; decided_by: string; decided_at: Date }[]
> =>
  sql.many(
    `select kind, story_id, into_story_id, articles, decided_by, decided_at from story_decisions
     where story_id = $1 or into_story_id = $1 order by id`,
    [story],
  );
