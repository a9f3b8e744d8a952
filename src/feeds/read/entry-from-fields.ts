// Turns the fields of an item into an entry: which of a dozen vocabularies to prefer, in which order.
import { cleanTitle } from "../../text/clean-title.ts";
import { foldParagraphs, htmlToText } from "../../text/html-to-text.ts";
import { parseDate } from "../../text/dates/parse-date.ts";
import { CONTENT_CHARS_MAX, cutText, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX } from "./caps.ts";
import type { Entry } from "../feed.ts";
import { findMedia } from "./find-media.ts";
import { findUrl } from "./find-url.ts";
import { readAuthors } from "./read-author.ts";
import { resolveLinks } from "./resolve-links.ts";
import { resolveWebUrl } from "./resolve-url.ts";
import { readSharedLink } from "./shared-link.ts";
import { escapeText, type Field, type Fields, type XmlFeed } from "./xml-feed.ts";

const TITLES = ["title", "news:title", "dc:title", "atom:title", "media:title", "itunes:title"];
const SUMMARIES = [
  "summary",
  "description",
  "atom:summary",
  "dc:description",
  "tagline",
  "abstract",
  "itunes:summary",
  "itunes:subtitle",
];
const CONTENTS = ["content:encoded", "content", "atom:content", "xhtml:body", "body", "xhtml:div", "fullitem"];
const PUBLISHED = [
  "pubdate",
  "published",
  "issued",
  "dc:date",
  "dcterms:issued",
  "atom:published",
  "atom:issued",
  "dcterms:created",
  "created",
  "date",
  "dcterms:date",
  "dcterms:available",
  "news:publication_date",
  "prism:publicationdate",
];
const UPDATED = ["updated", "modified", "dcterms:modified", "atom:updated", "atom:modified", "lastmod", "@lastmod"];
const AUTHORS = [
  "author/name",
  "author",
  "dc:creator",
  "dc:author",
  "atom:author/name",
  "itunes:author",
  "author/email",
  "dc:contributor",
];
const IDS = ["guid", "id", "atom:id", "@rdf:about", "dc:identifier", "loc"];

const DATES_MAX = 5;

// The lists that contain each name, as bits: most entries have nothing from most lists, so their names need not be looked up one by one.
const LISTS = [CONTENTS, PUBLISHED, UPDATED, AUTHORS];
const [CONTENT, PUBLICATION, UPDATE, AUTHOR] = LISTS.map((_, list) => 1 << list) as [number, number, number, number];
const BITS = new Map<string, number>();
for (const [list, names] of LISTS.entries()) for (const name of names) BITS.set(name, (BITS.get(name) ?? 0) | (1 << list));

function findLists(fields: Fields): number {
  let lists = 0;
  for (const name of fields.keys()) lists |= BITS.get(name) ?? 0;
  return lists;
}

/** One entry from the fields of one item. */
export function entryFromFields(fields: Fields, format: XmlFeed["format"]): Entry {
  const lists = findLists(fields);
  const [sum, text] = inOrder(fields, "summary", "description");
  const summary = findText(fields, [sum, ...SUMMARIES]);
  const given =
    ((lists & CONTENT) !== 0 ? findText(fields, CONTENTS) : null) ?? (fields.has(sum) ? findText(fields, [text]) : null);
  const shared = given === null ? null : readSharedLink(given.text);
  const content = given === null || shared === null ? given : { ...given, text: shared.words };
  const original = resolveWebUrl(findText(fields, ["feedburner:origlink"])?.text, null);
  const url = findUrl(fields, ["feedburner:origlink", "loc", "@rdf:about", "id", "atom:id"]);
  const mediaUrl = findMedia(fields);
  const summaryText = summary ? readText(summary, format) : "";
  return {
    id: findText(fields, IDS)?.text.trim() || null,
    url,
    title: readTitle(fields, format),
    author: (lists & AUTHOR) !== 0 ? readAuthor(fields) : null,
    publishedAt: (lists & PUBLICATION) !== 0 ? readDate(fields, PUBLISHED) : null,
    updatedAt: (lists & UPDATE) !== 0 ? readDate(fields, UPDATED) : null,
    summary: cutText(summaryText || readFallback(content, fields, format), SUMMARY_CHARS_MAX),
    content: content ? cutText(readHtml(content, format), CONTENT_CHARS_MAX) : null,
    ...(original !== null && { originalUrl: original }),
    ...(typeof shared?.url === "string" && { sharedUrl: shared.url }),
    ...(mediaUrl !== null && { mediaUrl }),
    ...readSource(fields),
  };
}

