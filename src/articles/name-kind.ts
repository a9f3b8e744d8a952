// Names the kind of page by what it says of itself, its address and its text.
import { isNothingButLinks } from "./explain-no-text.ts";
import type { PageKind, UnreadableReason } from "./article.ts";
import type { Block } from "./read-blocks.ts";

const WALLS: ReadonlySet<UnreadableReason | null> = new Set(["consent-wall", "paywall", "bot-check", "login"] as const);
const LIVE = /"@type"\s*:\s*\[?\s*"LiveBlogPosting"/;
const THREAD = /"@type"\s*:\s*\[?\s*"(?:DiscussionForumPosting|QAPage)"/;
const PRODUCT =
  /"@type"\s*:\s*\[?\s*"(?:Product|ProductGroup)"|\bproperty\s*=\s*["']?og:type["']?\s+content\s*=\s*["']?(?:og:)?product\b/;
const LIST = /"@type"\s*:\s*\[?\s*"(?:CollectionPage|SearchResultsPage)"/;
const ARTICLE = /"@type"\s*:\s*\[?\s*"[A-Za-z]*(?:Article|BlogPosting|Report)"/;

export function nameKind(page: {
  html: string;
  url: string;
  blocks: readonly Block[];
  reason: UnreadableReason | null;
}): PageKind {
  const { html, url, blocks, reason } = page;
  if (WALLS.has(reason)) return "wall";
  if (LIVE.test(html)) return "live";
  if (THREAD.test(html)) return "thread";
  if (!ARTICLE.test(html)) {
    if (PRODUCT.test(html)) return "product";
    if (LIST.test(html) || isFrontPage(url)) return "list";
  }
  if (blocks.length > 0 && isNothingButLinks(blocks)) return "list";
  return reason === null ? "article" : "other";
}

const isFrontPage = (url: string): boolean => URL.canParse(url) && new URL(url).pathname === "/" && new URL(url).search === "";
