// Finds the story that an article tells in another language, and the evidence for it.
import { describeAgreement } from "../../stories/translations/describe-agreement.ts";
import { readMarks } from "../../stories/translations/read-marks.ts";
import { findTold } from "../../store/views/translations.ts";
import type { Relation } from "../../stories/story.ts";
import type { Marked } from "../../stories/translations/read-marks.ts";
import type { TranslationMemory } from "../../stories/translations/translation-memory.ts";
import type { Sql } from "../../store/engine/database.ts";

export interface StoryTold {
  /** Under which the article's story is shown. A person may have moved it since it was logged as `root`. */
  story: number;
  root: number;
  relation: Relation;
  score: number;
  reasons: string[];
}

/** Call while the grouping lock is held. Null if no story stands out, or if its article has been deleted. */
export async function findStoryTold(
  sql: Sql,
  translations: TranslationMemory,
  { tongue, items, marks, now }: Marked & { marks: Uint32Array; now: Date },
): Promise<StoryTold | null> {
  const found = translations.find({ tongue, marks }, now.getTime());
  const told = found === null ? null : await findTold(sql, found.article);
  if (found === null || told === null) return null;
  const other = readMarks({ title: told.title ?? "", text: told.text ?? "", language: told.language });
  return {
    story: told.story_id,
    root: found.root,
    relation: "translation",
    score: found.share,
    reasons: [
      `tells in another language what article ${found.article} tells`,
      ...describeAgreement(items, other.items),
      `${Math.round(found.score)} bits of evidence, ${Math.round(found.next)} for the next best story`,
    ],
  };
}
