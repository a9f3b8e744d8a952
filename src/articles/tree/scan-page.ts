// Builds a page's document in one linear pass: leaves out what nobody reads, and flattens or refuses what would take quadratic time.
import { decodeHTML, decodeHTMLAttribute } from "entities";
import { Parser } from "htmlparser2";
import type { UnreadableReason } from "../article.ts";
import { type PageDocument, startDocument } from "./page-document.ts";

// Of 209 news pages the deepest nests 51 elements; the largest has 3,300 and 2.1 million characters; one element has 50 attributes.
const CHARACTERS_MAX = 5 * 1024 * 1024;
const DEPTH_MAX = 100;
/** How much deeper than DEPTH_MAX block elements may nest: without them paragraphs would run together. */
const PARTS_DEPTH_MAX = 150;
const DEPTH_REFUSED = 5_000;
const ELEMENTS_MAX = 20_000;
const ATTRIBUTES_MAX = 200;
const TEXTS_MAX = 60_000;
const TAG_CHARS_MAX = 20_000;
const LOOSE_FORMATTING_MAX = 32;
/** Pages with no-break spaces are copied piece by piece: a copy of the whole takes as long as building the document. */
const PIECE_CHARS = 32_768;

/** Elements with nothing to read; without them a document is built several times faster. */
const UNREAD = new Set("style svg math iframe object embed canvas noscript audio video map".split(" "));
/** The HTML standard reopens these in every later block until they are closed (13.2.4.3), so unclosed ones take quadratic time. */
const FORMATTING = new Set("a b big code em font i nobr s small strike strong tt u".split(" "));

/** Elements that separate blocks of text, and those that credit or mark a piece of it. */
const PARTS = new Set("p h1 h2 h3 h4 h5 h6 li dt dd blockquote pre br hr a figure figcaption img time td th tr".split(" "));

/** Entities are decoded here, and only if needed: without it the parser jumps from tag to tag. */
const PARSING = { decodeEntities: false };

export interface FitPage {
  kind: "fit";
  /** The page without what is never read, nested no deeper than a real page. */
  document: PageDocument;
  /** The same as HTML, for a parser that follows the standard; null if that would take quadratic time. */
  strictHtml: () => string | null;
}

interface RefusedPage {
  kind: "refused";
  reason: UnreadableReason;
  detail: string;
}

export type ScannedPage = FitPage | RefusedPage;

/** Takes time linear in the page's length, whatever it holds. */
export function scanPage(html: string): ScannedPage {
  if (html.length > CHARACTERS_MAX) {
    return refused("too-large", `The page has ${count(html.length)} characters, more than ${count(CHARACTERS_MAX)}.`);
  }
  const scan = startScan(html);
  // The parser reads the page itself faster than pieces of it.
  const step = html.includes("\u00a0") ? PIECE_CHARS : html.length;
  for (let at = 0; at < html.length; at += step) scan.write(spaced(html.slice(at, at + step)));
  const ended = scan.end();
  return "kind" in ended ? ended : { kind: "fit", document: ended, strictHtml: scan.strictHtml };
}

/** `unread` elements are removed with their content; of `flattened` and `dropped` ones only the tags are. An `inset` is HTML within a drawing. */
type OpenElement = "kept" | "flattened" | "dropped" | "unread" | "inset";

function startScan(html: string) {
  const builder = startDocument(decodeText);
  const kept = startKeeping(html);
  const references = startFinding(html, "&");
  const open: OpenElement[] = [];
  const around = countUnread();
  let [depth, elements, loose] = [0, 0, 0]; // the depth is that of the elements that are kept
  let state: "reading" | "full" | "too-deep" = "reading";

  const cut = (start: number, end: number) => kept.cut(start, end, around.isRead());
  const cutTag = (name: string, kind: OpenElement) => {
    cut(parser.startIndex, parser.endIndex + 1);
    // Words from two boxes do not run together.
    if (kind !== "flattened" || !around.isRead() || FORMATTING.has(name) || name === "span") return;
    kept.add("\n");
    builder.text("\n");
  };
  const keep = (name: string, attribs: Record<string, string>) => {
    // A browser shows what stands in a declarative shadow root.
    if (name === "template") return builder.open("div", {});
    const isSane = hasSaneAttributes(attribs, parser.endIndex - parser.startIndex);
    if (isSane) return builder.open(name, references.isWithin(parser.startIndex, parser.endIndex) ? decodeAll(attribs) : attribs);
    builder.open(name, {});
    cut(parser.startIndex, parser.endIndex + 1);
    kept.add(`<${name}>`);
  };
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        if (open.length > DEPTH_REFUSED) state = "too-deep";
        let kind = kindOf(name, attribs, depth);
        if (name === "foreignObject" && around.isDrawing() && depth < DEPTH_MAX) kind = "inset";
        const isRead = (kind === "kept" && around.isRead()) || kind === "inset";
        if (isRead && state === "reading" && (++elements > ELEMENTS_MAX || builder.texts() > TEXTS_MAX)) {
          state = "full";
          cut(parser.startIndex, html.length);
        }
        if (state !== "reading") parser.pause();
        if (state !== "reading") kind = "dropped";
        open.push(kind);
        if (kind === "kept" || kind === "inset") depth++;
        if (kind !== "kept") cutTag(name, kind);
        if (kind === "kept" && isRead) keep(name, attribs);
        if (kind !== "kept") around.open(kind, name);
        if (kind === "inset") builder.open("div", {});
      },
      onclosetag(name, isImplied) {
        if (isImplied && FORMATTING.has(name)) loose++;
        const kind = open.pop();
        if (kind === "kept" || kind === "inset") depth--;
        if ((kind === "kept" && around.isRead()) || kind === "inset") builder.close(isImplied);
        if (kind === undefined || kind === "kept") return;
        if (!isImplied) cutTag(name, kind);
        else if (kind === "unread") cut(parser.startIndex, parser.startIndex);
        around.close(kind, name);
      },
      ontext(text) {
        if (around.isRead() && state === "reading") builder.text(text);
      },
      oncomment: () => cut(parser.startIndex, parser.endIndex + 1),
    },
    PARSING,
  );

  return {
    strictHtml: () => (loose <= LOOSE_FORMATTING_MAX ? kept.join() : null),
    write: (piece: string) => parser.write(piece),
    end(): PageDocument | RefusedPage {
      if (state === "reading") parser.end();
      cut(html.length, html.length);
      return state === "too-deep" ? tooDeep() : builder.end();
    },
  };
}

