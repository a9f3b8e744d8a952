// What the readers of a digest were told of a story, so that only what is new comes to them again.
import type { Sql } from "./engine/database.ts";

/** Texts of a story that are read to find out what is new in another. */
const TEXTS_MAX = 20;
/** Of each text; what is longer is no news report. */
const TEXT_CHARACTERS_MAX = 20_000;

/**
 * Holds the digests that have a story on their list until the transaction ends. An issue that is being written is waited for, so that what
 * is asked next knows whether it told the story.
 */
export const lockDigestsOf = (sql: Sql, story: number): Promise<unknown> =>
  sql.many(
    "select id from digests where id in (select digest_id from digest_stories where story_id = $1) order by id for update",
    [story],
  );

/** Whether some digest told the story already; it may have come back into it since. */
export const wasTold = async (sql: Sql, story: number): Promise<boolean> =>
  (
    await sql.one<{ told: boolean }>(
      "select exists (select 1 from digest_stories where story_id = $1 and (issue_id is not null or told_at is not null)) as told",
      [story],
    )
  ).told;

/** The texts of a story's articles but for `article`: the oldest, and the newest, which copies repeat. */
export const textsBeside = async (sql: Sql, story: number, article: number): Promise<string[]> =>
  (
    await sql.many<{ text: string }>(
      `with beside as (select id, left(coalesce(text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles where story_id = $1 and id <> $2)
       (select text from beside order by id limit $3) union (select text from beside order by id desc limit $3)`,
      [story, article, TEXTS_MAX / 2],
    )
  ).map(({ text }) => text);

/** Puts a story that was told before the same digests again, for what this article says. */
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

/** What a story follows up: `told_at` is null where the digest did not tell that. */
export interface FollowedStory {
  /** The one that follows. */
  story_id: number;
  told_at: Date | null;
  texts: string[];
}

/** Of these stories those that follow up another, with what that said and when this digest told it. */
export const followedStories = (sql: Sql, digest: string, stories: readonly number[]): Promise<FollowedStory[]> =>
  sql.many(
    `select s.id as story_id, coalesce(i.created_at, d.told_at) as told_at,
       (select coalesce(jsonb_agg(text), '[]') from (select left(coalesce(text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles where story_id = s.follows_story_id order by id limit $3) t) as texts
     from stories s left join digest_stories d on d.digest_id = $1 and d.story_id = s.follows_story_id left join issues i on i.id = d.issue_id
     where s.id = any($2) and s.follows_story_id is not null`,
    [digest, stories, TEXTS_MAX],
  );
