// What a reader sees of a piece of a page, block by block, and how many words that is.
import fc from "fast-check";
import { expect, test } from "vitest";
import { countLetters, countWords, readBlocks } from "../../src/articles/read-blocks.ts";
import { scanPage } from "../../src/articles/tree/scan-page.ts";

const linesOf = (html: string) => {
  const page = scanPage(html);
  if (page.kind !== "fit") throw new Error(page.detail);
  return readBlocks(page.document.body).map(({ text }) => text);
};

test.each([
  ["", 0],
  ["Two words, and 3 more: won't 2024.", 8],
  ["Дві мови", 2],
  ["数百人が集まった", 5],
  ["မြန်မာ", 6],
  ["𠮷野家 😀😀", 3],
])("%s has %i words", (text, words) => {
  expect(countWords(text)).toBe(words);
});

test("words are counted by letters, digits and scripts without spaces", () => {
  const characters = fc.constantFrom(..."a1 .-\n\u0301éжの中カကိ๑𠮷😀\ud800".split(/(?:)/u));
  fc.assert(
    fc.property(fc.string({ unit: characters }), (text) => {
      const unspaced = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu);
      const runs = text.match(/[\p{L}\p{N}]+/gu);
      expect(countWords(text)).toBe(Math.ceil((unspaced?.length ?? 0) / 2) + (runs?.length ?? 0));
    }),
  );
});

test("white space becomes one space, and a line break stays one", () => {
  expect(linesOf("<p> a\u2003b\tc \n d&#xa0;e\u3000 f </p>")).toEqual(["a b c d e f"]);
  expect(linesOf("<p>a <br> b<br>c\u200e\u0007d</p>")).toEqual(["a\nb\nc\u200ed"]);
  expect(linesOf("<pre>a\n  b</pre>")).toEqual(["a\nb"]);
  expect(countLetters("a b\nc")).toBe(3);
});
