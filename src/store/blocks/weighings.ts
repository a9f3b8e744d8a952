// The stories to weigh again since a block was learnt that some of their articles have in common. Call only while holding the grouping lock.
import { BY_ITSELF, decidedByPerson } from "../story-decisions.ts";
import type { Sql } from "../engine/database.ts";

export interface Weighing {
  story_id: number;
  /** Shingles, as the story log keeps hashes. */
  block: Uint8Array;
  /** Its articles up to this one are weighed. */
  after_article: number;
}

/** Shingles of more blocks than so many bytes hold are not kept for one story. */
const BLOCK_BYTES_MAX = 200_000;

/** Leaves out stories of one article, and those that a person split or merged. */
export const addWeighings = (
  sql: Sql,
  { stories, block, now }: { stories: readonly number[]; block: Uint8Array; now: Date },
): Promise<number> =>
  sql.run(
    `insert into weighings (story_id, block, since) select s.id, $2, $3 from stories s
     where s.id = any($1::bigint[]) and (select count(*) from (select 1 from articles a where a.story_id = s.id limit 2) two) > 1 and not ${decidedByPerson("s.id")}
     on conflict (story_id) do update set after_article = 0,
       block = case when length(weighings.block) < ${BLOCK_BYTES_MAX} then weighings.block || excluded.block else weighings.block end`,
    [stories, block, now],
  );

export const hasWeighings = async (sql: Sql): Promise<boolean> =>
  (await sql.one<{ found: boolean }>("select exists (select 1 from weighings) as found")).found;

/** The one that waits longest. */
export const nextWeighing = (sql: Sql): Promise<Weighing | null> =>
  sql.maybeOne("select story_id, block, after_article from weighings order by since, story_id limit 1");

/** Puts the one that waits longest behind all others. */
export const postponeWeighing = (sql: Sql, now: Date): Promise<number> =>
  sql.run("update weighings set since = $1 where story_id = (select story_id from weighings order by since, story_id limit 1)", [
    now,
  ]);

/** `after`: its articles up to this one are weighed; null if all are. */
export const saveWeighed = (sql: Sql, story: number, after: number | null): Promise<number> =>
  after === null
    ? sql.run("delete from weighings where story_id = $1", [story])
    : sql.run("update weighings set after_article = $2 where story_id = $1", [story, after]);

/** No report tells later than here of what its headline says. */
const TEXT_CHARACTERS_MAX = 20_000;

export interface MemberToWeigh {
  id: number;
  story_id: number;
  sketch: Uint8Array;
  text: string;
}

const MEMBERS = `select a.id, a.story_id, a.sketch, left(coalesce(a.text, ''), ${TEXT_CHARACTERS_MAX}) as text from articles a`;

export const firstToWeigh = (sql: Sql, story: number): Promise<MemberToWeigh | null> =>
  sql.maybeOne(`${MEMBERS} join stories s on s.article_id = a.id where s.id = $1 and a.sketch is not null`, [story]);

/** The last articles of a story up to the article `until`, without its first one. */
export const membersWeighed = (
  sql: Sql,
  { story, until, limit }: { story: number; until: number; limit: number },
): Promise<MemberToWeigh[]> =>
  sql.many(
    `${MEMBERS} where a.story_id = $1 and a.id <= $2 and a.sketch is not null
       and a.id <> (select article_id from stories where id = $1) order by a.id desc limit $3`,
    [story, until, limit],
  );

/** The first articles of the stories that left a story by themselves since then, the latest first, if no person has changed them; without their texts. */
export const firstOfParts = (
  sql: Sql,
  { story, since, limit }: { story: number; since: Date; limit: number },
): Promise<MemberToWeigh[]> =>
  sql.many(
    `select a.id, a.story_id, a.sketch, '' as text from articles a join stories s on s.article_id = a.id and s.id = a.story_id
     where a.sketch is not null and not ${decidedByPerson("s.id")} and s.id in (
       select into_story_id from story_decisions where kind = 'split' and story_id = $1 and decided_by = '${BY_ITSELF}' and decided_at > $2)
     order by s.id desc limit $3`,
    [story, since, limit],
  );

/** The next articles of a story after the article `after`, in the order in which they came. */
export const membersToWeigh = (
  sql: Sql,
  { story, after, limit }: { story: number; after: number; limit: number },
): Promise<MemberToWeigh[]> =>
  sql.many(`${MEMBERS} where a.story_id = $1 and a.id > $2 and a.sketch is not null order by a.id limit $3`, [
    story,
    after,
    limit,
  ]);

/** A story in an issue: the article shown, its headline, and what is said under it of others. Null and empty if the issue names it no longer. */
export interface Showing {
  issue_id: number;
  article: string | null;
  title: string | null;
  news: string;
}

export const listShowings = (sql: Sql, story: number): Promise<Showing[]> =>
  sql.many(
    `select t.issue_id, shown ->> 'article' as article, shown ->> 'title' as title, coalesce(shown #>> '{news,sentences}', '') as news
     from tellings t join issues i on i.id = t.issue_id
       left join lateral jsonb_path_query(i.content, '$.sections[*].stories[*] ? (@.id == $story)', jsonb_build_object('story', t.story_id::text)) shown on true
     where t.story_id = $1`,
    [story],
  );

export const listHeadlines = (sql: Sql, story: number): Promise<{ id: number; title: string }[]> =>
  sql.many("select id, coalesce(title, '') as title from articles where story_id = $1", [story]);
