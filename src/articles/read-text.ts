// Finds the article in a document: Readability after cleaning, or without it where cleaning took too much.
import { Readability } from "@mozilla/readability";
import { copyCleaned } from "./clean-before.ts";
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";

/** Where the cleaned page gives less than this share of the words that the page gives as it came, cleaning took too much. */
const KEPT_SHARE_MIN = 0.6;

/** `proseWords` is how many words stand in whole sentences on the page. The document is used up: Readability takes it apart. */
export function readText(document: Document, proseWords: number): Block[] {
  const asItCame = document.body;
  asItCame.replaceWith(copyCleaned(asItCame));
  const first = runReadability(document);
  const firstWords = countWords(joinBlocks(first));
  // What was found is most of what could be: the page as it came has no better to offer.
  if (firstWords >= KEPT_SHARE_MIN * proseWords && firstWords > 0) return first;
  document.body.replaceWith(asItCame);
  const second = runReadability(document);
  return firstWords < KEPT_SHARE_MIN * countWords(joinBlocks(second)) ? second : first;
}

/** Nothing where it throws, as it may where a tree is not of the shape that it was written for. */
function runReadability(document: Document): Block[] {
  try {
    const article = new Readability<Node>(document, { disableJSONLD: true, serializer: (node) => node }).parse();
    return article?.content ? readBlocks(article.content) : [];
  } catch {
    return [];
  }
}
