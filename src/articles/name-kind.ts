// Names the kind of page by what it says of itself, its address and its text.
import { isNothingButLinks } from "./explain-no-text.ts";
import { countLetters, countWords, type Block } from "./read-blocks.ts";
import type { PageKind, UnreadableReason } from "./article.ts";

const WALLS: ReadonlySet<UnreadableReason | null> = new Set(["consent-wall", "paywall", "bot-check", "login"] as const);

/** A type of schema.org, as JSON-LD or as microdata. */
const typed = (names: string): string =>
  `"@type"\\s*:\\s*(?:\\[\\s*)?"(?:${names})"|\\bitemtype\\s*=\\s*["']?https?://schema\\.org/(?:${names})\\b`;
const LIVE = new RegExp(typed("LiveBlogPosting"));
const ARTICLE = new RegExp(typed("[A-Za-z]*Article|[A-Za-z]*BlogPosting|Report"));
const OG_ARTICLE =
  /<meta\b[^<>]{0,200}\bcontent\s*=\s*["']?article\b[^<>]{0,200}\bog:type\b|\bog:type["']?\s+content\s*=\s*["']?article\b/i;
/** Also by the marks of the programs that most forums run on. */
const THREAD = new RegExp(
  `${typed("DiscussionForumPosting|QAPage")}|<(?:html|body)\\b[^<>]{0,300}\\bid\\s*=\\s*["']?(?:XF|phpbb)\\b|\\bname\\s*=\\s*["']?generator["']?\\s+content\\s*=\\s*["']?(?:discourse|phpbb|vbulletin|xenforo|nodebb|flarum|mybb)`,
  "i",
);
const THREAD_PATH = /\/(?:viewtopic|showthread)\.php|\/r\/[^/]+\/comments\//i;
const PRODUCT = new RegExp(
  `${typed("Product|ProductGroup")}|\\bog:type["']?\\s+content\\s*=\\s*["']?(?:og:)?product\\b|\\bcontent\\s*=\\s*["']?(?:og:)?product(?:\\.item)?["']?\\s+property\\s*=\\s*["']?og:type`,
);
const CART = /\b(?:name|id|class|data-action)\s*=\s*["'][^"'<>]{0,100}\badd[-_]?to[-_]?(?:cart|basket|bag)\b/i;
const LIST = new RegExp(typed("CollectionPage|SearchResultsPage"));
/** Articles have such lists of related ones, too. */
const ITEMS = new RegExp(typed("ItemList"));

const HEADINGS = new Set(["h2", "h3", "h4", "h5"]);
/** So many headings that lead elsewhere, each with a few words, make a list. */
const TEASERS_MIN = 4;
const TEASER_WORDS_MAX = 80;
const TEASER_SHARE_MIN = 0.7;
/** The same of lines in each of which a good part is a link. */
const LINKED_LINES_MIN = 6;
const LINKED_SHARE_MIN = 0.4;

interface NamedPage {
  html: string;
  url: string;
  /** As they were read, before cleaning. */
  blocks: readonly Block[];
  reason: UnreadableReason | null;
}

export function nameKind(page: NamedPage): PageKind {
  const { html, url, blocks, reason } = page;
  if (WALLS.has(reason)) return "wall";
  if (LIVE.test(html)) return "live";
  if (!ARTICLE.test(html)) {
    if (THREAD.test(html) || THREAD_PATH.test(url)) return "thread";
    const isUntold = !OG_ARTICLE.test(html);
    if (isUntold && (PRODUCT.test(html) || CART.test(html))) return "product";
    if ((isUntold && ITEMS.test(html)) || LIST.test(html) || isFrontPage(url) || isTeaserList(blocks)) return "list";
  }
  if (blocks.length > 0 && isNothingButLinks(blocks)) return "list";
  return reason === null ? "article" : "other";
}

const isFrontPage = (url: string): boolean => URL.canParse(url) && new URL(url).pathname === "/" && new URL(url).search === "";

const isLinkedHeading = ({ tag, text, linked }: Block): boolean => HEADINGS.has(tag) && linked > countLetters(text) / 2;

/** Headings that lead elsewhere, each with its few words; or lines that are links in good part. */
function isTeaserList(blocks: readonly Block[]): boolean {
  let [headings, ofTeasers, all] = [0, 0, 0];
  for (const [index, block] of blocks.entries()) {
    const words = countWords(block.text);
    all += words;
    const before = blocks[index - 1];
    if (isLinkedHeading(block)) headings++;
    else if (before === undefined || !isLinkedHeading(before) || words > TEASER_WORDS_MAX) continue;
    ofTeasers += words;
  }
  if (headings >= TEASERS_MIN && ofTeasers >= TEASER_SHARE_MIN * all) return true;
  const letters = blocks.reduce((sum, { text }) => sum + countLetters(text), 0);
  const linked = blocks.reduce((sum, block) => sum + block.linked, 0);
  const lines = blocks.filter((block) => block.linked >= LINKED_SHARE_MIN * countLetters(block.text) && block.linked > 0).length;
  return lines >= LINKED_LINES_MIN && lines > blocks.length / 2 && linked >= LINKED_SHARE_MIN * letters;
}
