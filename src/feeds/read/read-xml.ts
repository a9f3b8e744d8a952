// Reads XML, however broken, as a stream of elements and text; refuses nothing, and takes linear time.
import { decodeEntities } from "../../text/decode-entities.ts";

const ATTRIBUTES_MAX = 64;
// Costly patterns are tried a bounded number of times, or only where they belong.
const LOOSE_TAGS_MAX = 1_000;
const DOCTYPE_WITHIN_CHARS = 20_000;

export interface XmlEvents {
  /** Names and attribute names are lower case, prefixes as written; `at` is where the tag begins. */
  onOpen: (name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean, at: number) => void;
  onClose: (name: string) => void;
  onText: (text: string) => void;
}

// The parts of each pattern exclude one another and stop at "<", so every character is examined a bounded number of times.
const OPENING = /<([A-Za-z_:\u0080-\uffff][^\s<>/"'=]*)([^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)>/y;
// Some publishers leave "<" in attributes; then all else must be in order, since otherwise it is a less-than sign.
const OPENING_LOOSE =
  /<([A-Za-z_:\u0080-\uffff][^\s<>/"'=]*)((?:\s+[\w:.-]{1,100}\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}')){0,20}\s*\/?)>/y;
const CLOSING = /<\/([^\s<>]+)[^<>]*>/y;
const DOCTYPE = /<!doctype[^[<>]*(?:\[[^\]]{0,20000}\]\s{0,100})?>/iy;
const ATTRIBUTE = /([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

const SLASH = 0x2f;
const GREATER = 0x3e;
const COLON = 0x3a;
const UNDERSCORE = 0x5f;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const PLAIN_NAME_CHARS_MAX = 60;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Calls back for each element and piece of text. A "<" that opens nothing is text; a tag cut off by the end is dropped. */
export function readXml(xml: string, events: XmlEvents): void {
  const lastClosing = xml.lastIndexOf(">");
  const cdata = cdataEnds(xml);
  let looseTags = 0;
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf("<", at);
    const end = next < 0 ? xml.length : next;
    if (end > at) events.onText(decodeEntities(xml.slice(at, end)));
    if (next < 0 || next > lastClosing) return;
    at = readTag(xml, next, events) ?? readDeclaration(xml, next, events, cdata) ?? -1;
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

/** Reads the tag that begins at an index, and returns the index after it; null if there is none. */
function readTag(xml: string, at: number, events: XmlEvents): number | null {
  const plain = findEndOfName(xml, at);
  if (plain !== null) {
    if (xml.charCodeAt(at + 1) === SLASH) events.onClose(lowerCase(xml.slice(at + 2, plain)));
    else events.onOpen(lowerCase(xml.slice(at + 1, plain)), NO_ATTRIBUTES, false, at);
    return plain + 1;
  }
  if (xml.charCodeAt(at + 1) !== SLASH) return readOpening(OPENING, xml, at, events);
  const name = match(CLOSING, xml, at)?.[1];
  if (name === undefined) return null;
  events.onClose(name.toLowerCase());
  return CLOSING.lastIndex;
}

/** Fast path: most tags are only a name. Returns the index of the ">" right after an ASCII name, without a pattern; else null. */
function findEndOfName(xml: string, at: number): number | null {
  const start = xml.charCodeAt(at + 1) === SLASH ? at + 2 : at + 1;
  const end = Math.min(start + PLAIN_NAME_CHARS_MAX, xml.length);
  for (let index = start; index < end; index++) {
    const code = xml.charCodeAt(index);
    if (code === GREATER) return index > start ? index : null;
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === COLON || code === UNDERSCORE;
    const isFurther = index > start && ((code >= 0x30 && code <= 0x39) || code === HYPHEN || code === DOT);
    if (!isLetter && !isFurther) return null;
  }
  return null;
}

// A feed has a few dozen names, ten thousand times.
const lowered = new Map<string, string>();
const LOWERED_MAX = 1_000;

function lowerCase(name: string): string {
  const before = lowered.get(name);
  if (before !== undefined) return before;
  const lower = name.toLowerCase();
  if (lowered.size < LOWERED_MAX) lowered.set(name, lower);
  return lower;
}

function readOpening(pattern: RegExp, xml: string, at: number, events: XmlEvents): number | null {
  const [, name, rest = ""] = match(pattern, xml, at) ?? [];
  if (name === undefined) return null;
  events.onOpen(lowerCase(name), rest.length < 3 ? NO_ATTRIBUTES : readAttributes(rest), rest.endsWith("/"), at);
  return pattern.lastIndex;
}

function match(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}

/** CDATA is text; comments, instructions and document types are skipped. An unclosed one takes the rest of the document. */
function readDeclaration(xml: string, at: number, events: XmlEvents, cdata: (at: number) => number | null): number | null {
  if (xml.startsWith(CDATA, at)) {
    const end = cdata(at);
    if (end === null) return at + CDATA.length;
    events.onText(xml.slice(at + CDATA.length, end));
    return end + 3;
  }
  if (xml.startsWith("<!--", at)) return findEnd(xml, "-->", at + 4) + 3;
  if (xml.startsWith("<?", at)) return findEnd(xml, "?>", at) + 2;
  return at < DOCTYPE_WITHIN_CHARS && match(DOCTYPE, xml, at) ? DOCTYPE.lastIndex : null;
}

const CDATA = "<![CDATA[";
const END_OF_ENTRY = /<\/(?:[\w.-]{1,30}:)?(?:item|entry)\s{0,9}>/i;

/**
 * The end of the CDATA that begins at an index; null if it is missing, as then the CDATA would swallow the end of its entry and
 * everything up to the end of another's. Each stretch is searched once, however many begin.
 */
function cdataEnds(xml: string): (at: number) => number | null {
  let end = -1;
  return (at) => {
    if (end < at) end = findEnd(xml, "]]>", at);
    const other = xml.indexOf(CDATA, at + 1);
    const isOther = other >= 0 && other < end;
    if (!isOther && end < xml.length) return end;
    return END_OF_ENTRY.test(xml.slice(at, isOther ? other : end)) ? null : end;
  };
}

function findEnd(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from);
  return end < 0 ? xml.length : end;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(text); found; found = ATTRIBUTE.exec(text)) {
    const [, name = "", double, single, bare] = found;
    const value = double ?? single ?? bare;
    if (attributes.size >= ATTRIBUTES_MAX) break;
    const lower = lowerCase(name);
    if (value !== undefined && !attributes.has(lower)) attributes.set(lower, decodeEntities(value));
  }
  return attributes;
}
