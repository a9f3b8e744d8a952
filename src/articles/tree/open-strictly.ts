// Builds a page's document by the HTML standard, with jsdom: slow, but right if tags are badly misplaced.
import { createRequire } from "node:module";
import type { JSDOM as JsDom, VirtualConsole as Console } from "jsdom";
import { type DocumentBuilder, type PageDocument, startDocument } from "./page-document.ts";

const TEXT_NODE = 3;
const ELEMENT_NODE = 1;

/** `html` nests no deeper than a scanned page. */
export function openStrictly(html: string): PageDocument {
  // Loaded on first use: few pages need it, and loading takes half a second. It runs no script and fetches nothing.
  const { JSDOM, VirtualConsole } = createRequire(import.meta.url)("jsdom") as {
    JSDOM: typeof JsDom;
    VirtualConsole: typeof Console;
  };
  // Ignores what jsdom says of a page's style sheets.
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
