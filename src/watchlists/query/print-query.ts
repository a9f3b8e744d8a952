// Prints a query in its one canonical form, without needless parentheses: parsed again, it means the same.
import { tokenizeQuery } from "./tokenize-query.ts";
import type { Query } from "./query.ts";

const factNames = { source: "site", language: "lang", tags: "tag" } as const;

/** The inverse of `parseQuery`: its output is read as the same query, apart from offsets. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case "term":
      return printTerm(query.text);
    case "regex":
      return `/${query.source}/`;
    case "set":
      return `$${query.name}`;
    case "loose-phrase":
      return `"${query.words.join(" ")}"~${query.within}`;
    case "and":
    case "or":
      return query.parts.map((part) => printWithin(part, query.kind)).join(` ${query.kind.toUpperCase()} `);
    case "not":
      return `NOT ${printWithin(query.part, "not")}`;
    case "near": {
      const operator = `${query.ordered ? "O" : ""}NEAR/${query.within}`;
      // NEAR associates to the left.
      return `${query.a.kind === "near" ? printQuery(query.a) : printWithin(query.a, "near")} ${operator} ${printWithin(query.b, "near")}`;
    }
    case "field":
      return `${query.field}:${printWithin(query.part, "field")}`;
    case "fact":
      return `${factNames[query.fact]}:${printValue(query.value)}`;
    default:
      return query satisfies never;
  }
}

/** How tightly each kind binds; a part that binds less tightly than the one around it needs parentheses. */
const tightness: Record<Query["kind"], number> = {
  and: 1,
  or: 1,
  not: 2,
  near: 3,
  field: 4,
  fact: 5,
  term: 5,
  regex: 5,
  set: 5,
  "loose-phrase": 5,
};

function printWithin(part: Query, outer: Query["kind"]): string {
  const printed = printQuery(part);
  const stands = part.kind === "not" && outer === "not" ? true : tightness[part.kind] > tightness[outer];
  return stands ? printed : `(${printed})`;
}

/** Leaves out the quotes only if the text is read as this one word. */
function printTerm(text: string): string {
  return readsAsWord(text) ? text : `"${text}"`;
}

function printValue(value: string): string {
  return readsAsWord(value) ? value : `"${value}"`;
}

function readsAsWord(text: string): boolean {
  const reading = tokenizeQuery(text);
  if (reading.kind === "fault" || reading.tokens.length !== 2) return false;
  const [token] = reading.tokens;
  return token?.kind === "word" && token.text === text;
}