/** Counts the unread elements around a place. A browser shows HTML within a drawing, and so does an `inset`: nothing around it counts. */
function countUnread() {
  let unread = 0;
  let drawings = 0;
  const outer: [unread: number, drawings: number][] = [];
  return {
    isRead: () => unread === 0,
    isDrawing: () => drawings > 0 && unread === drawings,
    open(kind: OpenElement, name: string) {
      if (kind === "inset") {
        outer.push([unread, drawings]);
        [unread, drawings] = [0, 0];
      } else if (kind === "unread") {
        unread++;
        if (name === "svg") drawings++;
      }
    },
    close(kind: OpenElement, name: string) {
      if (kind === "inset") [unread, drawings] = outer.pop() ?? [0, 0];
      else if (kind === "unread") {
        unread--;
        if (name === "svg") drawings--;
      }
    },
  };
}

const tooDeep = (): RefusedPage =>
  refused("too-complex", `The page nests more than ${count(DEPTH_REFUSED)} elements in one another.`);

/** Readers see a no-break space as a space. */
const spaced = (text: string): string => text.replaceAll("\u00a0", " ");

function decodeText(text: string): string {
  return text.includes("&") ? spaced(decodeHTML(text)) : text;
}

function decodeAll(attribs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attribs).map(([name, value]) => [name, decodeHTMLAttribute(value)]));
}

/** Tells whether a mark occurs within stretches of a text, which must be asked for in order. */
function startFinding(text: string, mark: string) {
  let next = -1;
  return {
    isWithin(start: number, end: number): boolean {
      if (next < start) next = text.indexOf(mark, start);
      if (next < 0) next = text.length;
      return next < end;
    },
  };
}

/** The kept parts of a page, as HTML. Few pages need it, so it is put together on request. */
function startKeeping(html: string) {
  const kept: (string | [start: number, end: number])[] = [];
  let from = 0; // where the next stretch to keep begins
  return {
    /** Leaves a stretch out; the text before it stays, unless it is unread. */
    cut(start: number, end: number, isRead: boolean) {
      if (isRead && start > from) kept.push([from, start]);
      from = Math.max(from, end);
    },
    add: (text: string) => void kept.push(text),
    join: () => spaced(kept.map((part) => (typeof part === "string" ? part : html.slice(...part))).join("")),
  };
}

/** Whether an element has no more attributes than real ones; if not, they are dropped. An attribute has at least two characters. */
function hasSaneAttributes(attribs: Record<string, string>, tagChars: number): boolean {
  if (tagChars <= 2 * ATTRIBUTES_MAX) return true;
  return tagChars <= TAG_CHARS_MAX && Object.keys(attribs).length <= ATTRIBUTES_MAX;
}

function kindOf(name: string, attribs: Record<string, string>, depth: number): OpenElement {
  if (isUnread(name, attribs)) return "unread";
  return depth >= (PARTS.has(name) ? PARTS_DEPTH_MAX : DEPTH_MAX) ? "flattened" : "kept";
}

function isUnread(name: string, attribs: Record<string, string>): boolean {
  if (name === "script") return !/\bld\+json\b/i.test(attribs["type"] ?? "");
  return name === "template" ? (attribs["shadowrootmode"] ?? attribs["shadowroot"]) === undefined : UNREAD.has(name);
}

const count = (number: number) => number.toLocaleString("en");

function refused(reason: UnreadableReason, detail: string): RefusedPage {
  return { kind: "refused", reason, detail };
}
