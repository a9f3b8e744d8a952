// Declined words: a beginning with the endings that may follow it.
import { expect, test } from "vitest";
import { createVocabulary } from "../../src/watchlists/words/vocabulary.ts";

test("a beginning is found with each of its endings and with no other", () => {
  const vocabulary = createVocabulary();
  const endings = new Set(["", "а", "у", "ым"]);
  const name = vocabulary.keyOf({ kind: "endings", stem: "лавров", endings, capital: true });
  const noun = vocabulary.keyOf({ kind: "endings", stem: "лавр", endings: new Set(["", "ы", "ов"]), capital: false });
  expect(vocabulary.keyOf({ kind: "endings", stem: "лавров", endings, capital: true })).toBe(name);
  expect(vocabulary.keysOf("Лавровым")).toEqual([name]);
  expect(vocabulary.keysOf("ЛАВРОВУ")).toEqual([name]);
  expect(vocabulary.keysOf("лавров")).toEqual([noun]);
  expect(new Set(vocabulary.keysOf("Лавров"))).toEqual(new Set([name, noun]));
  expect(vocabulary.keysOf("Лавровая")).toEqual([]);
});
