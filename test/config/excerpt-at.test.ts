// The caret under a fault is below its place, whatever the line holds.
import { expect, test } from "vitest";
import { caretUnder, excerptAt } from "../../src/config/yaml/excerpt-at.ts";

test("the caret is below the place, indented like the line", () => {
  expect(excerptAt("a: 1\n  query: junta or x\n", { line: 2, column: 16 })).toBe("    query: junta or x\n                 ^");
});

test("wide letters take two columns and marks none", () => {
  expect(caretUnder("缅甸 or", 3)).toBe("    缅甸 or\n         ^");
  expect(caretUnder("Zu\u0308rich or", 8)).toBe("    Zu\u0308rich or\n           ^");
});

test("a long line is cut on both sides of the place", () => {
  const line = `${"a".repeat(500)}!${"b".repeat(500)}`;
  expect(caretUnder(line, 500)).toBe(`    …${"a".repeat(60)}!${"b".repeat(59)}…\n    ${" ".repeat(61)}^`);
});

test("a place after the last character is shown there", () => {
  expect(caretUnder("a AND", 5)).toBe("    a AND\n         ^");
  expect(excerptAt("a", { line: 9, column: 1 })).toBe("    \n    ^");
});
