// Finds the story that an article tells in another language, with the evidence, and changes the links of others that it tells better.
import { describeAgreement } from "../../stories/translations/describe-agreement.ts";
import { readMarks } from "../../stories/translations/read-marks.ts";
import { relinkStory } from "../../store/stories.ts";
import { logLink } from "../../store/story-log.ts";
import { findTold } from "../../store/views/translations.ts";
import type { Relation } from "../../stories/story.ts";
import type { Item } from "../../stories/translations/mark.ts";
import type { Relinked, Translation } from "../../stories/translations/settle-links.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { LoggedArticle } from "../../store/story-log.ts";

export interface StoryTold {
  /** Under which the article's story is shown. A person may have moved it since it was logged as `root`. */
  story: number;
  root: number;
  relation: Relation;
  score: number;
  reasons: string[];
}

/** Call while the grouping lock is held. Null if no story stands out, or if its article has been deleted. */
export async function findStoryTold(sql: Sql, found: Translation | null, items: readonly Item[]): Promise<StoryTold | null> {
  const told = found === null ? null : await findTold(sql, found.article);
  if (found === null || told === null) return null;
  const other = readMarks({ title: told.title ?? "", text: told.text ?? "", language: told.language });
  return {
    story: told.story_id,
    root: found.root,
    relation: "translation",
    score: found.share,
    reasons: [sameAs(found), ...describeAgreement(items, other.items), evidenceOf(found)],
  };
}

/** Links stories as they are weighed now, or to none. Returns the rows of the log that say so; a story that a person moved stays as it is. */
export async function relinkStories(sql: Sql, relinked: readonly Relinked[], at: Date): Promise<LoggedArticle[]> {
  const rows: LoggedArticle[] = [];
  // What tells another no longer may be the first of its group now.
  const inOrder = relinked.toSorted((a, b) => Number(a.root !== a.story) - Number(b.root !== b.story));
  for (const { story, article, root, told } of inOrder) {
    const follows = root === story ? null : root;
    const why =
      follows === null
        ? ["a later article showed that it tells another story"]
        : told === null
          ? []
          : [sameAs(told), evidenceOf(told)];
    const reasons = [...why, ...(follows === null ? [] : ["weighed again when a later article came"])];
    if (await relinkStory(sql, { story, follows, score: told?.share ?? null, reasons }))
      rows.push(await logLink(sql, { story, article, root: follows, at }));
  }
  return rows;
}

const sameAs = ({ article }: Translation): string => `tells in another language what article ${article} tells`;
const evidenceOf = ({ score, next }: Translation): string =>
  `${Math.round(score)} bits of evidence, ${Math.round(next)} for the next best story`;
