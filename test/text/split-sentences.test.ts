// Sentences, in a time that grows with the text alone.
import { expect, test } from "vitest";
import { SENTENCE_MARK, splitSentences } from "../../src/text/split-sentences.ts";
import { expectLinear } from "../support/processor-time.ts";

const isMark = (character: string) => new RegExp(`^${SENTENCE_MARK}$`, "u").test(character);
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

test("the marks of all scripts that end a sentence are known, and those that end a clause are not among them", () => {
  expect(Array.from(".!?…。！？｡।॥။։።؟۔").filter((mark) => !isMark(mark))).toEqual([]);
  expect(Array.from("၊,;:、،").filter(isMark)).toEqual([]);
});
