// Finds the names of an article's authors.
import { cleanTitle } from "../../text/clean-title.ts";
import type { PageElement } from "../tree/page-element.ts";
import type { Block } from "../read-blocks.ts";
import { findSigned } from "./find-signed.ts";
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
/** A byline's element may hold the date as well: "JANE DOE NOVEMBER 20, 2019 10:43", "Jane Doe, 3.8.2024". */
const DATE_AFTER_NAME =
  /[\s,·•–—-]+(?:\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?|\d{1,2}(?:st|nd|rd|th|\.)?\s+\p{L}{3,10}\.?,?|\d{1,2}[./-]\d{1,2}[./-])\s*(?:19|20)\d\d(?!\d).*$|[\s,]+(?:19|20)\d\d-\d\d-\d\d.*$/u;
const DATED = /(?:19|20)\d\d(?!\d)|\d:\d/;
/** A name of such words alone is an account, an office or a row of buttons. */
const NOBODYS_WORDS = new Set(
  (
    "twitter facebook instagram linkedin email mail whatsapp telegram youtube tiktok pinterest reddit bluesky threads rss x share follow print website " +
    "admin administrator webmaster our the staff web guest user news desk newsdesk webdesk newsroom team writer writers reporter reporters editor editors contributor " +
    "contributors author authors anonymous unknown null undefined none redaktion redactie redazione redaction rédaction redacción redação redakcja редакция редактор администратор"
  ).split(" "),
);
/** Elements of readers' comments, and the fields in which they write their names. */
const OF_READERS =
  /(?:^|\s)(?:comments?|commentlist|comment-?(?:list|body|author|meta|content|form|item|thread)\S*|comments-(?:area|list|section|wrapper)\S*|disqus\S*)(?:\s|$)/i;
/** Text that stands in place of a name: a web or mail address, or an account name. */
const ADDRESS = /^https?:|@|\bwww\.|^[\p{L}\d.-]+\.(?:com?|org|net|info|de|at|ch|fr|it|es|uk|ru|in|za)(?:\/\S*)?$/iu;
const NAMES_MAX = 10;
const NAME_CHARS_MAX = 100;
/** A name that only a class marks has at most this many words. */
const MARKED_WORDS_MAX = 5;
const RAW_CHARS_MAX = 1_000;

/** Where a page may name its authors. */
export interface SignedPage {
  elements: readonly PageElement[];
  meta: ReadonlyMap<string, string>;
  /** The names that JSON-LD gives, and its sections. */
  declared: readonly string[];
  sections: readonly string[];
  title: string | null;
  /** The blocks that a reader sees. */
  shown: readonly Block[];
  isOutlet: (text: string) => boolean;
}

/** Declared names win; the outlet is an author only if it says so in JSON-LD and nobody else is named. */
export function findAuthors(page: SignedPage): string[] {
  const { elements, meta, isOutlet } = page;
  const sections = new Set([...page.sections, meta.get("article:section") ?? ""].map(fold));
  // A place may follow: "The Ledger, London".
  const isNobody = (name: string) => isOutlet(name.split(",", 1)[0] ?? "") || isAnyone(name) || sections.has(fold(name));
  const named = tidyNames(page.declared);
  const people = named.filter((name) => !isNobody(name));
  if (people.length > 0) return people;
  for (const text of listMeta(elements, meta)) {
    const names = tidyNames([text]).filter((name) => !isNobody(name));
    if (names.length > 0) return names;
  }
  // If the page names the site itself as author, a class that sounds like an author's proves nothing.
  const marked = findMarked(elements, page.declared.length > 0 ? MARKED.slice(0, 2) : MARKED, isNobody);
  if (marked.length > 0) return marked;
  const signed = tidyNames(findSigned(page.shown, page.title)).filter((name) => !isNobody(name));
  if (signed.length > 0) return signed;
  return page.declared
    .map((name) => cleanTitle(name))
    .filter(isOutlet)
    .slice(0, 1);
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
  isNobody: (name: string) => boolean,
): string[] {
  const candidates = elements.filter(mayBeMarked);
  for (const isMarked of marks) {
    const marked = firstOf(candidates, isMarked);
    const stated = isMarked === isStated ? tidyNames(marked.flatMap(linesOf)).filter((name) => !isNobody(name)) : [];
    if (stated.length > 0) return stated;
    for (const element of marked) {
      const names = tidyNames(linesOf(element));
      // One word that cannot be part of a name shows that the element is a row of buttons, a label or a sentence.
      if (names.length > 0 && names.every((name) => isNameLike(name) && !isNobody(name))) return names;
    }
  }
  return [];
}

function isOfReaders(element: PageElement): boolean {
  return isReaders(element) || findAround(element, isReaders) !== null;
}

function isReaders({ tagName, className, id }: PageElement): boolean {
  if (tagName === "LABEL" || tagName === "INPUT") return true;
  return tagName !== "BODY" && (OF_READERS.test(className) || OF_READERS.test(id));
}

function firstOf(elements: readonly PageElement[], isMarked: (element: PageElement) => boolean): PageElement[] {
  const found: PageElement[] = [];
  for (const element of elements) {
    if (found.length === ELEMENTS_MAX) break;
    if (isMarked(element) && !isOfReaders(element)) found.push(element);
  }
  return found;
}

const MARKING = ["class", "itemprop", "rel", "href"];

/** Every such mark is in one of these attributes, and most elements have none of them. */
function mayBeMarked(element: PageElement): boolean {
  for (const name of MARKING) {
    const value = element.getAttribute(name);
    if (value !== null && MARK.test(value)) return true;
  }
  return false;
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
        .replace(AFTER_NAME, "")
        .replace(DATE_AFTER_NAME, "")
        .replace(/^[\s,]+|[\s,]+$/g, ""),
    )
    .filter(
      (name) => name !== "" && name.length <= NAME_CHARS_MAX && /\p{L}/u.test(name) && !ADDRESS.test(name) && !DATED.test(name),
    );
  return [...new Set(names)].slice(0, NAMES_MAX);
}

function isAnyone(name: string): boolean {
  return (name.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []).every((word) => NOBODYS_WORDS.has(word));
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}
