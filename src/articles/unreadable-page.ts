// A page that was refused before anything could be read of it.
import type { ExtractedPage, UnreadableReason } from "./article.ts";
import { canonicalUrl } from "./canonical-url.ts";

/** `detail` says in words what was found instead of an article. */
export function unreadablePage(url: string, reason: UnreadableReason, detail: string): ExtractedPage {
  return {
    title: null,
    byline: null,
    authors: [],
    publishedAt: null,
    modifiedAt: null,
    language: null,
    site: URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") || null : null,
    canonicalUrl: canonicalUrl(url),
    text: "",
    method: "none",
    credits: [],
    reason,
    detail,
  };
}
