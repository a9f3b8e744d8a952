// Finds the next page of an article that is given on several pages: the same address with the next number.
import type { PageElement } from "./tree/page-element.ts";
import { hasWord } from "./tree/search-tree.ts";

/** Which page of an article this is, and the address of its first. */
export interface Part {
  first: string;
  number: number;
}

/** The page that follows, and how many there are, if the page says it. */
export interface NextPage {
  url: string;
  part: Part;
  of: number | null;
  /** Whether its address may also be that of another article with a similar name. */
  isDoubtful: boolean;
}

const HREF_CHARS_MAX = 2_000;
/** The words for "page" in addresses. */
const PAGE_WORD =
  "page|pages|pg|p|seite|pagina|página|paginas|strona|strana|stranka|sida|side|sivu|sayfa|oldal|halaman|trang|str|s";
const PAGE_PARAM = new RegExp(`^(?:${PAGE_WORD}|paged|pagenum|pageno|page_no|artpage)$`, "i");
/** What follows the first page's path: "/2", "/page/2", "-2", "_seite-2", ",2". */
const PATH_TAIL = new RegExp(`^(?:/(?:(?:${PAGE_WORD})[/_=-]?)?|[-_,.](?:(?:${PAGE_WORD})[-_=]?)?)(\\d{1,2})/?$`, "iu");
/** The same without a sign of "page": such a tail may also belong to another article's name. */
const DOUBTFUL_TAIL = /^[-_,.]\d/;
const EXTENSION = /\.[a-z]\w{1,5}$/i;
/** "Page 1 of 4", "1/4". */
const COUNT = /\b1\s?(?:\/|of|von|de|di|sur|van|av|из|z|of the)\s?(\d{1,2})\b/i;
const PAGES_MAX = 50;
/** A link of no more characters may be the end of a path alone, such as "2.html". */
const SHORT_HREF = 12;
/** A link in a page's list of pages has its number for text, or says "next". */
const LABEL_CHARS = 200;
const LABEL_NEXT =
  /^(?:\p{Nd}{1,2}|[^\p{L}\p{N}]*(?:next|weiter|nächste|suivant|siguiente|seguinte|próxim|successiv|avanti|volgende|następn|další|дал(?:ее|ьше)|след|наступн|sonraki|nästa|neste|næste|seuraava|下一|次|다음|ถัดไป|التالي)|[»›>→]+)/iu;

/** "Next page" in full: "next" alone may lead to another article. */
const LABEL_PAGE =
  /^[^\p{L}\p{N}]*(?:next page|nächste seite|page suivante|página siguiente|próxima página|pagina successiva|volgende pagina|następna strona|další strana|следующая страница|наступна сторінка|sonraki sayfa|nästa sida|neste side|næste side|seuraava sivu|下一[页頁]|次の?ページ|다음 ?페이지|หน้าถัดไป|الصفحة التالية|trang sau|halaman berikut(?:nya)?)/iu;

/** What is missing of an article of which only so many pages were read. */
export const missingPages = (read: number, of: number | null): string => {
  const total = of === null ? "" : ` of ${of}`;
  return read === 1 ? `page 1${total} was read` : `pages 1 to ${read}${total} were read`;
};

/**
 * Null if the page says of no page that it follows. `named` is the address that its Link header calls the next. To be called before Readability
 * takes the document apart.
 */
