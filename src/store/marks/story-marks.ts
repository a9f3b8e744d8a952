// What people marked on stories: a star, a note, and that they read it. All readers of the pages share these.
import type { Sql } from "../engine/database.ts";

export interface StoryMark {
  story: number;
  starred: boolean;
  note: string | null;
  noted_at: Date | null;
}

/** Stories without a mark are left out. */
export const findMarks = (sql: Sql, stories: readonly number[]): Promise<StoryMark[]> =>
  sql.many(
    `select story_id as story, starred_at is not null as starred, note, noted_at from story_marks
     where story_id = any($1::bigint[]) and (starred_at is not null or note is not null)`,
    [stories],
  );

/** Sets or removes the star, or the mark that they were read, of those stories that there are. */
export async function markStories(
  sql: Sql,
  stories: readonly number[],
  { mark, set, now }: { mark: "starred" | "read"; set: boolean; now: Date },
): Promise<void> {
  const column = `${mark}_at`;
  await sql.run(
    `insert into story_marks (story_id, ${column}) select id, $2::timestamptz from stories where id = any($1::bigint[]) order by id
     on conflict (story_id) do update set ${column} = case when $2 is null then null else coalesce(story_marks.${column}, $2) end`,
    [stories, set ? now : null],
  );
}

/**
 * Writes the note of a story, or removes it. `was` is the note that its writer saw. Returns false, and writes nothing, if it is another
 * by now, or if there is no such story.
 */
export async function saveNote(
  sql: Sql,
  { story, note, was, now }: { story: number; note: string | null; was: string | null; now: Date },
): Promise<boolean> {
  const saved = await sql.run(
    `insert into story_marks (story_id, note, noted_at) select id, $2::text, case when $2::text is not null then $4::timestamptz end from stories where id = $1 and $3::text is null
       or id = $1 and exists (select 1 from story_marks where story_id = $1)
     on conflict (story_id) do update set note = excluded.note, noted_at = excluded.noted_at
       where story_marks.note is not distinct from $3`,
    [story, note, was, now],
  );
  return saved > 0;
}

/** A story that becomes part of another takes its star and its note along. Call before the first is deleted. */
export async function mergeMarks(sql: Sql, story: number, into: number): Promise<void> {
  await sql.run(
    `insert into story_marks as m (story_id, starred_at, note, noted_at) select $2, starred_at, note, noted_at from story_marks where story_id = $1
     on conflict (story_id) do update set starred_at = least(m.starred_at, excluded.starred_at),
       note = nullif(concat_ws(E'\\n\\n', m.note, excluded.note), ''), noted_at = greatest(m.noted_at, excluded.noted_at)`,
    [story, into],
  );
}
