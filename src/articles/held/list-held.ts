// Lists the pieces of a page in which text may be held for its scripts: scripts, long attributes, and what stands in noscript.
import { decodeHTMLAttribute } from "entities";

/** A shorter attribute holds no article. */
const ATTRIBUTE = /\s[\w:.-]{1,100}\s*=\s*(?:"([^"]{600,})"|'([^']{600,})')/g;
/** Far more than real pages have; bounds what a hostile page costs. */
const ATTRIBUTES_MAX = 50;
const NOSCRIPT_CHARS_MIN = 300;

/** The code or data of each script; all of it is untrusted. */
export function* listScripts(html: string): Generator<string> {
  yield* listContents(html, /<script\b[^<>]*>/gi, /<\/script/gi);
}

/** The values of long attributes, decoded. */
export function* listLongAttributes(html: string): Generator<string> {
  let left = ATTRIBUTES_MAX;
  for (const [, double, single] of html.matchAll(ATTRIBUTE)) {
    yield decodeHTMLAttribute(double ?? single ?? "");
    if (--left === 0) return;
  }
}

/** The longest HTML that is meant for readers without scripts, or null. */
export function findNoscript(html: string): string | null {
  let longest = "";
  for (const content of listContents(html, /<noscript\b[^<>]*>/gi, /<\/noscript/gi))
    if (content.length > longest.length) longest = content;
  return longest.length < NOSCRIPT_CHARS_MIN ? null : longest;
}

function* listContents(html: string, opening: RegExp, closing: RegExp): Generator<string> {
  for (let start = opening.exec(html); start !== null; start = opening.exec(html)) {
    closing.lastIndex = opening.lastIndex;
    const end = closing.exec(html);
    if (end === null) return;
    yield html.slice(opening.lastIndex, end.index);
    opening.lastIndex = closing.lastIndex;
  }
}
