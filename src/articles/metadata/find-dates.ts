// Finds when an article was published and last changed, among all the dates on its page.
import { parseDate } from "../../text/dates/parse-date.ts";
import { findHeading } from "./find-heading.ts";
import type { PageElement } from "../tree/page-element.ts";
import { findAround } from "../tree/search-tree.ts";
import { type PageJson, readString } from "./read-json-ld.ts";
import { type DateContext, isEither, readPageDate } from "./read-page-date.ts";
import { type Block, countWords } from "../read-blocks.ts";

/** Names of meta tags (name, property or itemprop), the most reliable first. */
const PUBLISHED = (
  "article:published_time og:article:published_time datepublished og:published_time article:published parsely-pub-date sailthru.date " +
  "cxenseparse:recs:publishtime cxenseparse:recs:published_time dc.date.issued dcterms.issued dcterms.created date.created published published_time " +
  "publishdate publish-date publication_date pubdate article.published dc.date dcterms.date date"
).split(" ");
const MODIFIED =
  "article:modified_time og:article:modified_time og:updated_time datemodified dcterms.modified date.modified last-modified lastmod revised".split(
    " ",
  );
/** How far from its title an article's date may be, in blocks. */
const BLOCKS_BEFORE = 6;
const BLOCKS_AFTER = 12;
/** A line with a date and more words than this is a sentence. */
const DATE_LINE_WORDS_MAX = 16;
const DATE_LINE_CHARS_MAX = 120;
const LABEL = /^(?:\p{L}[^\p{N}:：]{0,30}[:：]|datum|date|fecha|data|published(?: on)?|veröffentlicht(?: am)?)\s+/iu;
/** A line labelled as the date may be anywhere on the page. */
const LABELLED =
  /^(?:datum|date|fecha|data|published(?: on)?|posted(?: on)?|veröffentlicht(?: am)?|publié le|pubblicato il|опубликовано)\s*[:：]?\s*\p{N}/iu;
const CLOCK = /^\D{0,4}(\d{1,2})[:.h](\d{2})\D{0,6}$/;
const FIGURES =
  /(?<!\d)(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d{2})|(?:19|20)\d\d[./年-] ?\d{1,2}[./月-] ?\d{1,2})(?!\d)(?:[ ,]{1,2}\d{1,2}:\d{2})?/;
/** Elements in which a time belongs to the article. */
const HEADED = new Set(["ARTICLE", "HEADER", "MAIN"]);
/** How far below the title a line of labels may be, in blocks, and how long. */
const BLOCKS_BELOW = 4;
const LABELS_CHARS_MAX = 300;
const SENTENCE = /\p{L}{2}[.!?…](?:\s|$)/u;
const WRITTEN = [
  /(?<!\d)\d{1,2}(?:st|nd|rd|th|\.)?(?:\s+(?:de|of))?\s+\p{L}{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?:\s*[ap]m)?)?/iu,
  /\p{Lu}\p{L}{2,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?:,?\s+(?:at\s+)?\d{1,2}:\d\d(?:\s*[AaPp][Mm])?)?/u,
  FIGURES,
];
const DAY_MS = 86_400_000;

export interface Dates {
  publishedAt: string | null;
  modifiedAt: string | null;
}

/** All the sources of dates on a page. `shown` are the blocks that a reader sees. */
export interface DatedPage {
  elements: readonly PageElement[];
  meta: ReadonlyMap<string, string>;
  json: PageJson;
  url: string;
  title: string | null;
  shown: readonly Block[];
  language: string | null;
  /** When the page was fetched, or null. */
  now: Date | null;
}

/** ISO 8601 in UTC. If nothing says when it was published, its last change is used. */
export function findDates(page: DatedPage): Dates {
  const { elements } = page;
  const url = withoutArchive(page.url);
  const sureDays = () =>
    [dateInUrl(url), ...listDeclared(page), ...listChanges(page)].flatMap((text) =>
      text && !isEither(text) ? (parseDate(text) ?? []) : [],
    );
  const context: DateContext = { language: page.language, now: page.now, sureDays };
  const firstDate = (candidates: Iterable<string | null | undefined>): string | null => {
    for (const candidate of candidates) {
      const date = readPageDate(candidate, context);
      if (date !== null) return date;
    }
    return null;
  };
  /** The day in the address is the publisher's. A date by the title is used if it agrees, since it has the hour. */
  const findUndeclared = (): string | null => {
    const inUrl = readPageDate(dateInUrl(url), context);
    const written = dateByTitle(page.shown, page.title, context);
    if (inUrl === null) return written ?? firstDate([marked(elements, isTime), dateInNumber(url)]);
    const agrees = written !== null && Math.abs(Date.parse(written) - Date.parse(inUrl)) <= 2 * DAY_MS;
    return agrees ? written : inUrl;
  };
  const modifiedAt = firstDate(listChanges(page));
  return { publishedAt: firstDate(listDeclared(page)) ?? findUndeclared() ?? modifiedAt, modifiedAt };
}

