// What a digest's readers already got of a story, so that only news is sent to them again.
import type { Sql } from "./engine/database.ts";

/** How many texts of a story are read to find what is new in another. */
const TEXTS_MAX = 20;
/** For each text; a longer one is not a news report. */
const TEXT_CHARACTERS_MAX = 20_000;

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

/** The texts of a story's articles except `article`: the oldest, and the newest, which copies repeat. */
export const textsBeside = async (sql: Sql, story: number, article: number): Promise<string[]> =>
  (
    await sql.many<{ text: string }>(
      `with others as (select id, left(coalesce(text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles where story_id = $1 and id <> $2)
       (select text from others order by id limit $3) union (select text from others order by id desc limit $3)`,
      [story, article, TEXTS_MAX / 2],
    )
  ).map(({ text }) => text);

/** Adds a sent story to the waiting lists of the same digests again, for this article's news. */
export async function bringBackStory(sql: Sql, story: number, article: number): Promise<void> {
  await sql.run(
    `update digest_stories d set
       told_at = coalesce(d.told_at, (select i.created_at from issues i where i.id = d.issue_id)),
       news = case when d.issue_id is null and d.told_at is null then d.news else d.news || $2::bigint end,
       issue_id = null
     where d.story_id = $1`,
    [story, article],
  );
}

/** The story that another follows up: `told_at` is null if the digest did not send it. */
export interface FollowedStory {
  /** The one that follows. */
  story_id: number;
  told_at: Date | null;
  texts: string[];
}

/** Those of these stories that follow up another, with that story's texts and the time when this digest sent it. */
export const followedStories = (sql: Sql, digest: string, stories: readonly number[]): Promise<FollowedStory[]> =>
  sql.many(
    `select s.id as story_id, coalesce(i.created_at, d.told_at) as told_at,
       (select coalesce(jsonb_agg(text), '[]') from (select left(coalesce(text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles where story_id = s.follows_story_id order by id limit $3) t) as texts
     from stories s left join digest_stories d on d.digest_id = $1 and d.story_id = s.follows_story_id left join issues i on i.id = d.issue_id
     where s.id = any($2) and s.follows_story_id is not null`,
    [digest, stories, TEXTS_MAX],
  );
