// Lists the pieces of a page in which text may be held for its scripts: scripts, long attributes, and what stands in noscript.
import { decodeHTMLAttribute } from "entities";
import { decodeData, decodeText, listEncoded } from "./decode-encoded.ts";
import { listContents } from "./list-markup.ts";
import { weighText } from "./weigh-text.ts";

/** A shorter attribute holds no article, in whatever script. */
const ATTRIBUTE = /\s[\w:.@-]{1,100}\s*=\s*(?:"([^"]{75,})"|'([^']{75,})')/g;
/** In letters, as are the other limits. */
const ATTRIBUTE_MIN = 300;
/** Far more than real pages have; bounds what a hostile page costs. */
const ATTRIBUTES_MAX = 50;
const NOSCRIPT_MIN = 300;

export interface Held {
  /** The code or data of each script. */
  scripts: string[];
  /** The values of long attributes, and what they or strings of scripts hold in an encoding. */
  values: string[];
}

/** All of it decoded, and untrusted. */
export function listHeld(html: string): Held {
  const scripts = [...listContents(html, /<script\b[^<>]*>/gi, /<\/script/gi)].map(([, code]) => decodeData(code));
  const attributes = [...listLongAttributes(html)];
  const encoded = attributes.flatMap((value) => decodeText(value) ?? []);
  return { scripts, values: [...attributes, ...encoded, ...scripts.flatMap((code) => [...listEncoded(code)])] };
}

function* listLongAttributes(html: string): Generator<string> {
  let left = ATTRIBUTES_MAX;
  for (const [, double, single] of html.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? "";
    if (weighText(value) < ATTRIBUTE_MIN) continue;
    yield decodeHTMLAttribute(value);
    if (--left === 0) return;
  }
}

/** The longest HTML that is meant for readers without scripts, or null. */
export function findNoscript(html: string): string | null {
  let longest = "";
  for (const [, content] of listContents(html, /<noscript\b[^<>]*>/gi, /<\/noscript/gi))
    if (content.length > longest.length) longest = content;
  return weighText(longest) < NOSCRIPT_MIN ? null : longest;
}
