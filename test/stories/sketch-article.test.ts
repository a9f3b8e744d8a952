// A sketch keeps what copies have in common, stays small, and survives the database.
import { expect, test } from "vitest";
import { compareSketches } from "../../src/stories/compare-sketches.ts";
import { decodeSketch, encodeSketch } from "../../src/stories/encode-sketch.ts";
import { sketchArticle } from "../../src/stories/sketch-article.ts";
import { HARBOUR_STORY, article, inventWords } from "./invented.ts";
import { expectLinear } from "../support/processor-time.ts";

const sketchOf = (text: string) => sketchArticle(article(text, { title: "" }));
const TEXT = HARBOUR_STORY.join("\n");

test("spelling, quotes, case, accents and number formats do not change the sketch", () => {
  const one =
    "The café’s labour programme in the town centre was “recognised” by 10,000 people and 18 per cent of U.S. visitors.";
  const other = "the cafe's labor program in the town center was 'recognized' by 10,000 PEOPLE and 18% of US visitors.";
  expect(sketchOf(other)).toEqual(sketchOf(one));
});

test("digits of other scripts and figures with points or commas are the same numbers", () => {
  expect(sketchOf("၁၄၀၀ and 1.500 and 7-5/8").numbers).toEqual(sketchOf("1,400 or 1,500 or 7-5/8").numbers);
  expect(sketchOf("101-3/8").numbers).not.toEqual(sketchOf("101-5/8").numbers);
});

test("a long article keeps about a quarter of its shingles and a sixteenth as keys", () => {
  const { shingles, keys, lead, words } = sketchOf(inventWords(1, 1_000));
  expect(words).toBe(1_000);
  expect(shingles.length).toBeGreaterThan(200);
  expect(shingles.length).toBeLessThan(300);
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.length).toBeLessThan(85);
  expect(lead.length).toBe(55);
});

test("a text of 60 words still has keys, which are among those of a text that contains it", () => {
  const short = inventWords(2, 60);
  const { keys } = sketchOf(short);
  expect(keys.length).toBe(12);
  const around = sketchOf(`${inventWords(3, 20)}\n${short}\n${inventWords(4, 20)}`);
  expect(keys.filter((key) => around.keys.includes(key)).length).toBeGreaterThan(3);
});

test("keys are the smallest shingles, some of the beginning, and a few with numbers that tell it from others of its form", () => {
  const plain = sketchOf(inventWords(8, 300));
  expect(plain.keys.slice(0, 12)).toEqual(plain.shingles.slice(0, 12));
  expect(plain.keys.filter((key) => plain.lead.includes(key)).length).toBeGreaterThanOrEqual(3);
  const form = `${inventWords(9, 100)} the price of 100 crowns ${inventWords(10, 100)}`;
  const [one, other] = [form, form.replace("100 crowns", "101 crowns")].map((text) => sketchOf(text).keys);
  expect(one?.filter((key) => !other?.includes(key)).length).toBeGreaterThan(0);
  expect(one?.filter((key) => other?.includes(key)).length).toBeGreaterThan(10);
});

test("names are recognised by their capitals, if a line has small letters", () => {
  const { names } = sketchOf(
    "The talks between Marta Dolenc’s union and Quayline ended on Monday. They failed, Ilan Brodsky said.",
  );
  expect(names).toEqual(sketchOf("Talks of Monday: dolenc, Marta Dolenc, Quayline and Ilan Brodsky.").names);
  expect(names).toHaveLength(6);
  expect(sketchOf("THE TALKS BETWEEN MARTA DOLENC, OF THE UNION, AND QUAYLINE ENDED").names).toHaveLength(0);
  expect(sketchOf("码头工人周一罢工 ဆိပ်ကမ်းအလုပ်သမားများ عمال الميناء").names).toHaveLength(0);
});

test("the share of a part in the whole is measured at any two lengths", () => {
  const book = inventWords(5, 60_000);
  const chapter = book.split(" ").slice(20_000, 40_000).join(" ");
  const { aInB, bInA } = compareSketches(sketchOf(chapter), sketchOf(book));
  expect(aInB).toBeGreaterThan(0.98);
  expect(bInA).toBeGreaterThan(0.25);
  expect(bInA).toBeLessThan(0.42);
});

test("a sketch survives encoding, also within a larger buffer", () => {
  for (const text of [TEXT, "", "ten words", inventWords(6, 50_000)]) {
    const bytes = encodeSketch(sketchOf(text));
    const inside = Buffer.concat([Buffer.from([1, 2, 3]), bytes]).subarray(3);
    expect(decodeSketch(inside)).toEqual(sketchOf(text));
    expect(bytes.length).toBeLessThan(3_700);
  }
});

test("bytes of another version, cut or empty ones are refused with a message", () => {
  const bytes = encodeSketch(sketchOf(TEXT));
  expect(() => decodeSketch(new Uint8Array())).toThrow("sketch of version none");
  expect(() => decodeSketch(Uint8Array.from([9, ...bytes.slice(1)]))).toThrow("sketch of version 9, expected 3");
  expect(() => decodeSketch(bytes.slice(0, 8))).toThrow("cut short");
  expect(() => decodeSketch(bytes.slice(0, -4))).toThrow("expected");
});

test.each(["word ", "a", "\n", "(photo ", "1,", "\u0300", "က်"])(
  "a text of nothing but %j is sketched in linear time",
  async (piece) => {
    const make = (length: number) => piece.repeat(length / piece.length);
    expect(sketchOf(make(2_000_000)).shingles.length).toBeLessThan(513);
    await expectLinear(100_000, make, sketchOf);
  },
);
