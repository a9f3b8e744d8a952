// A page that was refused before anything of it could be read.
import { hostOf } from "../text/host-of.ts";
import type { ExtractedPage, UnreadableReason } from "./article.ts";
import { canonicalUrl } from "../text/canonical-url.ts";

/** `detail` says, as a message for people, what was found instead of an article. */
export function unreadablePage(url: string, reason: UnreadableReason, detail: string): ExtractedPage {
  return {
    title: null,
    byline: null,
    authors: [],
    publishedAt: null,
    modifiedAt: null,
    language: null,
    site: hostOf(url),
    canonicalUrl: canonicalUrl(url),
    text: "",
    method: "none",
    credits: [],
    reason,
    kind: "other",
    complete: null,
    detail,
  };
}
