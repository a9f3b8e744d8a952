// Zawgyi: recognised, read as its Unicode equivalent, with places in the original; Unicode of any language is never changed.
import fc from "fast-check";
import { expect, test } from "vitest";
import { indexWords } from "../../src/watchlists/words/index-words.ts";
import { readZawgyi } from "../../src/text/words/read-zawgyi.ts";
import { found } from "./watch.ts";

const words = (term: string, text: string) => found({ any: [term] }, text);

test.each([
  ["ျမန္မာ", "မြန်မာ"],
  ["စစ္ေကာင္စီ", "စစ်ကောင်စီ"],
  ["မင္းေအာင္လႈိင္", "မင်းအောင်လှိုင်"],
  ["အဂၤလိပ္ျပည္", "အင်္ဂလိပ်ပြည်"],
  ["ႏိုင္ငံျခားေရးဝန္ႀကီး", "နိုင်ငံခြားရေးဝန်ကြီး"],
  ["ေၾကာင္း", "ကြောင်း"],
  ["လႊတ္ေတာ္", "လွှတ်တော်"],
  ["တကၠသိုလ္သည္", "တက္ကသိုလ်သည်"],
  ["ျပည္သူ႔", "ပြည်သူ့"],
  ["ဗုဒၶသည္", "ဗုဒ္ဓသည်"],
  ["ဝန္ထမ္းသတင္းစာ", "ဝန်ထမ်းသတင်းစာ"],
  ["ရန္ကုန္", "ရန်ကုန်"],
  ["စစ္တပ္က", "စစ်တပ်က"],
  ["ျျမန္္မာ", "မြန်မာ"],
])("%s is %s", (given, meant) => {
  expect(readZawgyi(given)?.text.normalize("NFC")).toBe(meant.normalize("NFC"));
});

test.each([
  ["Burmese", "မြန်မာနိုင်ငံတော် စစ်ကောင်စီက ပြောကြားခဲ့ကြောင်း သိရသည်။"],
  ["Burmese with a slip", "ေမြန်မာနိုင်ငံတော် စစ်ကောင်စီက ပြောကြားခဲ့ကြောင်း သိရသည်။"],
  ["Pali", "နမော တဿ ဘဂဝတော အရဟတော သမ္မာသမ္ဗုဒ္ဓဿ"],
  ["Mon with stacked letters", "ပ္ဍဲဍုၚ်မန် က္ဍိုပ်တ္ၚဲ"],
  ["a Burmese word with stacked letters", "သတ္တဝါ ဝန္တာမိ စစ္စ ပစ္ဆိမ အင်္ဂါ"],
  ["Mon", "အရေဝ်ဘာသာမန် ဍုၚ်မန် ကၠေင်"],
  ["Shan", "လိၵ်ႈတႆး မိူင်းတႆး ၵႂၢမ်းတႆး ၶေႃႈ"],
  ["Karen", "ကညီကျိာ် တၢ်ဘါ ထံလီၢ်ကီၢ်ပူၤ"],
  ["English", "the junta’s men"],
])("%s in Unicode is unchanged", (_, text) => {
  expect(readZawgyi(text)).toBeNull();
});

test("a Unicode term is found in a Zawgyi text, with its place in that text", () => {
  const text = "ယေန႔ ျမန္မာစစ္ေကာင္စီက ေျပာသည္";
  expect(words("မြန်မာ", text)).toEqual(["ျမန္မာ"]);
  expect(words("မြန်မာစစ်ကောင်စီ", text)).toEqual(["ျမန္မာစစ္ေကာင္စီ"]);
  expect(found({ near: { within: 5, a: "မြန်မာ", b: "စစ်ကောင်စီ" } }, { title: text, text })).toHaveLength(4);
});

test("a Zawgyi term is read as Unicode, and is found in either", () => {
  expect(words("ျမန္မာ", "ယနေ့ မြန်မာ စစ်ကောင်စီက ပြောသည်")).toEqual(["မြန်မာ"]);
  expect(words("ျမန္မာ", "ျမန္မာ")).toEqual(["ျမန္မာ"]);
});

test("if a paper prints both, each line is read in its own encoding", () => {
  expect(words("မြန်မာ", "ျမန္မာစစ္ေကာင္စီ\nမြန်မာစစ်ကောင်စီက ပြောသည်")).toEqual(["ျမန္မာ", "မြန်မာ"]);
});

test("Latin words and possessives next to Zawgyi keep their places", () => {
  expect(words("Myanmar", "ျမန္မာစစ္ေကာင္စီ (Myanmar’s junta) ေျပာသည္")).toEqual(["Myanmar"]);
});

test("the archive index holds the words of a Zawgyi text in Unicode", () => {
  expect(indexWords("", "ျမန္မာစစ္ေကာင္စီ")?.sort()).toEqual(indexWords("", "မြန်မာစစ်ကောင်စီ")?.sort());
});

const pieces = ["ျမန္မာ", "စစ္ေကာင္စီ", "လႊတ္ေတာ္", " ", "\n", "။", "Myanmar’s", "ေ", "္", "၂၀၂၄", "🎉", "\ud83d", "\u200b"];

test("every place is within the text, in order, and each match is a whole letter with its marks", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
      const text = ["ျမန္မာစစ္ေကာင္စီ ", ...parts].join("");
      const reading = readZawgyi(text);
      expect(reading).not.toBeNull();
      const { starts, ends } = reading ?? { starts: [], ends: [] };
      expect(starts.length).toBe(reading?.text.length);
      let last = 0;
      for (const [unit, start] of [...starts].entries()) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(ends[unit]).toBeGreaterThan(start);
        last = start;
      }
      expect(ends.at(-1)).toBe(text.length);
      for (const piece of words("မြန်မာ", text) ?? []) expect(piece.replaceAll("\u200b", "")).toBe("ျမန္မာ");
    }),
    { numRuns: 500 },
  );
});
