// Turns a sitemap's bytes into the pages that it lists, or an index of sitemaps into its parts (sitemaps.org, protocol 0.9).
import { cleanTitle } from "../../text/clean-title.ts";
import { minuteOf } from "../../text/dates/minute-of.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { decodeBytes } from "../../text/decode-bytes.ts";
import { cutText, ENTRIES_MAX, TITLE_CHARS_MAX } from "./caps.ts";
import { dateOfEntry as dateOf, keepNewest } from "./keep-newest.ts";
import { openAddresses, packAddresses } from "./known-addresses.ts";
import { readXml } from "./read-xml.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import { unpackDocument } from "./unpack-document.ts";
import { FeedError, type Entry, type ParsedFeed } from "../feed.ts";

/** `changedAt`: when it last changed, as its index says; ISO 8601 in UTC. */
export interface SitemapPart {
  url: string;
  changedAt: string | null;
}

export type Sitemap =
  | { kind: "index"; parts: SitemapPart[] }
  | {
      kind: "map";
      document: ParsedFeed;
      /** All its addresses, to be given as `known` at the next look; null if it is short or has dates. */
      addresses: string | null;
      /** How many addresses are new, if they are most of a long list: its site has other addresses now. */
      renewed: number;
    };

export interface SitemapOptions {
  url: string;
  contentType?: string | null;
  /** What the last look gave as `addresses`. */
  known?: string | null;
}

/** The protocol allows 50 MB, of which this much is read. */
const BYTES_MAX = 32 * 1024 * 1024;
/** The protocol's own limit of an index and of a map. */
const LISTED_MAX = 50_000;
const CHARS_MAX = 2_000;
/** A shorter list may be new as a whole between two looks. */
const LONG_MIN = 20;
const MADE_UP_SHARE = 0.8;
/** Of a map with other addresses than before: so many are no news, or so large a share. */
const RENEWED_MIN = 200;
const RENEWED_SHARE = 0.9;

type Fields = Record<string, string>;

/**
 * Reads XML, also damaged or cut, and plain lists of addresses, packed or not. Of more than 5,000 pages the newest are kept; without dates those
 * that are not known, then the first and the last ones. Throws FeedError if it is neither. CPU-bound: run it off the main thread.
 */
export function parseSitemap(document: Uint8Array, options: SitemapOptions): Sitemap {
  const bytes = unpackDocument(document, BYTES_MAX);
  const isWhole = bytes.length <= BYTES_MAX;
  const { text } = decodeBytes(isWhole ? bytes : bytes.subarray(0, BYTES_MAX), {
    contentType: options.contentType ?? null,
    kind: "xml",
  });
  const { root, items, language } = text.includes("<") ? readItems(text) : readLines(text);
  if (root === "sitemapindex")
    return {
      kind: "index",
      parts: items.flatMap((item) => {
        const url = resolveWebUrl(item["loc"], options.url);
        return url === null ? [] : [{ url, changedAt: parseDate(item["lastmod"] ?? null) }];
      }),
    };
  if (root !== "urlset") throw refuse(text);
  const entries = withoutMadeUpDates(items.flatMap((item) => toEntry(item, options.url)));
  const title = items.find((item) => item["news/publication/name"] !== undefined)?.["news/publication/name"] ?? null;
  const { kept, ...rest } = keep(entries, options.known ?? null);
  return {
    kind: "map",
    document: {
      feed: { title: title === null ? null : cutText(cleanTitle(title), TITLE_CHARS_MAX), url: null, language },
      entries: kept,
      incomplete: !isWhole || items.length >= LISTED_MAX,
      ttlMinutes: null,
    },
    ...rest,
  };
}

function keep(
  entries: readonly Entry[],
  known: string | null,
): Pick<Sitemap & { kind: "map" }, "addresses" | "renewed"> & { kept: Entry[] } {
  const isUndated = entries.filter((entry) => dateOf(entry) === "").length * 2 > entries.length;
  if (!isUndated || entries.length < LONG_MIN) return { kept: keepNewest(entries, dateOf), addresses: null, renewed: 0 };
  const addresses = packAddresses(entries.map(({ url }) => url ?? ""));
  if (known === null) return { kept: keepNewest(entries, dateOf), addresses, renewed: 0 };
  const isKnown = openAddresses(known);
  const [fresh, before]: [Entry[], Entry[]] = [[], []];
  for (const entry of entries) (isKnown(entry.url ?? "") ? before : fresh).push(entry);
  // A map of the latest pages may be mostly new after a night.
  const isMost = fresh.length >= RENEWED_MIN && fresh.length * 2 > entries.length;
  const isRenewed = isMost || (fresh.length >= LONG_MIN && fresh.length >= entries.length * RENEWED_SHARE);
  const first = fresh.slice(0, ENTRIES_MAX).map((entry) => (isRenewed ? { ...entry, isOlder: true } : entry));
  // One of those that were left out at the last look is no news if it takes the place of one that is gone.
  const others = before.map((entry) => ({ ...entry, isOlder: true }));
  const rest = keepNewest(others, dateOf, ENTRIES_MAX - first.length);
  return { kept: [...first, ...rest], addresses, renewed: isRenewed ? fresh.length : 0 };
}

