// The tokens in the addresses of our pages: their readers need no sign-in, and nobody finds other pages by counting.
import { createHmac, timingSafeEqual } from "node:crypto";

/** 132 bits, valid for this page only. `page` is a path such as `issues/17`. */
export const pageToken = (key: string, page: string): string =>
  createHmac("sha256", key).update(page).digest("base64url").slice(0, 22);

export function isPageToken(key: string, page: string, token: string): boolean {
  const [given, expected] = [Buffer.from(token), Buffer.from(pageToken(key, page))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Its token in a link of a mail says which watchlist's headline the story's page has, and to nobody what that watchlist is. */
export const readerOfStory = (story: number | string, watchlist: string): string =>
  `stories/${story}/of/${encodeURIComponent(watchlist)}`;

/** The path of a digest's Atom feed. */
export const atomPage = (digest: string): string => `digests/${encodeURIComponent(digest)}.atom`;

/**
 * Stands in an issue's mails, as they are rendered once for all, where each mail has its reader's token, and is as long as one. Nobody can
 * guess it: an article with it in its words or its address would get the token of its readers.
 */
export const readerMark = (key: string, issue: number | string): string => pageToken(key, markPage(issue));

export const isReaderMark = (key: string, issue: number, token: string): boolean => isPageToken(key, markPage(issue), token);

const markPage = (issue: number | string): string => `reader-of/${issue}`;

/** Names the reader of one issue without the address: it opens the forms for what this reader thinks of the issue's stories. */
export const readerToken = (key: string, issue: number, recipient: string): string =>
  pageToken(key, `feedback/${issue}/${recipient}`);
