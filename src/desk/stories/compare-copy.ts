// A copy next to the first article of its story, paragraph by paragraph.
import { alignParagraphs, type AlignedRow } from "../../stories/align-paragraphs.ts";
import { describeArticle, readCarriers, textOf, type CarryingArticle } from "./read-carriers.ts";
import type { Sql } from "../../store/engine/database.ts";

export interface ComparedCopy {
  story: number;
  first: CarryingArticle;
  copy: CarryingArticle;
  rows: AlignedRow[];
}

/** Null if the story has no such article, or if that is the first one itself. */
export async function compareCopy(sql: Sql, story: number, article: number): Promise<ComparedCopy | null> {
  const { members, first } = await readCarriers(sql, story);
  const copy = members.find(({ id }) => id === article);
  if (first === undefined || copy === undefined || first === copy) return null;
  return {
    story,
    first: describeArticle(first),
    copy: describeArticle(copy),
    rows: alignParagraphs(textOf(first), textOf(copy)),
  };
}
