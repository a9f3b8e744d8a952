// Turns HTML fragments into plain text in one pass over the tokens, so that no depth and no damage takes more than linear time.
import { cleanCharacters } from "./clean-characters.ts";
import { decodeEntities } from "./decode-entities.ts";
import { foldSpace } from "./fold-space.ts";
import { readHtmlTokens } from "./read-html-tokens.ts";

const PARAGRAPHS = new Set(
  (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr " +
    "html main nav ol p pre section summary table tbody ul"
  ).split(" "),
);
const LINES = new Set(["br", "li", "tr", "caption", "option"]);
const CELLS = new Set(["td", "th"]);
const UNREAD = new Set(["script", "style", "template", "iframe", "noembed", "noframes", "title"]);

// "<!" opens a comment or a doctype; any other "<!" is text, although browsers would hide it up to the next ">".
const BOGUS = /<!(?!--|\[CDATA\[|doctype[^<>]*>)/gi;

type Gap = 0 | 1 | 2 | 3;
const GAPS = ["", " ", "\n", "\n\n"] as const;

/** Plain text of an HTML fragment: a blank line between paragraphs, entities decoded once, scripts and styles dropped. */
export function htmlToText(html: string): string {
  return html.includes("<") ? cleanCharacters(markupToText(html.replace(BOGUS, "&lt;!"))) : foldParagraphs(decodeEntities(html));
}

/** Plain text with its characters cleaned and its white space folded; the blank lines between paragraphs stay. */
export function foldParagraphs(text: string): string {
  const clean = cleanCharacters(text);
  if (!clean.includes("\n")) return foldSpace(clean).trim();
  return clean
    .split(/\n\s*\n\s*/)
    .map((paragraph) => foldSpace(paragraph).trim())
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

function markupToText(html: string): string {
  let text = "";
  let gap: Gap = 0;
  let unread: string | null = null;

  const widen = (wanted: Gap): void => {
    if (wanted > gap) gap = wanted;
  };
  const add = (piece: string): void => {
    if (unread !== null) return;
    const words = foldSpace(piece);
    if (words.startsWith(" ")) widen(1);
    const trimmed = words.trim();
    if (trimmed === "") return;
    text += (text === "" ? "" : GAPS[gap]) + trimmed;
    gap = words.endsWith(" ") ? 1 : 0;
  };
  const breakAt = (name: string): void => {
    // Old pages separate paragraphs by two line breaks.
    if (PARAGRAPHS.has(name)) widen(3);
    else if (LINES.has(name)) widen(name === "br" && gap >= 2 ? 3 : 2);
    else if (CELLS.has(name)) widen(1);
  };
  readHtmlTokens(html, {
    onText: add,
    onOpen(name) {
      if (unread === null && UNREAD.has(name)) unread = name;
      breakAt(name);
    },
    onClose(name) {
      if (unread === name) unread = null;
      if (name !== "br") breakAt(name);
    },
  });
  return text;
}
