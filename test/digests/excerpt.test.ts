// Excerpts: the part of an article that matched, with marks exactly on the matched words.
import { expect, test } from "vitest";
import { assert, integer, property, string, tuple, array } from "fast-check";
import { excerptAround } from "../../src/digests/excerpt.ts";
import { expectLinear } from "../support/processor-time.ts";
import type { MatchedText } from "../../src/digests/digest.ts";
import type { Span } from "../../src/watchlists/watchlist.ts";

/** Every occurrence of `terms` as spans, as matching would give them. */
function matched(title: string, text: string, terms: string[]): MatchedText {
  const spans: Span[] = [];
  for (const term of terms) {
    for (const field of ["title", "text"] as const) {
      const value = field === "title" ? title : text;
      for (let at = value.indexOf(term); at >= 0; at = value.indexOf(term, at + term.length)) {
        spans.push({ field, start: at, end: at + term.length, term });
      }
    }
  }
  return { title, text, spans };
}

function marked({ text, marks }: { text: string; marks: { start: number; end: number }[] }): string[] {
  return marks.map(({ start, end }) => text.slice(start, end));
}

test("the sentence with the match is shown, and its words are marked", () => {
  const text =
    "The river rose again on Monday, and the lower town was told to leave before the evening came. The junta said that roads " +
    "in Sagaing were open. Nobody could confirm it.\n\nA second paragraph.";
  const { excerpt, terms } = excerptAround(matched("Floods", text, ["junta", "Sagaing"]));
  expect(excerpt.text).toBe("The junta said that roads in Sagaing were open. Nobody could confirm it.");
  expect(marked(excerpt)).toEqual(["junta", "Sagaing"]);
  expect(terms).toEqual(["junta", "Sagaing"]);
});

test("the place with the most terms is shown rather than the first", () => {
  const filler = "Nothing of note was said about the matter by anyone who was there at the time it happened. ";
  const text = `Myanmar is named here first of all, at some length, in a sentence that stands quite alone on the page.\n\n${filler.repeat(
    5,
  )}\n\nIn Myanmar the junta met the envoy of the United Nations in the capital for a second round of the long talks.`;
  const { excerpt } = excerptAround(matched("", text, ["Myanmar", "junta", "envoy"]));
  expect(excerpt.text).toMatch(/^In Myanmar the junta met/);
  expect(marked(excerpt)).toEqual(["Myanmar", "junta", "envoy"]);
});

test("a title, an initial or a country's abbreviation does not end a sentence", () => {
  const text =
    "Talks ended late on Sunday night. Gen. A. B. Carver met Mr. Smith of the U.S. Treasury to speak of sanctions that were lifted before.";
  expect(excerptAround(matched("", text, ["sanctions"])).excerpt.text).toMatch(
    /^Gen\. A\. B\. Carver met Mr\. Smith of the U\.S\. Treasury/,
  );
});

test.each([
  ["a name", "Nora Quill"],
  ["a heading and a name", "News of the coast\n\nАгния Морошкина"],
  ["an agency", "По сообщениям агентств"],
])("if only the title matched, %s above the text is left out", (_, above) => {
  const lead = "The ferry from Orm to Velm has run again since Monday, and the fare is as it was before the storm.";
  expect(excerptAround(matched("Ferry runs", `${above}\n\n${lead}\n\nMore of it.`, ["Ferry"])).excerpt.text).toBe(lead);
  expect(excerptAround(matched("Ferry runs", above, ["Ferry"])).excerpt.text).not.toBe("");
});

test("if only the title matched, the text's first sentence is shown", () => {
  const found = excerptAround(
    matched("Junta lifts curfew", "\n The curfew in the old town ends this week. Shops stay open later.", ["Junta"]),
  );
  expect(found.excerpt).toEqual({ text: "The curfew in the old town ends this week. Shops stay open later.", marks: [] });
  expect(found.titleMarks).toEqual([{ start: 0, end: 5 }]);
});

