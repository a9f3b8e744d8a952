// Places in YAML: maps a path in the value to line and column in the text, and parses the text again only if a fault needs it.
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node, type Pair } from "yaml";
import { alignOffset } from "./align-offset.ts";
import { hasVariables } from "../load/expand-variables.ts";

/** Keys and indexes from the top of a file to one value. */
export type YamlPath = readonly (string | number)[];

/** Lines and columns count from 1; columns in UTF-16 units, as editors do. */
export interface Place {
  line: number;
  column: number;
}

/** Which part at a path: the value, its key, or an offset inside its text. */
export type Part = "value" | "key" | { offset: number };

/** Line and column of offsets in a text. */
export function lineIndex(text: string): (offset: number) => Place {
  let starts: number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Finds paths in a text; a missing path gives the nearest value above it. */
export function yamlPlaces(text: string): (path: YamlPath, part?: Part) => Place {
  // Documents take fifty times the memory of their text, and most files have no fault, so parse only when needed.
  let document: Document | null = null;
  const placeOf = lineIndex(text);
  return (path, part = "value") => {
    document ??= parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: "error" });
    return placeOf(offsetOf(document, text, path, part));
  };
}

function offsetOf(document: Document, text: string, path: YamlPath, part: Part): number {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      const keyStart = startOf(pair.key) ?? offset;
      if (last && part === "key") return keyStart;
      node = pair.value as Node | null;
      offset = startOf(node) ?? keyStart;
    } else if (isSeq(node) && typeof step === "number") {
      const item = node.items[step] as Node | undefined;
      if (item === undefined) return offset;
      node = item;
      offset = startOf(item) ?? offset;
    } else return offset;
  }
  // Offsets are into the expanded text: if it contained a variable, they do not lead back.
  if (typeof part === "object" && isScalar(node) && typeof node.value === "string" && node.range && !hasVariables(node.value)) {
    return alignOffset(text.slice(node.range[0], node.range[1]), node.value, part.offset) + offset;
  }
  return offset;
}

/** Where a node's own text begins; an empty value has none, so its key is used. */
function startOf(node: unknown): number | null {
  if (isScalar(node) && node.value === null && node.source === "") return null;
  return (node as Node | null)?.range?.[0] ?? null;
}
