// Turns YAML's syntax errors into messages with a remedy.
import { isScalar, visit, type Document, type Scalar, type YAMLError } from "yaml";
import type { Place } from "./yaml-places.ts";

/** A fault at an offset in the text. */
export interface OffsetFault {
  offset: number;
  message: string;
}

/** Indenting by tabs gives many faults; nobody reads more than fifty. */
const faultsMax = 50;

/**
 * The syntax faults of a document, one a line. Text after an unclosed quote is part of it, so no faults are reported there.
 */
export function syntaxFaults(document: Document, text: string, placeOf: (offset: number) => Place): OffsetFault[] {
  const faults: OffsetFault[] = [];
  let line = 0;
  for (const error of [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])) {
    const [offset] = error.pos;
    if (placeOf(offset).line === line) continue;
    line = placeOf(offset).line;
    const open = openQuote(document, text, error);
    if (open !== null) return [...faults.filter((fault) => fault.offset < open.offset), open];
    const message = wordsFor(error, text);
    // A # in brackets is one mistake, although the bracket stays open too.
    if (message === faults.at(-1)?.message && message.includes("#")) continue;
    if (faults.push({ offset: pastSpaces(text, offset), message }) === faultsMax) break;
  }
  return faults;
}

/** No line of YAML begins like these; its parser would read them as keys or texts. */
const ODD_LINES: [RegExp, string][] = [
  [
    /^(?:<{7} .*|={7}|>{7} .*)$/gm,
    "a mark of a merge that was not finished: keep one of the two versions, and take the lines with <, = and > out",
  ],
  [
    /^(?=[^\S \t\r\n\ufeff])/gm,
    "a space of another kind, as copied from a web page or a document: indent with those of the space bar",
  ],
];

/** Faults that are seen in the text itself, at most one for each kind. */
export const oddLines = (text: string): OffsetFault[] =>
  ODD_LINES.flatMap(([pattern, message]) =>
    [...text.matchAll(pattern)].slice(0, 1).map(({ index }) => ({ offset: index, message })),
  );

/** If the parser points at an indent, the indented text is meant. */
function pastSpaces(text: string, offset: number): number {
  let at = offset;
  while (text[at] === " ") at++;
  return at;
}

/** The quote that was never closed, or was closed by the next one on a later line: the fault is where it opens. */
function openQuote(document: Document, text: string, error: YAMLError): OffsetFault | null {
  const never = error.code === "MISSING_CHAR" && error.message.includes("quote");
  if (!never && error.code !== "UNEXPECTED_TOKEN" && error.code !== "MULTILINE_IMPLICIT_KEY") return null;
  let last: Scalar | null = null;
  visit(document, {
    Scalar(_key, node) {
      const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
      if (quoted && node.range && node.range[0] <= error.pos[0]) last = node;
    },
  });
  const scalar = last as Scalar | null;
  if (!isScalar(scalar) || !scalar.range) return null;
  const [start, end] = scalar.range;
  if (!never && (end < error.pos[0] - 1 || !text.slice(start, end).includes("\n"))) return null;
  const quote = text[start];
  return { offset: start, message: `this ${quote} is never closed: end the text with ${quote}, on the same line` };
}

function wordsFor(error: YAMLError, text: string): string {
  const [offset] = error.pos;
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, (text.indexOf("\n", offset) + 1 || text.length + 1) - 1);
  if (/[[{].*\$\{/.test(line.slice(0, 1000)) && (error.code === "MISSING_CHAR" || error.code === "UNEXPECTED_TOKEN")) {
    return 'inside [ ] and { } a variable needs quotes: write "${NAME}"';
  }
  const comment = commentBefore(error, text);
  if (comment !== null) return `what follows a # is a comment: if it is part of a text, put it in quotes, as in "${comment}"`;
  switch (error.code) {
    case "TAB_AS_INDENT":
      return "a tab: indent with spaces";
    case "BAD_ALIAS":
    case "BAD_SCALAR_START":
      return `a text cannot start with ${text[offset]} here: put it in quotes`;
    case "BLOCK_AS_IMPLICIT_KEY":
      return 'a second ": " on one line: put a text that holds ": " in quotes';
    case "BAD_INDENT":
      return /flow/i.test(error.message)
        ? `a bracket that opened above is not closed: close it with ${error.message.endsWith("}") ? "}" : "]"}`
        : "the indentation fits no line above: give keys that belong together the same indentation";
    case "MULTILINE_IMPLICIT_KEY":
    case "MISSING_CHAR":
      return missingWords(error.message);
    case "UNEXPECTED_TOKEN":
      return "something follows where the value has ended: put the whole text in quotes, or move it to a line of its own";
    case "BAD_DQ_ESCAPE":
      return 'a backslash that means nothing in "…": double it, or use single quotes';
    case "MULTIPLE_DOCS":
      return "a second document begins here: take the line --- out, one file holds one document";
    case "RESOURCE_EXHAUSTION":
      return "nested too deep to be read: write it flatter";
    case "TAG_RESOLVE_FAILED":
      return "a text cannot start with ! here: put it in quotes";
    default:
      return `not YAML: ${error.message}`;
  }
}

/** What was meant as a text in brackets and begins with a #, as hashtags do, so that its bracket is never closed; or null. */
function commentBefore({ code, pos: [offset] }: YAMLError, text: string): string | null {
  if (code !== "MISSING_CHAR" && code !== "BAD_INDENT") return null;
  const [lastLine = ""] = text
    .slice(0, text.indexOf("\n", offset) + 1 || text.length)
    .trimEnd()
    .split("\n")
    .slice(-1);
  const before = text.slice(0, offset).trimEnd().split("\n").at(-1) ?? "";
  return [lastLine, before].flatMap((line) => /[[,]\s*(#[^\s,\]#]+)[^"']*$/.exec(line.slice(0, 1000))?.[1] ?? [])[0] ?? null;
}

function missingWords(message: string): string {
  if (message.startsWith("Sequence item")) return 'a list item without "- ", or indented differently from its key: line them up';
  if (message.includes("flow")) return "a comma or a colon is missing between these items: add it, or put the text in quotes";
  return 'a key without ": " after it: write key: value';
}
