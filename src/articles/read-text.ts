// Finds the article in a document: Readability after cleaning, or without it where cleaning took too much.
import { Readability } from "@mozilla/readability";
import { cleanBefore } from "./clean-before.ts";
import { removeConsentDialogs } from "./consent-dialog.ts";
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";

/** Where the cleaned page gives less than this share of the words that the page gives as it came, cleaning took too much. */
const KEPT_SHARE_MIN = 0.6;

/** `open` builds the page's document anew; it is called once or twice, since Readability consumes what it reads. */
export function readText(open: () => Document): Block[] {
  const openWithoutDialogs = () => {
    const document = open();
    removeConsentDialogs(document);
    return document;
  };
  const cleaned = openWithoutDialogs();
  const proseWords = countWords(joinBlocks(readBlocks(cleaned.body).filter(isProse)));
  cleanBefore(cleaned);
  const first = runReadability(cleaned);
  const firstWords = countWords(joinBlocks(first));
  // What was found is most of what could be: the page as it came has no better to offer.
  if (firstWords >= KEPT_SHARE_MIN * proseWords && firstWords > 0) return first;
  const second = runReadability(openWithoutDialogs());
  return firstWords < KEPT_SHARE_MIN * countWords(joinBlocks(second)) ? second : first;
}

function isProse(block: Block): boolean {
  return block.text.length >= 80 && block.linked < block.text.length / 2;
}

function runReadability(document: Document): Block[] {
  const article = new Readability<Node>(document, { disableJSONLD: true, serializer: (node) => node }).parse();
  return article?.content ? readBlocks(article.content) : [];
}
