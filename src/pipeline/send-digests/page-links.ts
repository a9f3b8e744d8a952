// The addresses of our pages in mails, each with its token.
import { pageToken } from "../../digests/page-token.ts";
import { findSecret, PAGE_KEY } from "../../store/suppressions.ts";
import type { Sql } from "../../store/engine/database.ts";

/** The key of all tokens. */
export const findPageKey = (sql: Sql): Promise<string> => findSecret(sql, PAGE_KEY);

/** Returns the whole address of a page, or null if no pages are served. */
export type PageLinks = (page: string) => string | null;

export async function pageLinks(sql: Sql, pagesUrl: string | null): Promise<PageLinks> {
  if (pagesUrl === null) return () => null;
  const key = await findPageKey(sql);
  return (page) => `${pagesUrl.replace(/\/$/, "")}/${page}/${pageToken(key, page)}`;
}