test("an article without text has an empty excerpt", () => {
  expect(excerptAround(matched("Junta", "", ["Junta"])).excerpt).toEqual({ text: "", marks: [] });
});

test("overlapping matches are one mark", () => {
  const found = excerptAround(
    matched("military council", "The military council of the north met.", ["military council", "council of the", "council"]),
  );
  expect(marked(found.excerpt)).toEqual(["military council of the"]);
  expect(found.titleMarks).toEqual([{ start: 0, end: 16 }]);
  expect(found.terms).toEqual(["military council", "council", "council of the"]);
});

test("an endless sentence is cut between words, with the match inside", () => {
  const text = `${"word ".repeat(400)}junta ${"other ".repeat(400)}`;
  const { excerpt } = excerptAround(matched("", text, ["junta"]));
  expect(excerpt.text.length).toBeLessThanOrEqual(302);
  expect(excerpt.text).toMatch(/^…word (word )+junta (other )+other…$/);
});

test.each([
  ["Burmese", "စစ်ကောင်စီ", "နေပြည်တော်တွင်အစည်းအဝေးကျင်းပသည်"],
  ["Chinese", "军政府", "会议在首都举行代表们讨论了新的计划"],
  ["Thai", "รัฐบาลทหาร", "การประชุมจัดขึ้นที่เมืองหลวงเมื่อวานนี้"],
])("a %s text without spaces is cut between whole letters, with the match inside", (_, term, filler) => {
  const text = `${filler.repeat(60)}${term}${filler.repeat(60)}`;
  const { excerpt } = excerptAround(matched("", text, [term]));
  expect(marked(excerpt)).toEqual([term]);
  expect(excerpt.text.length).toBeLessThanOrEqual(302);
  expect(excerpt.text.length).toBeGreaterThan(250);
  const letters = new Set([...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment));
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(excerpt.text.slice(1, -1))) {
    expect(letters).toContain(segment);
  }
});

test("sentences of other scripts end at their own full stops", () => {
  const burmese = "ပထမ ဝါကျ သည် ဤနေရာတွင် ပြီးဆုံးသည်။ စစ်ကောင်စီ က ယနေ့ ထုတ်ပြန်သည်။ နောက်ဆုံး ဝါကျ။";
  expect(excerptAround(matched("", burmese, ["စစ်ကောင်စီ"])).excerpt.text).toMatch(/^စစ်ကောင်စီ/);
  const chinese = "第一句话在这里结束。军政府今天发表了声明。最后一句。";
  expect(excerptAround(matched("", chinese, ["军政府"])).excerpt.text).toMatch(/^军政府/);
});

test("for any text and spans, marks lie inside an excerpt of bounded length and letters stay whole", () => {
  const spansOf = array(tuple(integer({ min: 0, max: 400 }), integer({ min: 0, max: 400 })), { maxLength: 8 });
  assert(
    property(string({ unit: "binary", maxLength: 400 }), spansOf, (text, places) => {
      const spans = places.map(([start, length], index): Span => ({
        field: "text",
        start,
        end: start + length,
        term: `t${index % 3}`,
      }));
      const { excerpt } = excerptAround({ title: "", text, spans });
      expect(excerpt.text.length).toBeLessThanOrEqual(302);
      let last = 0;
      for (const { start, end } of excerpt.marks) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(excerpt.text.length);
        last = end;
      }
    }),
    { numRuns: 500 },
  );
});

const repeated = (count: number) => ({
  title: "",
  text: "junta ".repeat(count),
  spans: Array.from({ length: count }, (_, index): Span => ({
    field: "text",
    start: index * 6,
    end: index * 6 + 5,
    term: `t${index % 50}`,
  })),
});

test("a text of two million letters and as many matches as are kept takes linear time", async () => {
  expect(excerptAround(repeated(330_000)).excerpt.text.length).toBeGreaterThan(200);
  await expectLinear(50_000, repeated, excerptAround);
});
