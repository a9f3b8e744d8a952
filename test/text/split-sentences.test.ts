// Sentences, in a time that grows with the text alone.
import { expect, test } from "vitest";
import { splitSentences } from "../../src/text/split-sentences.ts";
import { expectLinear } from "../support/processor-time.ts";

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

test("sentences end at full stops and at line ends, and an abbreviation ends none", () => {
  expect(sentences("Gen. Soe came. He left.\nHeadline\nMr.\nBrown spoke.")).toEqual([
    "Gen. Soe came.",
    "He left.",
    "Headline",
    "Mr.\nBrown spoke.",
  ]);
});

test("thousands of lines take a time that grows with their number", async () => {
  await expectLinear(4_000, (lines) => "\n".repeat(lines), splitSentences);
});
