// Reads HTML as a stream of tokens, without a tree: no stack to overflow, and never more than linear time.
import { decodeEntities } from "./decode-entities.ts";

export interface HtmlTokens {
  onText: (text: string) => void;
  /** Names are lower case; a self-closing tag is opened and not closed. */
  onOpen?: (name: string) => void;
  onClose?: (name: string) => void;
}

// The content of these elements is text up to their end tag (HTML, 13.2.5.2 to 13.2.5.5).
const RAW = new Map(
  ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"].map((name) => [
    name,
    new RegExp(`</${name}(?=[\\s/>])`, "gi"),
  ]),
);
const NAME = /[a-z][^\s/>]*/iy;
const SPACE_OR_END = /[\s>]/g;
const NOT_SPACE = /\S/g;

/** Calls back for each piece of text, with entities decoded once, and for each tag; skips attributes and comments. */
export function readHtmlTokens(html: string, tokens: HtmlTokens): void {
  let from = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", Math.max(from, at + 1))) {
    const kind = html[at + 1] ?? "";
    const isClosing = kind === "/" && at + 2 < html.length;
    const name = find(NAME, html, isClosing ? at + 2 : at + 1);
    // A "<" that begins nothing is text.
    if (name === null && !isClosing && kind !== "!" && kind !== "?") continue;
    addText(html.slice(from, at), tokens);
    if (name === null) from = skipDeclaration(html, at, tokens);
    else if (isClosing) {
      from = after(html, ">", at);
      // A tag cut off by the end is not a tag.
      if (html[from - 1] === ">") tokens.onClose?.(name.toLowerCase());
    } else from = readOpening(html, at, name.toLowerCase(), tokens);
  }
  addText(html.slice(from), tokens);
}

function addText(text: string, tokens: HtmlTokens): void {
  if (text !== "") tokens.onText(decodeEntities(text));
}

function readOpening(html: string, at: number, name: string, tokens: HtmlTokens): number {
  const end = findEndOfTag(html, at + 1 + name.length);
  if (end === null) return html.length;
  tokens.onOpen?.(name);
  const closing = RAW.get(name);
  if (closing === undefined) return end;
  closing.lastIndex = end;
  const start = closing.exec(html)?.index ?? html.length;
  addText(html.slice(end, start), tokens);
  return start;
}

/** The index after the ">" that ends a tag: the first one outside quoted values. Returns null if there is none. */
function findEndOfTag(html: string, from: number): number | null {
  for (let at = from; at < html.length; at++) {
    const character = html[at];
    if (character === ">") return at + 1;
    if (character !== "=") continue;
    const value = indexOf(NOT_SPACE, html, at + 1);
    const quote = html[value];
    at = quote === '"' || quote === "'" ? after(html, quote, value + 1) - 1 : indexOf(SPACE_OR_END, html, value) - 1;
  }
  return null;
}

/** Skips comments and the like, except CDATA, which is text. An unclosed one takes the rest of the document. */
function skipDeclaration(html: string, at: number, tokens: HtmlTokens): number {
  if (html.startsWith("<![CDATA[", at)) {
    const end = html.indexOf("]]>", at);
    tokens.onText(html.slice(at + "<![CDATA[".length, end < 0 ? html.length : end));
    return end < 0 ? html.length : end + 3;
  }
  // "<!-->" is a whole comment.
  return html.startsWith("<!--", at) ? after(html, "-->", at + 2) : after(html, ">", at);
}

/** The index after the next such mark, or the end. */
function after(html: string, mark: string, from: number): number {
  const index = html.indexOf(mark, from);
  return index < 0 ? html.length : index + mark.length;
}

function indexOf(pattern: RegExp, html: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}

function find(pattern: RegExp, html: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(html)?.[0] ?? null;
}
