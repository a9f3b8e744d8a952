// Reads the article of a page: its text, its metadata, and if there is no text, the reason.
import { isAboutConsent } from "../text/words/consent.ts";
import { toError } from "../errors.ts";
import type { PageElement } from "./tree/page-element.ts";
import { foldSpace } from "../text/fold-space.ts";
import type { ExtractedPage } from "./article.ts";
import { cleanAfter } from "./clean-after.ts";
import { copyCleaned, removeCards } from "./clean-before.ts";
import { removeConsentDialogs } from "./consent-dialog.ts";
import { settleLanguage } from "./detect-language.ts";
import { explainNoText, isNothingButLinks } from "./explain-no-text.ts";
import type { Listed } from "./judge-page.ts";
import { findCredits } from "./metadata/find-credits.ts";
import { openStrictly } from "./tree/open-strictly.ts";
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";
import { dropRelatedHeadings, findRelatedHeadings } from "./metadata/find-related-headings.ts";
import { linesAboveTitle } from "./metadata/find-heading.ts";
import { type Hints, readMetadata } from "./metadata/read-metadata.ts";
import { isSoldNotice } from "./sold-notice.ts";
import { removeOthers } from "./remove-others.ts";
import { readText } from "./read-text.ts";
import { type FitPage, scanPage } from "./tree/scan-page.ts";
import { findStateText } from "./find-state-text.ts";
import { findMissing } from "./find-missing.ts";
import { findNextPage, missingPages, type Part } from "./find-next-page.ts";
import { nameKind } from "./name-kind.ts";
import { findLooseText, openTitles } from "./find-loose-text.ts";
import { findNoscript, type Held, listHeld } from "./held/list-held.ts";
import { readShape } from "./read-shape.ts";
import { findScriptText } from "./script-text.ts";
import { unreadablePage } from "./unreadable-page.ts";

/** JSON-LD's text is used if the text that was read is less than this share of it. */
const RESCUE_SHARE_MAX = 0.6;
const RESCUE_WORDS_MIN = 50;
const SHORT_LETTERS_MIN = 300;
const CAPTIONS_MIN = 3;
const CAPTION_WORDS_MIN = 8;
/** A block with fewer words is a heading, a label, or a menu item. */
const SENTENCE_WORDS_MIN = 12;
/** Places where credits are not looked for: they would be those of pictures or of the site. */
const NOT_CREDITED = new Set("SCRIPT STYLE HEAD NAV FOOTER ASIDE FIGURE FIGCAPTION BUTTON SELECT TEXTAREA".split(" "));

export interface ReadOptions {
  /** Which page of its article it is, from the second on. */
  part?: Part;
  /** The address that the Link header of its answer calls the next page. */
  next?: string;
  /** When it was fetched: no date of the page may be well after it. */
  now?: Date | null;
  /** What its sources say of it. */
  listed?: readonly Listed[];
}

/**
 * Reads a decoded page that was fetched from `url`. Never throws, whatever the page holds, and takes time linear in its length.
 * A page without an article gives its metadata, an empty text and the reason.
 */
export function extractPage(html: string, url: string, options: ReadOptions = {}): ExtractedPage {
  const page = scanPage(html);
  if (page.kind === "refused") return unreadablePage(url, page.reason, page.detail);
  if (!/<[a-z!]/i.test(html)) return unreadablePage(url, "not-html", "The document holds no HTML.");
  try {
    return extractScanned(page, html, { url, ...options });
  } catch (thrown) {
    return unreadablePage(url, "extractor-crashed", `The page broke the extractor: ${toError(thrown).message}`);
  }
}

