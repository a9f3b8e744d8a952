// Reads a page that lists articles: the list is found by its form, or by a selector that the user gave.
import { selectAll } from "css-select";
import { type AnyNode, Element } from "domhandler";
import { DomUtils, parseDocument } from "htmlparser2";
import { cleanTitle } from "../../text/clean-title.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { cutText, ENTRIES_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "../read/caps.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { chooseLinks, isHeadline, withoutLabels } from "./choose-links.ts";
import { articleAddress, findLinks, isFrame, type ListingLink, textOf, textsOf } from "./listing-link.ts";
import { findOlder } from "./find-older.ts";
import type { Entry } from "../feed.ts";

export interface Listing {
  title: string | null;
  language: string | null;
  entries: Entry[];
  /** The next page of the list; null if there is none. */
  olderUrl: string | null;
}

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
const DATE_CHARS_MAX = 60;
const TEXTS_MAX = 40;
const DAY_END = "T23:59:59.000Z";

/** `selector` names the items, or the links themselves. `url` is the page's address. CPU-bound: run it off the main thread. */
export function readListing(html: string, { url, selector }: { url: string; selector: string | null }): Listing {
  const document = parseDocument(html);
  const base = DomUtils.getElementsByTagName("base", document, true, 1)[0]?.attribs["href"];
  const pageUrl = resolveWebUrl(base, url) ?? url;
  const items = selector === null ? learnItems(document, pageUrl) : selectItems(document, selector, pageUrl);
  const entries = new Map<string, Entry>();
  for (const { item, link } of items) {
    const entry = entryOf(item, link);
    if (entry !== null && !entries.has(link.url) && entries.size < ENTRIES_MAX) entries.set(link.url, entry);
  }
  const [title] = DomUtils.getElementsByTagName("title", document, true, 1);
  const [root] = DomUtils.getElementsByTagName("html", document, true, 1);
  return {
    title: title === undefined ? null : cutText(cleanTitle(textOf(title), "text"), TITLE_CHARS_MAX),
    language: root?.attribs["lang"] ?? null,
    entries: [...entries.values()],
    olderUrl: findOlder(document, pageUrl),
  };
}

interface Item {
  item: Element;
  link: ListingLink;
}

function selectItems(document: AnyNode, selector: string, pageUrl: string): Item[] {
  return selectAll<AnyNode, Element>(selector, document).flatMap((item) => {
    const anchors = item.name === "a" ? [item] : DomUtils.getElementsByTagName("a", item);
    const links = anchors.flatMap((element): ListingLink[] => {
      const url = articleAddress(element.attribs["href"], pageUrl);
      return url === null ? [] : [{ element, url, text: textOf(element), place: "" }];
    });
    const link =
      links.find(({ element }) => isInHeading(element, item)) ?? links.toSorted((a, b) => b.text.length - a.text.length)[0];
    return link === undefined ? [] : [{ item, link }];
  });
}

function learnItems(document: AnyNode, pageUrl: string): Item[] {
  const links = withoutLabels(findLinks(document, pageUrl));
  const around = itemsOf(links);
  const dates = new Map(links.map((link) => [link, dateIn(around.get(link) ?? link.element)]));
  const chosen = chooseLinks(links, pageUrl, (link) => dates.get(link) ?? null);
  return chosen.map((link) => ({ item: around.get(link) ?? link.element, link }));
}

/** Around each link the largest element that holds no headline but its own. */
function itemsOf(links: readonly ListingLink[]): Map<ListingLink, Element> {
  const within = new Map<Element, Set<string>>();
  for (const { element, url, text } of links) {
    if (!isHeadline(text)) continue;
    for (let at = element.parent; at instanceof Element; at = at.parent) {
      const urls = within.get(at) ?? new Set();
      // Beyond the second, no element around can be an item.
      if (urls.size > 1) break;
      urls.add(url);
      within.set(at, urls);
    }
  }
  return new Map(
    links.map((link) => {
      let item = link.element;
      for (
        let at = link.element.parent;
        at instanceof Element && !isFrame(at) && at.name !== "main" && at.name !== "body";
        at = at.parent
      ) {
        const urls = within.get(at);
        if (urls !== undefined && (urls.size > 1 || !urls.has(link.url))) break;
        item = at;
      }
      return [link, item];
    }),
  );
}

function entryOf(item: Element, link: ListingLink): Entry | null {
  const title = cutText(cleanTitle(headlineOf(item, link), "text"), TITLE_CHARS_MAX);
  if (title === null) return null;
  const teaser = DomUtils.getElementsByTagName("p", item)
    .map(textOf)
    .filter((text) => text !== title && isHeadline(text))
    .toSorted((a, b) => b.length - a.length)[0];
  return {
    id: link.url,
    url: link.url,
    title,
    author: null,
    publishedAt: dateIn(item),
    updatedAt: null,
    summary: teaser === undefined ? null : cutText(teaser, SUMMARY_CHARS_MAX),
    content: null,
  };
}

/** The heading within the link or around it, else the link's own words, of which dates and labels are no part. */
function headlineOf(item: Element, { element, text, url }: ListingLink): string {
  const [inside] = DomUtils.getElementsByTagName((name) => HEADINGS.has(name), element, true, 1);
  if (inside !== undefined && isHeadline(textOf(inside))) return textOf(inside);
  const headings = DomUtils.getElementsByTagName((name) => HEADINGS.has(name), item);
  const own = headings.find((heading) =>
    DomUtils.getElementsByTagName("a", heading).some(({ attribs }) => sameEnd(attribs["href"], url)),
  );
  if (own !== undefined && isHeadline(textOf(own))) return textOf(own);
  const parts = textsOf(element).filter((part) => parseDate(part.text) === null);
  // A card that is a link as a whole has its headline as the longest of its first lines.
  const block =
    parts.length > 1 && text.length > 200
      ? parts.slice(0, 3).toSorted((a, b) => b.text.length - a.text.length)[0]?.text
      : undefined;
  return block ?? (parts.map((part) => part.text).join(" ") || text);
}

const sameEnd = (href: string | undefined, url: string): boolean => {
  const path = (href ?? "").replace(/^.*\/(?=[^/])|#.*$/g, "");
  return path !== "" && url.endsWith(path);
};

function isInHeading(element: Element, item: Element): boolean {
  for (let at = element.parent; at instanceof Element && at !== item.parent; at = at.parent)
    if (HEADINGS.has(at.name)) return true;
  return DomUtils.getElementsByTagName((name) => HEADINGS.has(name), element, true, 1).length > 0;
}

/** A date in this element: of a time element, else of a short text that is one. A day without a time counts until it ends. */
function dateIn(element: Element): string | null {
  for (const time of DomUtils.getElementsByTagName("time", element, true, 3)) {
    const date = dateOfText(time.attribs["datetime"] ?? textOf(time));
    if (date !== null) return date;
  }
  for (const { text } of textsOf(element).slice(0, TEXTS_MAX)) {
    if (!/\p{Nd}|[〇一二三四五六七八九十]/u.test(text)) continue;
    const date = text.length > DATE_CHARS_MAX ? null : dateOfText(text);
    if (date !== null) return date;
  }
  return null;
}

function dateOfText(text: string): string | null {
  const plain = text.replace(/^[\s|·•,:–—-]+|[\s|·•,:–—-]+$/gu, "");
  const date = parseDate(plain);
  return date?.endsWith("T00:00:00.000Z") === true && !/\b0?0[:.]00\b/.test(plain) ? date.replace(/T.*/, DAY_END) : date;
}
