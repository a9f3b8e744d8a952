// Printed queries: one canonical form with the same meaning.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQuery } from "../../src/watchlists/query/parse-query.ts";
import { printQuery } from "../../src/watchlists/query/print-query.ts";
import type { Query } from "../../src/watchlists/query/query.ts";

function parsed(text: string): Query {
  const reading = parseQuery(text);
  if (reading.kind === "fault") throw new Error(`${text}: ${reading.fault.message}`);
  return reading.query;
}

/** What a query means: the same without the places where its parts stood. */
const meaning = (query: Query): unknown =>
  JSON.parse(JSON.stringify(query, (key, value: unknown) => (key === "offset" ? undefined : value)));

test.each([
  ["((junta))", "junta"],
  ["(a AND (b)) AND c", "(a AND b) AND c"],
  [
    "( sanction*  NEAR/8 (Russia OR Moscow) ) AND NOT (title:crossword)",
    "sanction* NEAR/8 (Russia OR Moscow) AND NOT title:crossword",
  ],
  ["(a NEAR/2 b) NEAR/3 (c NEAR/4 d)", "a NEAR/2 b NEAR/3 (c NEAR/4 d)"],
  ['a AND NOT ("b")', "a AND NOT b"],
  ['"AND" AND "title:x" AND "near/3"', '"AND" AND "title:x" AND "near/3"'],
  ['body:("min aung" OR hlaing)', 'text:("min aung" OR hlaing)'],
  ['source:"South Post" AND a AND language:EN AND tag:x', 'site:"South Post" AND a AND lang:EN AND tag:x'],
  ['"a b"~3 ONEAR/9 /c|d/', '"a b"~3 ONEAR/9 /c|d/'],
])("%s is printed as %s", (text, expected) => {
  expect(printQuery(parsed(text))).toBe(expected);
});

const word = fc.constantFrom(
  "junta",
  "sanction*",
  "col*r",
  "Myanmar’s",
  "AND",
  "not",
  "title:x",
  "a/b",
  "$5",
  "-x",
  "မြန်မာ",
  "“",
  "~",
  "U.S.",
  "/x",
);
const phrase = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => ({ kind: "term" as const, text: words.join(" "), offset: 0 }));
const leaf: fc.Arbitrary<Query> = fc.oneof(
  phrase,
  fc.constantFrom<Query[]>(
    { kind: "set", name: "junta", offset: 0 },
    { kind: "regex", source: "(a|b)\\/ c", offset: 0 },
    { kind: "loose-phrase", words: ["a", "OR", "b"], within: 4, offset: 0 },
  ),
);
const fact = fc.record({
  kind: fc.constant("fact" as const),
  fact: fc.constantFrom("source" as const, "language" as const, "tags" as const),
  value: fc.constantFrom("en", "South Post", "example.org", "a:b", "NEAR/3"),
  offset: fc.constant(0),
});
const joined = (parts: fc.Arbitrary<Query>) => fc.array(parts, { minLength: 2, maxLength: 3 });
/** Whatever `near` and `title:` may hold: words and groups of them. */
const words = fc.letrec<{ node: Query }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ kind: fc.constantFrom("and" as const, "or" as const), parts: joined(tie("node")), offset: fc.constant(0) }),
    fc.record({
      kind: fc.constant("near" as const),
      a: tie("node"),
      b: tie("node"),
      within: fc.integer({ min: 1, max: 9 }),
      ordered: fc.boolean(),
      offset: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant("field" as const),
      field: fc.constantFrom("title" as const, "text" as const),
      part: tie("node"),
      offset: fc.constant(0),
    }),
  ),
})).node;
const whole = fc.letrec<{ node: Query }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    words,
    fact,
    fc.record({ kind: fc.constant("not" as const), part: tie("node"), offset: fc.constant(0) }),
    fc.record({ kind: fc.constantFrom("and" as const, "or" as const), parts: joined(tie("node")), offset: fc.constant(0) }),
  ),
})).node;
/** Something that must be there is next to it, or it would be refused. */
const query = whole.map((part): Query => ({ kind: "and", parts: [{ kind: "term", text: "here", offset: 0 }, part], offset: 0 }));

test("any query means the same after printing and parsing", () => {
  fc.assert(
    fc.property(query, (written) => {
      expect(meaning(parsed(printQuery(written)))).toEqual(meaning(written));
    }),
    { numRuns: 2_000 },
  );
});

test("a printed query is printed the same again", () => {
  fc.assert(
    fc.property(query, (written) => {
      const printed = printQuery(written);
      expect(printQuery(parsed(printed))).toBe(printed);
    }),
  );
});
