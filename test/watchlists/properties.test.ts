// Properties of matching that hold for any text and any watchlist.
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldWord } from "../../src/text/words/fold-word.ts";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { createWords, scanWords } from "../../src/text/words/scan-words.ts";
import { compile } from "./watch.ts";
import { expectLinear } from "../support/processor-time.ts";
import type { ExpressionDefinition, WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

const vocabulary = [
  "junta",
  "Myanmar",
  "talks",
  "Min",
  "Aung",
  "Hlaing",
  "U.S.",
  "l'Ukraine",
  "России",
  "မြန်မာ",
  "စစ်ကောင်စီ",
  "缅甸",
  "พม่า",
  "Zürich",
  "ﾐｬﾝﾏｰ",
  "أوكرانيا",
  "เเม่นํ้า",
  "၀န်ကြီး",
  "oﬃcial",
];
const glue = [" ", " ", " ", ", ", "-", "\n", ". ", "\n\n", "’s ", "“", "\u200b ", " 🎉 ", ""];
const text = fc
  .array(fc.tuple(fc.constantFrom(...vocabulary), fc.constantFrom(...glue)), { maxLength: 25 })
  .map((pairs) => pairs.flat().join(""));
const term = fc.oneof(
  fc.constantFrom(...vocabulary, "Min Aung Hlaing", "talks Myanmar", "jun*", "မြန်မာစစ်ကောင်စီ"),
  fc.constantFrom<ExpressionDefinition[]>({ text: "MIN", case: true }, { stem: "Россия" }, { forms: ["talk", "talks"] }),
);
const expression: fc.Arbitrary<ExpressionDefinition> = fc.letrec<{ node: ExpressionDefinition; list: ExpressionDefinition[] }>(
  (tie) => ({
    list: fc.uniqueArray(tie("node"), { minLength: 1, maxLength: 3, selector: (item) => JSON.stringify(item) }),
    node: fc.oneof(
      { maxDepth: 3 },
      term,
      fc.record({ any: tie("list") }),
      fc.record({ all: tie("list") }),
      fc.record({ near: fc.record({ within: fc.integer({ min: 1, max: 6 }), a: tie("list"), b: tie("list") }) }),
    ),
  }),
).node;

/** The same rule written in the opposite order everywhere. */
function turned(definition: ExpressionDefinition): ExpressionDefinition {
  if (typeof definition === "string") return definition;
  if ("any" in definition) return { any: turnedList(definition.any) };
  if ("all" in definition) return { all: turnedList(definition.all) };
  if ("near" in definition)
    return { near: { ...definition.near, a: turnedList(definition.near.b), b: turnedList(definition.near.a) } };
  return definition;
}
const turnedList = (list: ExpressionDefinition | ExpressionDefinition[]): ExpressionDefinition[] =>
  [list].flat().map(turned).reverse();

const spansIn = (definition: Omit<WatchlistDefinition, "id">, title: string, body: string) =>
  matchWatchlists(compile({ watchlists: [{ id: "one", ...definition }] }), { title, text: body })[0]?.spans ?? null;

test("the order of rules never matters", () => {
  fc.assert(
    fc.property(expression, text, text, (definition, title, body) => {
      const sorted = (spans: ReturnType<typeof spansIn>) => spans && spans.map((span) => JSON.stringify(span)).sort();
      expect(sorted(spansIn({ any: [turned(definition)] }, title, body))).toEqual(
        sorted(spansIn({ any: [definition] }, title, body)),
      );
    }),
    { numRuns: 300 },
  );
});

test("offsets always cut out the term", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1 }), text, text, (terms, title, body) => {
      for (const { field, start, end, term } of spansIn({ any: terms }, title, body) ?? []) {
        expect(foldWord((field === "title" ? title : body).slice(start, end))).toBe(foldWord(term));
      }
    }),
    { numRuns: 300 },
  );
});

/** Letters and marks of one script; no word has those of two. */
const letters = fc
  .constantFrom("aßİıéﬁŁæ'’.\u00ad", "Σςάὀ", "сйёЙ", "ကြီ့်ဩဥစျ၀", "น้ำเแΑกำ", "ｶﾞガ", "가각ㄱ", "أىةـًا", "שָׁל", "្ដក")
  .chain((script) => fc.array(fc.constantFrom(...script.split(""))));

test("folding a word again changes nothing, and differently composed letters fold alike", () => {
  fc.assert(
    fc.property(letters, (written) => {
      const word = written.join("");
      const folded = foldWord(word);
      expect(foldWord(folded)).toBe(folded);
      for (const form of ["NFC", "NFD"]) expect(foldWord(word.normalize(form))).toBe(folded);
    }),
    { numRuns: 3_000 },
  );
});

test("a word in a text is found, whatever is around it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...vocabulary),
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme" }),
      (word, before, after) => {
        expect(spansIn({ any: [word] }, "", `${before} ${word} ${after}`)).not.toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

test("a phrase of a script without spaces is found between any of its own letters", () => {
  const phrase = fc.constantFrom("မြန်မာစစ်ကောင်စီ", "缅甸军政府", "รัฐบาลทหารพม่า", "ミャンマー", "កម្ពុជា");
  const around = fc.constantFrom("", "က", "ကောင်", "中", "の", "ไทย", "ใน", "ថ្ងៃ", "ab", "၁၂");
  fc.assert(
    fc.property(phrase, around, around, (words, before, after) => {
      expect(spansIn({ any: [words] }, "", before + words + after)).toEqual([
        expect.objectContaining({ start: before.length, end: before.length + words.length }),
      ]);
    }),
  );
});

test("words never overlap, are never empty, and stay within any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (binary) => {
      const words = createWords();
      scanWords(binary, words);
      let last = 0;
      for (let i = 0; i < words.count; i++) {
        const [start, end] = [words.start[i] ?? -1, words.end[i] ?? -1];
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(binary.length);
    }),
    { numRuns: 500 },
  );
});

test("matching twice gives the same result, whatever was matched in between", () => {
  const compiled = compile({
    watchlists: [{ id: "one", near: { within: 4, a: ["junta", "Min Aung Hlaing"], b: ["Myanmar", "缅甸"] } }],
  });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const first = matchWatchlists(compiled, { title: one, text: other });
      matchWatchlists(compiled, { title: other, text: one });
      expect(matchWatchlists(compiled, { title: one, text: other })).toEqual(first);
    }),
  );
});

test.each([
  ["one letter", "a"],
  ["dotted letters", "a."],
  ["apostrophes", "a'"],
  ["joined marks", "a\u0301"],
  ["soft hyphens", "\u00ad"],
  ["a phrase nearly", "Min Aung "],
  ["both sides of a near", "junta Myanmar "],
  ["sentence ends", "word. "],
  ["stacked consonants", "က္"],
  ["lone surrogates", "\ud800"],
])("a long text of %s takes linear time", async (_, unit) => {
  const compiled = compile({
    watchlists: [
      { id: "near", near: { within: 5, a: ["junta"], b: ["Myanmar"] } },
      { id: "phrase", any: ["Min Aung Hlaing", "aa*", { stem: "word" }], mask: ["Min Aung Min"], min_mentions: 2 },
    ],
  });
  const make = (length: number) => ({ title: "", text: unit.repeat(length / unit.length) });
  await expectLinear(100_000, make, (document) => matchWatchlists(compiled, document));
});
