// Turns a feed's bytes into its entries: decoded, read leniently, every field as plain text; or refuses with a message.
import { decodeBytes } from "../../text/decode-bytes.ts";
import { DOCUMENT_BYTES_MAX } from "./caps.ts";
import { entryFromFields, findText, readTitle } from "./entry-from-fields.ts";
import { findUrl } from "./find-url.ts";
import type { ParsedFeed } from "../feed.ts";
import { readJsonFeed } from "./read-json-feed.ts";
import { readSecond } from "./read-second.ts";
import { readXmlFeed } from "./read-xml-feed.ts";
import { refuseDocument } from "./refuse-document.ts";
import { unpackDocument } from "./unpack-document.ts";
import type { XmlFeed } from "./xml-feed.ts";

/**
 * The feed in a document: RSS 0.9 to 2.0, Atom 0.3 and 1.0, RDF, JSON Feed, a news sitemap. `url` is its address, for relative links.
 * Reads only the start of a document beyond 16 MB. Throws FeedError if it holds no feed. CPU-bound: run it off the main thread.
 */
export async function parseFeed(
  document: Uint8Array,
  options: { url?: string | null; contentType?: string | null },
): Promise<ParsedFeed> {
  const url = options.url ?? null;
  const bytes = unpackDocument(document, DOCUMENT_BYTES_MAX);
  const whole = bytes.length <= DOCUMENT_BYTES_MAX;
  const { text } = decodeBytes(whole ? bytes : bytes.subarray(0, DOCUMENT_BYTES_MAX), {
    contentType: options.contentType ?? null,
    kind: "xml",
  });
  const feed = /^\s*[{[]/.test(text.slice(0, 1_000)) ? readJsonFeed(text, url) : await readXml(text, url);
  if (feed === null) throw refuseDocument(bytes, text);
  return whole ? feed : { ...feed, incomplete: true };
}

async function readXml(text: string, url: string | null): Promise<ParsedFeed | null> {
  const xml = readXmlFeed(text, url);
  const feed = xml && toFeed(xml);
  if (feed !== null && feed.entries.length > 0) return feed;
  // No entry found: an empty feed, no feed, or an unknown format. A second reader decides.
  return (/<(?:[\w.-]{1,30}:)?(?:item|entry)[\s>]/i.test(text) ? await readSecond(text, url) : null) ?? feed;
}

function toFeed(xml: XmlFeed): ParsedFeed | null {
  return xml.format === "sitemap" ? readNewsSitemap(xml) : readChannel(xml);
}

function readChannel({ format, channel, items, language, damaged }: XmlFeed): ParsedFeed {
  return {
    feed: {
      title: readTitle(channel, format),
      url: findUrl(channel),
      language: findText(channel, ["language", "dc:language"])?.text.trim() ?? language,
    },
    entries: items.map((fields) => entryFromFields(fields, format)),
    incomplete: damaged,
    ttlMinutes: findTtl(channel),
  };
}

/** The pages of a sitemap that have news; null if none can have any (support.google.com/news/publisher-center, "News sitemaps"). */
function readNewsSitemap({ items, damaged, isNews }: XmlFeed): ParsedFeed | null {
  const news = items.filter((fields) => findText(fields, ["news:title"]));
  if (news.length === 0 && !(isNews && items.length === 0)) return null;
  const say = (name: string) => findText(news[0] ?? new Map(), [name])?.text.trim() ?? null;
  return {
    feed: { title: say("news:publication/news:name"), url: null, language: say("news:publication/news:language") },
    entries: news.map((fields) => entryFromFields(fields, "sitemap")),
    incomplete: damaged,
    ttlMinutes: null,
  };
}

const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1_440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

function findTtl(channel: XmlFeed["channel"]): number | null {
  const ttl = Number(findText(channel, ["ttl"])?.text);
  if (ttl > 0 && Number.isFinite(ttl)) return ttl;
  const period = PERIOD_MINUTES[findText(channel, ["sy:updateperiod"])?.text.trim().toLowerCase() ?? ""];
  const frequency = Number(findText(channel, ["sy:updatefrequency"])?.text ?? 1);
  // WordPress writes "hourly, 1" into every feed, so this says nothing (dreamwidth#1700).
  if (period === undefined || !(frequency > 0) || (period === 60 && frequency === 1)) return null;
  return period / frequency;
}