function extractScanned(
  page: FitPage,
  html: string,
  { url, part, next: named, now = null, listed }: ReadOptions & { url: string },
): ExtractedPage {
  const { document } = page;
  removeConsentDialogs(document);
  const shown = readBlocks(document.body, NOT_CREDITED);
  const elements = document.documentElement.descendants();
  const { hints, ...metadata } = readMetadata(document, { elements, url, shown, now });
  const related = findRelatedHeadings(document, url);
  const above = linesAboveTitle(shown, metadata.title);
  const shape = readShape(elements, shown);
  const next = findNextPage(elements, html, { url, part, named });
  const captions = listCaptions(elements);
  const own = [removeOthers(document, metadata.title), removeCards(document.body)].includes(true)
    ? readBlocks(document.body, NOT_CREDITED)
    : shown;
  const { blocks, method } = withCaptions(
    rescue(readAboveNotice(page, own), hints, () => findHidden(html, titlesOf(metadata.title, listed))),
    captions,
  );
  const headings = shown.filter(({ tag }) => tag === "h1").map(({ text }) => text);
  const cleaned = cleanAfter(dropRelatedHeadings(blocks, related), { ...metadata, above, headings });
  const noText = explainNoText({ html, url, title: metadata.title, blocks: cleaned, shown, isFree: hints.isFree, listed });
  const kind = nameKind({ shape, html, url, hints, blocks, reason: noText?.reason ?? null });
  if (noText) return { ...metadata, kind, complete: null, text: "", method: "none", credits: [], ...noText };
  const missing =
    findMissing({ html, blocks: cleaned, shown, isFree: hints.isFree }) ??
    (next === null ? null : missingPages(next.part.number - 1, next.of));
  const text = joinBlocks(cleaned);
  const language = settleLanguage(metadata.language, text);
  return {
    ...metadata,
    language,
    text,
    method,
    credits: [...findCredits(shown), ...(hints.original === null ? [] : [hints.original])],
    kind,
    complete: missing === null,
    reason: null,
    detail: missing,
    ...(next !== null && { next }),
  };
}

/** The captions of a page's pictures, each once. */
function listCaptions(elements: readonly PageElement[]): Block[] {
  const captions = elements.filter((element) => element.tagName === "FIGCAPTION" && isOfPicture(element));
  if (captions.length < CAPTIONS_MIN) return [];
  const texts = new Set(captions.map((caption) => foldSpace(caption.textContent).trim()));
  return [...texts]
    .filter((text) => countWords(text) >= CAPTION_WORDS_MIN)
    .map((text) => ({ text, tag: "figcaption", linked: 0 }));
}

const NOT_OF_PICTURE = new Set("FIGCAPTION A NAV ASIDE FOOTER".split(" "));
const LINKED_MAX = 0.5;
const CAPTION_CHARS_MAX = 5_000;

/** Not so if it leads to another story, or stands within a caption, whose text holds it. */
function isOfPicture(caption: PageElement): boolean {
  for (let outer = caption.parentNode; outer !== null; outer = outer.parentNode)
    if (NOT_OF_PICTURE.has(outer.tagName)) return false;
  const { length } = caption.textContent;
  if (length > CAPTION_CHARS_MAX) return false;
  const linked = caption.getElementsByTagName("a").reduce((sum, { textContent }) => sum + textContent.length, 0);
  return linked <= LINKED_MAX * length;
}

/** A page of pictures says in their captions what it has to say. */
function withCaptions(body: Body, captions: readonly Block[]): Body {
  if (captions.length < CAPTIONS_MIN) return body;
  const known = joinBlocks(body.blocks);
  if (countWords(known) >= RESCUE_WORDS_MIN) return body;
  return { blocks: [...body.blocks, ...captions.filter(({ text }) => !known.includes(text))], method: "captions" };
}

interface Body {
  blocks: readonly Block[];
  method: string;
}

/** Where an article is short, the notice that its rest is sold may be taken for it. */
function readAboveNotice(page: FitPage, shown: readonly Block[]): Body {
  const body = readBody(page, shown);
  if (!body.blocks.some(isSoldNotice) || body.blocks.some((block) => isProse(block) && !isSoldNotice(block))) return body;
  return { blocks: shown.filter((block) => isProse(block) && !isSoldNotice(block)), method: "readability" };
}

