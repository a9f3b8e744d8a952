// Parses a query by operator precedence: NEAR binds tightest, then NOT; AND and OR never mix without parentheses.
import { tokenizeQuery } from "./tokenize-query.ts";
import type { FactKind } from "../document-facts.ts";
import type { Query, QueryFault, QueryReading } from "./query.ts";
import type { QueryFieldName, QueryToken } from "./tokenize-query.ts";

const depthMax = 60;
const nearsMax = 60;
const loosePhraseMax = 20;
/** How tightly operators bind; NOT, a prefix, comes between. */
const joins = 1;
const negation = 2;
const nearness = 3;

/** Reads `sanction* NEAR/8 (Russia OR Moscow)`. Never throws; a fault says where it is and what to write instead. */
export function parseQuery(text: string): QueryReading {
  const reading = tokenizeQuery(text);
  if (reading.kind === "fault") return reading;
  const tokens = reading.tokens;
  if (tokens.length === 1) return faulty("this query is empty: write what to look for", 0);
  const parser: Parser = { tokens, at: 0, depth: 0, nears: 0, fault: null };
  const query = parse(parser, 0);
  const rest = current(parser);
  if (query && rest.kind === "close") fail(parser, 'this ")" has no "(" before it: take it out, or add the other', rest.offset);
  if (!query || parser.fault)
    return { kind: "fault", fault: parser.fault ?? { message: "this query cannot be read", offset: 0 } };
  const bare = bareNegation(query);
  if (bare !== null) return faulty("alone this would match nearly every article: say with AND what must be there as well", bare);
  return { kind: "query", query };
}

const faulty = (message: string, offset: number): QueryReading => ({ kind: "fault", fault: { message, offset } });

interface Parser {
  tokens: readonly QueryToken[];
  at: number;
  depth: number;
  nears: number;
  /** The first fault; nothing is read after it. */
  fault: QueryFault | null;
}

function current({ tokens, at }: Parser): QueryToken {
  return tokens[at] ?? { kind: "end", offset: 0 };
}

function fail(parser: Parser, message: string, offset: number): null {
  parser.fault ??= { message, offset };
  return null;
}

function parse(parser: Parser, power: number): Query | null {
  if (parser.depth >= depthMax) return fail(parser, "this is nested too deep: use fewer parentheses", current(parser).offset);
  parser.depth++;
  let left = parsePrefix(parser);
  while (left) {
    const token = current(parser);
    if (token.kind === "end" || token.kind === "close") break;
    if (token.kind === "and" || token.kind === "or") {
      if (power >= joins) break;
      left = parseJoined(parser, left, token.kind);
    } else if (token.kind === "near") {
      if (power >= nearness) break;
      left = parseNear(parser, left, token);
    } else if (token.kind === "not") {
      left = fail(parser, "something must join these: write AND NOT", token.offset);
    } else {
      const phrase = token.kind === "word" && left.kind === "term" ? ` ("${`${left.text} ${token.text}`.slice(0, 60)}")` : "";
      left = fail(
        parser,
        `nothing joins this to what is before it: write AND or OR between, or put a phrase in quotes${phrase}`,
        token.offset,
      );
    }
  }
  parser.depth--;
  return left;
}

function parsePrefix(parser: Parser): Query | null {
  const token = current(parser);
  const { offset } = token;
  parser.at++;
  switch (token.kind) {
    case "word":
      return { kind: "term", text: token.text, offset };
    case "regex":
      return { kind: "regex", source: token.source, offset };
    case "set":
      return { kind: "set", name: token.name, offset };
    case "phrase": {
      const words = token.text.trim().split(/\s+/u);
      if (token.within === null || words.length < 2) return { kind: "term", text: token.text, offset };
      if (words.length > loosePhraseMax)
        return fail(
          parser,
          `at most ${loosePhraseMax} words can be looked for anywhere near each other: shorten the phrase, or take ~ away`,
          offset,
        );
      return { kind: "loose-phrase", words, within: token.within, offset };
    }
    case "not": {
      const part = parse(parser, negation);
      return part && { kind: "not", part, offset };
    }
    case "open":
      return parseGroup(parser, offset);
    case "field":
      return parseField(parser, token.name, offset);
    case "close":
      return fail(parser, "there is nothing between the parentheses: write what to look for, or take them out", offset);
    case "end":
      return fail(parser, "the query ends too early: something to look for is missing here", offset);
    default: {
      const name = token.kind === "near" ? "NEAR" : token.kind.toUpperCase();
      return fail(
        parser,
        `${name} has nothing before it: write what to look for, or "${name}" in quotes where the word is meant`,
        offset,
      );
    }
  }
}

