// Puts edits into the text of a YAML file at the places of the values, and proves that nothing else changed.
import { isDeepStrictEqual } from "node:util";
import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import { edited } from "../../feedback/edit.ts";
import { alignOffset } from "../yaml/align-offset.ts";
import { addItem, addPair } from "./add-to-collection.ts";
import { flowText } from "./flow-text.ts";
import type { Alias, Document, Node, Pair } from "yaml";
import type { Replacement } from "./replacement.ts";
import type { Edit } from "../../feedback/edit.ts";

/** Longer values are not written out in the place of an alias. */
const ALIAS_CHARACTERS_MAX = 2_000;

/**
 * The text with the edits, or null if its shape does not allow one of them. Every other byte stays, with two exceptions: an alias on the way to
 * an edited value is written out, and if the value has an anchor, the anchor moves to the first alias of it, with the value as it was: others
 * that share it keep what they had.
 */
export function spliceYaml(text: string, edits: readonly Edit[]): string | null {
  let whole = text;
  for (const edit of edits) {
    const next = spliceOne(whole, edit);
    if (next === null) return null;
    whole = next;
  }
  return whole;
}

const parse = (text: string): Document.Parsed =>
  parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, logLevel: "error" });

const valueOf = (document: Document.Parsed): unknown => document.toJS({ maxAliasCount: -1 });

function spliceOne(text: string, edit: Edit): string | null {
  try {
    const document = parse(text);
    if (document.errors.length > 0) return null;
    const wanted = edited(valueOf(document), edit);
    const replacements = placesOf({ document, text }, edit);
    if (replacements === null) return null;
    const after = replaced(text, replacements);
    const again = parse(after);
    return again.errors.length === 0 && isDeepStrictEqual(valueOf(again), wanted) ? after : null;
  } catch {
    // The edit does not fit the value, or a value cannot be written.
    return null;
  }
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  let after = text;
  for (const { start, end, text: piece } of replacements.toSorted((a, b) => b.start - a.start || b.end - a.end))
    after = after.slice(0, start) + piece + after.slice(end);
  return after;
}

interface Source {
  document: Document.Parsed;
  text: string;
}

/** Null if there is no place for the edit. */
function placesOf(source: Source, edit: Edit): Replacement[] | null {
  const moves: Replacement[] = [];
  let node: unknown = source.document.contents;
  for (const [depth, step] of edit.path.entries()) {
    if (isAlias(node)) return withMoves(moves, writtenOut(source, node, edit, depth));
    moves.push(...movedAnchor(source, node));
    if (isMap(node) && typeof step === "string") {
      const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === step) as Pair<Node, Node> | undefined;
      if (pair === undefined)
        return edit.kind === "add" ? withMoves(moves, addPair(source.text, node, edit.path.slice(depth), edit.text)) : null;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") node = node.items[step];
    else return null;
  }
  if (isAlias(node)) return withMoves(moves, writtenOut(source, node, edit, edit.path.length));
  moves.push(...movedAnchor(source, node));
  return withMoves(moves, atValue(source.text, node, edit));
}

const withMoves = (moves: readonly Replacement[], places: readonly Replacement[] | null): Replacement[] | null =>
  places && [...moves, ...places];

function atValue(text: string, node: unknown, edit: Edit): Replacement[] | null {
  if (edit.kind === "add") return isSeq(node) ? addItem(text, node, edit.text) : null;
  if (!isScalar(node) || !node.range) return null;
  const [start, end] = node.range;
  if (edit.kind === "set") return [{ start, end, text: String(edit.number) }];
  const source = text.slice(start, end);
  const at = alignOffset(source, String(node.value), edit.offset);
  const wanted = String(node.value).slice(edit.offset, edit.offset + edit.length);
  if (source.slice(at, at + edit.length) !== wanted) return null;
  return [{ start: start + at, end: start + at + edit.length, text: edit.text }];
}

/** The value of an alias with the edit, in the place of the alias. */
function writtenOut({ document, text }: Source, alias: Alias, edit: Edit, depth: number): Replacement[] | null {
  const target = alias.resolve(document);
  if (target === undefined || !alias.range) return null;
  const value = edited(target.toJS(document, { maxAliasCount: -1 }), { ...edit, path: edit.path.slice(depth) });
  const written = flowText(value);
  const [start, end] = alias.range;
  // A space keeps what follows apart, as in `*a:`.
  return written.length > ALIAS_CHARACTERS_MAX || text.slice(start, end).trim() === "" ? null : [{ start, end, text: written }];
}

/** Nothing if no alias names the node. */
function movedAnchor({ document, text }: Source, node: unknown): Replacement[] {
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return [];
  const { anchor, range } = node;
  if (anchor === undefined || !range) return [];
  const uses: Alias[] = [];
  visit(document, { Alias: (_key, alias) => void (alias.resolve(document) === (node as unknown) && uses.push(alias)) });
  const [first] = uses;
  if (first === undefined || !first.range) return [];
  const start = text.lastIndexOf(`&${anchor}`, range[0]);
  const afterName = start + anchor.length + 1;
  // At the end of a line the blank before goes too, else the one behind.
  const isLast = /^[ \t]*(?:\r?\n|$|#)/.test(text.slice(afterName, afterName + 200));
  const from = isLast && text[start - 1] === " " ? start - 1 : start;
  const until = !isLast && text[afterName] === " " ? afterName + 1 : afterName;
  const [aliasStart, aliasEnd] = first.range;
  const written = flowText(node.toJS(document, { maxAliasCount: -1 }));
  return [
    { start: from, end: until, text: "" },
    { start: aliasStart, end: aliasEnd, text: `&${anchor} ${written}` },
  ];
}
