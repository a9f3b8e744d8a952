// Sentences, in a time that grows with the text alone.
import { expect, test } from "vitest";
import { splitSentences } from "../../src/text/split-sentences.ts";

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

function cost(text: string): number {
  const before = process.cpuUsage();
  splitSentences(text);
  return process.cpuUsage(before).user;
}

test("sentences end at full stops and at line ends, and an abbreviation ends none", () => {
  expect(sentences("Gen. Soe came. He left.\nHeadline\nMr.\nBrown spoke.")).toEqual([
    "Gen. Soe came.",
    "He left.",
    "Headline",
    "Mr.\nBrown spoke.",
  ]);
});

test("thousands of lines take a time that grows with their number", () => {
  cost("\n".repeat(20_000));
  const [once, fourTimes] = [20_000, 80_000].map((lines) => Math.min(...[1, 2, 3].map(() => cost("\n".repeat(lines)))));
  expect((fourTimes ?? 0) / (once ?? 1)).toBeLessThan(9);
});
