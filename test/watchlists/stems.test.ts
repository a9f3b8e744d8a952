// Stems of Slavic names and nouns: found in their cases, and never as the word that only begins alike; a stemmer's fault costs nobody a match.
import { expect, test } from "vitest";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { compile, found } from "./watch.ts";

const stem = (word: string, text: string, language?: string) =>
  found({ any: [{ stem: word, ...(language !== undefined && { language }) }] }, text);

const words = (term: string, text: string) => found({ any: [term] }, text);

test("a surname is found in every case, with a capital, and what it is made of is not", () => {
  const text = "Орлов, Орлова, Орлову, Орловым, Орлове";
  expect(stem("Орлов", text)).toEqual(text.split(", "));
  expect(stem("Орлов", "стая орлов, орлы, орлиный")).toBeNull();
  expect(stem("Голубев", "С Голубевым спорили голуби")).toEqual(["Голубевым"]);
  expect(stem("Соколова", "Соколовой и Соколову, но не Сокол")).toEqual(["Соколовой", "Соколову"]);
});

test("towns and lands are found in every case", () => {
  expect(stem("Тамбов", "Тамбов, Тамбова, Тамбовом, там")).toEqual(["Тамбов", "Тамбова", "Тамбовом"]);
  expect(stem("Пермь", "в Перми, за Пермью; перо")).toEqual(["Перми", "Пермью"]);
  expect(stem("Тверь", "Тверь, Твери; твердь")).toEqual(["Тверь", "Твери"]);
  expect(stem("Шанхай", "Шанхая, Шанхаем, Шанхаю")).toEqual(["Шанхая", "Шанхаем", "Шанхаю"]);
  expect(stem("Чернігів", "Чернігова, Чернігову, Чернігів", "uk")).toEqual(["Чернігова", "Чернігову", "Чернігів"]);
  expect(stem("Прага", "у Празі, Прагою", "uk")).toEqual(["Празі", "Прагою"]);
});

test("a name keeps its capital, and a noun has any", () => {
  expect(stem("Куба", "на Кубе растут кубы")).toEqual(["Кубе"]);
  expect(stem("хунта", "Хунты, хунтой, ХУНТУ")).toEqual(["Хунты", "хунтой", "ХУНТУ"]);
});

test("Ukrainian names change the vowel of their last syllable", () => {
  expect(stem("Тернопіль", "у Тернополі, з Тернополя", "uk")).toEqual(["Тернополі", "Тернополя"]);
  expect(stem("Зеленська", "Зеленської, Зеленській", "uk")).toEqual(["Зеленської", "Зеленській"]);
});

test("adjectives and inhabitants are found in their cases", () => {
  expect(stem("Чайковский", "Чайковского, Чайковским; чайка")).toEqual(["Чайковского", "Чайковским"]);
  expect(stem("египтянин", "египтяне, египтян, египтянам; египетский")).toEqual(["египтяне", "египтян", "египтянам"]);
});

test("a phrase of stems is found with all its words in another case", () => {
  expect(stem("верховный суд", "в верховном суде, верховного суда")).toEqual(["верховном суде", "верховного суда"]);
});

test("a word on which a stemmer fails costs no watchlist its match, and is reported once", () => {
  const compiled = compile({
    watchlists: [
      { id: "bg", any: [{ stem: "пожар", language: "bg" }] },
      { id: "en", any: ["Sofia"] },
    ],
  });
  const document = { title: "Sofia: пожарът е потушен", text: "намерено" };
  expect(matchWatchlists(compiled, document).map(({ watchlist }) => watchlist)).toEqual(["bg", "en"]);
  expect(compiled.troubles.take()).toEqual([expect.stringContaining("the stemmer of the language bg")]);
  matchWatchlists(compiled, document);
  expect(compiled.troubles.take()).toEqual([]);
});

test("a short name in a script without spaces is not found inside longer words", () => {
  expect(words("大阪", "大阪で会議")).toEqual(["大阪"]);
  expect(words("国会", "美国会通过")).toEqual(["国会"]);
  expect(words("南海", "海南海口市")).toBeNull();
  expect(words("ไทย", "ประเทศไทย")).toEqual(["ไทย"]);
  expect(words("ชาด", "ชาดก")).toBeNull();
  expect(words("ကရင်", "ကရင်နီ")).toBeNull();
});
