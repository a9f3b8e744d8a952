// Sorts the streamed elements of a feed into entries and fields, and closes what the publisher left open.
import { ENTRIES_MAX } from "./caps.ts";
import type { XmlEvents } from "./read-xml.ts";
import { resolveUrl } from "./resolve-url.ts";
import { appendMarkup, appendText, closeMarkup, type Field, type Fields, type XmlFeed } from "./xml-feed.ts";
import { enterScope, nameIn, openScope, type Scope } from "./xml-names.ts";

const DEPTH_MAX = 400;

const ROOTS: ReadonlyMap<string, XmlFeed["format"]> = new Map([
  ["rss", "rss"],
  ["channel", "rss"],
  ["item", "rss"],
  ["rdf:rdf", "rdf"],
  ["rdf", "rdf"],
  ["feed", "atom"],
  ["atom:feed", "atom"],
  ["entry", "atom"],
  ["atom:entry", "atom"],
  ["urlset", "sitemap"],
]);
const ITEMS = new Set(["item", "entry", "atom:entry"]);
const SITEMAP_ITEMS = new Set(["url"]);
// Values that some vocabularies put into attributes of an item or its channel: RDF, Microsoft's CDF.
const VALUES = new Set(["rdf:about", "href", "lastmod"]);
// Content of these belongs to them: a source's title is not the entry's.
const GROUPS = new Set(
  "author contributor source image textinput itunes:owner atom:author atom:contributor atom:source news:publication image:image".split(
    " ",
  ),
);
// Content of these belongs to the entry.
const TRANSPARENT = new Set(["media:group", "media:content", "news:news"]);
// No field contains one of these as markup: if one opens, the end tag of the field before it is missing.
const NEVER_WITHIN = new Set(
  "pubdate guid description content:encoded dc:date dc:creator enclosure comments category published updated".split(" "),
);

// These hold one line, so any other field of an entry comes after their end as well.
const LINES = new Set("title link guid pubdate id author dc:creator dc:date published updated".split(" "));
const FIELDS = new Set("title link author source summary content id".split(" "));

type Role = "outside" | "root" | "channel" | "item" | "group" | "transparent" | "field" | "markup";

/** One open element. */
interface Frame {
  written: string;
  role: Role;
  /** The prefix of a group's fields ("author/"), or the name of a piece of markup. */
  label: string;
  field: Field | null;
  scope: Scope;
  base: string | null;
}

interface Reading {
  /** The innermost element last; the first represents the document. */
  frames: Frame[];
  feed: XmlFeed | null;
  item: Fields | null;
  root: Frame | null;
  /** The empty link that was closed last: in the HTML of browsers `<link>` has no end tag, so its address may come after it. */
  emptyLink: Field | null;
  ended: boolean;
}

/** Takes the events of one document; `finish` returns the feed, or null if there was none. */
export function createXmlFeedReader(url: string | null): XmlEvents & { finish: () => XmlFeed | null } {
  const outside: Frame = { written: "", role: "outside", label: "", field: null, scope: openScope(), base: url };
  const reading: Reading = { frames: [outside], feed: null, item: null, root: null, emptyLink: null, ended: false };
  let tooDeep = 0;
  return {
    onOpen(written, attributes, selfClosing) {
      let parent = top(reading);
      const scope = attributes.size > 0 ? enterScope(parent.scope, written, attributes) : parent.scope;
      const name = nameIn(scope, written);
      if (isEndMissing(parent, name)) closeWithin(reading, ["item", "channel", "root"]);
      if (reading.frames.length > DEPTH_MAX && !isItem(reading, name)) {
        if (!selfClosing) tooDeep++;
        return;
      }
      if (isItem(reading, name)) {
        tooDeep = 0;
        closeWithin(reading, ["channel", "root", "outside"]);
      }
      parent = top(reading);
      const ownBase = attributes.size > 0 ? resolveUrl(attributes.get("xml:base"), parent.base) : null;
      const frame: Frame = { written, role: "outside", label: "", field: null, scope, base: ownBase ?? parent.base };
      enter(reading, name, attributes, frame);
      reading.emptyLink = selfClosing && name === "link" && attributes.size === 0 ? frame.field : null;
      if (selfClosing) closeFrame(reading, frame, false);
      else reading.frames.push(frame);
    },
    onClose(written) {
      if (tooDeep > 0 && !ROOTS.has(nameIn(top(reading).scope, written))) {
        tooDeep--;
        return;
      }
      const isTop = reading.frames.length > 1 && top(reading).written === written;
      const index = isTop ? reading.frames.length - 1 : reading.frames.findLastIndex((frame) => frame.written === written);
      if (index <= 0) return;
      tooDeep = 0;
      while (reading.frames.length > index) closeTop(reading, reading.frames.length > index + 1);
    },
    onText(text) {
      const { field } = top(reading);
      const { emptyLink } = reading;
      if (field && tooDeep === 0) appendText(field, text);
      else if (emptyLink !== null && (emptyLink.text !== "" || /^\s*https?:/i.test(text))) appendText(emptyLink, text);
    },
    finish: () => reading.feed && { ...reading.feed, damaged: reading.feed.damaged || !reading.ended },
  };
}

