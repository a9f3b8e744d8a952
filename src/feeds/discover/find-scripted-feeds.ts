// Finds addresses that look like feeds in the strings of a page's scripts, for pages that write their links by script.
import { resolveWebUrl } from "../read/resolve-url.ts";
import { isFeedAddress } from "./find-feed-links.ts";

const QUOTED = /["'`]((?:https?:)?(?:\\?\/|\\u002[fF]){1,2}[^"'`\s<>]{1,300}?)\\?["'`]/g;
const FOUND_MAX = 10;

/** Addresses of the page's own host, each once. */
export function findScriptedFeeds(html: string, pageUrl: string): string[] {
  const found = new Set<string>();
  for (const [, quoted = ""] of html.matchAll(QUOTED)) {
    if (found.size >= FOUND_MAX) break;
    const url = /feed|rss|atom|rdf/i.test(quoted)
      ? resolveWebUrl(quoted.replaceAll(/\\u002f/gi, "/").replaceAll("\\/", "/"), pageUrl)
      : null;
    if (url !== null && new URL(url).host === new URL(pageUrl).host && isFeedAddress(url)) found.add(url);
  }
  return [...found].filter((url) => !/\.(?:js|css|svg|png|gif|jpe?g|webp|ico|woff2?)(?:$|\?)/i.test(url));
}