// One at a time: the first is usually a date, and a search through all elements is saved. These stay at the top of the file: V8 makes a lasting
// prototype for each generator function, and what such a function refers to lives on with it until the next full collection.

function* listChanges({ json, meta, elements }: DatedPage): Generator<string | null | undefined> {
  yield readString(json.article?.["dateModified"]);
  for (const name of MODIFIED) yield meta.get(name);
  yield marked(elements, (element) => element.getAttribute("itemprop") === "dateModified");
  yield readString(json.page?.["dateModified"]);
}

function* listDeclared({ json, meta, elements }: DatedPage): Generator<string | null | undefined> {
  yield readString(json.article?.["datePublished"]);
  for (const name of PUBLISHED) yield meta.get(name);
  yield readString(json.page?.["datePublished"]);
  yield marked(elements, isMarkedAsPublished);
  yield marked(elements, (element) => isTime(element) && findAround(element, ({ tagName }) => HEADED.has(tagName)) !== null);
  for (const node of [json.article, json.page]) yield readString(node?.["dateCreated"]);
}

function marked(elements: readonly PageElement[], isWanted: (element: PageElement) => boolean): string | null | undefined {
  const element = elements.find(isWanted);
  return element?.getAttribute("datetime") ?? element?.getAttribute("content");
}

function isMarkedAsPublished(element: PageElement): boolean {
  return element.getAttribute("itemprop") === "datePublished" || (element.tagName === "TIME" && element.hasAttribute("pubdate"));
}

function isTime(element: PageElement): boolean {
  return element.tagName === "TIME" && element.hasAttribute("datetime");
}

/** An archive puts the day on which it kept a page before the page's address. */
function withoutArchive(url: string): string {
  return /^https?:\/\/[^/]+\/(?:web\/)?\d{8,14}(?:[a-z]{2}_)?\/(https?:\/\/.+)$/i.exec(url)?.[1] ?? url;
}

/** The day in an address such as /2024/08/03/ or /2024-08-03-title. */
function dateInUrl(url: string): string | null {
  const day = /[/_-]((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/.exec(url);
  return day ? `${day[1]}-${day[3]}-${day[4]}` : null;
}

/** The day with which an article's number begins, as in A2024080314320001. */
function dateInNumber(url: string): string | null {
  const day = /\/[a-z]{0,4}(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2,12}(?=[/._-]|$)/i.exec(url);
  return day ? `${day[1]}-${day[2]}-${day[3]}` : null;
}

/** The date by the title: the first below it, else the last above it; or a date that is labelled as such. */
function dateByTitle(shown: readonly Block[], title: string | null, context: DateContext): string | null {
  const at = findHeading(shown, title);
  const below = at < 0 ? [] : shown.slice(at + 1, at + 1 + BLOCKS_AFTER);
  const above = at < 0 ? [] : shown.slice(Math.max(0, at - BLOCKS_BEFORE), at).toReversed();
  const labelled = shown.filter(({ text }) => text.length <= DATE_LINE_CHARS_MAX && LABELLED.test(text));
  for (const { text } of [...below, ...above, ...labelled]) {
    const date = dateInLine(text, context);
    if (date !== null) return date;
  }
  for (const { text } of [...below.slice(0, BLOCKS_BELOW), ...above]) {
    const date = dateAmongLabels(text, context);
    if (date !== null) return date;
  }
  return null;
}

/** The date in a line such as "Sat 3 Aug 2024 | 14:07 | By Ann Author" or "Published: 3.8.2024, 5 minutes' reading". */
function dateInLine(line: string, context: DateContext): string | null {
  if (line.length > DATE_LINE_CHARS_MAX || !/\p{Nd}/u.test(line) || countWords(line) > DATE_LINE_WORDS_MAX) return null;
  const parts = line.split(/\s*[|·•\n]\s*|\s+[–—]\s+/);
  for (const [i, part] of parts.entries()) {
    const hour = CLOCK.exec(parts[i + 1] ?? "");
    const day = part.replace(LABEL, "").replace(/[\s,]*uhr\.?$/i, "");
    const candidates = [...(hour ? [`${day} ${hour[1]}:${hour[2]}`] : []), day, FIGURES.exec(part)?.[0]];
    // Two digits may be any year; no web page is older than this.
    const date = candidates
      .map((candidate) => readPageDate(candidate, context))
      .find((found) => found !== null && found > "1993");
    if (date) return date;
  }
  return null;
}

/** The date within a longer line of labels and buttons, such as "Ann Author The Ledger3 August 2024Share this on …": no sentence. */
function dateAmongLabels(line: string, context: DateContext): string | null {
  if (line.length > LABELS_CHARS_MAX || SENTENCE.test(line)) return null;
  for (const form of WRITTEN) {
    const date = readPageDate(form.exec(line)?.[0], context);
    if (date !== null && date > "1993") return date;
  }
  return null;
}
