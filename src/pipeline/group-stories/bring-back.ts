// A story that digests told already comes back to them with an article that says something new.
import { findNews, isWorthTelling, readTold } from "../../stories/find-news.ts";
import { bringBackStory, lockDigestsOf, textsBeside, wasTold } from "../../store/told-stories.ts";
import type { GroupDocument } from "../../stories/story.ts";
import type { Sql } from "../../store/engine/database.ts";

/** It wakes no digest: it goes out with the next issue. */
export async function bringBack(sql: Sql, story: number, article: number, document: GroupDocument): Promise<void> {
  await lockDigestsOf(sql, story);
  if (!(await wasTold(sql, story))) return;
  const news = findNews(document.text, readTold(await textsBeside(sql, story, article)));
  if (isWorthTelling(document, news)) await bringBackStory(sql, story, article);
}
