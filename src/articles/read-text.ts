// Finds the article in a document: Readability after cleaning, or without it if cleaning took too much.
/// <reference lib="dom" />
import { Readability } from "@mozilla/readability";
import { foldSpace } from "../text/fold-space.ts";
import { addLeftOut, readForms } from "./add-left-out.ts";
import { copyCleaned } from "./clean-before.ts";
import type { PageDocument } from "./tree/page-document.ts";
import type { PageElement } from "./tree/page-element.ts";
import { articleAround } from "./tree/search-tree.ts";
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";

/** If the cleaned page gives less than this share of the original page's words, cleaning took too much. */
const KEPT_SHARE_MIN = 0.6;

/** `proseWords` is how many words are in whole sentences on the page. Readability takes the document apart, so it can't be used again. */
export function readText(document: PageDocument, proseWords: number): readonly Block[] {
  const asItCame = document.body;
  document.replaceBody(copyCleaned(asItCame));
  const held = readForms(document.body);
  const first = addLeftOut(runReadability(document), held);
  const firstWords = countWords(joinBlocks(first));
  // The cleaned page gave most of the words, so the original cannot do better.
  if (firstWords >= KEPT_SHARE_MIN * proseWords && firstWords > 0) return first;
  const own = oneLine(findArticle(asItCame)?.textContent ?? "");
  document.replaceBody(asItCame);
  const second = runReadability(document);
  // A notice has fewer words than the boxes around it.
  if (isIn(first, own) && !isIn(second, own)) return first;
  return firstWords < KEPT_SHARE_MIN * countWords(joinBlocks(second)) ? second : first;
}

const HEADING = new Set(["H1"]);

/** The element that its page calls the article, around its first main heading. */
function findArticle(body: PageElement): PageElement | null {
  const [heading] = body.descendants(HEADING);
  return heading === undefined ? null : articleAround(heading);
}

const isIn = (blocks: readonly Block[], text: string): boolean => blocks.some((block) => text.includes(oneLine(block.text)));

const oneLine = (text: string): string => foldSpace(text).trim();

/** Returns null if Readability throws, as it may on a tree of unexpected shape. */
function runReadability(document: PageDocument): Block[] {
  try {
    const article = new Readability(document as unknown as Document, {
      disableJSONLD: true,
      serializer: (node) => node as unknown as PageElement,
    }).parse();
    return article?.content ? readBlocks(article.content) : [];
  } catch {
    return [];
  }
}
