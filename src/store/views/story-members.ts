// All that the database knows of a story's articles.
import { HABIT } from "./outlet-habits.ts";
import { FIRST_SOURCE } from "./first-source.ts";
import type { OutletHabit } from "./outlet-habits.ts";
import type { Sql } from "../engine/database.ts";

export interface StoryMemberRow {
  id: number;
  url: string;
  /** As its first source lists it. */
  listed_url: string;
  /** Its first source, the outlet that this names, and why its page could not be read. */
  feed: string | null;
  feed_url: string | null;
  outlet: string | null;
  reason: string | null;
  title: string | null;
  text: string | null;
  byline: string | null;
  site: string | null;
  language: string | null;
  credits: string[];
  published_at: Date | null;
  first_seen_at: Date;
  /** Its audio or video file, by its first source. */
  media: string | null;
  relation: string | null;
  score: number | null;
  sketch: Uint8Array | null;
  habit: OutletHabit | null;
}

/** The oldest first, at most `limit`. */
export const listStoryMembers = (sql: Sql, story: number, limit: number): Promise<StoryMemberRow[]> =>
  sql.many(
    `select a.id, a.url, e.url as listed_url, e.feed, e.feed_url, e.outlet, e.media, a.reason, a.title, a.text, a.byline, a.site, a.language, a.credits,
       a.published_at, a.first_seen_at, a.relation, a.score, a.sketch, ${HABIT}
     from articles a cross join lateral (${FIRST_SOURCE}) e where a.story_id = $1 order by a.first_seen_at, a.id limit $2`,
    [story, limit],
  );

export interface StoryLinks {
  id: number;
  follows_id: number | null;
  follows_title: string | null;
  /** Its own first article tells that story in another language. */
  is_translation: boolean;
  followed_by: { id: number; title: string | null }[];
  articles: number;
}

/** Null if there is no such story. */
export const findStoryLinks = (sql: Sql, story: number): Promise<StoryLinks | null> =>
  sql.maybeOne(
    `select s.id, s.follows_story_id as follows_id, p.title as follows_title,
       coalesce((select relation = 'translation' from articles where id = s.article_id), false) as is_translation,
       (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'title', na.title) order by n.id), '[]')
        from stories n join articles na on na.id = n.article_id where n.follows_story_id = s.id and na.relation is distinct from 'translation') as followed_by,
       (select count(*)::int from articles where story_id = s.id) as articles
     from stories s left join stories f on f.id = s.follows_story_id left join articles p on p.id = f.article_id where s.id = $1`,
    [story],
  );

/** Other stories of the same days, by the beginnings of their first articles: the nearest in time, at most `limit`. */
export const listStoriesNear = (
  sql: Sql,
  story: number,
  hours: number,
  limit: number,
): Promise<{ id: number; title: string; text: string }[]> =>
  sql.many(
    `select o.id, coalesce(a.title, '') as title, left(coalesce(a.text, ''), 2000) as text
     from stories s join stories o on o.id <> s.id and o.created_at between s.created_at - make_interval(hours => $2) and s.created_at + make_interval(hours => $2)
       join articles a on a.id = o.article_id
     where s.id = $1 order by abs(extract(epoch from o.created_at - s.created_at)), o.id limit $3`,
    [story, hours, limit],
  );

/** The issues that contained a story, the first one first. */
export const listIssuesWith = (sql: Sql, story: number): Promise<{ issue: number; digest: string; at: Date }[]> =>
  sql.many(
    `select i.id as issue, i.digest_id as digest, i.created_at as at from tellings t join issues i on i.id = t.issue_id
     where t.story_id = $1 order by i.id`,
    [story],
  );
