// A headline for what has none: its first words.
import { expect, test } from "vitest";
import { firstWords } from "../../src/text/first-words.ts";

test("the first sentence is the headline", () => {
  expect(firstWords("  Bridge closed after a barge struck it. More is known at noon.\n\nMore later.")).toBe(
    "Bridge closed after a barge struck it.",
  );
});

test("a long one is cut between words, and between letters where there are none", () => {
  expect(firstWords("word ".repeat(60))).toBe(`${"word ".repeat(24).trimEnd()}…`);
  expect(firstWords("風".repeat(300))).toBe(`${"風".repeat(120)}…`);
});

test.each([
  [
    "Thai",
    "เรือข้ามฟากระหว่างเกาะกลับมาให้บริการอีกครั้งในเช้าวันนี้หลังจากพนักงานยุติการนัดหยุดงานที่ยืดเยื้อมานานกว่าสองสัปดาห์และผู้โดยสารหลายร้อยคนรออยู่ที่ท่าเรือ",
  ],
  [
    "Burmese",
    "ကျွန်းများကြားပြေးဆွဲသောကူးတို့သင်္ဘောများသည်ယနေ့နံနက်တွင်ပြန်လည်ပြေးဆွဲပြီဖြစ်ကြောင်းဆိပ်ကမ်းအာဏာပိုင်များကပြောကြားသည်ခရီးသည်ရာနှင့်ချီစောင့်ဆိုင်းနေကြသည်",
  ],
  ["Chinese", "渡轮今天早上恢复运营".repeat(15)],
  ["emoji", "👩‍👩‍👧".repeat(40)],
])("%s without spaces is cut at the end of a word, and no letter loses its signs", (_, text) => {
  const headline = firstWords(text) ?? "";
  expect(headline.length).toBeLessThanOrEqual(121);
  expect(headline.length).toBeGreaterThan(60);
  expect(text.startsWith(headline.slice(0, -1))).toBe(true);
  const graphemes = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)];
  expect(graphemes.map(({ index }) => index)).toContain(headline.length - 1);
});

test("no text gives no headline", () => {
  expect(firstWords(" \n ")).toBeNull();
});
