// From rows to what the stories' domain reads: an article to be grouped, and the lineage of a story.
import { decodeSketch } from "../../stories/encode-sketch.ts";
import { traceLineage } from "../../stories/trace-lineage.ts";
import type { GroupDocument } from "../../stories/story.ts";
import type { Lineage } from "../../stories/trace-lineage.ts";
import type { WaitingArticle } from "../../store/articles.ts";
import type { StoryMemberRow } from "../../store/views/story-members.ts";

type ArticleRow = Pick<
  WaitingArticle,
  "id" | "title" | "text" | "published_at" | "first_seen_at" | "url" | "byline" | "site" | "credits"
>;

export function groupDocument(article: ArticleRow): GroupDocument {
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

type MemberRow = Pick<StoryMemberRow, "id" | "title" | "text" | "published_at" | "first_seen_at"> & {
  sketch?: Uint8Array | null;
};

export const lineageOf = (members: readonly MemberRow[]): Lineage =>
  traceLineage(
    members.map(({ id, title, text, published_at, first_seen_at, sketch }) => ({
      id: String(id),
      title: title ?? "",
      text: text ?? "",
      publishedAt: published_at?.toISOString() ?? null,
      firstSeenAt: first_seen_at.toISOString(),
      sketch: sketch === undefined || sketch === null ? null : decodeSketch(sketch),
    })),
  );
