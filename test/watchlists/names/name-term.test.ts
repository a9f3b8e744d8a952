// Goal: a name typed once is found in every case and script, and nothing else is. Method: watchlists of one name, and headlines.
import { describe, expect, test } from "vitest";
import { compileWatchlists } from "../../../src/watchlists/compile-watchlists.ts";
import { describeWatchlists } from "../../../src/watchlists/describe-watchlist.ts";
import { explainWatchlists } from "../../../src/watchlists/explain-watchlist.ts";
import { matchWatchlists } from "../../../src/watchlists/match-watchlists.ts";
import type { ExpressionDefinition } from "../../../src/watchlists/watchlist.ts";

function compiled(...terms: ExpressionDefinition[]) {
  const watchlists = terms.map((term, number) => ({ id: `w${number}`, any: [term] }));
  const { compiled, faults } = compileWatchlists([{ file: "names.yaml", content: { watchlists } }]);
  expect(faults).toEqual([]);
  return compiled;
}
const documentOf = (text: string) => ({ title: text, text: "" });

/** The words of a headline in which the term is found. */
function found(term: ExpressionDefinition, text: string): string[] {
  const [match] = matchWatchlists(compiled(term), documentOf(text));
  return (match?.spans ?? []).map(({ start, end }) => text.slice(start, end));
}

describe("a Slavic name", () => {
  test.each(["Белоусов", "Белоусова", "Белоусову", "Белоусовым", "Белоусове"])("is found as %s", (form) => {
    expect(
      found({ name: "Andrei Belousov" }, `Слова: ${form === "Белоусов" ? "Андрей" : "Андрея"} ${form} в центре`),
    ).toHaveLength(1);
    expect(found({ name: "Белоусов" }, `Слова ${form} важны`)).toEqual([form]);
    expect(found({ name: "Belousov" }, `Слова ${form} важны`)).toEqual([form]);
  });

  test.each(["Шойгу", "Shoigu", "Schoigu", "Choïgou", "Szojgu"])("written in Cyrillic is found as %s", (form) => {
    expect(found({ name: "Шойгу" }, `${form} 2026`)).toEqual([form]);
  });

  test("of a woman is not found as that of a man, and the other way about its forms are its own", () => {
    expect(found({ name: "Elena Petrova" }, "Указ о Елене Петровой подписан")).toEqual(["Елене Петровой"]);
    expect(found({ name: "Elena Petrova" }, "Марк Петров поставил спектакль")).toEqual([]);
  });

  test("in small letters is a common word", () => {
    expect(found({ name: "Соловьёв" }, "Стая соловьев в лесу")).toEqual([]);
    expect(found({ name: "Соловьёв" }, "Интервью Соловьева")).toEqual(["Соловьева"]);
  });

  test("is not made of the beginning of another word", () => {
    expect(found({ name: "Саратов" }, "Сараево готовится")).toEqual([]);
    expect(found({ name: "Ростов" }, "Рост цен замедлился")).toEqual([]);
  });
});