const SOURCES = ["source/title", "source", "news:source"];

/** RSS has the name as text and the address as `url`; Atom has elements within. */
function readSource(fields: Fields): Pick<Entry, "source"> {
  if (!SOURCES.some((name) => fields.has(name))) return {};
  const field = findText(fields, SOURCES);
  const name = cutText(cleanTitle(field?.text.slice(0, TITLE_CHARS_MAX) ?? ""), TITLE_CHARS_MAX);
  if (field === null || name === null) return {};
  const linked = fields.get("source/link")?.find(({ attributes }) => (attributes.get("rel") ?? "alternate") === "alternate");
  const address = field.attributes.get("url") ?? linked?.attributes.get("href") ?? (linked?.text.trim() || null);
  return { source: { name, url: resolveWebUrl(address, field.base) } };
}

/** Of two fields, the one that comes first in the document: of a summary and a description, the first is the summary, the second the text. */
function inOrder(fields: Fields, a: string, b: string): [string, string] {
  if (!fields.has(a) || !fields.has(b)) return [a, b];
  for (const name of fields.keys()) if (name === a || name === b) return name === a ? [a, b] : [b, a];
  return [a, b];
}

/** The title of a channel or an item as one clean line. */
export function readTitle(fields: Fields, format: XmlFeed["format"]): string | null {
  const field = findText(fields, TITLES);
  if (!field) return null;
  const text = field.text.slice(0, TITLE_CHARS_MAX * 20);
  // Elements are certainly tags; in escaped text "<T>" may be meant literally.
  const title = field.markup ? cleanTitle(htmlToText(text), "text") : cleanTitle(text, isPlain(field, format) ? "text" : "html");
  return cutText(title, TITLE_CHARS_MAX);
}

/** The authors of an item, by the first vocabulary that names any. */
function readAuthor(fields: Fields): string | null {
  const name = AUTHORS.find((name) => findText(fields, [name]));
  return name === undefined ? null : readAuthors((fields.get(name) ?? []).map((field) => field.text));
}

const NOT_SPACE = /\S/;

/** The first field with text in it, by the first of these names that has one. */
export function findText(fields: Fields, names: readonly string[]): Field | null {
  for (const name of names) {
    const found = fields.get(name);
    const field = found === undefined ? undefined : found.find(({ text }) => NOT_SPACE.test(text));
    if (field) return isBase64(field) ? decodeBase64(field) : field;
  }
  return null;
}

/** Atom 0.3 marks base64 by its mode, Atom 1.0 by a type that is not text (RFC 4287, 4.1.3.3). */
function isBase64({ markup, attributes }: Field): boolean {
  return !markup && (attributes.get("mode") === "base64" || attributes.get("type") === "application/octet-stream");
}

function decodeBase64(field: Field): Field {
  const text = Buffer.from(field.text, "base64").toString("utf8");
  return { ...field, text, attributes: new Map([["type", "html"]]) };
}

function readDate(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    // If there are several, the last counts: publishers append corrections.
    for (const field of fields.get(name)?.slice(-DATES_MAX).toReversed() ?? []) {
      const date = parseDate(field.text);
      if (date !== null) return date;
    }
  }
  return null;
}

/** The summary of an entry without one: its content's, or the description of its picture. */
function readFallback(content: Field | null, fields: Fields, format: XmlFeed["format"]): string {
  const field = content ?? findText(fields, ["media:description"]);
  return field ? readText(field, format) : "";
}

function readText(field: Field, format: XmlFeed["format"]): string {
  const text = field.text.slice(0, SUMMARY_CHARS_MAX * 5);
  return isPlain(field, format) ? foldParagraphs(text) : htmlToText(text);
}

function readHtml(field: Field, format: XmlFeed["format"]): string {
  return isPlain(field, format) ? escapeText(field.text.trim()) : resolveLinks(field.text.trim(), field.base);
}

const LOOKS_LIKE_HTML = /<\/[a-z][a-z\d]*\s*>|<(?:br|hr|img|p)[\s/>]|&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/i;

/** Atom says which texts are plain; some feeds say so of HTML, which is detected. RSS texts are always HTML. */
function isPlain(field: Field, format: XmlFeed["format"]): boolean {
  if (field.markup || format !== "atom") return false;
  const type = field.attributes.get("type")?.toLowerCase() ?? "text";
  return !/html/.test(type.replace(/^xhtml$/, "")) && !LOOKS_LIKE_HTML.test(field.text);
}
