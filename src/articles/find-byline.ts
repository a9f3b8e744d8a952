// Finds who wrote an article: the names alone, several parted by commas.
import { cleanTitle } from "../text/clean-title.ts";

const META =
  "author article:author og:article:author og:author parsely-author sailthru.author dc.creator dcterms.creator cxenseparse:author byl article:author_name".split(
    " ",
  );
const MARKED =
  '[itemprop~="author"] [itemprop~="name"], [itemprop~="author"], [rel~="author"], .author-name, .byline-name, .byline, .author, [class*="byline" i]';
/** What stands where a name should: a web or mail address, or the name of an account. */
const ADDRESS = /^https?:|@|\bwww\.|^[\p{L}\d-]+\.(?:com?|org|net|de|at|ch|fr|it|es|uk|ru)$/iu;
const NAMES_MAX = 10;
const RAW_CHARS_MAX = 1_000;

/** `authors` are JSON-LD's, believed first; a site's own name is an author only where nobody else is. */
export function findByline(
  document: Document,
  meta: ReadonlyMap<string, string>,
  authors: readonly string[],
  site: string | null,
): string | null {
  const named = tidyNames(authors);
  const people = named.filter((name) => !isSite(name, site));
  if (people.length > 0) return people.join(", ");
  for (const key of META) {
    const names = tidyNames([meta.get(key) ?? ""]).filter((name) => !isSite(name, site));
    if (names.length > 0) return names.join(", ");
  }
  const texts = [...document.querySelectorAll(MARKED)]
    .slice(0, 3)
    .map((element) => cleanTitle(element.textContent.slice(0, RAW_CHARS_MAX), "text"));
  const marked = tidyNames(texts);
  return marked[0] ?? named[0] ?? null;
}

function tidyNames(raw: readonly string[]): string[] {
  const names = raw
    .flatMap((text) => text.slice(0, RAW_CHARS_MAX).split(/[;\n|]/))
    .map((name) =>
      cleanTitle(name)
        .replace(/^(?:by|von|par|por|автор:?)(?:\s+|$)/i, "")
        .replace(/^[\s,]+|[\s,]+$/g, ""),
    )
    .filter((name) => name !== "" && name.length <= 100 && /\p{L}/u.test(name) && !ADDRESS.test(name));
  return [...new Set(names)].slice(0, NAMES_MAX);
}

function isSite(name: string, site: string | null): boolean {
  return site !== null && name.toLowerCase() === site.toLowerCase();
}
