// Reads a page that lists articles: the list is found by its form, or by a selector that the user gave.
import { selectAll } from "css-select";
import { type AnyNode, Element } from "domhandler";
import { DomUtils } from "htmlparser2";
import { cleanTitle } from "../../text/clean-title.ts";
import { cutText, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "../read/caps.ts";
import { keepNewest } from "../read/keep-newest.ts";
import { parseHtml } from "../read/parse-html.ts";
import { resolveWebUrl } from "../read/resolve-url.ts";
import { type AboutLink, chooseLinks, isHeadline, withoutLabels } from "./choose-links.ts";
import { markOfTitle, markOfUrl } from "./item-mark.ts";
import { headlineNextTo, headlineOf, isInHeading } from "./headline-of.ts";
import { dateBelow, dateIn, dateNextTo, dateOfText, openDatesAbove, splitDate } from "./list-dates.ts";
import {
  alternativeOf,
  articleAddress,
  findLinks,
  isAboutItem,
  isFrame,
  type ListingLink,
  textOf,
  textsOf,
  wordsOf,
} from "./listing-link.ts";
import { findRepeated } from "./repeated-headlines.ts";
import { isConsentWall } from "./consent-wall.ts";
import { dateRelativeTexts } from "./date-relative-texts.ts";
import { findOlder } from "./find-older.ts";
import { readDataList } from "./read-data-list.ts";
import type { Entry } from "../feed.ts";

export interface Listing {
  title: string | null;
  language: string | null;
  entries: Entry[];
  /** The next page of the list; null if there is none. */
  olderUrl: string | null;
  /** It has a field for a password. */
  asksToSignIn: boolean;
  /** It asks for consent to cookies in place of a list. */
  isConsentWall: boolean;
}

/** "(PDF, 1.2 MB)" after a headline. */
const FILE_KIND = /\s*[([]\s*(?:pdf|docx?|xlsx?|odt)\b[^()[\]]{0,20}[)\]]\s*$/i;

export interface ListingOptions {
  /** The page's address. */
  url: string;
  /** Names the items, or the links themselves. */
  selector: string | null;
  /** When the page was read, ISO 8601. */
  now: string;
  /** Whether entries get dates that the page names by how long ago they were: at each look these would be others. */
  isFirst: boolean;
  /** Marks of the items that the page listed before. */
  known?: readonly string[];
}

/** CPU-bound: run it off the main thread. */
export function readListing(html: string, { url, selector, now, isFirst, known = [] }: ListingOptions): Listing {
  const document = parseHtml(html);
  const relative = dateRelativeTexts(document, new Date(now));
  const base = DomUtils.getElementsByTagName("base", document, true, 1)[0]?.attribs["href"];
  const pageUrl = resolveWebUrl(base, url) ?? url;
  const isKnown = openKnown(known);
  const items = selector === null ? learnItems(document, pageUrl, isKnown) : selectItems(document, selector, pageUrl);
  const entries = new Map<string, Entry>();
  for (const item of keepNewest(items, ({ date }) => date ?? "")) {
    const { link } = item;
    const entry = entries.has(link.url) ? null : entryOf(item);
    if (entry === null) continue;
    const isOurs = relative.has(entry.publishedAt ?? "");
    entries.set(link.url, isOurs && !isFirst ? { ...entry, publishedAt: null } : entry);
  }
  const shown = [...entries.values()];
  const carried = selector === null && !areMostDated(shown) ? readDataList(document, pageUrl, isKnown) : [];
  const listed = chooseList(shown, carried);
  const [title] = DomUtils.getElementsByTagName("title", document, true, 1);
  const [root] = DomUtils.getElementsByTagName("html", document, true, 1);
  return {
    title: title === undefined ? null : cutText(cleanTitle(textOf(title), "text"), TITLE_CHARS_MAX),
    language: root?.attribs["lang"] ?? null,
    entries: listed,
    isConsentWall: isConsentWall(document, listed),
    olderUrl: findOlder(document, pageUrl),
    asksToSignIn: DomUtils.getElementsByTagName("input", document).some(
      ({ attribs }) => attribs["type"]?.toLowerCase() === "password",
    ),
  };
}

/** So many items of the last look are no chance. */
const KNOWN_MIN = 2;

const areMostDated = (entries: readonly Entry[]): boolean =>
  entries.filter(({ publishedAt }) => publishedAt !== null).length * 2 > entries.length;

/**
 * What a page shows goes before what it only carries, which may give it dates. But where a list of dated articles is carried that has nothing in common
 * with it, what is shown without dates is a menu.
 */
function chooseList(shown: Entry[], carried: readonly Entry[]): Entry[] {
  if (carried.length === 0) return shown;
  const dates = new Map(carried.map(({ url, publishedAt }) => [url, publishedAt]));
  if (shown.some(({ url }) => dates.has(url)))
    return shown.map((entry) => ({ ...entry, publishedAt: entry.publishedAt ?? dates.get(entry.url) ?? null }));
  return shown.length === 0 || (areMostDated(carried) && carried.length >= shown.length) ? [...carried] : shown;
}

interface Item {
  item: Element;
  link: ListingLink;
  date: string | null;
}

function selectItems(document: AnyNode, selector: string, pageUrl: string): Item[] {
  const items = selectAll<AnyNode, Element>(selector, document).flatMap((item): Item[] => {
    const anchors = item.name === "a" ? [item] : DomUtils.getElementsByTagName("a", item);
    const links = anchors.flatMap((element): ListingLink[] => {
      const url = articleAddress(element.attribs["href"], pageUrl);
      return url === null ? [] : [{ element, url, text: wordsOf(element), place: "" }];
    });
    const link =
      links.find(({ element }) => isInHeading(element, item)) ?? links.toSorted((a, b) => b.text.length - a.text.length)[0];
    return link === undefined ? [] : [{ item, link, date: dateIn(item) }];
  });
  const named = new Set(withoutLabels(items.map(({ link }) => link)));
  return items.map(({ item, link, date }) => {
    const text = named.has(link) ? link.text : (headlineNextTo(item, link) ?? alternativeOf(link) ?? link.text);
    return { item, link: { ...link, text }, date };
  });
}

/** By its address or its words, since a redesign keeps either. */
function openKnown(marks: readonly string[]): (link: Pick<ListingLink, "url" | "text">) => boolean {
  const known = new Set(marks);
  return ({ url, text }) => known.size > 0 && (known.has(markOfUrl(url)) || known.has(markOfTitle(text)));
}

function learnItems(document: AnyNode, pageUrl: string, isKnown: AboutLink["isKnown"]): Item[] {
  const all = findLinks(document, pageUrl);
  const named = withoutLabels(all);
  const plain = named.filter((link) => !isAboutItem(link));
  let undated: Item[] = [];
  for (const links of plain.length < named.length ? [plain, named] : [named]) {
    const found = chooseItems(links, { around: itemsOf(links), isKnown }, pageUrl);
    if (areDated(found) || found.filter(({ link }) => isKnown(link)).length >= KNOWN_MIN)
      return withRepeated(
        found,
        all.filter((link) => !isAboutItem(link)),
      );
    if (undated.length === 0) undated = found;
  }
  // Headlines without links, each with a link such as "Download" next to it, then pictures that are links. Without dates, other things look
  // like that too; with them, these are the list, and what has no dates is a menu of topics or services.
  const rows = itemsOf(all, () => true);
  const isLabel = findLabels(new Set(rows.values()));
  const around = new Map<ListingLink, Element>();
  const nextTo = (link: ListingLink, row: Element) => headlineNextTo(row, link, isLabel);
  for (const name of [nextTo, (link: ListingLink) => alternativeOf(link, isLabel)]) {
    around.clear();
    for (const link of all) {
      const row = rows.get(link) ?? link.element;
      const text = name(link, row);
      if (text !== null) around.set({ ...link, text }, row);
    }
    const items = chooseItems([...around.keys()], { around, isKnown }, pageUrl);
    if (areDated(items)) return items;
  }
  const repeated = findRepeated(all, [], (link) => {
    const row = rows.get(link) ?? link.element;
    return dateIn(row) !== null && headlineNextTo(row, link) === null;
  });
  if (repeated.length > 0) return repeated.map((link) => itemOf(link, rows));
  return undated;
}

const itemOf = (link: ListingLink, rows: ReadonlyMap<ListingLink, Element>): Item => {
  const item = rows.get(link) ?? link.element;
  return { item, link, date: dateIn(item) ?? (item === link.element ? dateNextTo(item) : null) };
};

function withRepeated(found: Item[], all: readonly ListingLink[]): Item[] {
  const links = found.map(({ link }) => link);
  const repeated = findRepeated(all, links, () => false);
  if (repeated.length === 0) return found;
  const rows = itemsOf([...links, ...repeated]);
  // What repeats without dates is a menu.
  const dated = repeated.map((link) => itemOf(link, rows)).filter(({ date }) => date !== null);
  const places = new Map(all.map(({ element }, index) => [element, index]));
  return [...found, ...dated].toSorted((a, b) => (places.get(a.link.element) ?? 0) - (places.get(b.link.element) ?? 0));
}

const areDated = (items: readonly Item[]): boolean => items.filter(({ date }) => date !== null).length * 2 > items.length;

/** In so many rows, words are no headline. */
const LABELLED_MIN = 3;

/** Whether several rows say the same, such as the name of a topic. */
function findLabels(rows: ReadonlySet<Element>): (text: string) => boolean {
  const times = new Map<string, number>();
  for (const row of rows)
    for (const text of new Set(textsOf(row).map((part) => part.text))) times.set(text, (times.get(text) ?? 0) + 1);
  return (text) => (times.get(text) ?? 0) >= LABELLED_MIN;
}

function chooseItems(
  links: readonly ListingLink[],
  { around, isKnown }: { around: ReadonlyMap<ListingLink, Element>; isKnown: AboutLink["isKnown"] },
  pageUrl: string,
): Item[] {
  const itemOf = (link: ListingLink): Element => around.get(link) ?? link.element;
  // In a card the date has an element of its own.
  const within = new Map(links.map((link) => [link, textsOf(link.element).length > 1 ? null : splitDate(link.text)]));
  const own = new Map(
    links.map((link) => {
      const item = itemOf(link);
      return [link, dateIn(item) ?? (item === link.element ? dateNextTo(item) : null) ?? within.get(link)?.date ?? null];
    }),
  );
  const chosen = chooseLinks(links, pageUrl, { dateOf: (link) => own.get(link) ?? null, isKnown });
  const dateAbove = openDatesAbove();
  const above = new Map(chosen.map((link) => [link, own.get(link) ?? dateAbove(itemOf(link))]));
  // Where the first has none above it, the dates stand below what they belong to, or somewhere else.
  const [first] = chosen;
  const isAbove = first !== undefined && (above.get(first) ?? null) !== null;
  // One without a date among many with their own, such as a banner, has not that of its neighbour.
  const isOwn = chosen.filter((link) => (own.get(link) ?? null) !== null).length * 2 > chosen.length;
  const below = isAbove || isOwn ? [] : chosen.map((link) => own.get(link) ?? dateBelow(itemOf(link)));
  const isBelow = below.filter((date) => date !== null).length * 2 > chosen.length;
  const dateOf = (link: ListingLink, index: number): string | null =>
    (isAbove ? above.get(link) : isBelow ? below[index] : own.get(link)) ?? null;
  return withoutDates(
    chosen.map((link, index) => ({ item: itemOf(link), link, date: dateOf(link, index) })),
    within,
  );
}

/** If most links begin or end with a date, and say different things without it, the dates are no part of their headlines. */
function withoutDates(items: Item[], within: ReadonlyMap<ListingLink, { title: string } | null>): Item[] {
  const titles = items.map(({ link }) => within.get(link)?.title);
  const found = titles.filter((title) => title !== undefined);
  if (found.length * 2 <= items.length || new Set(found).size < found.length) return items;
  return items.map((item, index) => ({ ...item, link: { ...item.link, text: titles[index] ?? item.link.text } }));
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
  const title = cutText(cleanTitle(headlineOf(item, link).replace(FILE_KIND, ""), "text"), TITLE_CHARS_MAX);
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
