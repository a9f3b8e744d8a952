// The tokens in the addresses of our pages: their readers need no sign-in, and nobody finds other pages by counting.
import { createHmac, timingSafeEqual } from "node:crypto";

/** 132 bits, valid for this page only. `page` is a path such as `issues/17`. */
export const pageToken = (key: string, page: string): string =>
  createHmac("sha256", key).update(page).digest("base64url").slice(0, 22);

export function isPageToken(key: string, page: string, token: string): boolean {
  const [given, expected] = [Buffer.from(token), Buffer.from(pageToken(key, page))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The path of a digest's Atom feed. */
export const atomPage = (digest: string): string => `digests/${encodeURIComponent(digest)}.atom`;
