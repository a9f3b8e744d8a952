// Finds a site's feeds: those that its page declares, then the usual addresses, then its news sitemaps.
import {
  commonFeedUrls,
  commonSitemapUrls,
  findFeedLinks,
  findNewsSitemaps,
  findSitemaps,
  speaksOfComments,
} from "../feeds/find-feed-links.ts";
import { toError } from "../errors.ts";
import { unpackDocument } from "../feeds/read/unpack-document.ts";
import { explainStatus } from "../http/explain-status.ts";
import { decodeBytes } from "../text/decode-bytes.ts";
import type { FeedLink } from "../feeds/find-feed-links.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import type { PoliteClient } from "../http/polite-client.ts";
import type { Threads } from "../threads/pool.ts";

export type FoundBy = "address" | "page" | "list of feeds" | "common path" | "sitemap";

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
  /** Addresses that looked like a feed and are not offered, with the reason. */
  leftOut: { url: string; reason: string }[];
}

export interface DiscoverDeps {
  client: Pick<PoliteClient, "get">;
  threads: Pick<Threads, "run">;
  now: Date;
  /** Called before each request. */
  onAsk?: (url: string) => void;
}

/** How much of a document is read, and how many declared feeds: sites declare one for each section. */
const BYTES_MAX = 16 * 1024 * 1024;
const DEADLINE_MS = 20_000;
const DECLARED_MAX = 10;
const LINKED_MAX = 4;
const HTML_BYTES_MAX = 4 * 1024 * 1024;
const NO_NEWS = "what readers wrote below articles, no news";
const SITEMAPS_MAX = 3;
const STALE_MS = 60 * 86_400_000;

type Asked = { kind: "document"; url: string; bytes: Uint8Array; contentType: string | null } | { kind: "none"; reason: string };

/** Asks one thing after the other. `url` is absolute, http or https. Throws an Error with a message for people if its host cannot be reached. */
export async function discoverFeeds(url: string, deps: DiscoverDeps): Promise<Discovery> {
  const search = startSearch(deps);
  const { discovery, tryFeed } = search;
  const page = await ask(url, deps);
  if (page.kind === "none" && page.reason.startsWith("cannot be reached")) throw new Error(`${url} ${page.reason}`);
  if (page.kind === "none") search.leaveOut(url, page.reason);
  else {
    const text = htmlOf(page);
    const itself = await readFeed(page, deps);
    if (itself.kind === "feed" && search.offer(itself.url, itself.feed, "address")) return discovery;
    await tryLinks(search, findFeedLinks(text, page.url));
  }
  const start = page.kind === "document" ? page.url : url;
  // Tries usual addresses only if nothing was declared, and no more of them than needed.
  if (discovery.feeds.length === 0)
    for (const address of commonFeedUrls(start)) if ((await tryFeed(address, "common path")).kind === "feed") break;
  if (discovery.feeds.length === 0)
    for (const address of await sitemapUrls(start, deps)) if ((await tryFeed(address, "sitemap")).kind === "feed") break;
  discovery.feeds.sort(byRank(deps.now));
  return discovery;
}

/** The feeds that a page declares; if there are none, those that it links to, or those on a page that lists feeds, as large papers have. */
async function tryLinks({ discovery, tryFeed, leaveOut }: Search, links: readonly FeedLink[]): Promise<void> {
  for (const { url } of links.filter(({ comments }) => comments)) leaveOut(url, NO_NEWS);
  const news = links.filter(({ comments }) => !comments);
  for (const { url } of news.filter(({ declared }) => declared).slice(0, DECLARED_MAX)) {
    const tried = await tryFeed(url, "page");
    if (tried.kind === "none") leaveOut(url, tried.reason);
  }
  if (discovery.feeds.length > 0) return;
  const listed: string[] = [];
  for (const { url } of news.filter(({ declared }) => !declared).slice(0, LINKED_MAX)) {
    const tried = await tryFeed(url, "page");
    if (tried.kind === "none" && tried.text !== null)
      listed.push(...findFeedLinks(tried.text, url).flatMap((link) => (link.comments ? [] : [link.url])));
  }
  if (discovery.feeds.length > 0) return;
  for (const url of [...new Set(listed)].slice(0, DECLARED_MAX)) await tryFeed(url, "list of feeds");
}

type Search = ReturnType<typeof startSearch>;

function startSearch(deps: DiscoverDeps) {
  const discovery: Discovery = { feeds: [], leftOut: [] };
  const known = new Set<string>();
  const leaveOut = (url: string, reason: string) => void discovery.leftOut.push({ url, reason });

  /** Returns false if it is already offered, or should not be. */
  const offer = (url: string, { feed, entries }: ParsedFeed, foundBy: FoundBy): boolean => {
    known.add(url);
    if (discovery.feeds.some((offered) => offered.url === url)) return false;
    if (speaksOfComments(feed.title, url)) {
      leaveOut(url, NO_NEWS);
      return false;
    }
    const newestAt = entries
      .map(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt)
      .reduce((newest, date) => (newest === null || (date !== null && date > newest) ? date : newest), null);
    discovery.feeds.push({ url, title: feed.title, language: feed.language, foundBy, entries: entries.length, newestAt });
    return true;
  };

  const tryFeed = async (url: string, foundBy: FoundBy): Promise<Tried> => {
    if (known.has(url)) return { kind: "none", reason: "tried already", text: null };
    known.add(url);
    const asked = await ask(url, deps);
    if (asked.kind === "none") return { ...asked, text: null };
    const text = htmlOf(asked);
    const read = await readFeed(asked, deps);
    if (read.kind === "none") return { ...read, text };
    return offer(read.url, read.feed, foundBy) ? { kind: "feed" } : { kind: "known" };
  };

  return { discovery, leaveOut, offer, tryFeed };
}

/** `text` was found in a feed's place. */
type Tried = { kind: "feed" } | { kind: "known" } | { kind: "none"; reason: string; text: string | null };

const htmlOf = ({ bytes, contentType }: Extract<Asked, { kind: "document" }>): string =>
  decodeBytes(bytes.subarray(0, HTML_BYTES_MAX), { contentType, kind: "html" }).text;

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
  if (![200, 203, 206].includes(answer.status)) return { kind: "none", reason: explainStatus(answer) };
  const contentType = answer.headers["content-type"] ?? null;
  try {
    return { kind: "document", url: answer.url, bytes: unpackDocument(answer.body, BYTES_MAX), contentType };
  } catch (error) {
    return { kind: "none", reason: toError(error).message };
  }
}

async function readFeed(
  { url, bytes, contentType }: Extract<Asked, { kind: "document" }>,
  { threads }: DiscoverDeps,
): Promise<{ kind: "feed"; url: string; feed: ParsedFeed } | { kind: "none"; reason: string }> {
  const result = await threads.run("parse-feed", { bytes, url, contentType });
  if (result.kind === "done") return { kind: "feed", url, feed: result.value };
  return { kind: "none", reason: result.kind === "timeout" ? "takes too long to read" : result.message };
}

/** Feeds with recent news come first, then feeds with entries; otherwise the site's own order. */
function byRank(now: Date) {
  const rank = ({ entries, newestAt }: FoundFeed): number => {
    if (entries === 0) return 2;
    return newestAt !== null && now.getTime() - Date.parse(newestAt) > STALE_MS ? 1 : 0;
  };
  return (a: FoundFeed, b: FoundFeed): number => rank(a) - rank(b);
}
