// Finds the sitemaps that may list a site's news: those of robots.txt, those within an index of sitemaps, and the usual addresses.
import { readXml } from "../read/read-xml.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";

const SITEMAPS_MAX = 50;
const INDEX_MAX = 10_000;
const ADDRESS_CHARS_MAX = 2_000;
/** Of an index by months or numbers, the newest and the ends are tried. */
const NEWEST_MAX = 3;

/** Sitemaps that a robots.txt names (RFC 9309 leaves this line to sitemaps.org), news sitemaps first. */
export function findSitemaps(robots: string, robotsUrl: string): string[] {
  const named = [...robots.slice(0, 512 * 1024).matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})/gim)];
  const known = unique(named.map(([, url]) => resolveWebUrl(url, robotsUrl)));
  return [...known.filter(isNewsAddress), ...known.filter((url) => !isNewsAddress(url))].slice(0, SITEMAPS_MAX);
}

/** What a document's beginning says that it is: a list of pages, or an index of such lists; null if it is neither. */
export const sitemapRoot = (text: string): "urlset" | "sitemapindex" | null =>
  (/<(?:\w+:)?(urlset|sitemapindex)[\s>]/i.exec(text.slice(0, 5_000))?.[1]?.toLowerCase() as "urlset" | undefined) ?? null;

interface Listed {
  url: string;
  /** As written. */
  lastmod: string;
}

/**
 * The sitemaps of an index that most likely hold news, the likeliest first: by name, by their last change, and the last and first of the list.
 * None if the document is not an index.
 */
export function findListedSitemaps(xml: string, indexUrl: string): string[] {
  const listed = readIndex(xml, indexUrl);
  const news = listed.filter(({ url }) => isNewsAddress(url));
  const dated = listed.filter(({ lastmod }) => /^\d{4}/.test(lastmod));
  const newest = dated.toSorted((a, b) => (a.lastmod < b.lastmod ? 1 : a.lastmod > b.lastmod ? -1 : 0)).slice(0, NEWEST_MAX);
  // News sitemaps are often numbered or named by month as well.
  const ofNews = news.length > NEWEST_MAX ? [...newest.filter((one) => news.includes(one)), ...ends(news)] : news;
  return unique([...ofNews, ...newest, ...ends(listed)].map(({ url }) => url));
}

const ends = (listed: readonly Listed[]): Listed[] => [...listed.slice(-1), ...listed.slice(0, 1)];

function readIndex(xml: string, indexUrl: string): Listed[] {
  const found: Listed[] = [];
  let isIndex = false;
  let field: string | null = null;
  let text = "";
  readXml(xml, {
    onOpen(name) {
      const plain = name.replace(/^.*:/, "");
      isIndex ||= plain === "sitemapindex";
      field = plain === "loc" || plain === "lastmod" ? plain : null;
      text = "";
    },
    onText(piece) {
      if (field !== null && text.length < ADDRESS_CHARS_MAX) text += piece;
    },
    onClose() {
      const last = found.at(-1);
      const url = field === "loc" && isIndex && found.length < INDEX_MAX ? resolveWebUrl(text, indexUrl) : null;
      if (url !== null) found.push({ url, lastmod: "" });
      if (field === "lastmod" && last !== undefined) last.lastmod = text.trim();
      field = null;
    },
  });
  return found;
}

const isNewsAddress = (url: string): boolean =>
  /news|latest|noticias|nachrichten|actu|aktuell|novosti/i.test(new URL(url).pathname);

const unique = (urls: readonly (string | null)[]): string[] => [...new Set(urls.filter((url) => url !== null))];

const PATHS = ["news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "sitemap.xml"];

export const usualSitemapUrls = (pageUrl: string): string[] => PATHS.map((name) => `${new URL(pageUrl).origin}/${name}`);
