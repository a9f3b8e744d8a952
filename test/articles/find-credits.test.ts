// The lines that credit an agency, in many languages; and that kept credits name the origin.
import { expect, test } from "vitest";
import { findCredits } from "../../src/articles/metadata/find-credits.ts";
import { findOrigin } from "../../src/stories/find-origin.ts";
import { AGENCIES } from "../../src/text/agencies.ts";
import { expectLinear } from "../support/processor-time.ts";

const creditsOf = (...texts: string[]): string[] => findCredits(texts.map((text) => ({ text, tag: "p", linked: 0 })));
const originOf = (...texts: string[]): string | undefined =>
  findOrigin({ id: "a", publishedAt: null, url: null, title: "", text: "", credits: creditsOf(...texts) })?.name;
const SENTENCE =
  "The harbour of Veldhaven stayed shut on Monday, and after a long night of talks nobody could say when the first ship would be let in, nor who would pay for those that had turned round and sailed away to the north.";

test("every known agency is a credit in brackets, and names the origin", () => {
  expect(AGENCIES.length).toBeGreaterThan(80);
  for (const { name, aliases, signs } of AGENCIES) {
    for (const alias of [...aliases, ...signs]) {
      expect(creditsOf(`${SENTENCE} (${alias})`)).toEqual([`(${alias})`]);
      expect([alias, originOf(`${SENTENCE} (${alias})`)]).toEqual([alias, name]);
    }
  }
});

test.each([
  ["(Рейтер)", "Reuters"],
  ["(АФП)", "AFP"],
  ["агентство Рейтер", "Reuters"],
  ["— ТАСС", "TASS"],
  ["Интерфакс-Украина", "Interfax-Ukraine"],
  ["（路透社）", "Reuters"],
  ["【新华社】", "Xinhua"],
  ["（法新社、路透社）", "AFP"],
  ["（共同）", "Kyodo"],
  ["[時事通信]", "Jiji"],
  ["(အေအက်ဖ်ပီ)", "AFP"],
  ["ရိုက်တာ သတင်းဌာန", "Reuters"],
  ["(연합뉴스)", "Yonhap"],
  ["(رويترز)", "Reuters"],
  ["(sda/afp)", "Keystone-SDA"],
  ["(dpa und AFP)", "dpa"],
  ["The Associated Press", "AP"],
])("%s on a line of its own is a credit", (line, name) => {
  expect(creditsOf(SENTENCE, line)).toEqual([line]);
  expect(originOf(SENTENCE, line)).toBe(name);
});

test.each([
  [`МОСКВА, 2 марта (Рейтер) - ${SENTENCE}`, "(Рейтер)"],
  [`ရန်ကုန် (အေအက်ဖ်ပီ) - ${SENTENCE}`, "(အေအက်ဖ်ပီ)"],
  [`VELDHAVEN (AP) ${SENTENCE}`, "(AP)"],
  [`ALLENTOWN, Pa. (AP) — ${SENTENCE}`, "(AP)"],
  [`(AFP) ${SENTENCE}`, "(AFP)"],
  [`码头工人周一罢工，港口仍未开放。（路透社）`, "（路透社）"],
  [`Докеры прекратили работу (Рейтер).`, "(Рейтер)"],
  [`${SENTENCE} (AA)`, "(AA)"],
])("an agency in brackets opens a text, ends it, or follows its place: %s", (text, credit) => {
  expect(creditsOf(text)).toEqual([credit]);
});

test.each([
  `The Arakan Army (AA) said on Monday that ${SENTENCE}`,
  "The town was taken by the Arakan Army (AA).",
  "Arakan Army (AA) - what is known",
  "အာရက္ခတပ်တော် (AA) သည် မြို့ကို သိမ်းလိုက်သည်။",
  "အာရက္ခတပ်တော် (AA)",
  `Across the Middle East and North Africa (MENA) Monday was quiet. ${SENTENCE}`,
  "Petra - a town of stone",
  "(AP Photo/Ann Other)",
  "Calculus, AP, physics",
  "(AFP, 12 pages)",
  "(ap)",
])("a phrase that only resembles an agency is not a credit: %s", (text) => {
  expect(creditsOf(text)).toEqual([]);
});

test.each(["Источник: Анадырь", "来源：山城日报", "သတင်းရင်းမြစ်: တောင်ပေါ်သတင်း", "출처: 산성일보", "المصدر: الساحل"])(
  "a line that names its source is a credit, for any source: %s",
  (line) => {
    expect(creditsOf(SENTENCE, line)).toEqual([line]);
  },
);

test("at most ten credits are kept", () => {
  expect(creditsOf(...Array.from({ length: 30 }, (_, i) => `Source: paper ${i}`))).toHaveLength(10);
});

test.each(["(", " ", "(AFP/"])("a line of nothing but %j holds no credit, and is read in linear time", async (piece) => {
  const make = (length: number) => piece.repeat(length / piece.length);
  expect(creditsOf(make(2_000_000))).toEqual([]);
  await expectLinear(500_000, make, (line) => creditsOf(line));
});
