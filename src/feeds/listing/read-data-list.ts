// Finds a list of articles that a page carries only as data: for search engines (JSON-LD), or as the state of its scripts.
import type { AnyNode } from "domhandler";
import { DomUtils } from "htmlparser2";
import { cleanTitle } from "../../text/clean-title.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { asText, endOfJson, isObject, type JsonObject, parseJson } from "../../text/json-values.ts";
import { cutText, ENTRIES_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "../read/caps.ts";
import { isArticleAddress, isHeadline } from "./choose-links.ts";
import { articleAddress } from "./listing-link.ts";
import type { Entry } from "../feed.ts";

/** Fewer are no list. */
const ITEMS_MIN = 3;
const DEPTH_MAX = 30;
const VALUES_MAX = 200_000;
const TYPES = /^(?:application|text)\/(?:ld\+)?json$/i;
const SCRIPT_TYPES = /^(?:(?:text|application)\/javascript|module)?$/i;
const ASSIGNED = /\bwindow(?:\.\w{1,60}|\[["']\w{1,60}["']\])\s*=\s*[{[]/g;
const OF_MENU = /^(?:BreadcrumbList|SiteNavigationElement)$/;
const TITLES = ["headline", "title", "name", "heading"];
const ADDRESSES = ["url", "link", "href", "permalink", "@id", "path", "canonicalUrl", "webUrl"];
const DATES = [
  "datePublished",
  "publishedAt",
  "published_at",
  "publishDate",
  "pubDate",
  "published",
  "date",
  "createdAt",
  "dateCreated",
];
const TEASERS = ["description", "summary", "excerpt", "teaser", "lead"];

/**
 * A list of items with an address and a headline each: one that says that it is a list, or one whose items have dates or articles' addresses. Of several
 * the one with most items of the last look, else the longest.
 */
export function readDataList(
  document: AnyNode,
  pageUrl: string,
  isKnown: (item: { url: string; text: string }) => boolean,
): Entry[] {
  let best: Entry[] = [];
  let bestKnown = 0;
  let left = VALUES_MAX;
  const visit = (value: unknown, depth: number, isNamed = false): void => {
    if (depth > DEPTH_MAX || left-- <= 0) return;
    if (Array.isArray(value)) {
      const found = readItems(value, pageUrl);
      const known = found.filter(({ url, title }) => isKnown({ url: url ?? "", text: title ?? "" })).length;
      const isBetter = known === bestKnown ? found.length > best.length : known > bestKnown;
      if (isBetter && (isNamed || isOfArticles(found))) [best, bestKnown] = [found, known];
      for (const item of value) visit(item, depth + 1);
    } else if (isObject(value) && !OF_MENU.test(asText(value["@type"]) ?? ""))
      for (const inner of Object.values(value)) visit(inner, depth + 1, value["@type"] === "ItemList");
  };
  for (const script of DomUtils.getElementsByTagName("script", document)) {
    const type = script.attribs["type"]?.trim() ?? "";
    if (TYPES.test(type)) visit(parseJson(DomUtils.textContent(script)), 0);
    else if (SCRIPT_TYPES.test(type)) for (const value of assignedIn(DomUtils.textContent(script))) visit(value, 0);
  }
  return best;
}

/** What a script gives to a name of the window, as `window.__INITIAL_STATE__ = {…};`, if it is JSON. */
function* assignedIn(script: string): Generator {
  let done = 0;
  for (const { index, 0: begin } of script.matchAll(ASSIGNED)) {
    if (index < done) continue;
    const from = index + begin.length - 1;
    const end = endOfJson(script, from);
    if (end === null) return;
    yield parseJson(script.slice(from, end));
    done = end;
  }
}

function readItems(list: readonly unknown[], pageUrl: string): Entry[] {
  if (list.length < ITEMS_MIN) return [];
  const entries = new Map<string, Entry>();
  for (const item of list.slice(0, ENTRIES_MAX)) {
    const entry = isObject(item) ? entryOf(item, pageUrl) : null;
    if (entry !== null && !entries.has(entry.id ?? "")) entries.set(entry.id ?? "", entry);
  }
  return entries.size >= ITEMS_MIN && entries.size * 2 > list.length ? [...entries.values()] : [];
}

/** In JSON-LD a place in a list may hold the article (`item`), and a headline may be an object that says how it is drawn. */
function entryOf(item: JsonObject, pageUrl: string): Entry | null {
  const inner = isObject(item["item"]) ? item["item"] : {};
  if ([item, inner].some((value) => OF_MENU.test(asText(value["@type"]) ?? ""))) return null;
  const first = (keys: readonly string[]): string | null =>
    keys
      .flatMap((key) => [inner[key], item[key]])
      .map((value) => asText(isObject(value) ? (value["rendered"] ?? value["text"]) : value))
      .find((text) => text !== null) ?? null;
  const written = [...ADDRESSES.map((key) => inner[key] ?? item[key]), item["item"]].map(asText).find((text) => text !== null);
  const url = articleAddress(written ?? undefined, pageUrl);
  const title = cutText(cleanTitle(first(TITLES) ?? "", "html"), TITLE_CHARS_MAX);
  if (url === null || title === null || !isHeadline(title)) return null;
  const summary = first(TEASERS);
  return {
    id: url,
    url,
    title,
    author: null,
    publishedAt: parseDate(first(DATES)),
    updatedAt: null,
    summary: summary === null ? null : cutText(cleanTitle(summary, "html"), SUMMARY_CHARS_MAX),
    content: null,
  };
}

/** A menu has addresses and names as well. */
const isOfArticles = (entries: readonly Entry[]): boolean =>
  entries.filter(({ publishedAt, url }) => publishedAt !== null || isArticleAddress(url ?? "")).length * 2 > entries.length;
