// Finds the names of an article's authors.
import { cleanTitle } from "../../text/clean-title.ts";
import type { PageElement } from "../tree/page-element.ts";
import { findAround, hasWord } from "../tree/search-tree.ts";

const META =
  "author article:author og:article:author og:author parsely-author sailthru.author dc.creator dcterms.creator cxenseparse:author byl article:author_name".split(
    " ",
  );
/** Where pages mark an author, the most reliable first; the first that names somebody wins. */
const MARKED: readonly ((element: PageElement) => boolean)[] = [
  isStated,
  (element) => AUTHOR_CLASSES.some((name) => hasWord(element, "class", name)) || isLinkToAuthor(element),
  (element) => hasWord(element, "class", "byline") || hasWord(element, "class", "author"),
  isClassedAsAuthor,
];
const MARK = /author|byline|name/i;
const AUTHOR_CLASSES = ["author-name", "authorname", "byline-name"];
/** How many marked elements are read: later ones on a page belong to other articles. */
const ELEMENTS_MAX = 6;
/** Yoast and similar plugins name the author for shared links, in the page's language. */
const LABEL_OF_AUTHOR =
  /^(?:written by|verfasst von|écrit par|escrito por|scritto da|geschreven door|автор|napisane przez|yazan)$/i;
/** Words before a name, and professions that East Asian pages write after one. */
const BEFORE_NAME =
  /^(?:(?:written |posted |story |text )?by|von|par|por|di|door|af|av|автор:?|text:|texte:|autor(?:in)?(?:\/autor(?:in)?)?:?|作者[:：]|文[:：])(?:\s+|(?<=[:：])|$)/i;
const AFTER_NAME = /\s*(?:기자|특파원|논설위원|記者|记者)$/u;
/** Text that stands in place of a name: a web or mail address, or an account name. */
const ADDRESS = /^https?:|@|\bwww\.|^[\p{L}\d-]+\.(?:com?|org|net|de|at|ch|fr|it|es|uk|ru)$/iu;
const NAMES_MAX = 10;
const NAME_CHARS_MAX = 100;
/** A name that only a class marks has at most this many words. */
const MARKED_WORDS_MAX = 5;
const RAW_CHARS_MAX = 1_000;

/** `declared` names come from JSON-LD and win; a site's own name is an author only if there is no other. */
export function findAuthors(
  elements: readonly PageElement[],
  meta: ReadonlyMap<string, string>,
  declared: readonly string[],
  site: string | null,
): string[] {
  const named = tidyNames(declared);
  const people = named.filter((name) => !isSite(name, site));
  if (people.length > 0) return people;
  for (const text of listMeta(elements, meta)) {
    const names = tidyNames([text]).filter((name) => !isSite(name, site));
    if (names.length > 0) return names;
  }
  // If the page names the site itself as author, a class that sounds like an author's proves nothing.
  const marked = findMarked(elements, named.length > 0 ? MARKED.slice(0, 2) : MARKED, site);
  return marked.length > 0 ? marked : named.slice(0, 1);
}

function* listMeta(elements: readonly PageElement[], meta: ReadonlyMap<string, string>): Generator<string> {
  for (const key of META) yield meta.get(key) ?? "";
  for (const n of [1, 2]) if (LABEL_OF_AUTHOR.test(meta.get(`twitter:label${n}`) ?? "")) yield meta.get(`twitter:data${n}`) ?? "";
  // A page may name its publisher first, and the author in a second tag of that name.
  for (const tag of elements)
    if (tag.tagName === "META" && tag.getAttribute("name")?.toLowerCase() === "author") yield tag.getAttribute("content") ?? "";
}

function findMarked(
  elements: readonly PageElement[],
  marks: readonly ((element: PageElement) => boolean)[],
  site: string | null,
): string[] {
  const candidates = elements.filter(mayBeMarked);
  for (const isMarked of marks) {
    const marked = firstOf(candidates, isMarked);
    const stated = isMarked === isStated ? tidyNames(marked.flatMap(linesOf)).filter((name) => !isSite(name, site)) : [];
    if (stated.length > 0) return stated;
    for (const element of marked) {
      const names = tidyNames(linesOf(element));
      // One word that cannot be part of a name shows that the element is a row of buttons, a label or a sentence.
      if (names.length > 0 && names.every((name) => isNameLike(name) && !isSite(name, site))) return names;
    }
  }
  return [];
}

function firstOf(elements: readonly PageElement[], isMarked: (element: PageElement) => boolean): PageElement[] {
  const found: PageElement[] = [];
  for (const element of elements) {
    if (found.length === ELEMENTS_MAX) break;
    if (isMarked(element)) found.push(element);
  }
  return found;
}

/** Every such mark is in one of these attributes, and most elements have none of them. */
function mayBeMarked(element: PageElement): boolean {
  return ["class", "itemprop", "rel", "href"].some((name) => MARK.test(element.getAttribute(name) ?? ""));
}

/** Marked by microdata, or by a link's relation. */
function isStated(element: PageElement): boolean {
  if (isAuthor(element)) return true;
  return hasWord(element, "itemprop", "name") && findAround(element, isAuthor) !== null;
}

function isAuthor(element: PageElement): boolean {
  return hasWord(element, "itemprop", "author") || hasWord(element, "rel", "author");
}

function isLinkToAuthor(element: PageElement): boolean {
  const href = element.tagName === "A" ? element.getAttribute("href") : null;
  return href !== null && /\/author/i.test(href) && findAround(element, isClassedAsAuthor) !== null;
}

function isClassedAsAuthor(element: PageElement): boolean {
  return /author|byline/i.test(element.className);
}

/** Names in elements of their own are separate names, whatever white space is between them. */
function linesOf(element: PageElement): string[] {
  const inner = element.children.filter(
    (child) => child.nodeName === "SPAN" || child.nodeName === "A" || child.nodeName === "LI",
  );
  const parts = inner.length > 1 && !element.getAttribute("itemprop") && !element.getAttribute("rel") ? inner : [element];
  return parts.map((part) => cleanTitle(part.textContent.slice(0, RAW_CHARS_MAX), "text"));
}

function isNameLike(name: string): boolean {
  const words = name.split(/\s+/);
  return words.length <= MARKED_WORDS_MAX && !/[\d:?!]/.test(name) && /^\P{Ll}/u.test(name);
}

function tidyNames(raw: readonly string[]): string[] {
  const names = raw
    .flatMap((text) => text.slice(0, RAW_CHARS_MAX).split(/[;\n|]/))
    .map((name) =>
      cleanTitle(name)
        .replace(BEFORE_NAME, "")
        .replace(/^[\s,]+|[\s,]+$/g, "")
        .replace(AFTER_NAME, ""),
    )
    .filter((name) => name !== "" && name.length <= NAME_CHARS_MAX && /\p{L}/u.test(name) && !ADDRESS.test(name));
  return [...new Set(names)].slice(0, NAMES_MAX);
}

function isSite(name: string, site: string | null): boolean {
  return site !== null && name.toLowerCase() === site.toLowerCase();
}
