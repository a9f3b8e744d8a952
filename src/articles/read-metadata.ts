// Reads what a page says of its article: JSON-LD first, then meta tags, then what is marked up, then the address.
import { parseDate } from "../text/parse-date.ts";
import type { ExtractedPage } from "./article.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { findTitle } from "./find-title.ts";
import { findByline } from "./find-byline.ts";
import { findArticleJson, isObject, type JsonObject, readNames, readString } from "./read-json-ld.ts";

/** Names of meta tags (name, property or itemprop), the most telling first. */
const PUBLISHED = (
  "article:published_time og:article:published_time datepublished og:published_time article:published parsely-pub-date sailthru.date " +
  "cxenseparse:recs:publishtime cxenseparse:recs:published_time dc.date.issued dcterms.issued dcterms.created date.created published published_time " +
  "publishdate publish-date publication_date pubdate article.published dc.date dcterms.date date"
).split(" ");
const LANGUAGE = ["content-language", "dc.language", "dcterms.language", "language"];

/** What a page says of itself, apart from its text. */
export type Metadata = Pick<ExtractedPage, "title" | "byline" | "publishedAt" | "language" | "site" | "canonicalUrl"> & {
  /** The text as JSON-LD gives it: often flattened or cut, so only for rescue. */
  articleBody: string | null;
  /** False where the publisher says that readers must pay. */
  isFree: boolean;
};

/** Reads the document as it came: cleaning removes bylines and dates. `url` is where the page was fetched. */
export function readMetadata(document: Document, url: string): Metadata {
  const article = findArticleJson(document) ?? {};
  const meta = readMetaTags(document);
  const site = meta.get("og:site_name") ?? readNames(article["publisher"])[0] ?? meta.get("application-name") ?? null;
  return {
    title: findTitle(document, meta, readString(article["headline"]) ?? readString(article["name"]), site),
    byline: findByline(document, meta, readNames(article["author"] ?? article["creator"]), site),
    publishedAt: findDate(document, meta, article, url),
    language: findLanguage(document, meta, article),
    site: site ?? hostOf(url),
    canonicalUrl: findCanonicalUrl(document, meta, url),
    articleBody: typeof article["articleBody"] === "string" ? article["articleBody"] : null,
    isFree: article["isAccessibleForFree"] !== false && !/^false$/i.test(readString(article["isAccessibleForFree"]) ?? ""),
  };
}

function readMetaTags(document: Document): Map<string, string> {
  const meta = new Map<string, string>();
  for (const tag of document.querySelectorAll("meta")) {
    const name =
      tag.getAttribute("property") ?? tag.getAttribute("name") ?? tag.getAttribute("itemprop") ?? tag.getAttribute("http-equiv");
    const content = readString(tag.getAttribute("content"));
    if (name !== null && content !== null && !meta.has(name.toLowerCase())) meta.set(name.toLowerCase(), content);
  }
  return meta;
}

function findDate(document: Document, meta: Map<string, string>, article: JsonObject, url: string): string | null {
  const marked = document.querySelector(
    '[itemprop="datePublished"], time[pubdate], article time[datetime], header time[datetime], main time[datetime], time[datetime]',
  );
  const candidates = [
    readString(article["datePublished"]),
    ...PUBLISHED.map((name) => meta.get(name)),
    marked?.getAttribute("datetime") ?? marked?.getAttribute("content"),
    readString(article["dateCreated"]),
    dateInUrl(url),
    readString(article["dateModified"]),
    meta.get("article:modified_time"),
  ];
  for (const candidate of candidates) {
    const date = parseDate(candidate);
    if (date !== null) return date;
  }
  return null;
}

/** The day in an address such as /2024/08/03/ or /2024-08-03-title. */
function dateInUrl(url: string): string | null {
  const day = /[/_-]((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/.exec(url);
  return day ? `${day[1]}-${day[3]}-${day[4]}` : null;
}

function findLanguage(document: Document, meta: Map<string, string>, article: JsonObject): string | null {
  const inLanguage = article["inLanguage"];
  const candidates = [
    document.documentElement.getAttribute("lang") ?? document.documentElement.getAttribute("xml:lang"),
    document.body.getAttribute("lang"),
    ...LANGUAGE.map((name) => meta.get(name)),
    meta.get("og:locale"),
    readString(isObject(inLanguage) ? inLanguage["alternateName"] : inLanguage),
  ];
  for (const candidate of candidates) {
    const tag = languageTag(candidate);
    if (tag !== null) return tag;
  }
  return null;
}

/** A BCP 47 tag in its usual spelling, for example `en-GB`. */
function languageTag(text: string | null | undefined): string | null {
  const tag = (text ?? "").split(/[,;]/, 1)[0]?.trim().replaceAll("_", "-") ?? "";
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

function findCanonicalUrl(document: Document, meta: Map<string, string>, url: string): string | null {
  const own = canonicalUrl(url);
  for (const href of [document.querySelector('link[rel~="canonical" i]')?.getAttribute("href"), meta.get("og:url")]) {
    const found = href ? resolve(href.trim(), url) : null;
    // Some sites call their front page canonical for every page.
    if (found !== null && (new URL(found).pathname !== "/" || own === null || new URL(own).pathname === "/")) return found;
  }
  return own;
}

function resolve(href: string, base: string): string | null {
  return URL.canParse(href, base) ? canonicalUrl(new URL(href, base).href) : canonicalUrl(href);
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") || null : null;
}
