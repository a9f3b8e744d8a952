// A headline for what has none: its first words.
import { expect, test } from "vitest";
import { firstWords } from "../../src/text/first-words.ts";

test("the first sentence is the headline", () => {
  expect(firstWords("  Bridge closed after a barge struck it. More is known at noon.\n\nMore later.")).toBe(
    "Bridge closed after a barge struck it.",
  );
});

test("a long one is cut between words, and between letters where there are none", () => {
  expect(firstWords("word ".repeat(60))).toBe(`${"word ".repeat(24).trimEnd()}…`);
  expect(firstWords("風".repeat(300))).toBe(`${"風".repeat(120)}…`);
});

test("no text gives no headline", () => {
  expect(firstWords(" \n ")).toBeNull();
});
