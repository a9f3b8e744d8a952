// Makes the links in a feed's HTML absolute, so that it can be read elsewhere.
import { escapeText } from "./xml-feed.ts";
import { resolveUrl } from "./resolve-url.ts";

const NAMES = "href|src|cite|action|background|longdesc|poster|data|codebase|classid|usemap|profile";
// Searches from the "=", which is rarer than white space.
const RELATIVE_LINK = new RegExp(
  `=(?<=\\s(?:${NAMES})\\s{0,9}=)(\\s{0,9})(?!["']?\\s{0,9}(?:https?:|mailto:|data:))("[^"<>]*"|'[^'<>]*'|[^\\s"'<>]+)`,
  "gi",
);

/** The HTML with relative addresses resolved; everything else stays unchanged. */
export function resolveLinks(html: string, base: string | null): string {
  if (base === null) return html;
  return html.replace(RELATIVE_LINK, (whole, space: string, quoted: string, at: number) =>
    isInTag(html, at) ? replaceLink(whole, `=${space}`, quoted, base) : whole,
  );
}

const TAG_CHARS_MAX = 5_000;

function isInTag(html: string, at: number): boolean {
  const before = html.slice(Math.max(0, at - TAG_CHARS_MAX), at);
  const opening = before.lastIndexOf("<");
  return opening > before.lastIndexOf(">") && /^<[a-z]/i.test(before.slice(opening, opening + 2));
}

function replaceLink(whole: string, before: string, quoted: string, base: string): string {
  const quote = quoted.startsWith("'") || quoted.startsWith('"') ? quoted.charAt(0) : "";
  const reference = (quote === "" ? quoted : quoted.slice(1, -1)).replaceAll("&amp;", "&");
  const resolved = resolveUrl(reference, base);
  if (resolved === null || resolved === reference) return whole;
  return `${before}${quote === "" ? '"' : quote}${escapeText(resolved)}${quote === "" ? '"' : quote}`;
}
