// Reads a page that lists articles: the list is found by its form, or by a selector that the user gave.
import { selectAll } from "css-select";
import { type AnyNode, Element } from "domhandler";
import { DomUtils } from "htmlparser2";
import { cleanTitle } from "../../text/clean-title.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { cutText, ENTRIES_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "../read/caps.ts";
import { parseHtml } from "../read/parse-html.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { chooseLinks, isHeadline, withoutLabels } from "./choose-links.ts";
import { articleAddress, findLinks, isAboutItem, isFrame, type ListingLink, textOf, textsOf, wordsOf } from "./listing-link.ts";
import { dateRelativeTexts } from "./date-relative-texts.ts";
import { findOlder } from "./find-older.ts";
import type { Entry } from "../feed.ts";

export interface Listing {
  title: string | null;
  language: string | null;
  entries: Entry[];
  /** The next page of the list; null if there is none. */
  olderUrl: string | null;
  /** It has a field for a password. */
  asksToSignIn: boolean;
}

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
const DATE_CHARS_MAX = 60;
const TEXTS_MAX = 40;
/** Elements that a link holds only if it is a card. */
const BLOCKS = new Set(["p", "div", "section", "figure", "ul", "header", "footer", "article"]);
const CARD_CHARS_MIN = 200;
const LEVELS_ABOVE_MAX = 2;
const DAY_END = "T23:59:59.000Z";

export interface ListingOptions {
  /** The page's address. */
  url: string;
  /** Names the items, or the links themselves. */
  selector: string | null;
  /** When the page was read, ISO 8601. */
  now: string;
  /** Whether entries get dates that the page names by how long ago they were: at each look these would be others. */
  isFirst: boolean;
}

/** CPU-bound: run it off the main thread. */
export function readListing(html: string, { url, selector, now, isFirst }: ListingOptions): Listing {
  const document = parseHtml(html);
  const relative = dateRelativeTexts(document, new Date(now));
  const base = DomUtils.getElementsByTagName("base", document, true, 1)[0]?.attribs["href"];
  const pageUrl = resolveWebUrl(base, url) ?? url;
  const items = selector === null ? learnItems(document, pageUrl) : selectItems(document, selector, pageUrl);
  const entries = new Map<string, Entry>();
  for (const item of items) {
    const { link } = item;
    const entry = entryOf(item);
    if (entry === null || entries.has(link.url) || entries.size >= ENTRIES_MAX) continue;
    const isOurs = relative.has(entry.publishedAt ?? "");
    entries.set(link.url, isOurs && !isFirst ? { ...entry, publishedAt: null } : entry);
  }
  const [title] = DomUtils.getElementsByTagName("title", document, true, 1);
  const [root] = DomUtils.getElementsByTagName("html", document, true, 1);
  return {
    title: title === undefined ? null : cutText(cleanTitle(textOf(title), "text"), TITLE_CHARS_MAX),
    language: root?.attribs["lang"] ?? null,
    entries: [...entries.values()],
    olderUrl: findOlder(document, pageUrl),
    asksToSignIn: DomUtils.getElementsByTagName("input", document).some(
      ({ attribs }) => attribs["type"]?.toLowerCase() === "password",
    ),
  };
}

interface Item {
  item: Element;
  link: ListingLink;
  date: string | null;
}

function selectItems(document: AnyNode, selector: string, pageUrl: string): Item[] {
  return selectAll<AnyNode, Element>(selector, document).flatMap((item) => {
    const anchors = item.name === "a" ? [item] : DomUtils.getElementsByTagName("a", item);
    const links = anchors.flatMap((element): ListingLink[] => {
      const url = articleAddress(element.attribs["href"], pageUrl);
      return url === null ? [] : [{ element, url, text: wordsOf(element), place: "" }];
    });
    const link =
      links.find(({ element }) => isInHeading(element, item)) ?? links.toSorted((a, b) => b.text.length - a.text.length)[0];
    return link === undefined ? [] : [{ item, link, date: dateIn(item) }];
  });
}

function learnItems(document: AnyNode, pageUrl: string): Item[] {
  const all = findLinks(document, pageUrl);
  const named = withoutLabels(all);
  const plain = named.filter((link) => !isAboutItem(link));
  for (const links of plain.length < named.length ? [plain, named] : [named]) {
    const found = chooseItems(links, itemsOf(links), pageUrl);
    if (found.length > 0) return found;
  }
  // Headlines without links, each with a link such as "Download" next to it. Without dates, other things look like that too.
  const rows = itemsOf(all, () => true);
  const around = new Map<ListingLink, Element>();
  for (const link of all) {
    const row = rows.get(link) ?? link.element;
    const text = headlineNextTo(row, link);
    if (text !== null) around.set({ ...link, text }, row);
  }
  const items = chooseItems([...around.keys()], around, pageUrl);
  return items.filter(({ date }) => date !== null).length * 2 > items.length ? items : [];
}

function chooseItems(links: readonly ListingLink[], around: ReadonlyMap<ListingLink, Element>, pageUrl: string): Item[] {
  const itemOf = (link: ListingLink): Element => around.get(link) ?? link.element;
  const own = new Map(links.map((link) => [link, dateIn(itemOf(link))]));
  const choose = (dates: ReadonlyMap<ListingLink, string | null>) =>
    chooseLinks(links, pageUrl, (link) => dates.get(link) ?? null);
  const chosen = choose(own);
  const dateAbove = openDatesAbove();
  const above = new Map(chosen.map((link) => [link, own.get(link) ?? dateAbove(itemOf(link))]));
  // Where the first has none above it, the dates stand below what they belong to, or somewhere else.
  const [first] = chosen;
  const dates = first !== undefined && (above.get(first) ?? null) !== null ? above : own;
  return chosen.map((link) => ({ item: itemOf(link), link, date: dates.get(link) ?? null }));
}

