// Queries: their meaning, and the messages for wrong ones.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuery } from "../../src/watchlists/query/parse-query.ts";
import { faultsOf } from "./watch.ts";
import { expectLinear } from "../support/processor-time.ts";
import type { Query } from "../../src/watchlists/query/query.ts";

/** The query in prefix notation. */
function shape(text: string): string {
  const reading = parseQuery(text);
  return reading.kind === "fault" ? `fault at ${reading.fault.offset}` : prefixed(reading.query);
}

function prefixed(query: Query): string {
  switch (query.kind) {
    case "term":
      return query.text;
    case "regex":
      return `/${query.source}/`;
    case "set":
      return `$${query.name}`;
    case "loose-phrase":
      return `(~${query.within} ${query.words.join(" ")})`;
    case "and":
    case "or":
      return `(${query.kind} ${query.parts.map(prefixed).join(" ")})`;
    case "not":
      return `(not ${prefixed(query.part)})`;
    case "near":
      return `(${query.ordered ? "onear" : "near"}/${query.within} ${prefixed(query.a)} ${prefixed(query.b)})`;
    case "field":
      return `(${query.field} ${prefixed(query.part)})`;
    case "fact":
      return `(${query.fact} ${query.value})`;
    default:
      return query satisfies never;
  }
}

test.each([
  ["junta", "junta"],
  ["a AND b AND c", "(and a b c)"],
  ["a AND (b OR c)", "(and a (or b c))"],
  ["a NEAR/3 b AND c", "(and (near/3 a b) c)"],
  ["a ONEAR/3 b NEAR/4 c", "(near/4 (onear/3 a b) c)"],
  ["a AND NOT b NEAR/2 c", "(and a (not (near/2 b c)))"],
  ['"military council"', "military council"],
  ['"junta talks"~5', "(~5 junta talks)"],
  ["title:(a OR b) AND body:c", "(and (title (or a b)) (text c))"],
  ['a AND site:example.org AND lang:en AND tag:"south asia"', "(and a (source example.org) (language en) (tags south asia))"],
  ["/organi[sz]ations?/ AND NOT /(a|b)\\/c/", "(and /organi[sz]ations?/ (not /(a|b)\\/c/))"],
  ["$junta NEAR/10 $myanmar", "(near/10 $junta $myanmar)"],
  ["Myanmar’s AND d'Ivoire", "(and Myanmar’s d'Ivoire)"],
])("%s is read as %s", (text, expected) => {
  expect(shape(text)).toBe(expected);
});

test.each([
  ["a AND b OR c", 8, "put parentheses"],
  ["a and b", 2, "write AND"],
  ["a near/3 b", 2, "write NEAR/3"],
  ["“military council”", 0, "write straight ones"],
  ["NOT a", 0, "say with AND what must be there"],
  ["a OR NOT b", 5, "say with AND what must be there"],
  ["lang:en", 0, "say with AND what must be there"],
  ["a NOT b", 2, "write AND NOT"],
  ["Min Aung", 4, '("Min Aung")'],
  ["a NEAR b", 2, "write NEAR/8"],
  ["a NEAR/0 b", 2, "write NEAR/8"],
  ["a NEAR/3 NOT b", 9, "NOT cannot be near"],
  ["site:x.org NEAR/3 b", 0, "write AND instead of NEAR"],
  ["(a AND b", 0, "never closed"],
  ["a AND b)", 7, 'has no "("'],
  ["a AND ()", 7, "nothing between the parentheses"],
  ["a AND", 5, "ends too early"],
  ["AND a", 0, "nothing before it"],
  ['a AND "b', 6, "never closed"],
  ["", 0, "empty"],
  ["tittle:a", 0, 'did you mean "title"?'],
  ["title:title:a", 0, "words straight after it"],
  ["a AND /jun.a", 6, "never closed"],
  ["/junta/i AND a", 7, "upper and lower case are the same"],
  ["// AND a", 0, "empty"],
  ["a -b", 2, "write AND NOT b"],
  ["junta~2", 0, "write a prefix"],
  ["a || b", 2, "write OR"],
])("%s is refused at %i: %s", (text, offset, remedy) => {
  const reading = parseQuery(text);
  expect(reading).toMatchObject({ kind: "fault", fault: { offset, message: expect.stringContaining(remedy) } });
});

test("a fault within a query has its offset, also if a term is at fault", () => {
  expect(faultsOf({ watchlists: [{ id: "one", query: "junta AND +++" }] })).toMatchObject([
    { path: ["watchlists", 0, "query"], offset: 10 },
  ]);
  expect(faultsOf({ watchlists: [{ id: "one", query: "junta AND $nobody" }] })).toMatchObject([
    { path: ["watchlists", 0, "query"], offset: 10 },
  ]);
});

test("any text is read, or refused at a place within it", () => {
  const piece = fc.constantFrom(
    "a",
    "junta*",
    "AND",
    "OR",
    "NOT",
    "NEAR/3",
    "ONEAR/2",
    "(",
    ")",
    '"',
    '"a b"',
    '"a b"~2',
    "title:",
    "site:x",
    "$s",
    "~",
    "*",
    "“",
    "/x/",
    "/",
    " ",
    "မြန်မာ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join(" ");
      const reading = parseQuery(text);
      if (reading.kind === "fault") {
        expect(reading.fault.offset).toBeGreaterThanOrEqual(0);
        expect(reading.fault.offset).toBeLessThanOrEqual(text.length);
        expect(reading.fault.message).not.toBe("");
      }
    }),
  );
});

test.each(["(", "title:", "NOT ", "a NEAR/2 ", "a AND ", '"', "a ", "*"])(
  "a query of nothing but %j takes linear time",
  (piece) => expectLinear(60_000, (length) => piece.repeat(length / piece.length), parseQuery),
);
