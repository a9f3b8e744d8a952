// The content of a feed's XML before interpretation: fields by name, for the channel and for each entry.
import { CONTENT_CHARS_MAX } from "./caps.ts";
import { resolveUrl } from "./resolve-url.ts";

/** One element's value. If `markup` is set, `text` is HTML that was written as elements (XHTML), else it is decoded text. */
export interface Field {
  text: string;
  markup: boolean;
  attributes: ReadonlyMap<string, string>;
  /** The base of relative addresses in it: xml:base, or the document's own address. */
  base: string | null;
}

/** Fields by name, in document order; `author/name` for a name within an author. */
export type Fields = Map<string, Field[]>;

export interface XmlFeed {
  format: "rss" | "atom" | "rdf" | "sitemap";
  channel: Fields;
  items: Fields[];
  language: string | null;
  /** The document ended before its root did, or an entry had to be closed for it: others may be missing. */
  damaged: boolean;
  /** The root declares Google's news extension for sitemaps. */
  isNews: boolean;
}

const VOID = new Set(["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"]);

/** Adds text, plain or escaped, up to the maximal size of a field. */
export function appendText(field: Field, text: string): void {
  if (field.text.length >= CONTENT_CHARS_MAX) return;
  const room = text.slice(0, CONTENT_CHARS_MAX - field.text.length);
  field.text += field.markup ? escapeText(room) : room;
}

/** Adds an element's start tag: from here on the field is HTML. If the element has its own base, its links are resolved at once. */
export function appendMarkup(field: Field, name: string, attributes: ReadonlyMap<string, string>, base: string | null): void {
  if (!field.markup) {
    field.text = escapeText(field.text);
    field.markup = true;
  }
  if (field.text.length >= CONTENT_CHARS_MAX) return;
  let tag = `<${name}`;
  for (const [attribute, value] of attributes) {
    if (attribute.startsWith("xml")) continue;
    const isLink = base !== field.base && (attribute === "href" || attribute === "src");
    const resolved = isLink ? (resolveUrl(value, base) ?? value) : value;
    tag += ` ${attribute}="${escapeText(resolved).replaceAll('"', "&quot;")}"`;
  }
  field.text += `${tag}>`;
}

export function closeMarkup(field: Field, name: string): void {
  if (!VOID.has(name) && field.text.length < CONTENT_CHARS_MAX) field.text += `</${name}>`;
}

export function escapeText(text: string): string {
  if (!/[&<>]/.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
