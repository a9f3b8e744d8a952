// The words of a text in the form in which they are compared, each with its place.
import { expect, test } from "vitest";
import { foldedWords } from "../../src/text/words/folded-words.ts";

test("each word has its folded form and its place in the text as given", () => {
  const text = "Ça va, Zürich’s BANK?";
  const read = foldedWords(text);
  expect(read.map(({ word }) => word)).toEqual(["ca", "va", expect.stringContaining("zurich"), "bank"]);
  expect(read.map(({ start, end }) => text.slice(start, end))).toEqual(["Ça", "va", "Zürich’s", "BANK"]);
});

test("Burmese in Zawgyi has the words that it has in Unicode", () => {
  const unicode = foldedWords("မင်းအောင်လှိုင်က ပြောသည်");
  const zawgyi = foldedWords("မင္းေအာင္လိႈင္က ေျပာသည္");
  expect(zawgyi.map(({ word }) => word)).toEqual(unicode.map(({ word }) => word));
});