function readBody({ document, strictHtml }: FitPage, shown: readonly Block[]): Body {
  // Readability takes seconds to choose among thousands of links. The article may be in what `shown` leaves out (a form around the page).
  if (isNothingButLinks(shown) && !readBlocks(document.body).some(isProse)) return { blocks: [], method: "none" };
  const proseWords = countWords(joinBlocks(shown.filter(isProse)));
  const blocks = readText(document, proseWords);
  if (blocks.length > 0) return { blocks, method: "readability" };
  // It takes as long if there is nothing to find, so it runs only if there is something to find.
  const html = countWords(joinBlocks(shown)) < RESCUE_WORDS_MIN ? null : strictHtml();
  if (html === null) return { blocks, method: "none" };
  const strict = openStrictly(html);
  removeConsentDialogs(strict);
  const found = readText(strict, proseWords);
  return { blocks: found, method: found.length > 0 ? "readability-strict" : "none" };
}

function isProse({ text, linked }: Block): boolean {
  return linked < text.length / 2 && countWords(text) >= SENTENCE_WORDS_MIN;
}

/** Takes the text from script data if the page itself shows almost nothing. */
function rescue(
  body: Body,
  { articleBody, updates }: Pick<Hints, "articleBody" | "updates">,
  hiddenText: () => string | null,
): Body {
  const words = countWords(joinBlocks(body.blocks));
  if (articleBody !== null) {
    const bodyWords = countWords(articleBody);
    if (bodyWords >= RESCUE_WORDS_MIN && words < RESCUE_SHARE_MAX * bodyWords)
      return { blocks: splitLines(articleBody), method: "json-ld" };
  }
  const told = words < RESCUE_WORDS_MIN ? updates() : null;
  if (told !== null) return { blocks: splitLines(told), method: "json-ld" };
  const isWall = isAboutConsent(joinBlocks(body.blocks));
  const hidden = isWall || words < RESCUE_WORDS_MIN ? hiddenText() : null;
  const scan = hidden === null ? null : scanPage(hidden);
  if (scan?.kind !== "fit") return body;
  const blocks = readBlocks(copyCleaned(scan.document.body));
  return countWords(joinBlocks(blocks)) > (isWall ? RESCUE_WORDS_MIN : words) ? { blocks, method: "script" } : body;
}

/** What the article is called: a page that is shown by scripts often has its outlet's name for a title, and its sources know better. */
function titlesOf(own: string | null, listed: readonly Listed[] = []): readonly (string | null)[] {
  const titles = listed.map(({ title }) => title).filter((title) => title !== null);
  return titles.length > 0 ? titles : [own];
}

/** The HTML of the text that the page holds for its scripts, or for readers without them; null if there is none. */
function findHidden(html: string, titles: readonly (string | null)[]): string | null {
  const held = listHeld(html);
  const tells = openTitles(titles);
  const fromString = findScriptText(held, tells);
  if (fromString !== null && tells?.(fromString) !== false) return fromString;
  const fromState = findStateText(held, tells);
  if (fromState !== null && tells?.(fromState) === true) return fromState;
  return fromString ?? fromState ?? findNoscript(html) ?? findLooseText(html, held, tells) ?? findShortText(held, tells);
}

/** A list of a few paragraphs may be of anything, so it needs words of the page's title. */
function findShortText(held: Held, tells: ((text: string) => boolean) | null): string | null {
  const text = findStateText(held, tells, SHORT_LETTERS_MIN);
  return text !== null && tells?.(text) === true ? text : null;
}

function splitLines(text: string): Block[] {
  return text
    .split(/\n+/)
    .map((line) => ({ text: foldSpace(line).trim(), tag: "p", linked: 0 }))
    .filter((block) => block.text !== "");
}
