// Finds a site's feeds: those that its page names, or its front page, then the usual addresses, then its news sitemaps. If there is none, says what is there.
import { CommandError } from "../errors.ts";
import { showUrl } from "../text/show-url.ts";
import { findPageRedirect } from "../articles/find-redirect.ts";
import { findFeedLinks, speaksOfComments, type FeedLink } from "../feeds/discover/find-feed-links.ts";
import { findScriptedFeeds } from "../feeds/discover/find-scripted-feeds.ts";
import { findListedSitemaps, findSitemaps, sitemapRoot, usualSitemapUrls } from "../feeds/discover/find-sitemaps.ts";
import { channelFeedOn, nameChannel } from "../feeds/discover/name-channel.ts";
import { surveyPage } from "../feeds/discover/survey-page.ts";
import { sectionFeedUrls, usualFeedUrls } from "../feeds/discover/usual-feeds.ts";
import type { ParsedFeed } from "../feeds/feed.ts";
import { readInThread } from "../threads/read-in-thread.ts";
import { askDocument, textOf, type Asked, type DiscoverDeps, type FoundDocument } from "./ask-document.ts";
import { describeSitemap, explainNoFeed, type Instead } from "./explain-no-feed.ts";

export type { DiscoverDeps } from "./ask-document.ts";

export type FoundBy = "address" | "page" | "front page" | "list of feeds" | "channel" | "common path" | "sitemap";

export interface FoundFeed {
  url: string;
  title: string | null;
  language: string | null;
  foundBy: FoundBy;
  entries: number;
  newestAt: string | null;
  /** The index that lists a sitemap; set only if there is one. The sitemap may be that of a month. */
  listedIn?: string;
}

export interface Discovery {
  /** The best first. */
  feeds: FoundFeed[];
  /** Addresses that looked like a feed and are not offered, with the reason. */
  leftOut: { url: string; reason: string }[];
  /** A sitemap, or an index of them, that lists pages and no news; null if none was met, or if a feed was found. */
  sitemap: string | null;
  /** What stands at the address; null if a feed was found. */
  instead: { kind: Instead; detail: string } | null;
}

/** How many declared feeds are asked for: sites declare one for each section. */
const DECLARED_MAX = 10;
const LINKED_MAX = 6;
const SCRIPTED_MAX = 3;
/** Pages that lead on to another: splash pages, framesets, a choice of language. */
const PAGES_MAX = 4;
const NO_NEWS = "what readers wrote below articles, no news";
const SITEMAPS_MAX = 3;
const SITEMAPS_TRIED_MAX = 10;
const STALE_MS = 60 * 86_400_000;

/** Asks one thing after the other. `url` is absolute, http or https. Throws CommandError if its host cannot be reached. */
export async function discoverFeeds(url: string, deps: DiscoverDeps): Promise<Discovery> {
  const search = startSearch(deps);
  const { discovery, tryFeed } = search;
  const isDone = () => discovery.feeds.length > 0;
  const channel = nameChannel(url);
  if (channel?.feed != null) await tryFeed(channel.feed, "channel");
  if (isDone()) return discovery;

  const asked = await askDocument(url, deps);
  if (asked.kind === "none" && asked.unreached && channel === null) {
    throw new CommandError(`${showUrl(url)} ${asked.reason.replaceAll(url, showUrl(url))}`);
  }
  if (asked.kind === "document" && (await tryItself(search, asked.document, deps))) return discovery;
  let start = await followPages(search, asked, deps, "page");
  const at = start?.url ?? url;
  if (!isDone()) await tryUsual(search, sectionFeedUrls(at));
  // An article often names no feed where its site does.
  if (!isDone() && new URL(at).pathname !== "/") start = (await lookAtFrontPage(search, at, deps)) ?? start;
  if (!isDone()) await tryUsual(search, usualFeedUrls(start?.url ?? url, start === null ? "" : textOf(start)));
  if (!isDone()) await trySitemaps(search, start?.url ?? url, deps);
  discovery.feeds.sort(byRank(deps.now));
  if (isDone()) {
    if (asked.kind !== "document") discovery.leftOut.unshift({ url, reason: asked.reason });
  } else {
    discovery.instead = await explainNoFeed({ asked, channel }, deps);
    if (discovery.sitemap !== null) discovery.instead.detail += `; ${describeSitemap(discovery.sitemap)}`;
  }
  return discovery;
}

