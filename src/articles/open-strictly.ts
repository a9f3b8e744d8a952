// Builds a page's document as the HTML standard builds it, which is slow, and right where tags are badly misplaced.
import { createRequire } from "node:module";
import type { DefaultTreeAdapterTypes as Parse5 } from "parse5";
import { type DocumentBuilder, type PageDocument, startDocument } from "./page-document.ts";

/** `html` nests no deeper than a scanned page does. */
export function openStrictly(html: string): PageDocument {
  // Loaded on first use: few pages need it.
  const { parse } = createRequire(import.meta.url)("parse5") as typeof import("parse5");
  const builder = startDocument((text) => text);
  for (const node of parse(html).childNodes) copyInto(builder, node);
  return builder.end();
}

function copyInto(builder: DocumentBuilder, node: Parse5.ChildNode): void {
  if ("value" in node) builder.text(node.value.replaceAll("\u00a0", " "));
  if (!("tagName" in node)) return;
  builder.open(node.tagName, Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])));
  for (const child of node.childNodes) copyInto(builder, child);
  builder.close();
}
