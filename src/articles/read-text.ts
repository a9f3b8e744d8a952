// Finds the article in a document: Readability after cleaning, or without it where cleaning took too much.
/// <reference lib="dom" />
import { Readability } from "@mozilla/readability";
import { copyCleaned } from "./clean-before.ts";
import type { PageDocument } from "./tree/page-document.ts";
import type { PageElement } from "./tree/page-element.ts";
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";

/** Where the cleaned page gives less than this share of the words that the page gives as it came, cleaning took too much. */
const KEPT_SHARE_MIN = 0.6;

/** `proseWords` is how many words stand in whole sentences on the page. The document is used up: Readability takes it apart. */
export function readText(document: PageDocument, proseWords: number): Block[] {
  const asItCame = document.body;
  document.replaceBody(copyCleaned(asItCame));
  const first = runReadability(document);
  const firstWords = countWords(joinBlocks(first));
  // What was found is most of what could be: the page as it came has no better to offer.
  if (firstWords >= KEPT_SHARE_MIN * proseWords && firstWords > 0) return first;
  document.replaceBody(asItCame);
  const second = runReadability(document);
  return firstWords < KEPT_SHARE_MIN * countWords(joinBlocks(second)) ? second : first;
}

/** Nothing where it throws, as it may where a tree is not of the shape that it was written for. */
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
