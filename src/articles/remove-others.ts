// Removes the other articles of an article's page: those that one may like as well, the next one, and comments.
import { foldLine } from "../text/fold-line.ts";
import { readBlocks, countWords } from "./read-blocks.ts";
import type { PageDocument } from "./tree/page-document.ts";
import type { PageElement } from "./tree/page-element.ts";
import { articleAround, findAround } from "./tree/search-tree.ts";

/** An article has at least so many words of its own. */
const OWN_WORDS_MIN = 50;

const HEADLINE_WORDS_MIN = 4;
const TICKER = /(?:^|[\s_-])(?:live|liveblog|ticker|updates?)(?:$|[\s_-])/i;

const MARKS = new Set(["H1", "ARTICLE"]);

/** Removes in place, and returns whether there were any. The article is the element around the main heading that is the page's title, or its only one. */
export function removeOthers({ body }: PageDocument, title: string | null): boolean {
  const marks = body.descendants(MARKS);
  const headings = marks.filter(({ tagName }) => tagName === "H1");
  const named = foldLine(title ?? "");
  const heading = headings.length === 1 ? headings[0] : headings.find(({ textContent }) => foldLine(textContent) === named);
  const own = heading === undefined ? null : articleAround(heading);
  if (own === null) return false;
  // A page that goes on with the next article has another main heading in each. A post of a ticker has hardly more than its time for one.
  const others = headings.filter((one) => foldLine(one.textContent) !== named);
  const next = new Set(others.filter(isHeadline).flatMap((one) => articleAround(one) ?? []));
  if (headings.length > 1 && (next.size < headings.length - 1 || next.has(own))) return false;
  const articles = marks.filter(
    (element) => element.tagName === "ARTICLE" && element !== own && !element.contains(own) && !own.contains(element),
  );
  if (articles.length === 0) return false;
  const wordsOf = (element: typeof own) => readBlocks(element).reduce((sum, { text }) => sum + countWords(text), 0);
  const most = wordsOf(own);
  if (most < OWN_WORDS_MIN) return false;
  let removed = false;
  for (const element of articles) {
    // A longer one is a part of the article, of which the first holds the beginning.
    if (element.getElementsByTagName("article").length > 0 || (!next.has(element) && wordsOf(element) > most)) continue;
    element.remove();
    removed = true;
  }
  return removed;
}

/** Of a post of a live blog, its class or the element's around it says so, however long its heading is. */
const isHeadline = (heading: PageElement): boolean =>
  countWords(heading.textContent) >= HEADLINE_WORDS_MIN &&
  findAround(heading, ({ className }) => TICKER.test(className)) === null;
