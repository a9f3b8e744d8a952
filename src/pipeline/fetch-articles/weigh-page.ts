// Weighs a page against the feeds that list its article: whose text, headline and date the article gets.
import { judgePage } from "../../articles/judge-page.ts";
import { nameWall } from "../../articles/explain-no-text.ts";
import { areSimilarTitles } from "../../feeds/poll/similar-titles.ts";
import { foldLine } from "../../text/fold-line.ts";
import { nameAgencyWholly } from "../../text/name-agency.ts";
import { isOwnFeed, ownLabelOf } from "../../text/outlets/site-of.ts";
import { firstWords } from "../../text/first-words.ts";
import { hostOf } from "../../text/host-of.ts";
import type { KeyWords } from "../../articles/key-words.ts";
import type { ExtractedPage, PageKind, UnreadableReason } from "../../articles/article.ts";
import type { ReadArticle, WaitingArticle } from "../../store/articles.ts";

/** A feed is written a moment after the page to which it leads. */
const CHANGE_TOLERANCE_MS = 10 * 60_000;

const LETTER = /\p{L}/u;
const LISTS: ReadonlySet<PageKind> = new Set(["list", "thread", "product"] as const);

/** The page's data if the page is the article, completed by the feeds'; else the feeds' words, with the reason. */
export function weighPage(article: WaitingArticle, page: ExtractedPage, words?: KeyWords): ReadArticle {
  if (page.reason !== null) return summaryOf(article, page.reason, page.detail, page);
  // A list may have the words of its entries' headlines.
  if (LISTS.has(page.kind)) return summaryOf(article, "not-the-article", `The page is a ${page.kind}, not an article.`);
  const isSigned = page.publishedAt !== null || page.byline !== null;
  const verdict = judgePage({ ...page, isSigned }, article.entries, words);
  // If the words cannot decide, phrases of known walls do.
  const wall = verdict.kind === "other" || verdict.kind === "not-judged" ? nameWall(page) : null;
  // A list may call a notice otherwise than the notice does, and no wall is a PDF file.
  const isFile = page.method === "pdf";
  if (wall !== null && !isFile) return summaryOf(article, wall.reason, wall.detail);
  if (verdict.kind === "other" && !isFile) return summaryOf(article, "not-the-article", verdict.detail);
  const merged = merge(article, page);
  const longer = verdict.kind === "beginning" ? article.entries[verdict.longer]?.text : undefined;
  if (longer !== undefined) return { ...merged, text: longer, method: "feed", detail: null };
  return page.complete === false ? { ...merged, reason: "beginning" } : merged;
}

/** A feed's date is its publisher's, a page's may be the page's own. */
function merge(article: WaitingArticle, page: ExtractedPage): ReadArticle {
  const entry = entryShown(article);
  const title = titleOf(page.title, entry?.title ?? null) ?? firstWords(page.text);
  return {
    title,
    byline: page.byline ?? entry?.author ?? null,
    publishedAt: weighDates(publishedAt(article), page),
    language: page.language ?? entry?.language ?? null,
    site: knownName(article, page) ?? page.site ?? hostOf(article.url),
    text: withoutTitle(page.text, title),
    method: page.method,
    credits: page.credits,
    reason: page.reason,
    detail: page.detail,
  };
}

/** A name that does not look like its host is known by the host's own feed: 朝日新聞 at asahi.com. An agency's name is not, nor any where anybody writes. */
function knownName({ entries, url }: WaitingArticle, { claimedSite }: ExtractedPage): string | null {
  const name = foldLine(claimedSite ?? "");
  if (claimedSite === undefined || name === "" || nameAgencyWholly(claimedSite) !== null) return null;
  if (ownLabelOf(hostOf(url) ?? "")?.shared !== false) return null;
  return entries.some(({ feed, feed_url }) => isOwnFeed(feed_url, url) && foldLine(feed).startsWith(name)) ? claimedSite : null;
}

/** A feed's date is its publisher's, unless the page says that the article was changed then, and names an earlier day. */
function weighDates(ofFeed: string | null, { publishedAt: ofPage, modifiedAt }: ExtractedPage): string | null {
  if (ofFeed === null || ofPage === null || modifiedAt === null) return ofFeed ?? ofPage;
  const isOfChange = Math.abs(Date.parse(ofFeed) - Date.parse(modifiedAt)) <= CHANGE_TOLERANCE_MS && ofPage < ofFeed;
  return isOfChange && ofPage < modifiedAt ? ofPage : ofFeed;
}

/** If a page's title contains the feed's, the rest is the site's name, and the feed's is the headline. */
function titleOf(ofPage: string | null, ofFeed: string | null): string | null {
  if (ofPage === null || ofPage === "") return ofFeed;
  // A date or a number is no headline, unless the page has no other.
  if (ofFeed === null || (!LETTER.test(ofFeed) && LETTER.test(ofPage))) return ofPage;
  const isWithin = ofFeed.length > 10 && ofPage.toLowerCase().includes(ofFeed.toLowerCase());
  // A page that serves several entries has a headline of its own.
  return isWithin || !areSimilarTitles(ofPage, ofFeed) ? ofFeed : ofPage;
}

/** The entry of the site's own feeds with the longest text, else of any feed. */
export const entryShown = ({ entries, url }: WaitingArticle): WaitingArticle["entries"][number] | undefined =>
  entries.find(({ feed_url }) => isOwnFeed(feed_url, url)) ?? entries[0];

/** Removes the headline if it is repeated as a paragraph. */
function withoutTitle(text: string, title: string | null): string {
  const headline = title?.trim().toLowerCase() ?? "";
  const kept = text.split("\n\n").filter((paragraph) => paragraph.trim().toLowerCase() !== headline);
  return kept.length > 0 ? kept.join("\n\n") : text;
}

/** The feeds' words, with the reason why the page's are not used; `page` completes what the feeds leave out. */
export function summaryOf(
  article: WaitingArticle,
  reason: UnreadableReason,
  detail: string | null,
  page?: ExtractedPage,
): ReadArticle {
  const entry = entryShown(article);
  return {
    title: entry?.title ?? firstWords(entry?.text ?? "") ?? page?.title ?? null,
    byline: entry?.author ?? page?.byline ?? null,
    publishedAt: publishedAt(article) ?? page?.publishedAt ?? null,
    language: entry?.language ?? page?.language ?? null,
    site: page?.site ?? hostOf(article.url) ?? entry?.feed ?? null,
    text: entry?.text ?? "",
    method: "summary",
    credits: page?.credits ?? [],
    reason,
    detail,
  };
}

const publishedAt = (article: WaitingArticle): string | null => {
  const date = article.entries.find((entry) => entry.published_at !== null)?.published_at ?? null;
  return date === null ? null : new Date(date).toISOString();
};
