// Finds headings that only link to another page of the site: headlines of related articles between paragraphs.
import { foldSpace } from "../../text/fold-space.ts";
import type { PageDocument } from "../tree/page-document.ts";
import { findAround } from "../tree/search-tree.ts";
import { type Block, countWords, joinBlocks } from "../read-blocks.ts";

/** A headline is a sentence; a shorter heading names something in the article. */
const HEADLINE_WORDS_MIN = 6;
/** An article is interrupted a few times; more headings with text below each are the items of a list. */
const INTERRUPTIONS_MAX = 4;
const LINKED_SHARE_MIN = 0.85;
const HEADINGS = new Set(["H2", "H3", "H4", "H5", "H6"]);
const NUMBERED = /^\P{L}{0,3}\d{1,3}\s*[.):–-]/u;

/** So many such headings at the end, each with a line or two, are a row of other articles if the article above has more words. */
const CARDS_MIN = 2;
const PROSE_WORDS_MIN = 6;
const CARD_BLOCKS_MAX = 4;

/** The texts of such headings, anywhere on the page, however short. An h1 belongs to the article, whatever it links to. */
export function findRelatedHeadings(document: PageDocument, url: string): Set<string> {
  const related = new Set<string>();
  for (const heading of document.documentElement.descendants(HEADINGS)) {
    // With headings inside headings, the same text would be read again and again.
    if (heading.descendants(HEADINGS).length > 0) continue;
    const link = findAround(heading, ({ tagName }) => tagName === "A") ?? heading.getElementsByTagName("a")[0];
    if (link === undefined || !leadsToSibling(link.getAttribute("href"), url)) continue;
    const text = oneLine(heading.textContent);
    const linked = link.contains(heading) ? text.length : oneLine(link.textContent).length;
    if (!NUMBERED.test(text) && linked >= LINKED_SHARE_MIN * text.length) related.add(text);
  }
  return related;
}

/** Removes them from an article's blocks, unless there are so many that they are the items of its list, and the rows of cards below it. */
export function dropRelatedHeadings(blocks: readonly Block[], related: ReadonlySet<string>): readonly Block[] {
  const isLinked = (block: Block | undefined) =>
    block !== undefined && /^h[2-6]$/.test(block.tag) && related.has(oneLine(block.text));
  const isRelated = (block: Block | undefined) => isLinked(block) && countWords(block?.text ?? "") >= HEADLINE_WORDS_MIN;
  const own = blocks.slice(0, startOfCards(blocks, isLinked));
  const items = own.filter((block, i) => {
    const next = own[i + 1];
    return isRelated(block) && next !== undefined && !/^h[1-6]$/.test(next.tag) && next.linked < next.text.length / 2;
  });
  return items.length > INTERRUPTIONS_MAX ? own : own.filter((block) => !isRelated(block));
}

const wordsIn = (blocks: readonly Block[]): number => countWords(joinBlocks(blocks));

/** Where the row of other articles begins with which the text ends; the number of blocks if it ends with none. */
function startOfCards(blocks: readonly Block[], isLinked: (block: Block) => boolean): number {
  let start = blocks.length;
  let cards = 0;
  for (let at = blocks.length - 1; at >= 0 && start - at <= CARD_BLOCKS_MAX; at--) {
    const block = blocks[at];
    if (block === undefined || !isLinked(block)) continue;
    start = at;
    cards += 1;
  }
  const row = blocks.slice(start);
  // A section of an article has more to say than a teaser.
  const teasers = row.filter((block) => !isLinked(block) && countWords(block.text) >= PROSE_WORDS_MIN).length;
  const isRow = cards >= CARDS_MIN && teasers <= cards && wordsIn(blocks.slice(0, start)) > wordsIn(row);
  return isRow ? start : blocks.length;
}

/** Another page of the same site. Links to a shop or a source belong to the article. */
function leadsToSibling(href: string | null, url: string): boolean {
  const target = href?.trim() ?? "";
  if (target === "" || target.startsWith("#") || !URL.canParse(target, url) || !URL.canParse(url)) return false;
  const own = new URL(url);
  const { hostname, pathname, search } = new URL(target, url);
  return hostname === own.hostname && (pathname !== own.pathname || search !== own.search);
}

const oneLine = (text: string): string => foldSpace(text).trim();
