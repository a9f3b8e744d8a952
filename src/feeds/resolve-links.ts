// Makes the links in a piece of a feed's HTML absolute, so that it can be read away from where it stood.
import { escapeText } from "./xml-feed.ts";
import { resolveUrl } from "./resolve-url.ts";

const NAMES = "href|src|cite|action|background|longdesc|poster|data|codebase|classid|usemap|profile";
// Neither class holds "<", so that each tag is looked at once.
const TAG = /<[a-z][^<>]*>/gi;
const LINK = new RegExp(`(\\s(?:${NAMES})\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s"'>]+)`, "gi");
// Looked for from its "=", which is rarer than white space.
const RELATIVE = new RegExp(`=(?<=\\s(?:${NAMES})\\s{0,9}=)\\s{0,9}["']?(?!\\s{0,9}(?:https?:|mailto:|data:))`, "i");

/** The HTML with relative addresses resolved; everything else to the letter as it was. */
export function resolveLinks(html: string, base: string | null): string {
  if (base === null || !RELATIVE.test(html)) return html;
  return html.replace(TAG, (tag) =>
    RELATIVE.test(tag)
      ? tag.replace(LINK, (whole, before: string, quoted: string) => replaceLink(whole, before, quoted, base))
      : tag,
  );
}

function replaceLink(whole: string, before: string, quoted: string, base: string): string {
  const quote = quoted.startsWith("'") || quoted.startsWith('"') ? quoted.charAt(0) : "";
  const reference = (quote === "" ? quoted : quoted.slice(1, -1)).replaceAll("&amp;", "&");
  const resolved = resolveUrl(reference, base);
  if (resolved === null || resolved === reference) return whole;
  return `${before}${quote === "" ? '"' : quote}${escapeText(resolved)}${quote === "" ? '"' : quote}`;
}
