// Reading YAML: plain values, variables, aliases, and places that survive quotes and folded lines.
import { constantFrom, array, assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { expandVariables } from "../../src/config/load/expand-variables.ts";
import { readYaml } from "../../src/config/yaml/read-yaml.ts";
import { yamlPlaces } from "../../src/config/yaml/yaml-places.ts";
import { expectLinear } from "../support/processor-time.ts";
import type { Lookup } from "../../src/config/load/environment.ts";

const lookup = (name: string): Lookup => (name === "NAME" ? { kind: "value", value: "v", from: name } : { kind: "missing" });

test("an alias has the content of its anchor, the nearest above", () => {
  const reading = readYaml("a: &x [1]\nb: *x\nc: &x [2]\nd: *x\n", lookup);
  expect(reading).toEqual({ kind: "value", value: { a: [1], b: [1], c: [2], d: [2] }, faults: [] });
});

test("many uses of one alias are not rejected as a bomb", () => {
  const text = `sets: &words [one, two]\nlists:\n${"  - *words\n".repeat(5_000)}`;
  expect(readYaml(text, lookup)).toMatchObject({ kind: "value", faults: [] });
});

test("words that other YAML versions read as true, dates or numbers stay words", () => {
  expect(readYaml("[no, yes, on, 2001-01-01, 1_000, 0o7x]", lookup)).toMatchObject({
    value: ["no", "yes", "on", "2001-01-01", "1_000", "0o7x"],
  });
});

const mappingOf = (count: number) => `${Array.from({ length: count }, (_, index) => `k${index}: 1\n`).join("")}k7: 2\n`;

test("a mapping of many keys is read in linear time, duplicates found", async () => {
  expect(readYaml(mappingOf(5_000), lookup).faults).toMatchObject([{ line: 5_001, message: expect.stringContaining('"k7"') }]);
  await expectLinear(2_000, mappingOf, (text) => readYaml(text, lookup));
});

const expanded = (text: string) => expandVariables(text, lookup);

test("the reader never throws, and every fault is within the text", () => {
  const pieces = constantFrom(
    "a: ",
    "- ",
    "\n",
    "  ",
    "\t",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "&x ",
    "*x",
    "${",
    "NAME",
    "}",
    ":-",
    "|",
    ">",
    "#",
    "? ",
    "---",
    "!t ",
    "ж",
  );
  assert(
    property(array(pieces, { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      const lines = text.split("\n").length;
      for (const { line, column, message } of readYaml(text, lookup).faults) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(lines + 1);
        expect(column).toBeGreaterThan(0);
        expect(message).toMatch(/: \w|never closed/);
      }
    }),
    { numRuns: 500 },
  );
});

test("an offset in a text maps to its character in the file, however it is written", () => {
  const texts: [string, string][] = [
    ["q: abc X def\n", "X"],
    ['q: "ab \\"c\\" X"\n', "X"],
    ["q: 'it''s X'\n", "X"],
    ["q: |\n  one\n  two X\n", "X"],
    ["q: >-\n  one\n  two\n  three X four\n", "X"],
    ["q: one\n  two X\n", "X"],
    ["q: မြန်မာ X\n", "X"],
  ];
  for (const [text, mark] of texts) {
    const reading = readYaml(text, lookup);
    if (reading.kind === "broken") throw new Error("must be sound");
    const { q } = reading.value as { q: string };
    const at = text.indexOf(mark);
    const line = text.slice(0, at).split("\n").length;
    expect(yamlPlaces(text)(["q"], { offset: q.indexOf(mark) }), text).toEqual({ line, column: at - text.lastIndexOf("\n", at) });
  }
});

test("an offset at the end of a text, or at a variable, maps to the text", () => {
  expect(yamlPlaces("q: (a OR\n")(["q"], { offset: 5 })).toEqual({ line: 1, column: 9 });
  expect(yamlPlaces("q: ${NAME} (a OR\n")(["q"], { offset: 5 })).toEqual({ line: 1, column: 4 });
});

test("places hold for every value of a document", () => {
  assert(
    property(array(string({ maxLength: 20 }), { minLength: 1, maxLength: 8 }), (texts) => {
      const text = stringify({ list: texts });
      const lines = text.split("\n");
      const placeOf = yamlPlaces(text);
      let before = 0;
      for (const index of texts.keys()) {
        const { line, column } = placeOf(["list", index]);
        expect(line).toBeGreaterThan(before);
        expect(lines[line - 1]?.slice(0, column - 1)).toMatch(/- $/);
        before = line;
      }
    }),
  );
});

test("a text without variables is unchanged", () => {
  assert(
    property(
      string().filter((text) => !text.includes("${")),
      (text) => {
        expect(expandVariables(text, lookup)).toEqual({ kind: "text", text });
      },
    ),
  );
});

test("variables, defaults and escapes are expanded", () => {
  expect(expanded("a ${NAME} ${NAME}")).toEqual({ kind: "text", text: "a v v" });
  expect(expanded("${NONE:-x:-y} ${NONE:-}|")).toEqual({ kind: "text", text: "x:-y |" });
  expect(expanded("$${NAME} $NAME $5")).toEqual({ kind: "text", text: "${NAME} $NAME $5" });
  expect(expanded("ab ${NONE}")).toMatchObject({ kind: "fault", offset: 3 });
  expect(expanded("${a b}")).toMatchObject({ kind: "fault", offset: 0 });
});