/** Returns true if an element cannot be inside the open field, so that the field's end tag is missing or misspelt. */
function isEndMissing({ field, role, written }: Frame, name: string): boolean {
  if (!field || role === "group") return false;
  return NEVER_WITHIN.has(name) || (role === "field" && LINES.has(written) && FIELDS.has(name));
}

/** Records in its frame what an element is, and so where its text goes; stores a new field at once. */
function enter(reading: Reading, name: string, attributes: ReadonlyMap<string, string>, frame: Frame): void {
  const parent = top(reading);
  const feed = (reading.feed ??= openFeed(name, attributes));
  if (!feed) return;
  if (isItem(reading, name)) {
    reading.item = new Map();
    keepValues(reading, attributes, frame);
    frame.role = "item";
    return;
  }
  if (name === "channel") keepValues(reading, attributes, frame);
  if (!reading.root && ROOTS.has(name)) {
    frame.role = name === "channel" ? "channel" : "root";
    reading.root = frame;
    return;
  }
  if (parent.role === "outside") return;
  if (name === "channel" && parent.role === "root") {
    feed.language = attributes.get("xml:lang") ?? feed.language;
    frame.role = "channel";
  } else if (parent.field && parent.role !== "group") {
    frame.role = "markup";
    frame.field = parent.field;
    frame.label = withoutPrefix(name, "xhtml:");
    appendMarkup(parent.field, frame.label, attributes, frame.base);
  } else if (TRANSPARENT.has(name)) {
    frame.role = "transparent";
    // Its file is in its attributes.
    if (name === "media:content") keep(reading, name, { text: "", markup: false, attributes, base: frame.base });
  } else {
    const plain = feed.format === "atom" ? withoutPrefix(name, "atom:") : name;
    const isGroup = GROUPS.has(name) && parent.role !== "group";
    frame.role = isGroup ? "group" : "field";
    frame.label = isGroup ? `${plain}/` : "";
    frame.field = { text: "", markup: false, attributes, base: frame.base };
    keep(reading, parent.label === "" ? plain : parent.label + plain, frame.field);
  }
}

const withoutPrefix = (name: string, prefix: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);

function openFeed(name: string, attributes: ReadonlyMap<string, string>): XmlFeed | null {
  const format = ROOTS.get(name);
  if (format === undefined) return null;
  const isNews = [...attributes.values()].some((value) => value.includes("sitemap-news"));
  return { format, channel: new Map(), items: [], language: attributes.get("xml:lang") ?? null, damaged: false, isNews };
}

function isItem({ feed }: Reading, name: string): boolean {
  return (feed?.format === "sitemap" ? SITEMAP_ITEMS : ITEMS).has(name);
}

function keepValues(reading: Reading, attributes: ReadonlyMap<string, string>, { scope, base }: Frame): void {
  for (const [written, text] of attributes) {
    const name = written.includes(":") ? nameIn(scope, written) : written;
    if (VALUES.has(name)) keep(reading, `@${name}`, { text, markup: false, attributes, base });
  }
}

function keep({ item, feed }: Reading, name: string, field: Field): void {
  const fields = item ?? feed?.channel;
  const others = fields?.get(name);
  if (others) others.push(field);
  else fields?.set(name, [field]);
}

function top({ frames }: Reading): Frame {
  return frames.at(-1) as Frame;
}

/** Closes all open elements within the innermost one that has one of these roles. */
function closeWithin(reading: Reading, roles: Role[]): void {
  const index = reading.frames.findLastIndex((frame) => roles.includes(frame.role));
  while (reading.frames.length > Math.max(index, 0) + 1) closeTop(reading, true);
}

function closeTop(reading: Reading, implied: boolean): void {
  const frame = reading.frames.pop();
  if (frame) closeFrame(reading, frame, implied);
}

function closeFrame(reading: Reading, frame: Frame, implied: boolean): void {
  const { feed, item, root } = reading;
  if (frame.role === "markup" && frame.field) closeMarkup(frame.field, frame.label);
  if (!feed) return;
  if (frame.role === "item" && item) {
    if (feed.items.length < ENTRIES_MAX) feed.items.push(item);
    else feed.damaged = true;
    reading.item = null;
  }
  if (implied && (frame.role === "item" || frame.role === "channel" || frame.role === "root")) feed.damaged = true;
  if (root && frame.written === root.written && frame.role === root.role) reading.ended = true;
}
