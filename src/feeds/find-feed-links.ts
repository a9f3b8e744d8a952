// Finds a site's feeds: the links of a page, the sitemaps of robots.txt and of other sitemaps, and the usual addresses.
import { cleanTitle } from "../text/clean-title.ts";
import { readXml } from "./read/read-xml.ts";
import { resolveWebUrl } from "./read/resolve-url.ts";

export interface FeedLink {
  url: string;
  title: string | null;
  /** The page declares it as a feed; otherwise the page only links to it, and it may be a page about feeds. */
  declared: boolean;
  /** It seems to hold readers' comments, which are not news. */
  comments: boolean;
}

const LINKS_MAX = 50;
const SITEMAPS_MAX = 50;

const FEED_TYPE = /^application\/(?:rss|atom|rdf|feed)\+(?:xml|json)/i;
/** Plain XML and JSON are also declared as alternates of pages, for example by oEmbed. */
const VAGUE_TYPE = /^(?:text|application)\/(?:xml|json)/i;
const FEED_ADDRESS = /(?:^|[/._?&=-])(?:feeds?|rss\d?|atom|rdf)(?:$|[/._?&=-])/i;
/** In the plural: a singular "Comment" or "Kommentar" is a paper's own opinion. */
const COMMENTS =
  /(?<!\p{L})(?:comments|commentaires|comentarios|comentários|commenti|kommentare|reacties|komentarze|yorumlar|комментарии|комментариев|коментарі)(?!\p{L})|التعليقات|评论|評論|コメント|ความคิดเห็น|မှတ်ချက်/iu;

/** Feeds that a page declares, in its order, each once; then those that its text links to. */
export function findFeedLinks(html: string, pageUrl: string): FeedLink[] {
  const declared = new Map<string, FeedLink>();
  const linked = new Map<string, FeedLink>();
  let base = pageUrl;
  let unread: string | null = null;
  readXml(html, {
    onOpen(name, attributes, selfClosing) {
      if (unread !== null) return;
      if (name === "script" || name === "template") unread = selfClosing ? null : name;
      const href = attributes.get("href");
      if (name === "base") base = resolveWebUrl(href, pageUrl) ?? base;
      const url = name === "link" || name === "a" ? resolveWebUrl(href, base)?.replace(/#.*/s, "") : null;
      if (url === null || url === undefined) return;
      const into = isDeclared(name, url, attributes) ? declared : name === "a" && isFeedAddress(url) ? linked : null;
      if (into === null || into.size >= LINKS_MAX || declared.has(url)) return;
      const title = cleanTitle(attributes.get("title") ?? "") || null;
      into.set(url, { url, title, declared: into === declared, comments: speaksOfComments(title, url) });
    },
    onClose(name) {
      if (name === unread) unread = null;
    },
    onText() {},
  });
  return [...new Map([...declared, ...[...linked].filter(([url]) => !declared.has(url))]).values()];
}

function isDeclared(name: string, url: string, attributes: ReadonlyMap<string, string>): boolean {
  const rel = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
  const type = attributes.get("type")?.trim() ?? "";
  if (name !== "link" || !rel.some((word) => word === "alternate" || word === "feed")) return false;
  return FEED_TYPE.test(type) || rel.includes("feed") || (VAGUE_TYPE.test(type) && isFeedAddress(url));
}

/** Many links carry utm_medium=rss, so only query parameters that choose a format count. */
function isFeedAddress(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  const chosen = [...searchParams].some(
    ([key, value]) => key === "feed" || (/^(?:format|type|alt|output)$/.test(key) && /^(?:rss|atom)/.test(value)),
  );
  return chosen || FEED_ADDRESS.test(pathname);
}

/** Judged by a feed's title or address: WordPress has /comments/feed/ and ?feed=comments-rss2, others /feed/comments. */
export function speaksOfComments(title: string | null, url: string): boolean {
  const { pathname, search } = new URL(url);
  return COMMENTS.test(title ?? "") || /(?:^|[/=_.-])comments?(?:$|[/&_.-])/i.test(pathname + search);
}

/** Sitemaps that a robots.txt names (RFC 9309 leaves this line to sitemaps.org), news sitemaps first. */
export function findSitemaps(robots: string, robotsUrl: string): string[] {
  const named = [...robots.slice(0, 512 * 1024).matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})/gim)];
  return newsFirst(named.map(([, url]) => resolveWebUrl(url, robotsUrl)));
}

/** The news sitemaps that a sitemap index names; none if it is not an index. */
export function findNewsSitemaps(xml: string, sitemapUrl: string): string[] {
  const found: (string | null)[] = [];
  let isIndex = false;
  let loc: string | null = null;
  readXml(xml, {
    onOpen(name) {
      isIndex ||= name === "sitemapindex";
      loc = name === "loc" ? "" : null;
    },
    onText(text) {
      if (loc !== null && loc.length < 2_000) loc += text;
    },
    onClose(name) {
      if (name === "loc" && isIndex && loc !== null && found.length < 10_000) found.push(resolveWebUrl(loc, sitemapUrl));
      loc = null;
    },
  });
  return newsFirst(found).filter(isNewsAddress);
}

const isNewsAddress = (url: string): boolean =>
  /news|latest|noticias|nachrichten|actu|aktuell|novosti/i.test(new URL(url).pathname);

function newsFirst(urls: readonly (string | null)[]): string[] {
  const known = [...new Set(urls.filter((url) => url !== null))];
  return [...known.filter(isNewsAddress), ...known.filter((url) => !isNewsAddress(url))].slice(0, SITEMAPS_MAX);
}

const PATHS = ["feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feeds/posts/default", "feed.json"];

/** The usual addresses of feeds, the one of the page's own section first. */
export function commonFeedUrls(pageUrl: string): string[] {
  const { origin, pathname } = new URL(pageUrl);
  const section = pathname.replace(/\/[^/]*\.[^/]*$/, "").replace(/\/+$/, "");
  const ofSection = section === "" ? [] : [`${origin}${section}/feed`, `${origin}${section}/rss.xml`];
  return [...ofSection, ...PATHS.map((path) => `${origin}/${path}`)];
}

export const commonSitemapUrls = (pageUrl: string): string[] =>
  ["news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml"].map((name) => `${new URL(pageUrl).origin}/${name}`);
