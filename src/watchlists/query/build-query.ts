// Builds the expression of a `query:`.
import { buildNear, buildRegex, buildSet, buildTerm } from "../build-expression.ts";
import { addFault } from "../place.ts";
import { readRule } from "../document-facts.ts";
import { allOf, anyOf, factOf, noneOf } from "../expression.ts";
import { parseQuery } from "./parse-query.ts";
import type { Place } from "../place.ts";
import type { Expression } from "../expression.ts";
import type { Query } from "./query.ts";

/** Returns null if something is wrong, which is then among the faults, with its offset in the query. */
export function buildQuery(text: unknown, place: Place): Expression | null {
  if (typeof text !== "string") return addFault(place, "a query is one string: put it in quotes");
  const reading = parseQuery(text);
  return reading.kind === "fault"
    ? addFault({ ...place, offset: reading.fault.offset }, reading.fault.message)
    : build(reading.query, place);
}

function build(query: Query, outer: Place): Expression | null {
  const place = { ...outer, offset: query.offset };
  switch (query.kind) {
    case "term":
      return buildTerm(query.text, {}, place);
    case "regex":
      return buildRegex(query.source, false, place);
    case "set":
      return buildSet(query.name, place);
    case "loose-phrase":
      return query.words
        .map((word) => buildTerm(word, {}, place))
        .reduce((phrase, word) => buildNear(phrase, word, { within: query.within, ordered: false }, place));
    case "and":
      return buildParts(query.parts, place, allOf);
    case "or":
      return buildParts(query.parts, place, anyOf);
    case "not":
      return buildParts([query.part], place, noneOf);
    case "near":
      return buildNear(build(query.a, place), build(query.b, place), query, place);
    case "field":
      return build(query.part, { ...place, field: query.field });
    case "fact":
      return factOf(readRule(query.fact, [query.value]));
    default:
      return query satisfies never;
  }
}

function buildParts(
  queries: readonly Query[],
  place: Place,
  join: (parts: readonly Expression[]) => Expression,
): Expression | null {
  const parts = queries.map((query) => build(query, place));
  const sound = parts.filter((part) => part !== null);
  return sound.length < parts.length ? null : join(sound);
}
