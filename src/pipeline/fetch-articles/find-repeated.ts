// Finds out whether a page's text belongs to several articles: it stands at several addresses of its host, or holds several entries of a feed.
import { createHash } from "node:crypto";
import { hasMostWords, tellsOf } from "../../articles/judge-page.ts";
import { keyWords, type KeyWords } from "../../articles/key-words.ts";
import { foldTitle } from "../../feeds/poll/entry-key.ts";
import { areSimilarTitles } from "../../feeds/poll/similar-titles.ts";
import { findArticle, type WaitingArticle } from "../../store/articles.ts";
import { findNeighbours, findTwins, takeBackText } from "../../store/page-keys.ts";
import { hostOf } from "../../text/host-of.ts";
import { summaryOf } from "./weigh-page.ts";
import type { Sql } from "../../store/engine/database.ts";

const NUMBER = /\p{N}/u;

/** What such a page is called in the mail. */
export const repeatedAt = (url: string): string =>
  `The page is not the article: ${hostOf(url) ?? "its host"} shows the same text for other headlines.`;

/**
 * Null unless the text was found at another address of the article's host, under another headline, and has not most of the words of this one.
 * Other articles of which the same is true get their feeds' words back; those that a watchlist matched keep theirs, and their stories are returned.
 */
export async function findRepeated(
  sql: Sql,
  article: WaitingArticle,
  { text, words }: { text: string; words: KeyWords },
): Promise<{ stories: number[] } | null> {
  // Of most articles the headline leaves no doubt.
  if (text === "" || hasMostWords(words, article.entries)) return null;
  const twins = (await findTwins(sql, article.id, keyOf(article.url, text))).filter(({ titles }) =>
    titles.every((title) => article.entries.every((entry) => !areSimilarTitles(title, entry.title))),
  );
  const stories = new Set<number>();
  for (const { id, method, hasMatches } of twins) {
    const twin = method === "summary" ? null : await findArticle(sql, id);
    if (twin === null || hasMostWords(keyWords(twin.text ?? ""), twin.entries)) continue;
    if (hasMatches && twin.story_id !== null) stories.add(twin.story_id);
    if (!hasMatches) await takeBackText(sql, id, summaryOf(twin, "not-the-article", repeatedAt(twin.url)));
  }
  return twins.length === 0 ? null : { stories: [...stories] };
}

/** What such a page is called in the mail. */
export const SEVERAL_ENTRIES = "The page holds several entries of its feed; here is what the feed says of this one.";

/**
 * Whether the page, such as a live ticker, also tells of other entries that its feeds list at this address, or bears the headline of several
 * and tells nothing of what this one says.
 */
export async function findSeveral(sql: Sql, { entries, ...article }: WaitingArticle, words: KeyWords): Promise<boolean> {
  if (!article.shares_address) return false;
  const neighbours = await findNeighbours(sql, article);
  return neighbours.some(
    (other) =>
      entries.every((entry) => tellsOf(words, other, entry) === true) ||
      entries.every((entry) => foldTitle(entry.title) === foldTitle(other.title) && tellsOf(words, entry, other) === false),
  );
}

/** The same for the same text at one host. Numbers are left out, since times and the numbers of visits differ. */
export function keyOf(url: string, text: string): Uint8Array {
  const words = text.toLowerCase().match(/\S+/g) ?? [];
  const plain = words.filter((word) => !NUMBER.test(word)).join(" ");
  return createHash("sha256")
    .update(`${hostOf(url)}\n${plain}`)
    .digest()
    .subarray(0, 16);
}
