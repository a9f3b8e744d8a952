// Removes the other articles of an article's page: those that one may like as well, the next one, and comments.
import { readBlocks, countWords } from "./read-blocks.ts";
import type { PageDocument } from "./tree/page-document.ts";
import { findAround } from "./tree/search-tree.ts";

/** An article has at least so many words of its own. */
const OWN_WORDS_MIN = 50;

const MARKS = new Set(["H1", "ARTICLE"]);

/** Removes in place, and returns whether there were any. The article is the element around the page's only main heading. */
export function removeOthers({ body }: PageDocument): boolean {
  const marks = body.descendants(MARKS);
  const [heading, second] = marks.filter(({ tagName }) => tagName === "H1");
  const own = heading === undefined || second !== undefined ? null : findAround(heading, ({ tagName }) => tagName === "ARTICLE");
  if (own === null) return false;
  const others = marks.filter(
    (element) => element.tagName === "ARTICLE" && element !== own && !element.contains(own) && !own.contains(element),
  );
  if (others.length === 0) return false;
  const wordsOf = (element: typeof own) => readBlocks(element).reduce((sum, { text }) => sum + countWords(text), 0);
  const most = wordsOf(own);
  if (most < OWN_WORDS_MIN) return false;
  let removed = false;
  for (const element of others) {
    // A longer one is a part of the article, of which the first holds the beginning.
    if (element.getElementsByTagName("article").length > 0 || wordsOf(element) > most) continue;
    element.remove();
    removed = true;
  }
  return removed;
}
