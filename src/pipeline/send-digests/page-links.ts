// The addresses of our pages in mails: each has a token, so its reader needs no sign-in, and nobody finds others by counting.
import { createHmac, timingSafeEqual } from "node:crypto";
import { findSecret } from "../../store/suppressions.ts";
import type { Sql } from "../../store/engine/database.ts";

/** The key of all tokens. */
export const findPageKey = (sql: Sql): Promise<string> => findSecret(sql, "pages");

/** 132 bits, valid for this page only. `page` is a path such as `issues/17`. */
export const pageToken = (key: string, page: string): string =>
  createHmac("sha256", key).update(page).digest("base64url").slice(0, 22);

export function isPageToken(key: string, page: string, token: string): boolean {
  const [given, expected] = [Buffer.from(token), Buffer.from(pageToken(key, page))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Returns the whole address of a page, or null if no pages are served. */
export type PageLinks = (page: string) => string | null;

export async function pageLinks(sql: Sql, pagesUrl: string | null): Promise<PageLinks> {
  if (pagesUrl === null) return () => null;
  const key = await findPageKey(sql);
  return (page) => `${pagesUrl.replace(/\/$/, "")}/${page}/${pageToken(key, page)}`;
}

/** The path of a digest's Atom feed. */
export const atomPage = (digest: string): string => `digests/${encodeURIComponent(digest)}.atom`;
