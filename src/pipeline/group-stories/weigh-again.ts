// Weighs the links of a story in other languages anew when the words of its first article changed.
import { packItems } from "../../stories/translations/mark.ts";
import { readMarks } from "../../stories/translations/read-marks.ts";
import { logLink } from "../../store/story-log.ts";
import { relinkStories } from "./find-story-told.ts";
import { groupDocument } from "./story-rows.ts";
import { toBytes } from "./remember-stories.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { WaitingArticle } from "../../store/articles.ts";
import type { LoggedArticle } from "../../store/story-log.ts";
import type { StoriesRemembered } from "./remember-stories.ts";

/** A row of the log without a language is a link alone. */
const UNKNOWN = "und";

/** Call while the grouping lock is held. Returns the rows of the log to learn; none if the article is not the first of its story. */
export async function weighAgain(
  sql: Sql,
  remembered: StoriesRemembered,
  { story, article, now }: { story: number; article: WaitingArticle; now: Date },
): Promise<LoggedArticle[]> {
  await remembered.catchUp(sql, now);
  const { translations } = remembered;
  const before = translations.find(article.id);
  const { tongue, items } = readMarks(groupDocument(article));
  const marks = packItems(items);
  if (before === undefined || before.story !== story || isSame(before.marks, marks)) return [];
  const { told, relinked } = translations.weigh({ tongue, marks, article: article.id, story }, now.getTime());
  const links = await relinkStories(sql, relinked, now);
  const isLinked = relinked.every((one) => one.article !== article.id) || links.some((row) => row.article_id === article.id);
  const root = isLinked ? (told?.root ?? story) : before.root;
  return [
    ...links,
    await logLink(sql, { story, article: article.id, root, at: now, tongue: tongue || UNKNOWN, marks: toBytes(marks) }),
  ];
}

const isSame = (a: Uint32Array, b: Uint32Array): boolean => a.length === b.length && a.every((mark, i) => mark === b[i]);