/** A map that its site writes anew each day or at each request gives all pages the minute in which it was written. */
function withoutMadeUpDates(entries: Entry[]): Entry[] {
  if (entries.length < LONG_MIN) return entries;
  const times = new Map<string, number>();
  for (const { updatedAt } of entries) {
    const minute = minuteIn(updatedAt);
    if (minute !== null) times.set(minute, (times.get(minute) ?? 0) + 1);
  }
  const made = [...times].find(([, count]) => count > entries.length * MADE_UP_SHARE)?.[0];
  if (made === undefined) return entries;
  return entries.map((entry) => (minuteIn(entry.updatedAt) === made ? { ...entry, updatedAt: null } : entry));
}

/** Null for a day without a time. */
const minuteIn = (date: string | null): string | null =>
  date === null || date.endsWith("T00:00:00.000Z") ? null : minuteOf(date);

/** Items as their fields by path, prefixes left out: `loc`, `news/title`. */
function readItems(xml: string): { root: string | null; items: Fields[]; language: string | null } {
  const items: Fields[] = [];
  const path: string[] = [];
  let root: string | null = null;
  let item: Fields | null = null;
  readXml(xml, {
    onOpen(written, _attributes, selfClosing) {
      const name = plainName(written);
      root ??= name === "?xml" ? null : name;
      if (name === "url" || name === "sitemap") {
        item = {};
        path.length = 0;
        if (items.length < LISTED_MAX) items.push(item);
      } else if (item !== null && !selfClosing) path.push(fieldName(written));
    },
    onText(text) {
      if (item === null || path.length === 0) return;
      const field = path.join("/");
      const before = item[field] ?? "";
      if (before.length < CHARS_MAX) item[field] = before + text;
    },
    onClose(written) {
      const name = plainName(written);
      if (name === "url" || name === "sitemap") item = null;
      else if (path.at(-1) === fieldName(written)) path.pop();
    },
  });
  // What breaks off within an address is another address.
  if (item !== null && path.includes("loc") && items.at(-1) === item) items.pop();
  for (const each of items) for (const field of Object.keys(each)) each[field] = each[field]?.trim() ?? "";
  return { root, items, language: items[0]?.["news/publication/language"] ?? null };
}

/** A list of addresses, one a line. Lines are found one by one: millions of them at once would be more than a thread's memory. */
function readLines(text: string): { root: string | null; items: Fields[]; language: null } {
  const items: Fields[] = [];
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    const loc = line.trim();
    if (loc === "" || loc.startsWith("#")) continue;
    if (!/^https?:\/\/\S+$/i.test(loc)) return { root: null, items: [], language: null };
    if (items.length < LISTED_MAX) items.push({ loc });
  }
  return { root: items.length > 0 ? "urlset" : null, items, language: null };
}

const plainName = (written: string): string => written.slice(written.lastIndexOf(":") + 1);

/** Images and videos have a `loc` and a `title` of their own, which are not the page's. */
const fieldName = (written: string): string => {
  const prefix = written.slice(0, Math.max(written.lastIndexOf(":"), 0));
  return /^(?:image|video|xhtml|mobile)$/.test(prefix) ? written : plainName(written);
};

function toEntry(item: Fields, base: string): Entry[] {
  const url = resolveWebUrl(item["loc"], base);
  if (url === null) return [];
  const title = item["news/title"];
  return [
    {
      id: url,
      url,
      title: title === undefined ? null : cutText(cleanTitle(title), TITLE_CHARS_MAX),
      author: null,
      publishedAt: parseDate(item["news/publication_date"] ?? null),
      updatedAt: parseDate(item["lastmod"] ?? null),
      summary: null,
      content: null,
    },
  ];
}

function refuse(text: string): FeedError {
  const start = text.slice(0, 2_000);
  if (/<html|<!doctype html/i.test(start)) return new FeedError("html", "this address answers with a web page, not a sitemap");
  const isFeed = /<(?:rss|rdf:RDF|feed)[\s>]/i.test(start);
  return new FeedError(
    "not-a-feed",
    isFeed ? "this address answers with a feed: name it by url: in place of sitemap:" : "this address answers with no sitemap",
  );
}
