// Reads XML, however broken, as a stream of elements and text; nothing is refused, nothing costs more than linear time.
import { decodeEntities } from "../text/decode-entities.ts";

const ATTRIBUTES_MAX = 64;
// What costs more than its own length is tried so often and no more, or only where it belongs.
const LOOSE_TAGS_MAX = 1_000;
const DOCTYPE_WITHIN_CHARS = 20_000;

export interface XmlEvents {
  /** Names and attribute names come in lower case, prefixes as written; `at` is where the tag begins. */
  onOpen: (name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean, at: number) => void;
  onClose: (name: string) => void;
  onText: (text: string) => void;
}

// The parts of each pattern exclude one another and stop at "<", so that every character is looked at a bounded number of times.
const OPENING = /<([A-Za-z_:\u0080-\uffff][^\s<>/"'=]*)([^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)>/y;
// Some publishers leave "<" in attributes; then everything else must be in order, for else it is the "<" of a sum.
const OPENING_LOOSE =
  /<([A-Za-z_:\u0080-\uffff][^\s<>/"'=]*)((?:\s+[\w:.-]{1,100}\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}')){0,20}\s*\/?)>/y;
const CLOSING = /<\/([^\s<>]+)[^<>]*>/y;
const DOCTYPE = /<!doctype[^[<>]*(?:\[[^\]]{0,20000}\]\s{0,100})?>/iy;
const ATTRIBUTE = /([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Calls back for each element and piece of text. A "<" that opens nothing is text; a tag that the end cuts off is dropped. */
export function readXml(xml: string, events: XmlEvents): void {
  const lastClosing = xml.lastIndexOf(">");
  let looseTags = 0;
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf("<", at);
    const end = next < 0 ? xml.length : next;
    if (end > at) events.onText(decodeEntities(xml.slice(at, end)));
    if (next < 0 || next > lastClosing) return;
    at = readTag(xml, next, events) ?? readDeclaration(xml, next, events) ?? -1;
    if (at < 0 && looseTags < LOOSE_TAGS_MAX) {
      looseTags++;
      at = readOpening(OPENING_LOOSE, xml, next, events) ?? -1;
    }
    if (at < 0) {
      events.onText("<");
      at = next + 1;
    }
  }
}

/** Reads the tag that begins at an index, and gives the index after it; null where there is none. */
function readTag(xml: string, at: number, events: XmlEvents): number | null {
  if (xml.charAt(at + 1) !== "/") return readOpening(OPENING, xml, at, events);
  const name = match(CLOSING, xml, at)?.[1];
  if (name === undefined) return null;
  events.onClose(name.toLowerCase());
  return CLOSING.lastIndex;
}

function readOpening(pattern: RegExp, xml: string, at: number, events: XmlEvents): number | null {
  const [, name, rest = ""] = match(pattern, xml, at) ?? [];
  if (name === undefined) return null;
  events.onOpen(name.toLowerCase(), rest.length < 3 ? NO_ATTRIBUTES : readAttributes(rest), rest.endsWith("/"), at);
  return pattern.lastIndex;
}

function match(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}

/** CDATA is text; comments, instructions and document types are passed over. What never ends takes the rest with it. */
function readDeclaration(xml: string, at: number, events: XmlEvents): number | null {
  if (xml.startsWith("<![CDATA[", at)) {
    const end = findEnd(xml, "]]>", at);
    events.onText(xml.slice(at + "<![CDATA[".length, end));
    return end + 3;
  }
  if (xml.startsWith("<!--", at)) return findEnd(xml, "-->", at + 4) + 3;
  if (xml.startsWith("<?", at)) return findEnd(xml, "?>", at) + 2;
  return at < DOCTYPE_WITHIN_CHARS && match(DOCTYPE, xml, at) ? DOCTYPE.lastIndex : null;
}

function findEnd(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  return end < 0 ? xml.length : end;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? bare;
    if (attributes.size >= ATTRIBUTES_MAX) break;
    if (value !== undefined && !attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), decodeEntities(value));
  }
  return attributes;
}
