// Turns a piece of a document into the blocks that a reader sees: paragraphs, headings, list items and table rows.
import { cleanCharacters } from "../text/clean-characters.ts";
import type { PageElement, PageNode } from "./tree/page-element.ts";

const BLOCKS = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR " +
    "HTML LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL"
  ).split(" "),
);
const CELLS = new Set(["TD", "TH"]);
/** Elements inside an article that are not part of its text. */
const SKIPPED = new Set(
  "SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME OBJECT SVG MATH FIGURE FIGCAPTION CAPTION BUTTON SELECT TEXTAREA INPUT NAV HEAD TITLE RP RT".split(
    " ",
  ),
);

export interface Block {
  text: string;
  /** The innermost block element around it, in lower case. */
  tag: string;
  /** How many of its characters belong to links. */
  linked: number;
}

/** The blocks of `root` in document order, none empty. White space becomes one space; a line break stays one. `places` gets the element around each. */
export function readBlocks(root: PageElement, skipped: ReadonlySet<string> = SKIPPED, places?: PageElement[]): Block[] {
  const blocks: Block[] = [];
  let pieces: string[] = [];
  let linked = 0;
  const flush = (around: PageElement) => {
    const text = tidy(pieces.join(""));
    if (text !== "") {
      blocks.push({ text, tag: around.tagName.toLowerCase(), linked: Math.min(linked, text.length) });
      places?.push(around);
    }
    pieces = [];
    linked = 0;
  };
  const walk = (node: PageNode, around: PageElement, isLink: boolean) => {
    if (node.nodeType === 3) {
      const text = node.nodeValue;
      pieces.push(around.tagName === "PRE" ? text.replaceAll("\n", LINE_BREAK) : text);
      if (isLink) linked += text.trim().length;
      return;
    }
    if (skipped.has(node.tagName)) return;
    if (node.tagName === "BR") {
      if (pieces.at(-1) === LINE_BREAK) flush(around); // two breaks in a row part paragraphs
      else pieces.push(LINE_BREAK);
      return;
    }
    const isBlock = BLOCKS.has(node.tagName) && !(CELLS.has(node.tagName) && isRowOfData(node));
    const inner = isBlock ? node : around;
    if (isBlock) flush(around);
    else if (CELLS.has(node.tagName)) pieces.push(" ");
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child, inner, isLink || node.tagName === "A");
    if (isBlock) flush(inner);
  };
  walk(root, root, false);
  flush(root);
  return blocks;
}

/** Stands for an intended line break until white space has been folded. */
const LINE_BREAK = "\u2028";

/** Anything but plain words with single spaces between them. */
// oxlint-disable-next-line no-control-regex
const UNTIDY = /[\0-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff\ufff9-\uffff]| {2}/;

function tidy(text: string): string {
  if (!UNTIDY.test(text)) return text.trim();
  return cleanCharacters(text)
    .replace(/[^\S\u2028]+/g, " ")
    .replace(/ ?\u2028 ?/g, "\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** Cells that hold blocks are layout and read one by one; cells of data are read as one row. */
function isRowOfData(cell: PageElement): boolean {
  for (let child = cell.firstChild; child; child = child.nextSibling) if (BLOCKS.has(child.nodeName)) return false;
  return true;
}

/** The plain text of blocks, with a blank line between paragraphs. */
export function joinBlocks(blocks: readonly Pick<Block, "text">[]): string {
  return blocks.map((block) => block.text).join("\n\n");
}

const WORD = 1;
const UNSPACED = 2;
const KNOWN = 4;
/** What each character counts as, cached at its first use: a regular expression for each takes ten times as long. */
const kinds = new Uint8Array(0x10000);

/** Words as a reader counts them, roughly: in a script without spaces, two characters count as one. */
export function countWords(text: string): number {
  let words = 0;
  let unspaced = 0;
  let before = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    let kind = kinds[code] ?? 0;
    if (kind === 0) {
      const whole = text.codePointAt(at) ?? code;
      kind = kindOf(String.fromCodePoint(whole));
      if (whole === code) kinds[code] = kind;
      else at++;
    }
    if ((kind & WORD) > (before & WORD)) words++;
    if ((kind & UNSPACED) !== 0) unspaced++;
    before = kind;
  }
  return Math.ceil(unspaced / 2) + words;
}

function kindOf(character: string): number {
  const isUnspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(character);
  return KNOWN | (isUnspaced ? UNSPACED : 0) | (/[\p{L}\p{N}]/u.test(character) ? WORD : 0);
}

/** How many characters of a block's text are not white space; its white space is only spaces and line breaks. */
export function countLetters(text: string): number {
  let letters = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) <= 0x20) letters--;
  return letters;
}
