// Finds an article's title, without the site's name, among the places where a page writes it.
import { cleanTitle } from "../../text/clean-title.ts";
import type { PageElement } from "../tree/page-element.ts";

const TITLE_CHARS_MAX = 1_000;
/** A shorter text may be part of a headline. */
const HEADLINE_CHARS_MIN = 20;
/** No site's name has more words. */
const NAME_WORDS_MAX = 6;
/** A headline's second part, as in "Pier closed - and why", is a sentence; a site's name is not. */
const GOES_ON = /^[\s|–—:·•-]*\p{Ll}\p{L}*\s+\p{L}/u;
/** The separator between a headline and a site's name: a mark between spaces, or an East Asian mark without them. */
const SEPARATOR = /\s+[|\-–—:·•»«/\\]+\s+|\s*[：｜ㅣ]\s*/g;

/** `headline` comes from JSON-LD; `isOutlet` tells the names of the page's own outlet. */
export function findTitle(
  elements: readonly PageElement[],
  meta: ReadonlyMap<string, string>,
  headline: string | null,
  isOutlet: (text: string) => boolean,
): string | null {
  const headings = elements
    .filter(({ tagName }) => tagName === "H1")
    .slice(0, 5)
    .map((h1) => tidy(h1.textContent))
    .filter((text) => text !== "");
  const shared = tidy(meta.get("og:title"));
  const declared = [headline, meta.get("headline")].map(tidy).filter((text) => text.length >= HEADLINE_CHARS_MIN);
  // A title for sharing may have a subject and a section around the headline: "Floods: Two villages cut off-Politics".
  const isShown = (text: string) => headings.length === 0 || headings.some((heading) => same(heading, text));
  const framed = declared.find(
    (text) => 2 * text.length > shared.length && shared.includes(text) && isShown(text) && !goesOn(shared.split(text)[1]),
  );
  if (framed !== undefined) return framed;
  const tag = elements.find(({ tagName }) => tagName === "TITLE")?.textContent;
  for (const candidate of [shared, headline, meta.get("twitter:title"), meta.get("dc.title"), meta.get("title"), tag]) {
    const title = withoutSite(tidy(candidate), isOutlet, headings);
    if (title !== "") return title;
  }
  return headings[0] ?? null;
}

/** Cuts a first or last part that is the site's name, or that the page's heading shows not to be part of the title. */
function withoutSite(title: string, isOutlet: (text: string) => boolean, headings: readonly string[]): string {
  if (headings.some((heading) => same(heading, title))) return title;
  const isHeading = (text: string) => headings.some((heading) => same(heading, text));
  const parts = [...title.matchAll(SEPARATOR)];
  for (const separator of parts) {
    const before = title.slice(0, separator.index);
    const after = title.slice(separator.index + separator[0].length);
    // A heading of one word may be the section's.
    const isWhole = !goesOn(after) && (before.includes(" ") || 2 * before.length >= after.length);
    if (isOutlet(after) || (isWhole && isHeading(before))) return before;
    if (isHeading(after) || isOutlet(before)) return after;
  }
  const last = parts.at(-1);
  // A bar usually separates a site's name, and rarely stands in a headline.
  if (last && /[|»]/.test(last[0]) && last.index > 15) {
    const after = title.slice(last.index + last[0].length);
    if (!goesOn(after) && after.split(" ").length <= NAME_WORDS_MAX) return title.slice(0, last.index);
  }
  return title;
}

function goesOn(rest: string | undefined): boolean {
  return GOES_ON.test(rest ?? "");
}

function same(a: string, b: string): boolean {
  return fold(a) !== "" && fold(a) === fold(b);
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function tidy(text: string | null | undefined): string {
  return cleanTitle((text ?? "").slice(0, TITLE_CHARS_MAX));
}
