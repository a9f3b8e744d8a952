// Cuts a query into tokens: words, phrases, operators, parentheses, fields.
import { didYouMean } from "../../text/nearest.ts";
import type { QueryFault } from "./query.ts";

export type QueryToken =
  | { kind: "word"; text: string; offset: number }
  | { kind: "set"; name: string; offset: number }
  /** Without its slashes. */
  | { kind: "regex"; source: string; offset: number }
  /** `within` is the n of `"a b"~n`. */
  | { kind: "phrase"; text: string; within: number | null; offset: number }
  | { kind: "field"; name: QueryFieldName; offset: number }
  | { kind: "and" | "or" | "not" | "open" | "close" | "end"; offset: number }
  | { kind: "near"; within: number; ordered: boolean; offset: number };

export type QueryFieldName = "title" | "text" | "site" | "lang" | "tag";

const fieldNames: ReadonlyMap<string, QueryFieldName> = new Map([
  ["title", "title"],
  ["text", "text"],
  ["body", "text"],
  ["site", "site"],
  ["source", "site"],
  ["lang", "lang"],
  ["language", "lang"],
  ["tag", "tag"],
]);
export const withinMax = 10_000;
const space = /\s/u;
const wordEnd = /[\s()"“”„‟«»]/u;

export type QueryTokens = { kind: "tokens"; tokens: QueryToken[] } | { kind: "fault"; fault: QueryFault };

/** The last token is `end`. */
export function tokenizeQuery(query: string): QueryTokens {
  const tokens: QueryToken[] = [];
  for (let at = 0; at < query.length;) {
    if (space.test(query.charAt(at))) {
      at++;
      continue;
    }
    const next = readToken(query, at);
    if ("message" in next) return { kind: "fault", fault: next };
    tokens.push(next.token);
    at = next.end;
  }
  tokens.push({ kind: "end", offset: query.length });
  return { kind: "tokens", tokens };
}

type Step = { token: QueryToken; end: number } | QueryFault;

function readToken(query: string, offset: number): Step {
  const character = query.charAt(offset);
  if (character === "(") return { token: { kind: "open", offset }, end: offset + 1 };
  if (character === ")") return { token: { kind: "close", offset }, end: offset + 1 };
  if (character === '"') return readPhrase(query, offset);
  if (character === "/") return readRegex(query, offset);
  if (/[“”„‟«»]/.test(character))
    return { message: 'this quote is curly: write straight ones, as in "military council"', offset };
  // Fields come first, so that a word is scanned to its end only once.
  const field = /^([\p{L}_]{1,30}):/u.exec(query.slice(offset, offset + 31))?.[1];
  if (field !== undefined) return readField(field, offset);
  let end = offset + 1;
  while (end < query.length && !wordEnd.test(query.charAt(end))) end++;
  return readWord(query.slice(offset, end), offset, end);
}

function readPhrase(query: string, offset: number): Step {
  const close = query.indexOf('"', offset + 1);
  if (close < 0) return { message: 'this quote is never closed: write " after the last word of the phrase', offset };
  const text = query.slice(offset + 1, close);
  if (text.trim() === "") return { message: "this phrase is empty: write words between the quotes", offset };
  if (query.charAt(close + 1) !== "~") return { token: { kind: "phrase", text, within: null, offset }, end: close + 1 };
  const digits = /^\d{1,6}/.exec(query.slice(close + 2, close + 8))?.[0] ?? "";
  const within = readWithin(digits);
  if (within === null)
    return {
      message: `after ~ stands how many words apart the words may be, from 1 to ${withinMax}, as in "junta Myanmar"~8`,
      offset: close + 1,
    };
  return { token: { kind: "phrase", text, within, offset }, end: close + 2 + digits.length };
}

/** Ends at the first slash without a backslash before it; spaces and parentheses belong to the expression. */
function readRegex(query: string, offset: number): Step {
  let close = offset + 1;
  while (close < query.length && query[close] !== "/") close += query[close] === "\\" ? 2 : 1;
  if (close >= query.length)
    return {
      message: "this regular expression is never closed: write / after it, or quotes round a word that begins so",
      offset,
    };
  const source = query.slice(offset + 1, close);
  if (source === "") return { message: "this regular expression is empty: write it between the slashes", offset };
  const flags = /^[a-z]+/i.exec(query.slice(close + 1, close + 10))?.[0];
  if (flags !== undefined)
    return {
      message: `nothing may stand after the last /: take "${flags}" out; upper and lower case are the same`,
      offset: close + 1,
    };
  return { token: { kind: "regex", source, offset }, end: close + 1 };
}

function readField(written: string, offset: number): Step {
  const name = fieldNames.get(written.toLowerCase());
  if (name) return { token: { kind: "field", name, offset }, end: offset + written.length + 1 };
  const meant =
    didYouMean(written, fieldNames.keys()) ||
    `: there are ${[...new Set(fieldNames.values())].join(":, ")}:. Words with a colon go in quotes`;
  return { message: `"${written}:" is no field${meant}`, offset };
}

const operators = { AND: "and", OR: "or", NOT: "not" } as const;

function readWord(word: string, offset: number, end: number): Step {
  const near = /^(O?)NEAR(?:\/(\d{0,6}))?$/i.exec(word);
  const upper = word.toUpperCase();
  if (near || Object.hasOwn(operators, upper)) {
    if (word !== upper)
      return { message: `operators are in capitals: write ${upper}, or "${word}" in quotes where the word is meant`, offset };
    if (!near) return { token: { kind: operators[upper as keyof typeof operators], offset }, end };
    const within = readWithin(near[2] ?? "");
    if (within === null)
      return { message: `${near[1]}NEAR needs the most words apart, from 1 to ${withinMax}: write ${near[1]}NEAR/8`, offset };
    return { token: { kind: "near", within, ordered: near[1] !== "", offset }, end };
  }
  const wrong = wrongWord(word);
  if (wrong !== null) return { message: wrong, offset };
  const name = /^\$([\p{L}_][\p{L}\p{M}\p{N}_-]*)$/u.exec(word)?.[1];
  return { token: name === undefined ? { kind: "word", text: word, offset } : { kind: "set", name, offset }, end };
}

function readWithin(digits: string): number | null {
  const within = Number(digits);
  return within >= 1 && within <= withinMax ? within : null;
}

/** Features of other query languages that this one lacks. */
function wrongWord(word: string): string | null {
  if (word === "&&" || word === "&") return "write AND";
  if (word === "||" || word === "|") return "write OR";
  if (/^[-!]\S/u.test(word)) return `"${word[0]}" does not exclude: write AND NOT ${word.slice(1, 40)}`;
  if (/^\+\S/u.test(word)) return `"+" means nothing here: write AND between what must all be there`;
  if (/~\d*$/.test(word))
    return '~ goes with a phrase, as in "junta Myanmar"~8: for other endings of a word write a prefix, as in sanction*';
  return null;
}
