// Removes a page's furniture before the article is looked for in the rest.
import { countWords, readBlocks } from "./read-blocks.ts";
import type { PageElement } from "./tree/page-element.ts";
import { findAround } from "./tree/search-tree.ts";

/** Elements that never hold an article's text. */
const FURNITURE = new Set(
  "NAV ASIDE FORM FOOTER BUTTON SELECT TEXTAREA INPUT LABEL DIALOG SCRIPT STYLE NOSCRIPT IFRAME TEMPLATE MENU".split(" "),
);
const ROLES = new Set(
  "navigation complementary contentinfo banner search dialog alertdialog form menu menubar toolbar tablist".split(" "),
);

/** Words in class names and ids that mark furniture. A word counts if it stands between hyphens, underscores or capitals. */
const JUNK_WORDS = (
  "related recommended recommendation recommendations newsletter subscribe subscription signup signin login register promo promos promotion sponsored sponsor sponsors advert advertisement " +
  "advertising ad ads adslot banner share sharing sharebar social socials follow comments comment disqus outbrain taboola " +
  "breadcrumb breadcrumbs crumbs sidebar widget widgets popup modal overlay cookie cookies consent gdpr cmp onetrust didomi footer masthead " +
  "nav navbar navigation menu trending popular mostread readmore morestories seealso donation donate toolbar print caption credit " +
  "poll quiz tags taglist teaser teasers skip hidden jumplink pagination pager feedback rating byline timestamp dateline copyright disclaimer"
).split(" ");
const JUNK = new Set(JUNK_WORDS);
/** The same for names of two words. */
const JUNK_PAIRS = new Set(
  "read-more more-on more-from more-stories also-read see-also sign-up most-read most-popular most-viewed author-box author-bio about-author up-next next-article you-may may-like sr-only screen-reader visually-hidden further-reading inline-links article-tags post-tags tag-list".split(
    " ",
  ),
);

/** Site builders call each piece of an article a widget, too. */
const TEXTUAL = new Set("text paragraph body content richtext editor heading html".split(" "));

/** The largest share of a page's prose that one removal may take: an element with more is the article, whatever its class says. */
const PROSE_SHARE_MAX = 0.3;

/** An article has at least so many characters, unless it is a notice: then boxes around it have more than their share. */
const OWN_PROSE_MIN = 300;
/** What holds one of these may be the article, however short it is. */
const HEADS = new Set(["H1", "ARTICLE", "MAIN"]);
const CARD_HEADS = new Set(["H2", "H3", "H4", "H5", "H6"]);
const CARDS_MIN = 2;
/** A hidden copy that holds far more than what is shown is the whole of which a beginning is shown. */
const REPEAT_SHARE_MAX = 1.3;
const SAMPLES = 12;
const SAMPLE_CHARS = 40;

/**
 * Removes rows of other articles in place. Their teasers may be longer than a short article, if that has words of its own around its main
 * heading; otherwise what is left must have as many words, or the rows may be the article. Returns whether there were any.
 */
export function removeCards(body: PageElement): boolean {
  const isJunk = judgeNames();
  const isAround = findAncestors(body);
  const rows: PageElement[] = [];
  /** How many headings it has, and how many of them are links. */
  const visit = (element: PageElement): [headings: number, linked: number] => {
    if (CARD_HEADS.has(element.tagName)) return [1, isLinked(element) ? 1 : 0];
    let [headings, linked] = [0, 0];
    for (const child of element.children) {
      const [of, leading] = visit(child);
      [headings, linked] = [headings + of, linked + leading];
    }
    // The row may have a heading of its own. A part of an article has more to say below each.
    const isRow = linked >= CARDS_MIN && headings - linked <= 1 && isFurniture(element, isJunk) && !isHidden(element);
    if (!isRow || isAround(element) || element.getElementsByTagName("p").length > linked) return [headings, linked];
    rows.push(element);
    return [0, 0];
  };
  visit(body);
  if (rows.length === 0 || !mayGo(rows, body)) return false;
  for (const row of rows) row.remove();
  return true;
}

function mayGo(rows: readonly PageElement[], body: PageElement): boolean {
  const [heading] = body.getElementsByTagName("h1");
  const own = heading === undefined ? null : mainAround(heading);
  const words = rows.map((row) => ({ all: wordsOf(row), within: own?.contains(row) === true }));
  const within = words.reduce((sum, row) => sum + (row.within ? row.all : 0), 0);
  if (own !== null && wordsOf(own) > within) return true;
  return wordsOf(body) >= 2 * words.reduce((sum, row) => sum + row.all, 0);
}

const mainAround = (element: PageElement): PageElement | null =>
  findAround(element, ({ tagName }) => tagName === "ARTICLE" || tagName === "MAIN");

/** Of its sentences, not of its headings. */
const wordsOf = (element: PageElement): number =>
  readBlocks(element).reduce((sum, { text, tag }) => sum + (/^h\d$/.test(tag) ? 0 : countWords(text)), 0);

