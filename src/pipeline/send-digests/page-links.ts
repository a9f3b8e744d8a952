// The addresses of our pages in mails, each with its token.
import { pageToken } from "../../digests/page-token.ts";
import { findSecret, PAGE_KEY } from "../../store/deliveries/suppressions.ts";
import type { Config } from "../../config/config.ts";
import type { Sql } from "../../store/engine/database.ts";

/** The key of all tokens. */
export const findPageKey = (sql: Sql): Promise<string> => findSecret(sql, PAGE_KEY);

/** An address on this machine works only if this process serves it; any other address was set by a person who knows that it is served. */
export const pagesUrlOf = ({ web }: Pick<Config, "web">, servesPages: boolean): string | null =>
  servesPages || !/^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(web.url).hostname) ? web.url : null;

/** Returns the whole address of a page, or null if no pages are served. */
export type PageLinks = (page: string) => string | null;

export async function pageLinks(sql: Sql, pagesUrl: string | null): Promise<PageLinks> {
  if (pagesUrl === null) return () => null;
  const key = await findPageKey(sql);
  return (page) => `${pagesUrl.replace(/\/$/, "")}/${page}/${pageToken(key, page)}`;
}
