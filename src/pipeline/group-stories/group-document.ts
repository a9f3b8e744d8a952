// From a row to what the stories' domain reads of an article, whether it decides on its story or votes on who wrote that first.
import type { GroupDocument } from "../../stories/story.ts";
import type { WaitingArticle } from "../../store/articles.ts";

type Row = Pick<
  WaitingArticle,
  "id" | "title" | "text" | "published_at" | "first_seen_at" | "url" | "byline" | "site" | "credits"
>;

export function groupDocument(article: Row): GroupDocument {
  return {
    id: String(article.id),
    title: article.title ?? "",
    text: article.text ?? "",
    publishedAt: (article.published_at ?? article.first_seen_at).toISOString(),
    url: article.url,
    byline: article.byline,
    site: article.site,
    credits: article.credits,
  };
}
