// Chooses among a page's links those that are the list: many of one place, with a headline each, and dates near them.
import type { Element } from "domhandler";
import { dateOfText, splitDate } from "./list-dates.ts";
import { type ListingLink, textsOf } from "./listing-link.ts";

/** Links of one place in the page. */
export interface LinkGroup {
  place: string;
  links: ListingLink[];
  /** How many have a date near them. */
  dated: number;
}

const MEMBERS_MIN = 2;
const FAMILIAR_SHARE = 0.3;
const DOUBLED_MIN = 3;
/** A headline links to its article twice at most, with the same words. */
const REPEATED_MIN = 3;
const HEADLINE_LETTERS_MIN = 12;
const SHORT_LETTERS_MIN = 6;
const HEADLINE_CHARS_MAX = 400;
/** Chinese, Japanese, Thai, Burmese and Khmer say as much with fewer letters. */
const DENSE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;

export interface AboutLink {
  /** A date near the link, if there is one. */
  dateOf(link: ListingLink): string | null;
  /** Whether it was in the list at the last look. */
  isKnown(link: ListingLink): boolean;
}

/** The links that lead to articles, in the order of the page; none if the page has no list. */
export function chooseLinks(links: readonly ListingLink[], pageUrl: string, { dateOf, isKnown }: AboutLink): ListingLink[] {
  const groups = groupLinks(links, pageUrl, dateOf).filter(isList);
  if (groups.length === 0) return [];
  // Where some lists have dates, a list without is a menu of topics or services, unless its addresses are of the same form.
  const dated = groups.filter((group) => group.dated * 2 >= group.links.length);
  // What was the list before is it now, whatever else the page shows.
  const familiar = groups.length === 1 ? [] : groups.filter((group) => !dated.includes(group) && isFamiliar(group, isKnown));
  const trusted = dated.length + familiar.length > 0 ? [...dated, ...familiar] : [best(groups)];
  const shapes = new Set(trusted.flatMap((group) => group.links.map(({ url }) => shapeOf(url))));
  const chosen = new Set(trusted.map(({ place }) => place));
  const isOfList = (link: ListingLink): boolean =>
    chosen.has(link.place) ||
    (shapes.has(shapeOf(link.url)) && isHeadline(link.text) && !(isRanked(link) && dateOf(link) === null));
  // A few words are a headline in a list of headlines.
  const isShort = ({ place, text }: ListingLink): boolean => chosen.has(place) && isShortHeadline(text);
  return links.filter((link) => isOfList(link) && (isHeadline(link.text) || isShort(link)));
}

function isFamiliar({ links }: LinkGroup, isKnown: AboutLink["isKnown"]): boolean {
  const urls = new Set(links.map(({ url }) => url));
  const known = new Set(links.filter(isKnown).map(({ url }) => url));
  return known.size >= MEMBERS_MIN && known.size >= urls.size * FAMILIAR_SHARE;
}

/** An ordered list without dates, next to a list that was chosen, is of what is read most. */
const isRanked = ({ place }: ListingLink): boolean => />ol\b/.test(place);

function groupLinks(links: readonly ListingLink[], pageUrl: string, dateOf: (link: ListingLink) => string | null): LinkGroup[] {
  const site = siteOf(pageUrl);
  const groups = new Map<string, LinkGroup>();
  for (const link of links) {
    // Lists of a site lead into the site; a list of other sites' articles is a list too, but not mixed with it.
    const place = `${siteOf(link.url) === site ? "" : "elsewhere"}${link.place}`;
    const group = groups.get(place) ?? { place: link.place, links: [], dated: 0 };
    group.links.push(link);
    if (dateOf(link) !== null) group.dated++;
    groups.set(place, group);
  }
  return [...groups.values()];
}

/** Most of its links have a headline of their own, and lead to a place of their own. */
function isList({ links, dated }: LinkGroup): boolean {
  const urls = new Set(links.map(({ url }) => url));
  const titles = new Set(links.filter(({ text }) => isHeadline(text)).map(({ text }) => text));
  const isLong = urls.size >= MEMBERS_MIN || (dated > 0 && urls.size === 1);
  return isLong && titles.size >= urls.size * 0.6 && titles.size * 2 > links.length;
}

/** Without pictures, without dates, and without words that several items share, such as "Read more", "Print" or the name of a topic. */
export function withoutLabels(links: readonly ListingLink[]): ListingLink[] {
  const leads = new Map<string, Set<string>>();
  const times = new Map<string, number>();
  for (const { text, url } of links) {
    leads.set(text, (leads.get(text) ?? new Set()).add(url));
    times.set(text, (times.get(text) ?? 0) + 1);
  }
  const twice = new Map([...leads].filter(([text, urls]) => urls.size === 2 && isHeadline(text)));
  // Many headlines that all lead to two addresses are a list with a second link for phones.
  const isDoubled = twice.size >= DOUBLED_MIN;
  return links.filter(({ element, text, url }) => {
    const urls = leads.get(text);
    if (text === "" || (times.get(text) ?? 0) >= REPEATED_MIN * (urls?.size ?? 1) || isDateAlone(element)) return false;
    return urls?.size === 1 || (isDoubled && twice.has(text) && urls?.values().next().value === url);
  });
}

/** A date, and nothing else that has letters. */
const isDateAlone = (element: Element): boolean =>
  textsOf(element).every(({ text }) => dateOfText(text) !== null && !/\p{L}/u.test(splitDate(text)?.title ?? ""));

const best = (groups: readonly LinkGroup[]): LinkGroup =>
  groups.reduce((most, group) => (weight(group) > weight(most) ? group : most));

/** Headlines are longer than names of topics, and articles' addresses than those of sections. */
function weight({ links }: LinkGroup): number {
  const words = links.reduce((sum, { text }) => sum + Math.min(lettersIn(text), 120), 0);
  const slugs = links.filter(({ url }) => isArticleAddress(url)).length;
  return words * (1 + slugs / links.length);
}

export const isHeadline = (text: string): boolean => text.length <= HEADLINE_CHARS_MAX && lettersIn(text) >= HEADLINE_LETTERS_MIN;

export const isShortHeadline = (text: string): boolean => /\S\s+\S/.test(text) && lettersIn(text) >= SHORT_LETTERS_MIN;

export const lettersIn = (text: string): number =>
  (text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0) + 2 * (text.match(DENSE)?.length ?? 0);

/** A number, a date or a slug of several words in its path. */
export function isArticleAddress(address: string): boolean {
  const { pathname, search } = new URL(address);
  return /\d{3,}|(?:[^/-]+-){2,}[^/-]+/.test(pathname + search);
}

/** What the addresses of one kind of page have in common: the last part, numbers and dates left out. */
export function shapeOf(address: string): string {
  const { host, pathname, searchParams } = new URL(address);
  const parts = pathname.replace(/\/$/, "").split("/");
  const folders = parts.slice(0, -1).map((part) => part.replace(/\d+/g, "0"));
  const end = /\.\w{1,5}$/.exec(parts.at(-1) ?? "")?.[0] ?? "";
  const keys = [...searchParams.keys()].filter((key) => !key.startsWith("utm_")).sort();
  return `${host}${folders.join("/")}/*${end}?${keys.join("&")}`;
}

const siteOf = (address: string): string => new URL(address).host.split(".").slice(-2).join(".");