/** A copy of the page's body without its furniture. The body itself stays whole, in case the copy holds too little. */
export function copyCleaned(body: PageElement): PageElement {
  const prose = measureProse(body);
  const limit = (prose.get(body) ?? 0) * PROSE_SHARE_MAX;
  const isJunk = judgeNames();
  const isRepeat = findRepeats(body, prose);
  const isAround = findAncestors(body);
  const isBox = (element: PageElement): boolean =>
    (prose.get(element) ?? 0) < OWN_PROSE_MIN && !isHidden(element) && !isAround(element);
  const copy = (element: PageElement): PageElement => {
    const kept = element.cloneNode();
    if (INLINE.has(element.tagName) && holdsParagraphs(element)) {
      kept.tagName = "DIV";
      kept.localName = "div";
    }
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) kept.appendChild(child.cloneNode());
      else {
        if (isFurniture(child, isJunk) && ((prose.get(child) ?? 0) <= limit || isBox(child))) continue;
        if (isHidden(child) && isRepeat(child)) continue;
        const copied = copy(child);
        // Streamed pages send the article hidden and show it by script.
        if (isHidden(child)) reveal(copied);
        kept.appendChild(copied);
      }
    }
    return kept;
  };
  return copy(body);
}

const isLinked = (heading: PageElement): boolean =>
  heading.parentNode?.tagName === "A" || heading.getElementsByTagName("a").length > 0;

/** Tells which elements have the page's head within them. */
function findAncestors(body: PageElement): (element: PageElement) => boolean {
  let around: Set<PageElement> | null = null;
  return (element) => {
    if (around === null) {
      around = new Set();
      for (const head of body.descendants(HEADS))
        for (let at: PageElement | null = head; at !== null && !around.has(at); at = at.parentNode) around.add(at);
    }
    return around.has(element);
  };
}

/** Old pages put a whole text into such an element, where Readability loses the break before it: the line above would run into the text. */
const INLINE = new Set(["FONT", "SPAN"]);

/** Whether two line breaks in a row part the element's text. */
function holdsParagraphs(element: PageElement): boolean {
  let breaks = 0;
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1) breaks = node.tagName === "BR" ? breaks + 1 : 0;
    else if (node.nodeValue.trim() !== "") breaks = 0;
    if (breaks === 2) return true;
  }
  return false;
}

/** Tells hidden elements that hold no more than what the page shows anyway: an article for programs, or for a printer. */
function findRepeats(body: PageElement, prose: ReadonlyMap<PageElement, number>): (element: PageElement) => boolean {
  let shown: string[] | null = null;
  let chars = 0;
  return (element) => {
    if ((prose.get(element) ?? 0) < OWN_PROSE_MIN) return false;
    if (shown === null) {
      shown = listShown(body);
      chars = shown.reduce((sum, text) => sum + text.length, 0);
    }
    if (shown.length === 0 || (prose.get(element) ?? 0) > REPEAT_SHARE_MAX * chars) return false;
    const text = element.textContent.replace(/\s+/g, " ");
    const step = Math.ceil(shown.length / SAMPLES);
    const samples = shown.filter((_, i) => i % step === 0);
    const found = samples.filter((sample) => text.includes(sample.slice(0, SAMPLE_CHARS))).length;
    return 2 * found > samples.length;
  };
}

/** The sentences that a reader sees. */
function listShown(element: PageElement): string[] {
  const shown: string[] = [];
  const visit = (at: PageElement) => {
    for (let node = at.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 1) {
        if (node.tagName !== "SCRIPT" && !isHidden(node)) visit(node);
      } else if (node.nodeValue.length >= SAMPLE_CHARS) {
        const text = node.nodeValue.replace(/\s+/g, " ").trim();
        if (text.length >= SAMPLE_CHARS) shown.push(text);
      }
    }
  };
  visit(element);
  return shown;
}

/** How many characters of whole sentences each element holds. */
function measureProse(root: PageElement): Map<PageElement, number> {
  const prose = new Map<PageElement, number>();
  const measure = (element: PageElement): number => {
    let sum = 0;
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 1) sum += node.tagName === "A" ? 0 : measure(node);
      else if (node.nodeValue.length >= 40) {
        const { length } = node.nodeValue.trim();
        if (length >= 40) sum += length;
      }
    }
    if (sum > 0) prose.set(element, sum);
    return sum;
  };
  measure(root);
  return prose;
}

function isFurniture(element: PageElement, isJunk: (name: string | null) => boolean): boolean {
  if (FURNITURE.has(element.tagName)) return true;
  if (element.tagName === "HEADER") return mainAround(element) === null;
  const role = element.getAttribute("role");
  if (role !== null && ROLES.has(role)) return true;
  return isHidden(element) || isJunk(element.getAttribute("class")) || isJunk(element.getAttribute("id"));
}

function isHidden(element: PageElement): boolean {
  if (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return true;
  const style = element.getAttribute("style");
  return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

function reveal(element: PageElement): void {
  for (const name of ["hidden", "aria-hidden", "style"]) element.removeAttribute(name);
}

/** Judges class names and ids. A page repeats them, so each is judged once. */
function judgeNames(): (name: string | null) => boolean {
  const judged = new Map<string, boolean>();
  return (name) => {
    if (name === null || name === "") return false;
    let known = judged.get(name);
    if (known === undefined) judged.set(name, (known = isJunkName(name)));
    return known;
  };
}

function isJunkName(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some(
    (word, i) =>
      (JUNK.has(word) && !(word === "widget" && words.some((other) => TEXTUAL.has(other)))) ||
      JUNK_PAIRS.has(`${word}-${words[i + 1] ?? ""}`),
  );
}
