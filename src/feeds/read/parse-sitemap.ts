// Turns a sitemap's bytes into the pages that it lists, or an index of sitemaps into its parts (sitemaps.org, protocol 0.9).
import { cleanTitle } from "../../text/clean-title.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { decodeBytes } from "../../text/decode-bytes.ts";
import { cutText, ENTRIES_MAX, TITLE_CHARS_MAX } from "./caps.ts";
import { readXml } from "./read-xml.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import { unpackDocument } from "./unpack-document.ts";
import { FeedError, type Entry, type ParsedFeed } from "../feed.ts";

/** `changedAt`: when it last changed, as its index says; ISO 8601 in UTC. */
export interface SitemapPart {
  url: string;
  changedAt: string | null;
}

export type Sitemap = { kind: "index"; parts: SitemapPart[] } | { kind: "map"; document: ParsedFeed };

/** The protocol allows 50 MB, of which this much is read. */
const BYTES_MAX = 32 * 1024 * 1024;
/** The protocol's own limit of an index and of a map. */
const LISTED_MAX = 50_000;
const CHARS_MAX = 2_000;

type Fields = Record<string, string>;

/**
 * Reads XML, also damaged or cut, and plain lists of addresses, packed or not. Of more than 5,000 pages the newest are kept, and without
 * dates the first and the last ones. Throws FeedError if it is neither. CPU-bound: run it off the main thread.
 */
export function parseSitemap(document: Uint8Array, options: { url: string; contentType?: string | null }): Sitemap {
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
  const entries = items.flatMap((item) => toEntry(item, options.url));
  const kept = keepNewest(entries);
  const title = items.find((item) => item["news/publication/name"] !== undefined)?.["news/publication/name"] ?? null;
  return {
    kind: "map",
    document: {
      feed: { title: title === null ? null : cutText(cleanTitle(title), TITLE_CHARS_MAX), url: null, language },
      entries: kept,
      incomplete: !isWhole || kept.length < entries.length,
      ttlMinutes: null,
    },
  };
}

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

function keepNewest(entries: readonly Entry[]): Entry[] {
  if (entries.length <= ENTRIES_MAX) return [...entries];
  const dated = entries.filter((entry) => dateOf(entry) !== "");
  if (dated.length > entries.length / 2) return dated.toSorted((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1)).slice(0, ENTRIES_MAX);
  return [...entries.slice(0, ENTRIES_MAX / 2), ...entries.slice(-ENTRIES_MAX / 2)];
}

const dateOf = ({ publishedAt, updatedAt }: Entry): string => publishedAt ?? updatedAt ?? "";

function refuse(text: string): FeedError {
  const start = text.slice(0, 2_000);
  if (/<html|<!doctype html/i.test(start)) return new FeedError("html", "this address answers with a web page, not a sitemap");
  const isFeed = /<(?:rss|rdf:RDF|feed)[\s>]/i.test(start);
  return new FeedError(
    "not-a-feed",
    isFeed ? "this address answers with a feed: name it by url: in place of sitemap:" : "this address answers with no sitemap",
  );
}