async function tryItself(search: Search, document: FoundDocument, deps: DiscoverDeps): Promise<boolean> {
  const itself = await readFeed(document, deps);
  return typeof itself !== "string" && search.offer(document.url, itself, "address");
}

/** Tries what each page names, from the first to those it leads on to. Returns the last page, or null if there is none. */
async function followPages(search: Search, asked: Asked, deps: DiscoverDeps, foundBy: FoundBy): Promise<FoundDocument | null> {
  let page = asked.kind === "none" ? null : asked.document;
  const next: string[] = [];
  const met = new Set<string>();
  for (let count = 0; page !== null && count < PAGES_MAX; count++) {
    met.add(page.url);
    const html = textOf(page);
    await tryLinks(search, findFeedLinks({ html, url: page.url, linkHeader: page.linkHeader }), foundBy);
    const ofChannel = channelFeedOn(html, page.url);
    if (ofChannel !== null) await search.tryFeed(ofChannel, "channel");
    if (search.discovery.feeds.length > 0) return page;
    const leadsTo = findPageRedirect(html, page.url);
    next.push(...(leadsTo === null ? [] : [leadsTo]), ...surveyPage(html, page.url).frames);
    const url = next.find((address) => !met.has(address));
    if (url === undefined) break;
    met.add(url);
    const further = await askDocument(url, deps);
    if (further.kind === "none") break;
    page = further.document;
  }
  if (page !== null)
    for (const url of findScriptedFeeds(textOf(page), page.url).slice(0, SCRIPTED_MAX)) await search.tryFeed(url, foundBy);
  return page;
}

const lookAtFrontPage = async (search: Search, url: string, deps: DiscoverDeps): Promise<FoundDocument | null> =>
  followPages(search, await askDocument(new URL("/", url).href, deps), deps, "front page");

/** The feeds that a page declares; if there are none, those that it links to, or those on a page that lists feeds, as large papers have. */
async function tryLinks({ discovery, tryFeed, leaveOut }: Search, links: readonly FeedLink[], foundBy: FoundBy): Promise<void> {
  for (const { url } of links.filter(({ comments }) => comments)) leaveOut(url, NO_NEWS);
  const news = links.filter(({ comments }) => !comments);
  for (const { url } of news.filter(({ declared }) => declared).slice(0, DECLARED_MAX)) {
    const tried = await tryFeed(url, foundBy);
    if (tried.kind === "none") leaveOut(url, tried.reason);
  }
  if (discovery.feeds.length > 0) return;
  const listed: string[] = [];
  for (const { url } of news.filter(({ declared }) => !declared).slice(0, LINKED_MAX)) {
    const tried = await tryFeed(url, foundBy);
    if (tried.kind === "none" && tried.text !== null)
      listed.push(...findFeedLinks({ html: tried.text, url }).flatMap((link) => (link.comments ? [] : [link.url])));
  }
  if (discovery.feeds.length > 0) return;
  for (const url of [...new Set(listed)].slice(0, DECLARED_MAX)) await tryFeed(url, "list of feeds");
}

/** Usual addresses are tried only if nothing was named, and no more of them than needed. */
async function tryUsual({ tryFeed }: Search, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) if ((await tryFeed(address, "common path")).kind === "feed") return;
}