describe("a name of several words", () => {
  test.each([
    ["Paul Smith", "Paula Smith arrives"],
    ["Roberta Rossi", "Roberto Rossi arriva"],
    ["Anna Schmidt", "Anne Schmidt kommt"],
    ["Alexander Johnson", "Александра Джонсон прибыла"],
  ])("%s is not found in %s", (name, text) => {
    expect(found({ name }, text)).toEqual([]);
  });

  test.each([
    ["Donald Tusk", "Rozmowa z Donaldem Tuskiem"],
    ["Petr Pavel", "Návštěva Petra Pavla"],
    ["Gitanas Nausėda", "Gitano Nausėdos vizitas"],
    ["Justin Trudeau", "С Джастином Трюдо"],
    ["Keir Starmer", "Слова Кира Стармера"],
    ["Petr Fiala", "Zpráva Petru Fialovi"],
    ["Taavi Rõivas", "Kohtumine Taavi Rõivasega"],
    ["Angela Merkel", "Об Ангеле Меркель"],
    ["Ararat Mirzoyan", "Встреча с Араратом Мирзояном"],
    ["Aleksandar Petrović", "Govor Aleksandra Petrovića"],
    ["Marek Jurek", "Zdaniem Marka Jurka"],
    ["Zdeněk Havlíček", "Projev Zdeňka Havlíčka"],
    ["Jana Maláčová", "Návrh Jany Maláčové"],
    ["Alexei Navalny", "Proces Alexeje Nawalnego"],
    ["Andrius Kubilius", "Su Andriumi Kubiliumi"],
    ["Māris Kučinskis", "Ar Mārim Kučinskim"],
  ])("%s is found declined in %s", (name, text) => {
    expect(found({ name }, text)).toHaveLength(1);
  });

  test.each(["Макрон прибыл", "Emmanuel arrive", "Macron arrive à Berlin avec Emmanuel"])("is not found in %s", (text) => {
    expect(found({ name: "Emmanuel Macron" }, text)).toEqual([]);
  });

  test("is found with its words in either order, and with a patronymic between them", () => {
    expect(found({ name: "Sergei Shoigu" }, "Шойгу Сергей Кужугетович")).toEqual(["Шойгу Сергей"]);
    expect(found({ name: "Sergei Shoigu" }, "Сергею Кужугетовичу Шойгу")).toEqual(["Сергею Кужугетовичу Шойгу"]);
  });

  test("is not found across the end of a sentence or a comma", () => {
    expect(found({ name: "Sergei Shoigu" }, "Пришёл Сергей, Шойгу остался")).toEqual([]);
  });
});

test.each([
  ["Ukrainian", "Володимир Путін прибув"],
  ["Arabic, with a prefix", "وفلاديمير بوتين يصل"],
  ["Hebrew, with a prefix", "פגישה עם ולדימיר פוטין"],
  ["kana", "ウラジーミル・プーチン大統領"],
  ["Hangul, with a particle", "블라디미르 푸틴은 말했다"],
  ["Han", "弗拉基米尔·普京抵达"],
  ["Greek", "Ο Βλαντίμιρ Πούτιν έφτασε"],
  ["Georgian, with an ending", "ვლადიმირ პუტინის ვიზიტი"],
  ["Devanagari", "व्लादिमीर पुतिन पहुंचे"],
  ["Thai", "วลาดิมีร์ ปูติน เยือนจีน"],
  ["Khmer", "លោក វ្ល៉ាឌីមៀ ពូទីន"],
])("a name in Latin letters is found in %s", (_, text) => {
  expect(found({ name: "Vladimir Putin" }, text)).toHaveLength(1);
});

test.each([
  ["Greek", "Ο Βλαντίμιρ Ποτάμι έφτασε"],
  ["Devanagari", "व्लादिमीर पाटिल पहुंचे"],
  ["Thai", "วลาดิมีร์ ปูน เยือนจีน"],
  ["Russian", "Владимир Потанин прибыл"],
  ["Hebrew", "ולדימיר פוזנר הגיע"],
  ["Han", "弗拉基米尔·克里琴科抵达"],
  ["Arabic", "فلاديمير بوتافين وصل"],
])("another person of the same given name is not found in %s", (_, text) => {
  expect(found({ name: "Vladimir Putin" }, text)).toEqual([]);
});

test.each([
  ["Ursula von der Leyen", "Ursula von der Leyens Rede"],
  ["Ursula von der Leyen", "Урсулу фон дер Ляйен ждут"],
  ["Lula da Silva", "Lula da Silva arrives"],
  ["Ciudad Del Este", "Floods in Ciudad del Este"],
  ["Frankfurt am Main", "In Frankfurt am Main"],
  ["Hassan al-Turabi", "Hassan al-Turabi speaks"],
  ["Gabriele D'Annunzio", "Gabriele D’Annunzio schrieb"],
  ["Jeanne d'Arc", "La fête de Jeanne d’Arc"],
])("%s with its particle is found in %s", (name, text) => {
  expect(found({ name }, text)).toHaveLength(1);
});

