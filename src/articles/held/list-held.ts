// Lists the pieces of a page in which text may be held for its scripts: scripts, long attributes, and what stands in noscript.
import { decodeHTMLAttribute } from "entities";
import { decodeData, decodeText, listEncoded } from "./decode-encoded.ts";
import { listAside } from "./list-aside.ts";
import { listContents } from "./list-markup.ts";
import { weighText } from "./weigh-text.ts";

/** A shorter attribute holds no article, in whatever script. */
const ATTRIBUTE = /\s([\w:.@-]{1,100})\s*=\s*(?:"([^"]{75,})"|'([^']{75,})')/g;
/** In letters, as are the other limits. */
const ATTRIBUTE_MIN = 300;
/** Far more than real pages have; bounds what a hostile page costs. */
const ATTRIBUTES_MAX = 50;
/** A shorter value of a meta element is a summary, and one of a picture says what it shows. */
const SUMMARY_MAX = 600;
const SUMMARY_NAME = /^(?:alt|title|aria-\w+)$/i;
/** Of drawings, looks and pictures: a page may have hundreds. */
const OTHER_NAME = /^(?:d|points|transform|style|class|sizes|(?:data-|image)?srcset)$/i;
const META_CHARS_MAX = 1_000;
const NOSCRIPT_MIN = 300;

export interface Held {
  /** The code or data of each script. */
  scripts: string[];
  /** The values of long attributes, and what they or strings of scripts hold in an encoding. */
  values: string[];
  /** Strings of the data that are no text of the page's article. */
  aside: ReadonlySet<string>;
}

/** All of it decoded, and untrusted. */
export function listHeld(html: string): Held {
  const scripts = [...listContents(html, /<script\b[^<>]*>/gi, /<\/script/gi)].map(([, code]) => decodeData(code));
  const attributes = [...listLongAttributes(html)];
  const encoded = attributes.flatMap((value) => decodeText(value) ?? []);
  const values = [...attributes, ...encoded, ...scripts.flatMap((code) => [...listEncoded(code)])];
  let aside: ReadonlySet<string> | null = null;
  return {
    scripts,
    values,
    get aside() {
      return (aside ??= listAside([...scripts, ...values]));
    },
  };
}

function* listLongAttributes(html: string): Generator<string> {
  let left = ATTRIBUTES_MAX;
  for (const { 1: name = "", 2: double, 3: single, index } of html.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? "";
    if (OTHER_NAME.test(name)) continue;
    const letters = weighText(value);
    if (letters < ATTRIBUTE_MIN || (letters < SUMMARY_MAX && (SUMMARY_NAME.test(name) || isOfMeta(html, index)))) continue;
    yield decodeHTMLAttribute(value);
    if (--left === 0) return;
  }
}

function isOfMeta(html: string, index: number): boolean {
  const before = html.slice(Math.max(0, index - META_CHARS_MAX), index);
  return /^<meta\b/i.test(before.slice(before.lastIndexOf("<")));
}

/** The longest HTML that is meant for readers without scripts, or null. */
export function findNoscript(html: string): string | null {
  let longest = "";
  for (const [, content] of listContents(html, /<noscript\b[^<>]*>/gi, /<\/noscript/gi))
    if (content.length > longest.length) longest = content;
  return weighText(longest) < NOSCRIPT_MIN ? null : longest;
}