async function trySitemaps(search: Search, start: string, deps: DiscoverDeps): Promise<void> {
  const robotsUrl = new URL("/robots.txt", start).href;
  const robots = await askDocument(robotsUrl, deps);
  const named = findSitemaps(robots.kind === "document" ? textOf(robots.document) : "", robotsUrl).slice(0, SITEMAPS_MAX);
  const waiting = [...named, ...usualSitemapUrls(start)].map((url) => ({ url, listedIn: null as string | null }));
  for (let tried = 0; tried < SITEMAPS_TRIED_MAX; tried++) {
    const next = waiting.shift();
    if (next === undefined) return;
    const { url, listedIn } = next;
    const found = await search.tryFeed(url, "sitemap", listedIn);
    if (found.kind === "feed") return;
    if (found.kind !== "none" || found.text === null) continue;
    const listed = findListedSitemaps(found.text, url);
    if (sitemapRoot(found.text) === "urlset") search.discovery.sitemap ??= listedIn ?? url;
    waiting.unshift(...listed.map((inner) => ({ url: inner, listedIn: listedIn ?? url })));
  }
}

type Search = ReturnType<typeof startSearch>;

function startSearch(deps: DiscoverDeps) {
  const discovery: Discovery = { feeds: [], leftOut: [], sitemap: null, instead: null };
  const known = new Set<string>();
  /** Sitemaps that were met where a feed was looked for: what they list is tried in its turn. */
  const sitemaps = new Map<string, string>();
  const leaveOut = (url: string, reason: string) => void discovery.leftOut.push({ url, reason });

  /** Returns false if it is already offered, or should not be. */
  const offer = (url: string, { feed, entries }: ParsedFeed, foundBy: FoundBy, listedIn: string | null = null): boolean => {
    known.add(url);
    if (discovery.feeds.some((offered) => offered.url === url)) return false;
    if (speaksOfComments(feed.title, url)) {
      leaveOut(url, NO_NEWS);
      return false;
    }
    const newestAt = entries
      .map(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt)
      .reduce((newest, date) => (newest === null || (date !== null && date > newest) ? date : newest), null);
    const { title, language } = feed;
    const listed = listedIn === null ? {} : { listedIn };
    discovery.feeds.push({ url, title, language, foundBy, entries: entries.length, newestAt, ...listed });
    return true;
  };

  const tryFeed = async (url: string, foundBy: FoundBy, listedIn: string | null = null): Promise<Tried> => {
    if (known.has(url)) return { kind: "none", reason: "tried already", text: sitemaps.get(url) ?? null };
    known.add(url);
    const asked = await askDocument(url, deps);
    if (asked.kind !== "document") return { kind: "none", reason: asked.reason, text: null };
    const text = textOf(asked.document);
    if (sitemapRoot(text) !== null) sitemaps.set(url, text);
    const feed = await readFeed(asked.document, deps);
    if (typeof feed === "string") return { kind: "none", reason: feed, text };
    return offer(asked.document.url, feed, foundBy, listedIn) ? { kind: "feed" } : { kind: "known" };
  };

  return { discovery, leaveOut, offer, tryFeed };
}

/** `text` was found in a feed's place. */
type Tried = { kind: "feed" } | { kind: "known" } | { kind: "none"; reason: string; text: string | null };

/** Resolves to the feed, or to why it could not be read. */
const readFeed = ({ url, bytes, contentType }: FoundDocument, { threads }: DiscoverDeps): Promise<ParsedFeed | string> =>
  // A copy: a document that is read in a thread is no longer ours.
  readInThread(threads, "parse-feed", { bytes: new Uint8Array(bytes), url, contentType });

/** Feeds with recent news come first, then feeds with entries; otherwise the site's own order. */
function byRank(now: Date) {
  const rank = ({ entries, newestAt }: FoundFeed): number => {
    if (entries === 0) return 2;
    return newestAt !== null && now.getTime() - Date.parse(newestAt) > STALE_MS ? 1 : 0;
  };
  return (a: FoundFeed, b: FoundFeed): number => rank(a) - rank(b);
}
