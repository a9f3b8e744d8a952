// From rows to what the stories' domain reads: an article to be grouped, and the lineage of a story.
import { decodeSketch } from "../../stories/encode-sketch.ts";
import { orderCarriers, traceLineage } from "../../stories/trace-lineage.ts";
import type { GroupDocument } from "../../stories/story.ts";
import type { Lineage } from "../../stories/trace-lineage.ts";
import type { WaitingArticle } from "../../store/articles.ts";
import type { StoryMemberRow } from "../../store/views/story-members.ts";

type ArticleRow = Pick<
  WaitingArticle,
  "id" | "title" | "text" | "published_at" | "first_seen_at" | "url" | "byline" | "site" | "credits"
> & { language?: string | null };

export function groupDocument(article: ArticleRow): GroupDocument {
  return {
    id: String(article.id),
    title: article.title ?? "",
    text: article.text ?? "",
    publishedAt: (article.published_at ?? article.first_seen_at).toISOString(),
    url: article.url,
    byline: article.byline,
    site: article.site,
    language: article.language ?? null,
    credits: article.credits,
  };
}

type MemberRow = Pick<StoryMemberRow, "id" | "title" | "text" | "published_at" | "first_seen_at"> & {
  sketch?: Uint8Array | null;
  habit?: StoryMemberRow["habit"];
};

export const lineageOf = (members: readonly MemberRow[]): Lineage =>
  traceLineage(
    members.map((member) => ({
      ...datesOf(member),
      sketch: member.sketch === undefined || member.sketch === null ? null : decodeSketch(member.sketch),
    })),
  );

/** From the first to the last, in groups that were seen together: one that is seen later changes the last group alone. */
export const inGroups = <T extends Omit<MemberRow, "sketch">>(members: readonly T[]): T[][] =>
  orderCarriers(members.map((member) => ({ ...datesOf(member), member }))).map((group) => group.map(({ member }) => member));

/** From the first to the last. */
export const inOrder = <T extends Omit<MemberRow, "sketch">>(members: readonly T[]): T[] => inGroups(members).flat();

/** The article by which mails and pages show a story: of its articles in order, the first that its watchlist found, else the first. */
export const shownOf = <T>(ordered: readonly T[], isFound: (member: T) => boolean): T | undefined =>
  ordered.find(isFound) ?? ordered[0];

const datesOf = ({ id, title, text, published_at, first_seen_at, habit }: Omit<MemberRow, "sketch">) => ({
  id: String(id),
  title: title ?? "",
  text: text ?? "",
  publishedAt: published_at?.toISOString() ?? null,
  firstSeenAt: first_seen_at.toISOString(),
  habit: habit ?? null,
});
