// Finds headings that only link to another page of the site: headlines of related articles between paragraphs.
import type { PageDocument } from "../tree/page-document.ts";
import { findAround } from "../tree/search-tree.ts";
import { type Block, countWords } from "../read-blocks.ts";

/** A headline is a sentence; a shorter heading names something in the article. */
const HEADLINE_WORDS_MIN = 6;
/** An article is interrupted a few times; more headings with text below each are the items of a list. */
const INTERRUPTIONS_MAX = 4;
const LINKED_SHARE_MIN = 0.85;
const HEADINGS = new Set(["H2", "H3", "H4", "H5", "H6"]);
const NUMBERED = /^\P{L}{0,3}\d{1,3}\s*[.):–-]/u;

/** The texts of such headings, anywhere on the page. An h1 belongs to the article, whatever it links to. */
export function findRelatedHeadings(document: PageDocument, url: string): Set<string> {
  const related = new Set<string>();
  for (const heading of document.documentElement.descendants(HEADINGS)) {
    // With headings inside headings, the same text would be read again and again.
    if (heading.descendants(HEADINGS).length > 0) continue;
    const link = findAround(heading, ({ tagName }) => tagName === "A") ?? heading.getElementsByTagName("a")[0];
    if (link === undefined || !leadsToSibling(link.getAttribute("href"), url)) continue;
    const text = oneLine(heading.textContent);
    const linked = link.contains(heading) ? text.length : oneLine(link.textContent).length;
    const isHeadline = countWords(text) >= HEADLINE_WORDS_MIN && !NUMBERED.test(text);
    if (isHeadline && linked >= LINKED_SHARE_MIN * text.length) related.add(text);
  }
  return related;
}

/** Removes them from an article's blocks, unless there are so many that they are the items of its list. */
export function dropRelatedHeadings(blocks: readonly Block[], related: ReadonlySet<string>): readonly Block[] {
  const isRelated = (block: Block | undefined) =>
    block !== undefined && /^h[2-6]$/.test(block.tag) && related.has(oneLine(block.text));
  const items = blocks.filter((block, i) => {
    const next = blocks[i + 1];
    return isRelated(block) && next !== undefined && !/^h[1-6]$/.test(next.tag) && next.linked < next.text.length / 2;
  });
  return items.length > INTERRUPTIONS_MAX ? blocks : blocks.filter((block) => !isRelated(block));
}

/** Another page of the same site. Links to a shop or a source belong to the article. */
function leadsToSibling(href: string | null, url: string): boolean {
  const target = href?.trim() ?? "";
  if (target === "" || target.startsWith("#") || !URL.canParse(target, url) || !URL.canParse(url)) return false;
  const own = new URL(url);
  const { hostname, pathname, search } = new URL(target, url);
  return hostname === own.hostname && (pathname !== own.pathname || search !== own.search);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
