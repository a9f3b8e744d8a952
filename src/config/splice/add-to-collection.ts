// Where a new item or key goes into a list or mapping, in the style of the ones before it.
import { isMap, isScalar, isSeq } from "yaml";
import { flowText, keyText, quotedText } from "./flow-text.ts";
import type { Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import type { Replacement } from "./replacement.ts";

type Path = readonly (string | number)[];

/** A text as the last item. */
export function addItem(text: string, list: YAMLSeq, item: string): Replacement[] | null {
  if (list.flow === true) return addToFlow(text, list, quotedText(item));
  const token = list.srcToken;
  const last = list.items.at(-1) as Node | undefined;
  if (token?.type !== "block-seq" || last === undefined) return null;
  // A comment behind the last item is an item of its own there.
  const dash = token.items.flatMap(({ start }) => start.filter(({ type }) => type === "seq-item-ind")).at(-1)?.offset;
  if (dash === undefined) return null;
  const column = columnOf(text, dash);
  const [gap = " "] = /^ +(?=\S)/.exec(text.slice(dash + 1, startOf(last) ?? dash + 1)) ?? [" "];
  return [addLine(text, endOf(last) ?? dash + 1, column, `-${isBlank(gap) ? gap : " "}${quotedText(item)}`)];
}

const isBlank = (gap: string): boolean => /^ +$/.test(gap);

/** A key of a mapping, with as many mappings in it as the path goes further, and a list of this one text. */
export function addPair(text: string, map: YAMLMap, path: Path, item: string): Replacement[] | null {
  const [key = "", ...inner] = path;
  if (typeof key !== "string" || inner.some((step) => typeof step !== "string")) return null;
  const value = inner.toReversed().reduce<unknown>((made, step) => ({ [step]: made }), [item]);
  if (map.flow === true) return addToFlow(text, map, `${keyText(key)}: ${flowText(value)}`);
  const pairs = map.items as Pair<Node, Node | null>[];
  const [first] = pairs;
  const start = startOf(first?.key);
  if (start === null) return null;
  const column = columnOf(text, start);
  // The tests stand last in most files, and rules before them.
  const tests = pairs.findIndex(({ key: known }) => isScalar(known) && known.value === "tests");
  const before = pairs[key !== "tests" && tests > 0 ? tests - 1 : pairs.length - 1];
  const end = before === undefined ? null : endOfPair(before);
  if (end === null) return null;
  const steps = stepsOf(text, pairs, column);
  const lines = steps === null ? [`${keyText(key)}: ${flowText(value)}`] : blockLines([key, ...inner] as string[], item, steps);
  return [addLine(text, end, column, ...lines)];
}

const dashIn = (pairs: readonly Pair<Node, Node | null>[]): number | undefined =>
  pairs.flatMap(({ value }) => (isSeq(value) && value.flow !== true ? (value.srcToken?.offset ?? []) : []))[0];

/** How far lists and mappings within this mapping are indented; null if none of its lists has a line for each item. */
function stepsOf(text: string, pairs: readonly Pair<Node, Node | null>[], column: number): { list: number; map: number } | null {
  const [inner] = pairs.flatMap(({ value }) =>
    isMap(value) && value.flow !== true ? [value.items as Pair<Node, Node | null>[]] : [],
  );
  const key = startOf(inner?.[0]?.key);
  const map = key === null ? 2 : columnOf(text, key) - column;
  const [dash, below] = [dashIn(pairs), dashIn(inner ?? [])];
  if (dash !== undefined) return { list: columnOf(text, dash) - column, map };
  return below === undefined ? null : { list: columnOf(text, below) - column - map, map };
}

function blockLines(keys: readonly string[], item: string, { list, map }: { list: number; map: number }): string[] {
  const lines = keys.map((key, depth) => `${" ".repeat(depth * map)}${keyText(key)}:`);
  return [...lines, `${" ".repeat((keys.length - 1) * map + list)}- ${quotedText(item)}`];
}

/** `added` is a value, or a key with its value. */
function addToFlow(text: string, collection: YAMLMap | YAMLSeq, added: string): Replacement[] | null {
  const { range, items } = collection;
  if (!range) return null;
  const last = (items as (Node | Pair<Node, Node | null>)[]).at(-1);
  if (last === undefined) return [{ start: range[0] + 1, end: range[0] + 1, text: added }];
  const [start, end] = "key" in last ? [startOf(last.key), endOfPair(last)] : [startOf(last), endOf(last)];
  if (start === null || end === null) return null;
  const [, comma = null] = /^((?:\s|#[^\n]*\n)*,)/.exec(text.slice(end, range[1])) ?? [];
  const behind = comma === null ? end : end + comma.length;
  const lineEnd = lineEndOf(text, behind);
  // Where each item has a line of its own, so has the new one.
  const isAlone = text.slice(lineStartOf(text, start), start).trim() === "" && !text.slice(start, end).includes("\n");
  if (!isAlone || lineEnd >= range[1] || !/^[ \t]*(#.*)?$/.test(text.slice(behind, lineEnd)))
    return [{ start: end, end, text: `, ${added}` }];
  const indent = /^[ \t]*/.exec(text.slice(lineStartOf(text, end), end))?.[0] ?? "";
  const line = `${newlineAt(text, end)}${indent}${added}${comma === null ? "" : ","}`;
  if (comma !== null) return [{ start: lineEnd, end: lineEnd, text: line }];
  if (lineEnd === end) return [{ start: end, end, text: `,${line}` }];
  return [
    { start: end, end, text: "," },
    { start: lineEnd, end: lineEnd, text: line },
  ];
}

/** Lines of their own after the line at `end`, and after comments that are indented further than `column`. */
function addLine(text: string, end: number, column: number, ...lines: string[]): Replacement {
  let at = text[end - 1] === "\n" ? end : nextLine(text, end);
  // A text block may end in blank lines.
  while (text[end - 1] === "\n" && /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, at - 200), at))) at = lineStartOf(text, at - 1);
  for (let comment = commentAt(text, at); comment > column; comment = commentAt(text, at)) at = nextLine(text, at);
  const newline = newlineAt(text, lineStartOf(text, Math.max(0, end - 1)));
  const indented = lines.map((line) => `${" ".repeat(column)}${line}`);
  const isOpen = at > 0 && text[at - 1] !== "\n";
  return {
    start: at,
    end: at,
    text: isOpen ? indented.map((line) => newline + line).join("") : indented.map((line) => line + newline).join(""),
  };
}

/** The column of a comment that has this line for itself; -1 if it has none. */
function commentAt(text: string, at: number): number {
  const [line = ""] = text.slice(at, lineEndOf(text, at)).split("\r");
  return /^ *#/.test(line) ? line.indexOf("#") : -1;
}

const lineStartOf = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);

/** Before the line break. */
function lineEndOf(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

const nextLine = (text: string, at: number): number => text.indexOf("\n", at) + 1 || text.length;

const columnOf = (text: string, at: number): number => at - lineStartOf(text, at);

/** As the line at `at` ends, else as the first line of the file. */
function newlineAt(text: string, at: number): string {
  const [end = /\r?\n/.exec(text)?.[0] ?? "\n"] = /\r?\n/.exec(text.slice(at)) ?? [];
  return end;
}

const startOf = (node: unknown): number | null => (node as Node | null | undefined)?.range?.[0] ?? null;

/** Where a node's own text ends, without the comments and blanks behind it. */
function endOf(node: Node | null | undefined): number | null {
  if (isMap(node) && node.flow !== true && node.items.length > 0) return endOfPair(node.items.at(-1) as Pair<Node, Node | null>);
  if (isSeq(node) && node.flow !== true && node.items.length > 0) return endOf(node.items.at(-1) as Node);
  return node?.range?.[1] ?? null;
}

const endOfPair = ({ key, value }: Pair<Node, Node | null>): number | null => endOf(value) ?? endOf(key);