function parseJoined(parser: Parser, first: Query, kind: "and" | "or"): Query | null {
  const parts = [first];
  for (;;) {
    const token = current(parser);
    if (token.kind !== "and" && token.kind !== "or") return { kind, parts, offset: first.offset };
    if (token.kind !== kind) {
      const [a, b] = [kind.toUpperCase(), token.kind.toUpperCase()];
      return fail(
        parser,
        `${a} and ${b} are mixed, and it is not clear which comes first: put parentheses round one of them`,
        token.offset,
      );
    }
    parser.at++;
    const next = parse(parser, joins);
    if (!next) return null;
    parts.push(next);
  }
}

function parseNear(parser: Parser, a: Query, token: QueryToken & { kind: "near" }): Query | null {
  parser.at++;
  const after = current(parser);
  const not = after.kind === "not" ? after : a.kind === "not" ? a : null;
  if (not) return fail(parser, "NOT cannot be near something: write a AND NOT (a NEAR/8 b)", not.offset);
  if (++parser.nears > nearsMax)
    return fail(parser, `a query can have at most ${nearsMax} NEARs: split it into several watchlists`, token.offset);
  const b = parse(parser, nearness);
  const fact = b && (factIn(a) ?? factIn(b));
  if (fact) return fail(parser, "site:, lang: and tag: are about the whole article: write AND instead of NEAR", fact.offset);
  return b && { kind: "near", a, b, within: token.within, ordered: token.ordered, offset: a.offset };
}

function parseGroup(parser: Parser, offset: number): Query | null {
  const inner = parse(parser, 0);
  if (!inner) return null;
  if (current(parser).kind !== "close") return fail(parser, 'this "(" is never closed: write ")" where the group ends', offset);
  parser.at++;
  return inner;
}

const facts: Partial<Record<QueryFieldName, FactKind>> = { site: "source", lang: "language", tag: "tags" };

function parseField(parser: Parser, name: QueryFieldName, offset: number): Query | null {
  const fact = facts[name];
  if (name === "title" || name === "text") {
    if (current(parser).kind === "field")
      return fail(parser, `${name}: needs words straight after it, as in ${name}:crossword or ${name}:(a OR b)`, offset);
    const part = parsePrefix(parser);
    const fact = part && factIn(part);
    if (fact) return fail(parser, `site:, lang: and tag: are about the whole article: take them out of ${name}:( )`, fact.offset);
    return part && { kind: "field", field: name, part, offset };
  }
  const value = current(parser);
  if (!fact || (value.kind !== "word" && value.kind !== "phrase"))
    return fail(
      parser,
      `${name}: needs one value straight after it, as in ${name}:${name === "lang" ? "en" : "example"}`,
      offset,
    );
  parser.at++;
  return { kind: "fact", fact, value: value.text, offset };
}

function factIn(query: Query): Query | null {
  if (query.kind === "fact") return query;
  const parts =
    query.kind === "and" || query.kind === "or"
      ? query.parts
      : query.kind === "not" || query.kind === "field"
        ? [query.part]
        : [];
  for (const part of parts) {
    const fact = factIn(part);
    if (fact) return fact;
  }
  return null;
}

/** The offset of a part that only requires absence, with nothing next to it that must be present; null if there is none. */
function bareNegation(query: Query): number | null {
  switch (query.kind) {
    case "not":
    case "fact":
      return query.offset;
    case "field":
      return bareNegation(query.part);
    case "or":
      return query.parts.map(bareNegation).find((offset) => offset !== null) ?? null;
    case "and": {
      const bare = query.parts.map(bareNegation);
      return bare.includes(null) ? null : (bare[0] ?? null);
    }
    default:
      return null;
  }
}
