// The one rule for another form of a word, by which explanations name words and proposals add them.
import { expect, test } from "vitest";
import { foldWord } from "../../src/text/words/fold-word.ts";
import { sharedByForms } from "../../src/text/words/other-form.ts";

const shared = (one: string, other: string) => {
  const [a, b] = [foldWord(one), foldWord(other)];
  expect(sharedByForms(a, b)).toBe(sharedByForms(b, a));
  return a.slice(0, sharedByForms(a, b));
};

test.each([
  ["sanctions", "sanctioned", "sanction"],
  ["harbour", "Harbours", "harbour"],
  ["élection", "elections", "election"],
  ["санкции", "санкциями", "санкци"],
  ["κυρώσεις", "κυρώσεων", "κυρωσε"],
  ["Ministerin", "Ministerinnen", "ministerin"],
  // A whole word with an ending, however short the word.
  ["bomb", "bombings", "bomb"],
  ["talo", "talossa", "talo"],
])("%s and %s share %s", (one, other, beginning) => {
  expect(shared(one, other)).toBe(beginning);
});

test.each([
  ["junta", "Junta", "the same"],
  ["république", "republique", "the same but for an accent"],
  ["war", "wars", "too short to tell"],
  ["party", "particle", "another word of which less than most is the same"],
  ["Mali", "malicious", "a word that only begins as a name does"],
  ["Sanktion", "Sanktionsmechanismus", "a longer word of two"],
  ["press", "empress", "the same end"],
  ["", "talo", "nothing"],
])("%s and %s are no forms of one word: %s", (one, other) => {
  expect(shared(one, other)).toBe("");
});
