// Builds a document of a page: linkedom, which is fast and forgiving, or jsdom, which is slow and follows the standard.
/// <reference lib="dom" />
import { createRequire } from "node:module";
import { parseHTML } from "linkedom";

const HEAD_ONLY = new Set("TITLE META LINK BASE SCRIPT STYLE".split(" "));
const BEGINS_WITH_HTML = /^\s*(?:<[!?][^>]*>\s*)*<html[\s>]/i;

/** The page's document as linkedom reads it, with everything that is shown inside its one body. */
export function openDocument(html: string): Document {
  // linkedom makes the first element of a page its root, whatever it is.
  const framed = BEGINS_WITH_HTML.test(html) ? html : `<html>${html}</html>`;
  const document = parseHTML(framed).document;
  gatherIntoBody(document);
  return document;
}

/**
 * linkedom takes head and body from where their tags stand. Where the tags are missing, doubled or out of place, the article
 * hangs under <head> or <html>, and Readability, which climbs from it to look for <body>, climbs out of the tree.
 */
function gatherIntoBody(document: Document): void {
  const { head, body, documentElement } = document;
  const before: Node[] = [...head.childNodes].filter((node) => node.nodeType === 1 && !HEAD_ONLY.has(node.nodeName));
  const after: Node[] = [];
  let seenBody = false;
  for (const node of Array.from(documentElement.childNodes)) {
    if (node === head) continue;
    if (node === body) seenBody = true;
    else if (HEAD_ONLY.has(node.nodeName)) head.append(node);
    else (seenBody ? after : before).push(...(node.nodeName === "BODY" || node.nodeName === "HEAD" ? node.childNodes : [node]));
  }
  body.prepend(...before);
  body.append(...after);
}

/** The page's document as the HTML standard builds it. jsdom is loaded on first use: it takes 60 MB and half a second. */
export function openDocumentStrictly(html: string): Document {
  const { JSDOM, VirtualConsole } = createRequire(import.meta.url)("jsdom") as typeof import("jsdom");
  // Its own console would print every fault of a page's style sheets.
  return new JSDOM(html, { virtualConsole: new VirtualConsole() }).window.document;
}
