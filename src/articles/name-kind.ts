// Names the kind of page by what it says of itself, its address and its text.
import { isNothingButLinks } from "./explain-no-text.ts";
import { countLetters, countWords, type Block } from "./read-blocks.ts";
import type { Hints } from "./metadata/read-metadata.ts";
import type { Shape } from "./read-shape.ts";
import type { PageKind, UnreadableReason } from "./article.ts";

const WALLS: ReadonlySet<UnreadableReason | null> = new Set(["consent-wall", "paywall", "bot-check", "login"] as const);

const ARTICLE = /^(?:[A-Za-z]*Article|[A-Za-z]*BlogPosting|Report)$/;
const THREADS = new Set(["DiscussionForumPosting", "QAPage"]);
const PRODUCTS = new Set(["Product", "ProductGroup"]);
const LISTS = new Set(["CollectionPage", "SearchResultsPage"]);
/** The names of types stand so near the word that announces them. */
const TYPE_CHARS = 200;
const THREAD_PATH = /\/(?:viewtopic|showthread)\.php|\/r\/[^/]+\/comments\//i;
/** Most pages have no such word, and a search for it alone costs little. */
const CART_WORD = /add[-_]?to[-_]?(?:cart|basket|bag)/i;
const CART = /\b(?:name|id|class|data-action)\s*=\s*["'][^"'<>]{0,100}\badd[-_]?to[-_]?(?:cart|basket|bag)\b/i;

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
  shape: Shape | null;
  hints: Pick<Hints, "openGraphType" | "isForum">;
  /** As they were read, before cleaning. */
  blocks: readonly Block[];
  reason: UnreadableReason | null;
}

export function nameKind(page: NamedPage): PageKind {
  const { html, url, shape, blocks, reason } = page;
  const { openGraphType, isForum } = page.hints;
  if (WALLS.has(reason)) return "wall";
  const types = listTypes(html);
  if (types.has("LiveBlogPosting")) return "live";
  if (![...types].some((type) => ARTICLE.test(type))) {
    const has = (names: ReadonlySet<string>) => [...types].some((type) => names.has(type));
    if (has(THREADS) || THREAD_PATH.test(url) || isForum) return "thread";
    const isArticle = openGraphType === "article";
    if (!isArticle && (has(PRODUCTS) || openGraphType === "product" || (CART_WORD.test(html) && CART.test(html))))
      return "product";
    // Articles have such lists of related ones, too.
    if (!isArticle && types.has("ItemList")) return "list";
    if (has(LISTS) || isFrontPage(url) || isTeaserList(blocks)) return "list";
    if (!isArticle && shape !== null) return shape;
  }
  if (blocks.length > 0 && isNothingButLinks(blocks)) return "list";
  return reason === null ? "article" : "other";
}

/** The types of schema.org that the page names in JSON-LD; and if none of them is an article, those that it names as microdata. */
function listTypes(html: string): ReadonlySet<string> {
  const types = new Set<string>();
  for (const [mark, values] of [
    // A search for a rare letter is several times as fast as one for a quotation mark.
    ['@type"', /^\s*:\s*\[?\s*("\w+"(?:\s*,\s*"\w+")*)/],
    ["schema.org/", /^(\w+)/],
  ] as const) {
    if ([...types].some((type) => ARTICLE.test(type))) break;
    for (let at = html.indexOf(mark); at >= 0; at = html.indexOf(mark, at + mark.length)) {
      const [, names = ""] = values.exec(html.slice(at + mark.length, at + mark.length + TYPE_CHARS)) ?? [];
      for (const [name] of names.matchAll(/\w+/g)) types.add(name);
    }
  }
  return types;
}

const isFrontPage = (url: string): boolean => URL.canParse(url) && new URL(url).pathname === "/" && new URL(url).search === "";

const isLinkedHeading = ({ tag, text, linked }: Block): boolean => HEADINGS.has(tag) && linked > countLetters(text) / 2;

/** Headings that lead elsewhere, each with its few words; or lines that are links in good part. */
function isTeaserList(blocks: readonly Block[]): boolean {
  // Few articles have so many links, and to count words costs more than to count blocks.
  if (blocks.filter(({ linked }) => linked > 0).length < TEASERS_MIN) return false;
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
