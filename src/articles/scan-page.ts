// One linear look at a page before a document is built of it: what would make parsers quadratic is flattened or refused.
import { Parser } from "htmlparser2";
import type { UnreadableReason } from "./article.ts";
import { decodeAhead } from "./decode-ahead.ts";

// Of 209 news pages the deepest nests 51 elements, the largest has 3,300 and 2.1 million characters, one element 50 attributes.
const CHARACTERS_MAX = 5 * 1024 * 1024;
const DEPTH_MAX = 100;
/** How much deeper than DEPTH_MAX the elements may nest that part a text: without them its paragraphs would run into one. */
const PARTS_DEPTH_MAX = 150;
const DEPTH_REFUSED = 5_000;
const ELEMENTS_MAX = 20_000;
const ATTRIBUTES_MAX = 200;
const TEXTS_MAX = 60_000;
const TAG_CHARS_MAX = 20_000;
/** A bare <, > or & costs linkedom a text node whenever it is written and read again. */
const MARKS_MAX = 20_000;
const LOOSE_FORMATTING_MAX = 32;

/** Elements that hold nothing to read; a document is built several times faster without them. */
const UNREAD = new Set("style svg math iframe object embed canvas template noscript audio video map".split(" "));
/** The HTML standard reopens these in every later block until they are closed (13.2.4.3), which makes unclosed ones quadratic. */
const FORMATTING = new Set("a b big code em font i nobr s small strike strong tt u".split(" "));

/** Elements that part a text, and those that credit or mark a piece of it. */
const PARTS = new Set("p h1 h2 h3 h4 h5 h6 li dt dd blockquote pre br hr a figure figcaption img time td th tr".split(" "));

export interface FitPage {
  kind: "fit";
  /** The page without what is never read, nested no deeper than a real page is. */
  html: string;
  /** False where only a forgiving parser may see it: one that follows the standard would take quadratic time. */
  strictlyParsable: boolean;
}

export type ScannedPage = FitPage | { kind: "refused"; reason: UnreadableReason; detail: string };

/** Costs time linear in the page's length, whatever it holds. */
export function scanPage(html: string): ScannedPage {
  if (html.length > CHARACTERS_MAX) {
    return refused("too-large", `The page has ${count(html.length)} characters, more than ${count(CHARACTERS_MAX)}.`);
  }
  const scan = startScan(html);
  // In pieces, so that a page found too deep costs no more than the piece in which that shows.
  for (let at = 0; at < html.length && !scan.done(); at += 65_536) scan.write(html.slice(at, at + 65_536));
  return scan.end();
}

type OpenElement = "kept" | "tags-cut" | "unread";

function startScan(html: string) {
  const kept: string[] = [];
  const open: OpenElement[] = [];
  let from = 0; // where the next stretch to keep begins
  let unread = 0;
  let depth = 0; // of the elements that are kept
  let attributes = 0;
  let elements = 0;
  let texts = 0;
  let marks = 0;
  let loose = 0;
  let state: "reading" | "full" | "too-deep" = "reading";

  const cut = (start: number, end: number) => {
    if (unread === 0 && start > from) kept.push(html.slice(from, start));
    from = Math.max(from, end);
  };
  const cutTag = (name: string, kind: OpenElement) => {
    cut(parser.startIndex, parser.endIndex + 1);
    // What stood in two boxes does not become one word.
    if (kind === "tags-cut" && unread === 0 && !FORMATTING.has(name) && name !== "span") kept.push("\n");
  };
  const stop = () => {
    state = "full";
    cut(parser.startIndex, html.length);
  };
  const parser = new Parser(
    {
      onopentagname: () => void (attributes = 0),
      onattribute: () => void attributes++,
      onopentag(name, attribs) {
        const kind = kindOf(name, attribs, depth);
        if (open.length > DEPTH_REFUSED) state = "too-deep";
        open.push(kind);
        if (kind === "kept") depth++;
        else cutTag(name, kind);
        if (kind === "unread") unread++;
        if (kind !== "kept" || unread > 0 || state !== "reading") return;
        if (++elements > ELEMENTS_MAX) stop();
        else if (attributes > ATTRIBUTES_MAX || parser.endIndex - parser.startIndex > TAG_CHARS_MAX) {
          cut(parser.startIndex, parser.endIndex + 1);
          kept.push(`<${name}>`);
        }
      },
      onclosetag(name, isImplied) {
        if (isImplied && FORMATTING.has(name)) loose++;
        const kind = open.pop();
        if (kind === "kept") depth--;
        if (kind === undefined || kind === "kept") return;
        if (!isImplied) cutTag(name, kind);
        else if (kind === "unread") cut(parser.startIndex, parser.startIndex);
        if (kind === "unread") unread--;
      },
      ontext(text) {
        if (unread > 0 || state !== "reading") return;
        marks += text.match(/[<>]/g)?.length ?? 0;
        if (++texts > TEXTS_MAX) stop();
      },
      oncomment: () => cut(parser.startIndex, parser.endIndex + 1),
    },
    { decodeEntities: false },
  );

  return {
    done: () => state !== "reading",
    write: (piece: string) => parser.write(piece),
    end(): ScannedPage {
      if (state === "reading") parser.end();
      cut(html.length, html.length);
      return state === "too-deep" ? tooDeep() : weigh(kept.join(""), marks, loose);
    },
  };
}

const tooDeep = (): ScannedPage =>
  refused("too-complex", `The page nests more than ${count(DEPTH_REFUSED)} elements in one another.`);

function weigh(html: string, marks: number, loose: number): ScannedPage {
  const page = decodeAhead(html);
  const marksLeft = marks + (page.match(/&/g)?.length ?? 0);
  if (marksLeft > MARKS_MAX)
    return refused("too-complex", `The page's text holds more than ${count(MARKS_MAX)} marks of HTML's own.`);
  return { kind: "fit", html: page, strictlyParsable: loose <= LOOSE_FORMATTING_MAX };
}

function kindOf(name: string, attribs: Record<string, string>, depth: number): OpenElement {
  if (name === "script" ? !/\bld\+json\b/i.test(attribs["type"] ?? "") : UNREAD.has(name)) return "unread";
  return depth >= (PARTS.has(name) ? PARTS_DEPTH_MAX : DEPTH_MAX) ? "tags-cut" : "kept";
}

const count = (number: number) => number.toLocaleString("en");

function refused(reason: UnreadableReason, detail: string): ScannedPage {
  return { kind: "refused", reason, detail };
}