/** Around each link the largest element that holds no headline but its own. */
function itemsOf(
  links: readonly ListingLink[],
  isHeadlined = ({ text }: ListingLink): boolean => isHeadline(text),
): Map<ListingLink, Element> {
  const within = new Map<Element, Set<string>>();
  for (const link of links) {
    if (!isHeadlined(link)) continue;
    const { element, url } = link;
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

function entryOf({ item, link, date }: Item): Entry | null {
  const title = cutText(cleanTitle(headlineOf(item, link), "text"), TITLE_CHARS_MAX);
  if (title === null) return null;
  const teaser = DomUtils.getElementsByTagName("p", item)
    .map(textOf)
    .filter((text) => text !== title && isHeadline(text) && dateOfText(text) === null)
    .toSorted((a, b) => b.length - a.length)[0];
  return {
    id: link.url,
    url: link.url,
    title,
    author: null,
    publishedAt: date,
    updatedAt: null,
    summary: teaser === undefined ? null : cutText(teaser, SUMMARY_CHARS_MAX),
    content: null,
  };
}

/** The heading within the link or around it, else the link's own words, of which dates and labels are no part. */
function headlineOf(item: Element, { element, text, url }: ListingLink): string {
  // The link is a label and its headline stands next to it, or its words are cut.
  if (text !== textOf(element)) return text;
  const [inside] = DomUtils.getElementsByTagName((name) => HEADINGS.has(name), element, true, 1);
  if (inside !== undefined && isHeadline(textOf(inside))) return textOf(inside);
  const headings = DomUtils.getElementsByTagName((name) => HEADINGS.has(name), item);
  const own = headings.find((heading) =>
    DomUtils.getElementsByTagName("a", heading).some(({ attribs }) => sameEnd(attribs["href"], url)),
  );
  if (own !== undefined && isHeadline(textOf(own))) return textOf(own);
  const card = headlineOfCard(element);
  if (card !== null) return card;
  const parts = textsOf(element).filter((part) => parseDate(part.text) === null);
  return parts.map((part) => part.text).join(" ") || text;
}

/** A card that is a link as a whole: its headline is marked as one, or the longest of its first lines that does not end as a teaser does. Null if it is no card. */
function headlineOfCard(element: Element): string | null {
  const isCard = DomUtils.getElementsByTagName((name) => BLOCKS.has(name), element, true, 1).length > 0;
  const marked = DomUtils.getElementsByTagName(() => true, element).find(
    (inner) => (isTitled(inner) || (isCard && (inner.name === "strong" || inner.name === "b"))) && isHeadline(textOf(inner)),
  );
  if (marked !== undefined) return textOf(marked);
  const parts = textsOf(element).filter((part) => parseDate(part.text) === null);
  if (parts.length < 2 || !(isCard || textOf(element).length > CARD_CHARS_MIN)) return null;
  const first = parts.slice(0, 3).map(({ text }) => text);
  const headlines = first.filter((text) => isHeadline(text) && !/[.。…]$/u.test(text));
  return (headlines.length > 0 ? headlines : first).toSorted((a, b) => b.length - a.length)[0] ?? null;
}

const isTitled = ({ attribs }: Element): boolean =>
  /(?:^|[\s_-])(?:title|headline|heading)(?:$|[\s_-])/i.test(attribs["class"] ?? "");

/** Of a row or card whose link says no more than its neighbours' do: its heading, else its longest text. */
function headlineNextTo(item: Element, { element }: ListingLink): string | null {
  if (item === element) return null;
  const [heading] = DomUtils.getElementsByTagName((name) => HEADINGS.has(name), item);
  if (heading !== undefined && isHeadline(textOf(heading))) return textOf(heading);
  const texts = textsOf(item).filter(({ text }) => isHeadline(text) && dateOfText(text) === null);
  return texts.toSorted((a, b) => b.text.length - a.text.length)[0]?.text ?? null;
}

/** Finds the date in what stands before an item: `dt` before `dd`, or the heading of a day's items. Each element is read once. */
function openDatesAbove(): (item: Element) => string | null {
  const known = new Map<Element, string | null>();
  /** Other items of the same day may stand between, all of one name. */
  const amongSiblings = (item: Element): string | null => {
    const passed: Element[] = [];
    let date: string | null = null;
    for (let at: Element | null = item; at !== null;) {
      const seen = known.get(at);
      if (seen !== undefined) {
        date = seen;
        break;
      }
      passed.push(at);
      const before: Element | null = DomUtils.prevElementSibling(at);
      const text = before === null ? "" : textOf(before);
      date = text === "" || text.length > DATE_CHARS_MAX ? null : dateOfText(text);
      at = date === null && before?.name === at.name ? before : null;
    }
    for (const one of passed) known.set(one, date);
    return date;
  };
  return (item) => {
    let at = item;
    for (let level = 0; level < LEVELS_ABOVE_MAX; level++) {
      const date = amongSiblings(at);
      if (date !== null) return date;
      if (!(at.parent instanceof Element) || isFrame(at.parent) || at.parent.name === "body") return null;
      at = at.parent;
    }
    return null;
  };
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
  const plain = text.replace(/^[\s|·•,:–—([-]+|[\s|·•,:–—)\]-]+$/gu, "");
  const date = parseDate(plain);
  return date?.endsWith("T00:00:00.000Z") === true && !/\b0?0[:.]00\b/.test(plain) ? date.replace(/T.*/, DAY_END) : date;
}
