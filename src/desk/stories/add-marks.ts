// What people marked on the stories of a list.
import { findMarks } from "../../store/marks/story-marks.ts";
import type { Sql } from "../../store/engine/database.ts";

export interface Marked {
  starred: boolean;
  note: string | null;
}

/** `story` is null for what is in none. */
export async function addMarks<T extends { story: number | null }>(sql: Sql, items: readonly T[]): Promise<(T & Marked)[]> {
  const marks = await findMarks(
    sql,
    items.flatMap(({ story }) => story ?? []),
  );
  return items.map((item) => {
    const mark = marks.find(({ story }) => story === item.story);
    return { ...item, starred: mark?.starred ?? false, note: mark?.note ?? null };
  });
}
