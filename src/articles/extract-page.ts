// Reads the article of a page: its text, what is said of it, and where there is no text, why.
import { toError } from "../errors.ts";
import type { ExtractedPage } from "./article.ts";
import { cleanAfter } from "./clean-after.ts";
import { cleanBefore } from "./clean-before.ts";
import { explainNoText } from "./explain-no-text.ts";
import { findCredits } from "./find-credits.ts";
import { openDocument, openDocumentStrictly } from "./open-document.ts";
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";
import { type Metadata, readMetadata } from "./read-metadata.ts";
import { readText } from "./read-text.ts";
import { type FitPage, scanPage } from "./scan-page.ts";
import { findScriptText } from "./script-text.ts";
import { unreadablePage } from "./unreadable-page.ts";

/** JSON-LD's text is taken where what was read is less than this share of it. */
const RESCUE_SHARE_MAX = 0.6;
const RESCUE_WORDS_MIN = 50;
/** Where credits are not looked for: they would be pictures' or the site's own. */
const NOT_CREDITED = new Set("SCRIPT STYLE HEAD NAV FOOTER ASIDE FIGURE FIGCAPTION FORM BUTTON".split(" "));

/**
 * Reads a decoded page that was fetched from `url`. Never throws for what a page holds and costs time linear in its length;
 * a page without an article gives its metadata, empty text and the reason.
 */
export function extractPage(html: string, url: string): ExtractedPage {
  const page = scanPage(html);
  if (page.kind === "refused") return unreadablePage(url, page.reason, page.detail);
  if (!/<[a-z!]/i.test(page.html)) return unreadablePage(url, "not-html", "The document holds no HTML.");
  try {
    return extractScanned(page, html, url);
  } catch (thrown) {
    return unreadablePage(url, "extractor-crashed", `The page broke the extractor: ${toError(thrown).message}`);
  }
}

function extractScanned(page: FitPage, html: string, url: string): ExtractedPage {
  const document = openDocument(page.html);
  const metadata = readMetadata(document, url);
  const shown = readBlocks(document.body, NOT_CREDITED);
  const { blocks, method } = rescue(readBody(page, countWords(joinBlocks(shown))), metadata, html);
  const cleaned = cleanAfter(blocks, metadata);
  const noText = explainNoText({ html, title: metadata.title, blocks: cleaned, isFree: metadata.isFree });
  const { articleBody: _, isFree: __, ...described } = metadata;
  if (noText) return { ...described, text: "", method: "none", credits: [], ...noText };
  return { ...described, text: joinBlocks(cleaned), method, credits: findCredits(shown), reason: null, detail: null };
}

interface Body {
  blocks: Block[];
  method: string;
}

function readBody(page: FitPage, wordsShown: number): Body {
  const blocks = attempt(() => readText(() => openDocument(page.html)));
  if (blocks.length > 0) return { blocks, method: "readability" };
  // jsdom takes seconds for what it may not find either, so only where there is something to find.
  const isWorthIt = page.strictlyParsable && wordsShown >= RESCUE_WORDS_MIN;
  const strict = isWorthIt ? attempt(() => readText(() => openDocumentStrictly(page.html))) : [];
  return { blocks: strict, method: strict.length > 0 ? "readability-jsdom" : "none" };
}

/** linkedom's trees are not always the ones that Readability was written for, and then it may throw. */
function attempt(read: () => Block[]): Block[] {
  try {
    return read();
  } catch {
    return [];
  }
}

/** Takes the text from where scripts keep it, if the page shows next to nothing itself. */
function rescue(body: Body, { articleBody }: Metadata, html: string): Body {
  const words = countWords(joinBlocks(body.blocks));
  if (articleBody !== null) {
    const bodyWords = countWords(articleBody);
    if (bodyWords >= RESCUE_WORDS_MIN && words < RESCUE_SHARE_MAX * bodyWords)
      return { blocks: splitLines(articleBody), method: "json-ld" };
  }
  const hidden = words < RESCUE_WORDS_MIN ? findScriptText(html) : null;
  const scan = hidden === null ? null : scanPage(hidden);
  if (scan?.kind !== "fit") return body;
  const blocks = attempt(() => {
    const document = openDocument(scan.html);
    cleanBefore(document);
    return readBlocks(document.body);
  });
  return blocks.length > 0 ? { blocks, method: "script" } : body;
}

function splitLines(text: string): Block[] {
  return text
    .split(/\n+/)
    .map((line) => ({ text: line.trim(), tag: "p", linked: 0 }))
    .filter((block) => block.text !== "");
}