test("a particle does not make a name of words in small letters, or of another person's", () => {
  expect(found({ name: "Lula da Silva" }, "a lula da silva")).toEqual([]);
  expect(found({ name: "Van Morrison" }, "The van Morrison drove")).toEqual([]);
  expect(found({ name: "De Gaulle" }, "Charles de Gaulle")).toEqual(["de Gaulle"]);
  expect(found({ name: "Lula da Silva" }, "Lula da Costa arrives")).toEqual([]);
  expect(found({ name: "sergei shoigu" }, "Sergei Shoigu arrives, sergei shoigu, Sergei shoigu")).toEqual(["Sergei Shoigu"]);
  expect(found({ name: "ვლადიმირ პუტინი" }, "ვლადიმირ პუტინის ვიზიტი")).toHaveLength(1);
  expect(found({ name: "Peter Ash Smith" }, "Peter Smith arrives")).toEqual([]);
});

test.each([
  ["Arabic, which writes the article with the name", "رشاد العليمي يصل"],
  ["Russian, with the article", "Встреча Рашада аль-Алими"],
  ["English without the article", "Rashad Alimi arrives"],
])("a name with an Arabic article is found in %s", (_, text) => {
  expect(found({ name: "Rashad al-Alimi" }, text)).toHaveLength(1);
});

test("a name with an Arabic article is not found as another of the same given name", () => {
  expect(found({ name: "Nouri al-Maliki" }, "نوري المصري يصل")).toEqual([]);
  expect(found({ name: "Abdel Fattah el-Tarabi" }, "عبد الفتاح الطرابي يصل")).toHaveLength(1);
  expect(found({ name: "Abdel Fattah el-Tarabi" }, "عبد الفتاح البستاني يصل")).toEqual([]);
});

test("a Slavic surname of a woman is found as German and Polish write it, and one of Ukraine with i and y", () => {
  expect(found({ name: "Navalnaya" }, "Nawalnaja sagt")).toEqual(["Nawalnaja"]);
  expect(found({ name: "Navalnaya" }, "Słowa Nawalnej")).toEqual(["Nawalnej"]);
  expect(found({ name: "Tymoshenko" }, "Timoschenko sagt, Timoshenko said")).toHaveLength(2);
  expect(found({ name: "Turek" }, "Trip to Turku")).toEqual([]);
});

test.each([
  ["Turkish", "Steinmeier’in ziyareti"],
  ["Finnish", "Steinmeierille kerrottiin"],
  ["Hungarian", "Steinmeiernek mondta"],
  ["Estonian", "Steinmeierile öeldi"],
  ["German", "Steinmeiers Rede"],
  ["Polish", "ze Steinmeierem rozmawiano"],
  ["Lithuanian", "Steinmeieris atvyko"],
])("a name has endings in %s", (_, text) => {
  expect(found({ name: "Steinmeier" }, text)).toHaveLength(1);
});

test("forms can be added, which win over the tables, and forms can be excluded", () => {
  expect(found({ name: "Lavrov", not_forms: ["Лавровой"] }, "У Лавровой спросили")).toEqual([]);
  expect(found({ name: "Lavrov", not_forms: ["Лавровой"] }, "У Лаврова спросили")).toEqual(["Лаврова"]);
  const term = { name: "Robertson", spellings: ["罗伯森"] };
  expect(found(term, "罗伯森抵达")).toEqual(["罗伯森"]);
  expect(found(term, "罗伯逊抵达")).toEqual([]);
  expect(found({ name: "Robertson" }, "罗伯逊抵达")).toEqual(["罗伯逊"]);
});

test.each([
  ["Kijów", "Удар по Києву"],
  ["Kyiv", "Zamach w Kijowie"],
  ["Kyiv", "基輔遇襲"],
  ["Yangon", "ရန်ကုန်မှာ မီးလောင်"],
  ["Mandalay", "ที่มัณฑะเลย์"],
  ["Min Aung Hlaing", "Мин Аун Хлайном"],
  ["Min Aung Hlaing", "မင္းေအာင္လႈိင္ ေရာက္ရွိ"],
  ["Thein Zaw", "သိန်းဇော် ရောက်ရှိ"],
])("%s is known in %s", (name, text) => {
  expect(found({ name }, text)).toHaveLength(1);
});

