// Reads a page's metadata: JSON-LD first, then meta tags, then markup, then the address.
import { decodeEntities } from "../../text/decode-entities.ts";
import { htmlToText } from "../../text/html-to-text.ts";
import { siteOf } from "../../text/outlets/site-of.ts";
import { fitsHost } from "../../text/outlets/fits-host.ts";
import { hostOf } from "../../text/host-of.ts";
import type { ExtractedPage } from "../article.ts";
import { canonicalUrl } from "../../text/canonical-url.ts";
import { openOutletName } from "./outlet-name.ts";
import { findTitle } from "./find-title.ts";
import { findAuthors } from "./find-authors.ts";
import { findDates } from "./find-dates.ts";
import type { PageDocument } from "../tree/page-document.ts";
import type { PageElement } from "../tree/page-element.ts";
import { hasWord } from "../tree/search-tree.ts";
import type { Block } from "../read-blocks.ts";
import { isObject, type JsonObject } from "../../text/json-values.ts";
import { readJsonLd, readNames, readString } from "./read-json-ld.ts";

const FORUM_PROGRAM = /^(?:discourse|phpbb|vbulletin|xenforo|nodebb|flarum|mybb)/i;
const FORUM_ROOT = /^(?:XF|phpbb)\b/i;
const LANGUAGE = ["content-language", "dc.language", "dcterms.language", "language"];

/** What a page says of itself, apart from its text. */
export type Metadata = Pick<
  ExtractedPage,
  "title" | "byline" | "authors" | "publishedAt" | "modifiedAt" | "language" | "site" | "claimedSite" | "canonicalUrl"
> & { hints: Hints };

/** What helps to read the rest of the page. */
export interface Hints {
  /** The text as JSON-LD gives it: often flattened or cut, so it is a last resort. */
  articleBody: string | null;
  /** Reads the updates of a live blog as JSON-LD gives them. There may be hundreds, and few pages show too little without them. */
  updates: () => string | null;
  /** The address on another site that the page calls the original's. */
  original: string | null;
  /** False if the publisher says that readers must pay. */
  isFree: boolean;
  /** Open Graph's type of the page without what qualifies it, in lower case. */
  openGraphType: string | null;
  /** Whether one of the programs made it that most forums run on. */
  isForum: boolean;
}

interface ReadAs {
  elements: readonly PageElement[];
  /** The address that was fetched, and when; null if that is not known. */
  url: string;
  now: Date | null;
  /** The blocks that a reader sees. */
  shown: readonly Block[];
}

/** Reads the document before cleaning, which removes bylines and dates. `elements` are all that it has. */
export function readMetadata(document: PageDocument, { elements, url, shown, now }: ReadAs): Metadata {
  const json = readJsonLd(elements, url);
  const article = json.article ?? {};
  const meta = readMetaTags(elements);
  const site =
    meta.get("og:site_name") ?? readNames(article["publisher"]).map(decodeEntities)[0] ?? meta.get("application-name") ?? null;
  const language = findLanguage(document, meta, article);
  const isOutlet = openOutletName(site, url);
  const title = findTitle(elements, meta, readString(article["headline"]) ?? readString(article["name"]), isOutlet);
  const declared = readNames(article["author"] ?? article["creator"]);
  const sections = readNames(article["articleSection"]);
  const authors = findAuthors({ elements, meta, declared, sections, title, shown, isOutlet });
  const address = findCanonicalUrl(elements, meta, url);
  return {
    title,
    authors,
    byline: authors.join(", ") || null,
    ...findDates({ elements, meta, json, url, title, shown, language, now }),
    language,
    // The claim served to cut the title; only a name that fits the host is shown as the outlet's.
    ...outletOf(site, hostOf(url)),
    canonicalUrl: address,
    hints: {
      articleBody: typeof article["articleBody"] === "string" ? decodeEntities(article["articleBody"]) : null,
      updates: () => readUpdates(article),
      original: findOriginal([meta.get("syndication-source"), meta.get("original-source"), address], url),
      isFree: article["isAccessibleForFree"] !== false && !/^false$/i.test(readString(article["isAccessibleForFree"]) ?? ""),
      openGraphType: /^(?:og:)?(\w+)/i.exec(meta.get("og:type") ?? "")?.[1]?.toLowerCase() ?? null,
      isForum:
        FORUM_PROGRAM.test(meta.get("generator") ?? "") ||
        [document.documentElement, document.body].some(({ id }) => FORUM_ROOT.test(id)),
    },
  };
}

function outletOf(claimed: string | null, host: string | null): Pick<ExtractedPage, "site" | "claimedSite"> {
  if (claimed === null || host === null) return { site: claimed ?? host };
  return fitsHost(claimed, host) ? { site: claimed } : { site: host, claimedSite: claimed };
}

/** The updates of a live blog, or null. */
function readUpdates(article: JsonObject): string | null {
  const updates = Array.isArray(article["liveBlogUpdate"]) ? (article["liveBlogUpdate"] as unknown[]) : [];
  const pieces = updates
    .filter(isObject)
    .flatMap((update) =>
      [update["headline"], update["articleBody"] ?? update["text"] ?? update["description"]].filter(
        (text) => typeof text === "string",
      ),
    );
  return pieces.length === 0 ? null : htmlToText(pieces.map((piece) => `<p>${piece}</p>`).join(""));
}

function readMetaTags(elements: readonly PageElement[]): Map<string, string> {
  const meta = new Map<string, string>();
  for (const tag of elements) {
    if (tag.tagName !== "META") continue;
    const name =
      tag.getAttribute("property") ?? tag.getAttribute("name") ?? tag.getAttribute("itemprop") ?? tag.getAttribute("http-equiv");
    const content = readString(tag.getAttribute("content"));
    if (name !== null && content !== null && !meta.has(name.toLowerCase())) meta.set(name.toLowerCase(), content);
  }
  return meta;
}

function findLanguage(document: PageDocument, meta: Map<string, string>, article: JsonObject): string | null {
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
  if (/^[a-z]{2}$/.test(tag)) return tag;
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

function findCanonicalUrl(elements: readonly PageElement[], meta: Map<string, string>, url: string): string | null {
  const link = elements.find((element) => element.tagName === "LINK" && hasWord(element, "rel", "canonical"));
  for (const href of [link?.getAttribute("href"), meta.get("og:url")]) {
    const found = href ? resolve(href.trim(), url) : null;
    // Some sites call their front page canonical for every page.
    if (found !== null && (new URL(found).pathname !== "/" || isFrontPage(canonicalUrl(url)))) return found;
  }
  return canonicalUrl(url);
}

const isFrontPage = (url: string | null): boolean => url === null || new URL(url).pathname === "/";

function findOriginal(addresses: readonly (string | null | undefined)[], url: string): string | null {
  const own = siteOf(hostOf(url) ?? "");
  const found = addresses.find((address) => siteOf(hostOf(address ?? "") ?? own) !== own);
  return found == null ? null : canonicalUrl(found);
}

function resolve(href: string, base: string): string | null {
  return URL.canParse(href, base) ? canonicalUrl(new URL(href, base).href) : canonicalUrl(href);
}
