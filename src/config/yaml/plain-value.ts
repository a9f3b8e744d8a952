// Turns YAML nodes into plain values: expands variables, follows aliases, and refuses what plain values must not contain.
import { isAlias, isMap, isScalar, isSeq, type Document, type Scalar, type YAMLMap } from "yaml";
import { expandVariables, hasVariables } from "../load/expand-variables.ts";
import type { Lookup } from "../load/environment.ts";
import type { OffsetFault } from "./yaml-syntax.ts";

export type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

const depthMax = 64;
/** More values than the largest file can hold, so only aliases of aliases reach it. */
const valuesMax = 1_000_000;
/** Keys that would reach into JavaScript's own objects when values are copied by key. */
const refusedKeys = new Set(["__proto__", "constructor", "prototype"]);

interface PlainReading {
  value: PlainValue;
  faults: OffsetFault[];
  /** False if aliases expand to an unreasonable size. */
  unfolds: boolean;
}

/** The document's plain value and its faults; faulty parts are left out. */
export function plainValue(document: Document, lookup: (name: string) => Lookup): PlainReading {
  const faults: OffsetFault[] = [];
  const anchors = new Map<string, { value: PlainValue; size: number }>();
  let size = 0;

  function fault(node: unknown, message: string): null {
    faults.push({ offset: offsetOf(node), message });
    return null;
  }

  function convert(node: unknown, depth: number): PlainValue {
    if (depth > depthMax) return fault(node, `nested more than ${depthMax} deep: write it flatter`);
    if (isAlias(node)) return follow(node);
    const before = size++;
    const value = isMap(node)
      ? fromMap(node, depth)
      : isSeq(node)
        ? node.items.map((item) => convert(item, depth + 1))
        : scalar(node);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, { value, size: size - before });
    return value;
  }

  // An alias shares its value but counts as if written out, since readers of the value read it again at each place.
  function follow(node: { source: string }): PlainValue {
    const target = anchors.get(node.source);
    if (target === undefined) {
      return fault(node, `nothing is named &${node.source} above: a text that starts with * needs quotes`);
    }
    if (size > valuesMax) return null;
    size += target.size;
    if (size <= valuesMax) return target.value;
    return fault(node, `these aliases unfold to more than ${valuesMax} values: write the lists out, or make them sets`);
  }

  function fromMap(node: YAMLMap, depth: number): PlainValue {
    const value: Record<string, PlainValue> = {};
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? keyOf(pair.key.value) : null;
      if (key === null) {
        fault(pair.key ?? node, "a key must be a plain word: put it in quotes, or write the list under a key");
        continue;
      }
      if (refusedKeys.has(key)) fault(pair.key, `"${key}" cannot be a key: choose another name`);
      else if (key === "<<") fault(pair.key, '"<<" does not merge here: write the keys out');
      else if (seen.has(key)) fault(pair.key, `"${key}" stands here a second time: keep one of the two`);
      else value[key] = convert(pair.value, depth + 1);
      seen.add(key);
    }
    return value;
  }

  function scalar(node: unknown): PlainValue {
    if (!isScalar(node)) return null;
    const { value } = node;
    if (typeof value === "string") return hasVariables(value) ? expand(node, value) : value;
    return typeof value === "number" || typeof value === "boolean" ? value : null;
  }

  function expand(node: Scalar, text: string): PlainValue {
    const expansion = expandVariables(text, lookup);
    if (expansion.kind === "fault") {
      const quote = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE" ? 1 : 0;
      faults.push({ offset: offsetOf(node) + quote + expansion.offset, message: expansion.message });
      return text;
    }
    // Without quotes it counts as if written literally, so that a variable can hold a number.
    const number = node.type === "PLAIN" && /^\$\{[^{}]*\}$/.test(text) && /^\d{1,15}$/.test(expansion.text);
    return number ? Number(expansion.text) : expansion.text;
  }

  const value = convert(document.contents, 0);
  return { value, faults, unfolds: size <= valuesMax };
}

/** A number or true can be a key, such as the name of a set; an empty one cannot. */
function keyOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

function offsetOf(node: unknown): number {
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;
}
