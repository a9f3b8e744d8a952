// Reads XML, however broken, as a stream of elements and text; nothing is refused, nothing costs more than linear time.
import { QuoteType, Tokenizer } from "htmlparser2";
import { decodeEntities } from "../text/decode-entities.ts";

const ATTRIBUTES_MAX = 64;

export interface XmlEvents {
  /** Names and attribute names come in lower case, prefixes as written. */
  onOpen: (name: string, attributes: Map<string, string>, selfClosing: boolean) => void;
  onClose: (name: string) => void;
  onText: (text: string) => void;
}

/** Calls back for each element and piece of text. Answers whether a tag looked as if a stray "<" had opened it. */
export function readXml(xml: string, events: XmlEvents): { stray: boolean } {
  let name = "";
  let attributes = new Map<string, string>();
  let attribute = "";
  let value = "";
  let stray = false;
  const open = (selfClosing: boolean): void => {
    stray ||= !/^[\p{L}_:][^<"'&]*$/u.test(name) || attribute.includes("<");
    events.onOpen(name, attributes, selfClosing);
  };
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: true },
    {
      onopentagname(start, end) {
        name = xml.slice(start, end).toLowerCase();
        attributes = new Map();
        attribute = "";
      },
      onattribname(start, end) {
        // What names an attribute after a stray "<" stays in `attribute`, to be told apart at the end of the tag.
        if (!attribute.includes("<")) attribute = xml.slice(start, end).toLowerCase();
        value = "";
      },
      onattribdata: (start, end) => (value += xml.slice(start, end)),
      onattribentity: (codePoint) => (value += String.fromCodePoint(codePoint)),
      onattribend(quote) {
        if (quote !== QuoteType.NoValue && attributes.size < ATTRIBUTES_MAX && !attributes.has(attribute))
          attributes.set(attribute, value);
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(true),
      onclosetag: (start, end) => events.onClose(xml.slice(start, end).toLowerCase()),
      // Names that only HTML knows ("&nbsp;") are left in the text by an XML tokenizer; feeds use them undeclared.
      ontext: (start, end) => events.onText(decodeEntities(xml.slice(start, end))),
      ontextentity: (codePoint) => events.onText(String.fromCodePoint(codePoint)),
      oncdata(start, end, offset) {
        if (xml.startsWith("CDATA[", start)) start += 6;
        events.onText(xml.slice(start, end - offset));
      },
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
    },
  );
  tokenizer.write(xml);
  tokenizer.end();
  return { stray };
}

function ignore(): void {}

// What may begin with "<" in XML. Every part stops at the next "<", so each character is looked at a bounded number of times.
const TAG = /<\/?[\p{L}_][\p{L}\d_.:\-·]*(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?\/?>/uy;

/** The document with each "<" that opens no tag, comment, CDATA section or instruction written as "&lt;". */
export function escapeStrayMarkup(xml: string): string {
  let escaped = "";
  let from = 0;
  let at = xml.indexOf("<");
  while (at >= 0) {
    const end = findMarkupEnd(xml, at);
    if (end < 0) {
      escaped += `${xml.slice(from, at)}&lt;`;
      from = at + 1;
    }
    at = xml.indexOf("<", Math.max(end, at + 1));
  }
  return escaped + xml.slice(from);
}

/** Where the markup that opens at an index ends; the end of the document where it never does; -1 where there is none. */
function findMarkupEnd(xml: string, at: number): number {
  for (const [opening, closing] of [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
    ["<!DOCTYPE", ">"],
  ] as const) {
    if (!xml.startsWith(opening, at)) continue;
    const end = xml.indexOf(closing, at + opening.length);
    return end < 0 ? xml.length : end + closing.length;
  }
  TAG.lastIndex = at;
  return TAG.test(xml) ? TAG.lastIndex : -1;
}
