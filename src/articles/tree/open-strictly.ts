// Builds a page's document as the HTML standard builds it, by jsdom, which is slow, and right where tags are badly misplaced.
import { createRequire } from "node:module";
import type { JSDOM as JsDom, VirtualConsole as Console } from "jsdom";
import { type DocumentBuilder, type PageDocument, startDocument } from "./page-document.ts";

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** `html` nests no deeper than a scanned page does. */
export function openStrictly(html: string): PageDocument {
  // Loaded on first use: few pages need it, and it takes half a second. It runs no script and fetches nothing.
  const { JSDOM, VirtualConsole } = createRequire(import.meta.url)("jsdom") as {
    JSDOM: typeof JsDom;
    VirtualConsole: typeof Console;
  };
  // What jsdom thinks of a page's style sheets is nobody's news.
  const { window } = new JSDOM(html, { virtualConsole: new VirtualConsole() });
  try {
    const builder = startDocument((text) => text);
    copyInto(builder, window.document.documentElement);
    return builder.end();
  } finally {
    window.close();
  }
}

function copyInto(builder: DocumentBuilder, node: Node): void {
  if (node.nodeType === TEXT_NODE) builder.text((node.nodeValue ?? "").replaceAll("\u00a0", " "));
  if (node.nodeType !== ELEMENT_NODE) return;
  const element = node as Element;
  builder.open(element.localName, Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])));
  for (let child = element.firstChild; child; child = child.nextSibling) copyInto(builder, child);
  builder.close();
}
