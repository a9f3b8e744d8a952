// Finds an article's title, without the site's name, among the places where a page writes it.
import { cleanTitle } from "../../text/clean-title.ts";
import type { PageElement } from "../tree/page-element.ts";

const TITLE_CHARS_MAX = 1_000;
/** A shorter text may be part of a headline. */
const HEADLINE_CHARS_MIN = 20;
/** The separator between a headline and a site's name: a mark between spaces, or an East Asian mark without them. */
const SEPARATOR = /\s+[|\-–—:·•»«/\\]+\s+|\s*[：｜ㅣ]\s*/g;

/** `headline` comes from JSON-LD, `site` is the site's own name; either may be null. */
export function findTitle(
  elements: readonly PageElement[],
  meta: ReadonlyMap<string, string>,
  headline: string | null,
  site: string | null,
): string | null {
  const headings = elements
    .filter(({ tagName }) => tagName === "H1")
    .slice(0, 5)
    .map((h1) => tidy(h1.textContent))
    .filter((text) => text !== "");
  const tag = elements.find(({ tagName }) => tagName === "TITLE")?.textContent;
  for (const candidate of [
    meta.get("og:title"),
    headline,
    meta.get("twitter:title"),
    meta.get("dc.title"),
    meta.get("title"),
    tag,
  ]) {
    const title = withoutSite(tidy(candidate), site, headings);
    if (title !== "") return withoutFrame(title, tidy(headline));
  }
  return headings[0] ?? null;
}

/** A title for sharing may put the headline between a subject and a section: "Floods: Two villages cut off-Politics". */
function withoutFrame(title: string, headline: string): string {
  const isWithin = headline.length >= HEADLINE_CHARS_MIN && headline.length * 2 > title.length;
  return isWithin && title.includes(headline) ? headline : title;
}

/** Cuts a first or last part that is the site's name, or that the page's heading shows not to be part of the title. */
function withoutSite(title: string, site: string | null, headings: readonly string[]): string {
  if (headings.some((heading) => same(heading, title))) return title;
  const isSite = (text: string) => site !== null && same(text, site);
  const isHeading = (text: string) => headings.some((heading) => same(heading, text));
  const parts = [...title.matchAll(SEPARATOR)];
  for (const separator of parts) {
    const before = title.slice(0, separator.index);
    const after = title.slice(separator.index + separator[0].length);
    if (isHeading(before) || isSite(after)) return before;
    if (isHeading(after) || isSite(before)) return after;
  }
  const last = parts.at(-1);
  // A bar usually separates a site's name, and rarely stands in a headline.
  if (last && /[|»]/.test(last[0]) && last.index > 15) return title.slice(0, last.index);
  return title;
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
