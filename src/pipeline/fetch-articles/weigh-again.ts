// Weighs a page that was read again, since its feed says that it changed: it replaces the article's words, or these stay.
import { keyOf } from "./find-repeated.ts";
import { entryShown, summaryOf, weighPage } from "./weigh-page.ts";
import type { KeyWords } from "../../articles/key-words.ts";
import type { ExtractedPage, UnreadableReason } from "../../articles/article.ts";
import type { ReadArticle, WaitingArticle } from "../../store/articles.ts";

/** What asking for a page brought: the page, or why there is none; `whole` if there is no page, because its entry says all; `not-asked` if it was asked for too often today. */
export type Found =
  | { kind: "page"; page: ExtractedPage; words: KeyWords }
  | { kind: "unread"; reason: UnreadableReason; detail: string }
  | { kind: "whole" }
  | { kind: "not-asked" };

export const unread = (reason: UnreadableReason, detail: string): Found => ({ kind: "unread", reason, detail });

/** Of an article that has no words yet. */
export function weigh(article: WaitingArticle, found: Found): ReadArticle {
  if (found.kind === "page") {
    const { text } = found.page;
    return { ...weighPage(article, found.page, found.words), ...(text !== "" && { pageKey: keyOf(article.url, text) }) };
  }
  if (found.kind === "whole") return { ...summaryOf(article, "no-url", null), method: "feed", reason: null };
  return found.kind === "unread" ? summaryOf(article, found.reason, found.detail) : summaryOf(article, "unreachable", null);
}

/**
 * Null if the article keeps its words: a wall, or a page that cannot be read now, replaces none that were read before. Words that are a feed's
 * follow that feed.
 */
export function weighAgain(article: WaitingArticle, found: Found): ReadArticle | null {
  const read = found.kind === "not-asked" ? null : weigh(article, found);
  if (read !== null && read.method !== "summary") return read;
  if (article.method === "summary") return read ?? summaryOf(article, article.reason ?? "no-text", article.detail);
  if (article.method !== "feed") return null;
  const { title, byline, published_at, language, site, credits, reason, detail, method } = article;
  const publishedAt = published_at?.toISOString() ?? null;
  return { title, byline, publishedAt, language, site, text: entryShown(article)?.text ?? "", method, credits, reason, detail };
}
