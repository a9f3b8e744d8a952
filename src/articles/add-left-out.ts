// Adds the paragraphs that have the form of an article's other paragraphs and were left out: a picture, a box or a letter column parts them.
import { type Block, countWords, joinBlocks, readBlocks } from "./read-blocks.ts";
import type { PageElement } from "./tree/page-element.ts";

/** A shorter paragraph is a label or a caption. */
const PROSE_WORDS_MIN = 12;
/** So many of the article's paragraphs have the form that tells others of it. */
const OF_FORM_MIN = 2;
/** How many elements around a paragraph belong to its form. */
const FORM_DEPTH = 5;
const BEGINNING_CHARS = 40;
/** Bounds what a hostile page costs. */
const MISSING_MAX = 300;
const HEADING = /^h[2-4]$/;

/** The blocks of a page, and the form of each; null if it is a link or its form tells nothing. */
export interface FormedBlocks {
  blocks: readonly Block[];
  forms: readonly (string | null)[];
}

/** To be called before the article is looked for, which changes the tree. */
export function readForms(body: PageElement): FormedBlocks {
  const places: PageElement[] = [];
  const blocks = readBlocks(body, undefined, places);
  const known = new Map<PageElement, string>();
  return { blocks, forms: blocks.map((block, i) => (isOwn(block) ? formOf(places[i], known) : null)) };
}

/** `found` is the article so far. Takes time linear in what the page holds. */
export function addLeftOut(found: readonly Block[], { blocks, forms }: FormedBlocks): readonly Block[] {
  const known = new Set(found.map(({ text }) => text));
  const ofForm = new Map<string, number>();
  for (const [i, { text }] of blocks.entries()) {
    const form = forms[i] ?? null;
    if (form !== null && known.has(text) && isProse(text)) ofForm.set(form, (ofForm.get(form) ?? 0) + 1);
  }
  const hasForm = (i: number) => (ofForm.get(forms[i] ?? "") ?? 0) >= OF_FORM_MIN;
  const missing = new Set<number>();
  let whole: string | null = null;
  for (const [i, { text }] of blocks.entries()) {
    if (missing.size === MISSING_MAX) break;
    if (!hasForm(i) || known.has(text) || !isProse(text)) continue;
    whole ??= oneLine(joinBlocks(found));
    // The search for the article parts some paragraphs.
    if (!whole.includes(oneLine(text).slice(0, BEGINNING_CHARS))) missing.add(i);
  }
  if (missing.size === 0) return found;
  // What stands next to them: the heading above, and the short paragraphs of the same form.
  for (const i of [...missing].toReversed()) {
    for (let at = i - 1; at >= 0 && !missing.has(at); at--) {
      const block = blocks[at];
      if (block === undefined || known.has(block.text) || !(HEADING.test(block.tag) ? isOwn(block) : hasForm(at))) break;
      missing.add(at);
      if (HEADING.test(block.tag)) break;
    }
  }
  return merge(found, blocks, missing);
}

/** The blocks of both in the order of the page. */
function merge(found: readonly Block[], blocks: readonly Block[], missing: ReadonlySet<number>): Block[] {
  const placeOf = new Map<string, number>();
  for (const [i, { text }] of blocks.entries()) if (!placeOf.has(text)) placeOf.set(text, i);
  let last = -1;
  const placed = found.map((block) => ({ block, at: (last = Math.max(last, placeOf.get(block.text) ?? last)) }));
  const added = [...missing].flatMap((at) => ({ block: blocks[at] as Block, at }));
  return [...placed, ...added].toSorted((a, b) => a.at - b.at).map(({ block }) => block);
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

const isOwn = ({ text, linked }: Block): boolean => linked < text.length / 2;

const isProse = (text: string): boolean => countWords(text) >= PROSE_WORDS_MIN;

/** The names and classes of an element and those around it; null if none has a class, so that the form tells nothing. */
function formOf(element: PageElement | undefined, known: Map<PageElement, string>): string | null {
  const parts: string[] = [];
  let tells = false;
  for (let at = element ?? null; at !== null && parts.length < FORM_DEPTH && at.tagName !== "BODY"; at = at.parentNode) {
    tells ||= at.className !== "" || at.tagName === "ARTICLE";
    let part = known.get(at);
    if (part === undefined) known.set(at, (part = `${at.tagName}.${at.className.replace(/\d+/g, "0")}`));
    parts.push(part);
  }
  return tells ? parts.join(" ") : null;
}
