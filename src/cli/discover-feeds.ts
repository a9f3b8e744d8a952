// Finds the feeds of a site by asking it: what its page declares, then where most have one, then its sitemaps for news.
import { commonFeedUrls, commonSitemapUrls, findFeedLinks, findNewsSitemaps, findSitemaps } from "../feeds/find-feed-links.ts";
import { speaksOfComments } from "../feeds/find-feed-links.ts";
import { explainStatus } from "../http/explain-status.ts";
import { decodeBytes } from "../text/decode-bytes.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Threads } from "../threads/pool.ts";

export type FoundBy = "address" | "page" | "common path" | "sitemap";

export interface FoundFeed {
  url: string;
  title: string | null;
  language: string | null;
  foundBy: FoundBy;
  entries: number;
  newestAt: string | null;
}

export interface Discovery {
  /** The best first. */
  feeds: FoundFeed[];
  /** What looked like a feed and is not offered, with the reason. */
  leftOut: { url: string; reason: string }[];
}

export interface DiscoverDeps {
  client: Pick<PoliteClient, "get">;
  threads: Pick<Threads, "run">;
  now: Date;
  /** Called before each request. */
  onAsk?: (url: string) => void;
}

/** As much of a document as is read, and of declared feeds so many: sites declare one for each section. */
const BYTES_MAX = 16 * 1024 * 1024;
const DEADLINE_MS = 20_000;
const DECLARED_MAX = 10;
const SITEMAPS_MAX = 3;
const STALE_MS = 60 * 86_400_000;

type Asked = { kind: "document"; url: string; bytes: Uint8Array; contentType: string | null } | { kind: "none"; reason: string };

/** Asks one thing after the other. `url` is absolute, http or https. Throws an Error in words where its host cannot be reached. */
export async function discoverFeeds(url: string, deps: DiscoverDeps): Promise<Discovery> {
  const discovery: Discovery = { feeds: [], leftOut: [] };
  const tried = new Set<string>();

  const tryFeed = async (address: string, foundBy: FoundBy, silent = false): Promise<boolean> => {
    if (tried.has(address)) return false;
    tried.add(address);
    const asked = await ask(address, deps);
    const read = asked.kind === "none" ? asked : await readFeed(asked, deps);
    if (read.kind === "none") {
      if (!silent) discovery.leftOut.push({ url: address, reason: read.reason });
      return false;
    }
    return offer(read.url, read.feed, foundBy);
  };
  const offer = (address: string, { feed, entries }: ParsedFeed, foundBy: FoundBy): boolean => {
    tried.add(address);
    if (discovery.feeds.some((known) => known.url === address)) return false;
    if (speaksOfComments(feed.title, address)) {
      discovery.leftOut.push({ url: address, reason: "what readers wrote below articles, no news" });
      return false;
    }
    const newestAt = entries
      .map(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt)
      .reduce((newest, date) => (newest === null || (date !== null && date > newest) ? date : newest), null);
    discovery.feeds.push({
      url: address,
      title: feed.title,
      language: feed.language,
      foundBy,
      entries: entries.length,
      newestAt,
    });
    return true;
  };

  const page = await ask(url, deps);
  if (page.kind === "none" && page.reason.startsWith("cannot be reached")) throw new Error(`${url} ${page.reason}`);
  if (page.kind === "document") {
    const html = decodeBytes(page.bytes, { contentType: page.contentType, kind: "html" }).text;
    const itself = await readFeed(page, deps);
    if (itself.kind === "feed" && offer(itself.url, itself.feed, "address")) return discovery;
    const links = findFeedLinks(html, page.url);
    for (const link of links.filter(({ comments }) => comments))
      discovery.leftOut.push({ url: link.url, reason: "what readers wrote below articles, no news" });
    for (const link of links.filter(({ comments }) => !comments).slice(0, DECLARED_MAX)) await tryFeed(link.url, "page");
  } else discovery.leftOut.push({ url, reason: page.reason });
  const start = page.kind === "document" ? page.url : url;
  // Guesses are made only where nothing was said, and no more of them than are needed.
  if (discovery.feeds.length === 0)
    for (const address of commonFeedUrls(start)) if (await tryFeed(address, "common path", true)) break;
  if (discovery.feeds.length === 0)
    for (const address of await sitemapUrls(start, deps)) if (await tryFeed(address, "sitemap", true)) break;
  discovery.feeds.sort(byRank(deps.now));
  return discovery;
}

async function sitemapUrls(start: string, deps: DiscoverDeps): Promise<string[]> {
  const robotsUrl = new URL("/robots.txt", start).href;
  const robots = await ask(robotsUrl, deps);
  const text = robots.kind === "document" ? decodeBytes(robots.bytes, { kind: "xml" }).text : "";
  const named = findSitemaps(text, robotsUrl).slice(0, SITEMAPS_MAX);
  const below: string[] = [];
  for (const sitemap of named) {
    const asked = await ask(sitemap, deps);
    if (asked.kind !== "document") continue;
    const news = findNewsSitemaps(decodeBytes(asked.bytes, { kind: "xml" }).text, asked.url);
    below.push(...(news.length > 0 ? news.slice(0, SITEMAPS_MAX) : [sitemap]));
  }
  return [...below, ...commonSitemapUrls(start)];
}

async function ask(url: string, { client, onAsk }: DiscoverDeps): Promise<Asked> {
  onAsk?.(url);
  const answer = await client.get(url, { bodyBytesMax: BYTES_MAX, deadlineMs: DEADLINE_MS });
  if (answer.kind !== "answer") return { kind: "none", reason: `cannot be reached: ${answer.message}` };
  if (answer.status !== 200) return { kind: "none", reason: explainStatus(answer) };
  return { kind: "document", url: answer.url, bytes: answer.body, contentType: answer.headers["content-type"] ?? null };
}

async function readFeed(
  { url, bytes, contentType }: Extract<Asked, { kind: "document" }>,
  { threads }: DiscoverDeps,
): Promise<{ kind: "feed"; url: string; feed: ParsedFeed } | { kind: "none"; reason: string }> {
  const result = await threads.run("parse-feed", { bytes, url, contentType });
  if (result.kind === "done") return { kind: "feed", url, feed: result.value };
  return { kind: "none", reason: result.kind === "timeout" ? "takes too long to read" : result.message };
}

/** What still brings news goes first, then what holds entries at all; else the order in which the site names them. */
function byRank(now: Date) {
  const rank = ({ entries, newestAt }: FoundFeed): number => {
    if (entries === 0) return 2;
    return newestAt !== null && now.getTime() - Date.parse(newestAt) > STALE_MS ? 1 : 0;
  };
  return (a: FoundFeed, b: FoundFeed): number => rank(a) - rank(b);
}
