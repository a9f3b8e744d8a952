// What an issue shows of the stories for which nobody has time: headline, outlet and link, without reading their texts.
import { linkTo, outletOf } from "./article-names.ts";
import { firstArticles } from "../../store/waiting-stories.ts";
import type { IssueStory } from "../../digests/digest.ts";
import type { WaitingStory } from "../../store/waiting-stories.ts";
import type { Sql } from "../../store/engine/database.ts";

/** In the order of `waiting`; leaves out a story whose first article is deleted. */
export async function viewHeadlines(
  sql: Sql,
  waiting: readonly WaitingStory[],
): Promise<{ watchlist: string; story: IssueStory }[]> {
  const articles = await firstArticles(
    sql,
    waiting.map(({ story_id }) => story_id),
  );
  const byStory = new Map(articles.map((article) => [article.story_id, article]));
  return waiting.flatMap(({ story_id, watchlist_id }) => {
    const article = byStory.get(story_id);
    if (article === undefined) return [];
    const story: IssueStory = {
      id: String(story_id),
      title: article.title ?? "(no title)",
      url: linkTo(article),
      outlet: outletOf(article),
      language: article.language,
      publishedAt: article.published_at?.toISOString() ?? null,
      firstSeenAt: article.first_seen_at.toISOString(),
      excerpt: { text: "", marks: [] },
      titleMarks: [],
      terms: [],
      summaryOnly: null,
      origin: null,
      copies: [],
      follows: null,
    };
    return [{ watchlist: watchlist_id, story }];
  });
}