test("of a known name of two words the family name alone is not found", () => {
  for (const text of ["Путин прибыл", "普京抵达", "プーチン大統領", "푸틴 대통령"])
    expect(found({ name: "Vladimir Putin" }, text)).toEqual([]);
});

test("check --explain lists what is looked for in each script", () => {
  const watchlists = [{ id: "w", any: [{ name: "Mette Hansen", not_forms: ["Mettes"] }] }];
  const [described] = describeWatchlists([{ file: "names.yaml", content: { watchlists } }]);
  const [name] = described?.looksFor ?? [];
  expect(name?.text).toBe("the name Mette Hansen");
  const lines = name?.parts.map(({ text }) => text) ?? [];
  expect(lines[0]).toBe("in Latin letters, with endings: Mette Hansen");
  expect(lines[1]).toMatch(/^in Cyrillic, in all cases: Мет+е Х[ае]нсен, and what is spelt alike$/);
  expect(lines.find((line) => line.startsWith("in kana"))).toContain("ハンセン");
  expect(lines.at(-1)).toBe("but not Mettes");
});

test("explain names the form that matched", () => {
  const [explanation] = explainWatchlists(
    compiled({ name: "Sergei Lavrov" }),
    documentOf("По словам Сергея Лаврова, встреча будет"),
  );
  expect(explanation?.reason).toBe('it holds "Сергея Лаврова" (Sergei Lavrov)');
});

test.each([
  ["X", "is one letter"],
  ["2026", "holds no letters"],
  ["a".repeat(300), "at most 100 letters"],
  ["Ann 🙂 Other", "has a picture in it"],
])("%s is refused as a name", (name, message) => {
  const { faults } = compileWatchlists([{ file: "names.yaml", content: { watchlists: [{ id: "w", any: [{ name }] }] } }]);
  expect(faults.map((fault) => fault.message).join()).toContain(message);
});

test("one name in several watchlists is found for each", () => {
  const matches = matchWatchlists(
    compiled({ name: "Shoigu" }, { name: "Shoigu" }, { name: "Sergei Shoigu" }),
    documentOf("Сергей Шойгу"),
  );
  expect(matches.map(({ watchlist }) => watchlist)).toEqual(["w0", "w1", "w2"]);
});

test.each([
  ["Praga", "w Pradze"],
  ["Praha", "v Praze"],
  ["Polska", "w Polsce"],
  ["Madryt", "w Madrycie"],
  ["Belgrad", "w Belgradzie"],
  ["Ameryka", "w Ameryce"],
])("%s is found %s, where the case changes its consonant", (name, text) => {
  expect(found({ name }, text)).toHaveLength(1);
});

test.each([
  ["Mary Simon", "البالغ من العمر ثلاثين عاما"],
  ["Li Qiang", "القضاء على الفقر"],
  ["Jeremiah Manele", "مانع الجريمة في المدينة"],
  ["Mia Mottley", "ليس الجميع مثلي"],
  ["Simon Harris", "قال هاريس من بلدته"],
  ["Nyo Saw", "他们该如何改变"],
  ["Nyo Saw", "而如今这样"],
  ["Salva Kiir", "种族主义言论的同事"],
  ["John Mahama", "在John 大街上"],
  ["Cindy Kiro", "カイロ金子淳"],
  ["Nyo Saw", "ภาษาญี่ปุ่น"],
])("%s is not found in ordinary words of a script without capitals: %s", (name, text) => {
  expect(found({ name }, text)).toEqual([]);
});

test.each([
  ["Karim Hamrouni", "كريم الحمروني"],
  ["Marco Palermo", "ماركو باليرمو"],
  ["Joe Biden", "الرئيس جو بايدن"],
  ["Joe Biden", "总统乔·拜登表示"],
  ["Joe Biden", "ジョー・バイデン大統領"],
])("%s is found in %s", (name, text) => {
  expect(found({ name }, text)).toHaveLength(1);
});
