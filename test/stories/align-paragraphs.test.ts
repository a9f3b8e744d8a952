// Two texts of one story side by side: what is the same, in other words, left out and added, in the order of both.
import { describe, expect, test } from "vitest";
import { alignParagraphs } from "../../src/stories/align-paragraphs.ts";
import { processorMs } from "../support/processor-time.ts";
import { HARBOUR_STORY, inventWords } from "./invented.ts";

const [walkout = "", union = "", secretary = "", operator = "", minister = "", imports = ""] = HARBOUR_STORY;
const text = (...paragraphs: string[]) => paragraphs.join("\n\n");
const kinds = (first: string, copy: string) =>
  alignParagraphs(first, copy).map(({ kind, first: left, copy: right }) => [kind, left.length, right.length]);

test("the same text is one row", () => {
  expect(kinds(text(walkout, union, secretary), text(walkout, union, secretary))).toEqual([["same", 3, 3]]);
});

test("what a copy leaves out and what it adds stand side by side, at their place", () => {
  const added = inventWords(1, 30);
  expect(alignParagraphs(text(walkout, union, secretary), text(walkout, added, secretary))).toEqual([
    { kind: "same", first: [walkout], copy: [walkout] },
    { kind: "different", first: [union], copy: [added] },
    { kind: "same", first: [secretary], copy: [secretary] },
  ]);
  expect(kinds(text(walkout, union), text(walkout, union, added))).toEqual([
    ["same", 2, 2],
    ["different", 0, 1],
  ]);
});

test("a paragraph in other words is one pair", () => {
  const reworded = operator.replace("Terminal operator Quayline", "Quayline, which runs the terminal,");
  expect(alignParagraphs(text(walkout, operator), text(walkout, reworded))).toEqual([
    { kind: "same", first: [walkout], copy: [walkout] },
    { kind: "reworded", first: [operator], copy: [reworded] },
  ]);
});

test("a paragraph that moved is shown on both sides, and nothing is lost", () => {
  const rows = alignParagraphs(text(walkout, union, secretary, operator), text(operator, walkout, union, secretary));
  expect(rows.flatMap(({ first }) => first)).toEqual([walkout, union, secretary, operator]);
  expect(rows.flatMap(({ copy }) => copy)).toEqual([operator, walkout, union, secretary]);
  expect(rows.map(({ kind }) => kind)).toEqual(["different", "same", "different"]);
});

describe("texts without anything in common, or without anything", () => {
  test.each([
    ["two texts", text(minister), text(inventWords(2, 40)), [["different", 1, 1]]],
    ["no copy", text(minister, imports), "", [["different", 2, 0]]],
    ["nothing", "", "", []],
  ])("%s", (_, first, copy, expected) => {
    expect(kinds(first, copy)).toEqual(expected);
  });
});

test("a text of thousands of paragraphs is cut, so that a stranger's page costs no minutes", async () => {
  const long = Array.from({ length: 3_000 }, (_, index) => inventWords(index, 6)).join("\n\n");
  expect(await processorMs(() => alignParagraphs(long, long))).toBeLessThan(5_000);
});