export function findNextPage(
  elements: readonly PageElement[],
  html: string,
  { url, part, named }: { url: string; part?: Part | undefined; named?: string | undefined },
): NextPage | null {
  const { first, number } = part ?? { first: url, number: 1 };
  if (!URL.canParse(first) || !URL.canParse(url)) return null;
  const start = new URL(first);
  if (start.pathname === "/" && start.search === "") return null;
  const mayLead = openSieve(start);
  const pages = new Map<number, { url: string; isSure: boolean; isNumbered: boolean }>();
  for (const link of elements) {
    if (link.tagName !== "A" && link.tagName !== "LINK") continue;
    const href = link.getAttribute("href")?.trim() ?? "";
    const page = href.length <= HREF_CHARS_MAX && mayLead(href) ? readLink(href, url, start) : null;
    if (page === null) continue;
    const mayBeLabelled = link.tagName === "A" && (page.isNumbered || !isOfSearch(page.url, start));
    const isSure = hasWord(link, "rel", "next") || (mayBeLabelled && isLabel(link, page));
    if (isSure || !pages.has(page.number)) pages.set(page.number, { url: page.url, isSure, isNumbered: page.isNumbered });
  }
  const ofHeader = named === undefined ? null : readLink(named, url, start);
  if (ofHeader !== null) pages.set(ofHeader.number, { ...ofHeader, isSure: true });
  const next = pages.get(number + 1);
  if (next === undefined || !next.isSure) return null;
  const [, said] = COUNT.exec(html) ?? [];
  const linked = Math.max(...[...pages].filter(([, { isSure }]) => isSure).map(([at]) => at));
  const of = said !== undefined && Number(said) >= linked ? Number(said) : linked > number + 1 ? linked : null;
  return { url: next.url, part: { first, number: number + 1 }, of, isDoubtful: !next.isNumbered };
}

/** Tells cheaply of most links that they lead to no further page: each has a number, and the first page's path or a part of a path alone. */
function openSieve(first: URL): (href: string) => boolean {
  const path = stemOf(first);
  const name = path.slice(path.lastIndexOf("/") + 1).slice(0, 12);
  return (href) => {
    if (!/\d/.test(href)) return false;
    if (href.startsWith("?")) return true;
    if (/^\/(?!\/)/.test(href)) return decode(href).startsWith(path);
    return href.length <= SHORT_HREF || decode(href).includes(name);
  };
}

/** The first page's path, as the paths of all its pages begin. */
const stemOf = ({ pathname }: URL): string => decode(pathname.replace(/\/$/, "").replace(EXTENSION, ""));

/** A value of the search may also be a way of sorting. */
const isOfSearch = (page: string, { pathname }: URL): boolean => new URL(page).pathname === pathname;

/** Where the address alone does not say that its number is a page's, the label has to say it. */
function isLabel(link: PageElement, { number, isNumbered }: { number: number; isNumbered: boolean }): boolean {
  const label = link.textContent.slice(0, LABEL_CHARS).trim();
  return isNumbered ? LABEL_NEXT.test(label) : label === `${number}` || LABEL_PAGE.test(label);
}

/** The page of the article to which a link leads; `isNumbered` if its address says that the number is a page's. */
function readLink(href: string, url: string, first: URL): { url: string; number: number; isNumbered: boolean } | null {
  if (!URL.canParse(href, url)) return null;
  const target = new URL(href, url);
  if (target.host !== first.host || !/^https?:$/.test(target.protocol) || target.hash !== "") return null;
  const isSamePath = target.pathname === first.pathname;
  const [number, isNumbered] = isSamePath ? numberInSearch(target, first) : numberInPath(target, first);
  return number >= 2 && number <= PAGES_MAX ? { url: target.href, number, isNumbered } : null;
}

/** All other query values must be the first page's. */
function numberInSearch(target: URL, first: URL): [number: number, isNumbered: boolean] {
  const changed = [...target.searchParams].filter(([name, value]) => first.searchParams.get(name) !== value);
  const [[name, value] = ["", ""]] = changed;
  const isKept = [...first.searchParams.keys()].every((key) => key === name || target.searchParams.has(key));
  if (changed.length !== 1 || !isKept || !/^\d{1,2}$/.test(value)) return [0, false];
  return [Number(value), PAGE_PARAM.test(name)];
}

function numberInPath(target: URL, first: URL): [number: number, isNumbered: boolean] {
  if (target.search !== first.search) return [0, false];
  const stem = stemOf(first);
  const path = decode(target.pathname);
  if (stem === "" || !path.startsWith(stem)) return [0, false];
  const tail = path.slice(stem.length).replace(EXTENSION, "");
  const [, number = "0"] = PATH_TAIL.exec(tail) ?? [];
  return [Number(number), !DOUBTFUL_TAIL.test(tail)];
}

function decode(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
