// Finds out whether a page's text stands at several addresses of its host, under different headlines: then it is none of these articles.
import { createHash } from "node:crypto";
import { hasMostWords } from "../../articles/judge-page.ts";
import { keyWords, type KeyWords } from "../../articles/key-words.ts";
import { areSimilarTitles } from "../../feeds/poll/similar-titles.ts";
import { findArticle, type WaitingArticle } from "../../store/articles.ts";
import { findTwins, takeBackText } from "../../store/page-keys.ts";
import { hostOf } from "../../text/host-of.ts";
import { summaryOf } from "./weigh-page.ts";
import type { Sql } from "../../store/engine/database.ts";

const NUMBER = /\p{N}/u;

/** What such a page is called in the mail. */
export const repeatedAt = (url: string): string =>
  `The page is not the article: ${hostOf(url) ?? "its host"} shows the same text for other headlines.`;

/**
 * Whether the text was found at another address of the article's host, under another headline, and has not most of the words of this one.
 * Other articles of which the same is true get their feeds' words back.
 */
export async function findRepeated(
  sql: Sql,
  article: WaitingArticle,
  { text, words }: { text: string; words: KeyWords },
): Promise<boolean> {
  // Of most articles the headline leaves no doubt.
  if (text === "" || hasMostWords(words, article.entries)) return false;
  const twins = (await findTwins(sql, article.id, keyOf(article.url, text))).filter(({ titles }) =>
    titles.every((title) => article.entries.every((entry) => !areSimilarTitles(title, entry.title))),
  );
  for (const { id, method, hasMatches } of twins) {
    const twin = method === "summary" || hasMatches ? null : await findArticle(sql, id);
    if (twin === null || hasMostWords(keyWords(twin.text ?? ""), twin.entries)) continue;
    await takeBackText(sql, id, summaryOf(twin, "not-the-article", repeatedAt(twin.url)));
  }
  return twins.length > 0;
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
