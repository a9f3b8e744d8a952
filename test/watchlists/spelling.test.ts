// One name in its spellings: together or apart, with signs, initials, capitals, umlauts, in a hashtag; and what only looks like it.
import { expect, test } from "vitest";
import { found } from "./watch.ts";

const words = (term: string, text: string) => found({ any: [term] }, text);

test("a hyphen, a space and nothing are equal between the parts of a term", () => {
  expect(words("arms-deal", "An arms deal, an arms-deal, an armsdeal")).toEqual(["arms deal", "arms-deal", "armsdeal"]);
  expect(words("Phnom Penh", "In Phnompenh, in Phnom–Penh")).toEqual(["Phnompenh", "Phnom–Penh"]);
  expect(words("Nay Pyi Taw", "Naypyi Taw, Nay Pyitaw and NayPyiTaw")).toEqual(["Naypyi Taw", "Nay Pyitaw", "NayPyiTaw"]);
});

test("a word written together is found with a hyphen, and never apart", () => {
  expect(words("rearmament", "the re-armament plan")).toEqual(["re-armament"]);
  expect(words("notable", "not able to come")).toBeNull();
  expect(words("911", "from 9-11 years")).toBeNull();
});

test("a comma, semicolon or colon is never within a term that has none", () => {
  for (const text of ["In Lake, Chad shone", "Lake; Chad", "the lake: Chad", "el lago، Lake، Chad"])
    expect(words("Lake Chad", text)).toBeNull();
  expect(words("Washington, D.C.", "in Washington, D.C., and in Washington DC")).toEqual(["Washington, D.C.", "Washington DC"]);
});

test("a full stop goes on to a name only after an initial or an abbreviation", () => {
  expect(words("Ko Aung", "He met Ko. Aung was late")).toBeNull();
  expect(words("Fort Bragg", "Fort. Bragg")).toBeNull();
  expect(words("Mt Everest", "on Mt. Everest")).toEqual(["Mt. Everest"]);
});

test("letters and a number are one code, whatever stands between them but punctuation", () => {
  expect(words("T-90", "a T90, a T 90, a T–90, several T-90s")).toEqual(["T90", "T 90", "T–90", "T-90s"]);
  expect(words("T90", "a T-90 and a T 90")).toEqual(["T-90", "T 90"]);
  expect(words("Tu-95", "Ko Tu (95) and Ko Tu, 95, and the Tu-950")).toBeNull();
  expect(words("С-300", "пришёл с 300 людьми")).toBeNull();
});

test("signs count where the term has them", () => {
  expect(words("F#", "An F# course, and an F, and F++")).toEqual(["F#"]);
  expect(words("P&O", "the P&O line, the P & O line, P and O ferries")).toEqual(["P&O", "P & O", "P and O"]);
  for (const text of ["types P, and O too", "a letter p and o", "P y O", "P und O"]) expect(words("P&O", text)).toBeNull();
  expect(words("P&O", "rows P, O and p and o")).toBeNull();
  expect(words("Harbour.Taxi", "Harbour.Taxi, Harbour Taxi, HarbourTaxi")).toEqual([
    "Harbour.Taxi",
    "Harbour Taxi",
    "HarbourTaxi",
  ]);
  expect(words("Harbour.com", "the harbour com")).toBeNull();
  expect(words("Fortnum & Mason", "Fortnum and Mason, Fortnum und Mason")).toEqual(["Fortnum and Mason", "Fortnum und Mason"]);
  expect(words("Marks and Spencer", "at Marks & Spencer")).toEqual(["Marks & Spencer"]);
  expect(words("7/7", "the 7/7 attacks, 7-7, by 7, 7")).toEqual(["7/7"]);
  expect(words("4G", "a 4G mast, 4 g of salt, $4G")).toEqual(["4G"]);
  expect(words("Mail.ru", "Mail.ru grows. The mail. Ru")).toEqual(["Mail.ru"]);
});

test("initials are one name with full stops, with spaces and without", () => {
  for (const term of ["T.S. Eliot", "TS Eliot", "T. S. Eliot"])
    expect(words(term, "T.S. Eliot, TS Eliot, T. S. Eliot")).toEqual(["T.S. Eliot", "TS Eliot", "T. S. Eliot"]);
  expect(words("J.P. Morgan", "JPMorgan, JP Morgan")).toEqual(["JPMorgan", "JP Morgan"]);
  expect(words("IS land", "an island")).toBeNull();
  expect(words("T.S. Eliot", "S. Eliot and T. Eliot")).toBeNull();
  expect(words("EU", "the E. U. votes")).toEqual(["E. U"]);
  expect(words("EU", "Grade E. U Nu spoke")).toBeNull();
});

test("short words in capitals keep them inside a phrase and in a query", () => {
  expect(words("IRA bomb", "the ira bomb, an IRA bomb, an IRA Bomb")).toEqual(["IRA bomb", "IRA Bomb"]);
  expect(found({ query: '"US bank"' }, "tell us bank rates; a US bank")).toEqual(["US bank"]);
  expect(words("ROUGE RIVER", "the Rouge River")).toEqual(["Rouge River"]);
  expect(words("KNU", "two KNUs")).toEqual(["KNUs"]);
});

test("apostrophes and the letters that look like one count as nothing", () => {
  for (const text of ["Baʿath", "Ba'ath", "Ba’ath", "Ba′ath", "Baʻath"]) expect(words("Baath", text)).toEqual([text]);
  expect(words("Ba'ath", "Baath")).toEqual(["Baath"]);
  expect(words("П'ятихатки", 'П"ятихатки, П”ятихатки')).toEqual(['П"ятихатки', "П”ятихатки"]);
  expect(words("were", "we’re here")).toBeNull();
  expect(words("cant", "can't")).toBeNull();
});

test("ä is ae, ö is oe, ü is ue, å is aa, ø is oe, on both sides", () => {
  expect(words("Köln", "Koeln, Koln")).toEqual(["Koeln", "Koln"]);
  expect(words("Koeln", "Köln")).toEqual(["Köln"]);
  expect(words("Ålborg", "Aalborg")).toEqual(["Aalborg"]);
  expect(words("Doe", "at dø er ikke nok")).toBeNull();
});

test("accents: true makes accents count, whatever the case and the way of coding", () => {
  const term = { any: [{ text: "Perú", accents: true }] };
  expect(found(term, "el Perú, PERÚ’s, Peru\u0301")).toEqual(["Perú", "PERÚ", "Peru\u0301"]);
  expect(found(term, "Peru, PERU")).toBeNull();
});

test("й is a letter of its own, and ё is not", () => {
  expect(words("мой", "мои")).toBeNull();
  expect(words("Королев", "Королёв")).toEqual(["Королёв"]);
});

test("a hashtag or handle in mixed case is a phrase", () => {
  expect(words("Chin State", "#HelpChinState and @ChinStateNews")).toEqual(["ChinState", "ChinState"]);
  expect(words("G20", "#G20Summit")).toEqual(["G20"]);
  expect(words("Chin", "#China #Chinatown")).toBeNull();
  expect(words("Togo", "#WhereToGo")).toBeNull();
  expect(words("Donald", "#McDonald")).toBeNull();
});

test("a genitive without an apostrophe is found of names", () => {
  expect(words("Kretschmer", "Kretschmers Plan")).toEqual(["Kretschmers"]);
  expect(words("Min Thein", "Min Theins tal")).toEqual(["Min Theins"]);
  expect(words("army", "Armys")).toBeNull();
  expect(words("Founder Edition", "the bikes are Founder Editions, with a bell")).toBeNull();
});

test("a run of Katakana is a word", () => {
  expect(words("ラオ", "ラオス")).toBeNull();
  expect(words("ラオス", "在ラオス大使、ラオスの")).toEqual(["ラオス", "ラオス"]);
  expect(words("ヴェトナム", "ベトナム")).toEqual(["ベトナム"]);
  expect(words("アウンサン", "アウン・サン")).toEqual(["アウン・サン"]);
});

test("a word of Hangul has edges, after which particles may follow", () => {
  expect(words("태국", "태국에서는 태국이 대태국 태국군")).toEqual(["태국", "태국", "태국", "태국"]);
  expect(words("수단", "수단은 교통수단")).toEqual(["수단"]);
  expect(words("부산", "부산시, 부산시장, 부산물")).toEqual(["부산", "부산"]);
  // Two particles in a row.
  expect(words("태국", "태국과의 회담, 태국으로의 여행")).toEqual(["태국", "태국"]);
  expect(words("가나", "가나와의 회담, 가나과의 싸움")).toEqual(["가나"]);
});

test("one-letter words of Arabic and Hebrew stand before a name", () => {
  expect(words("تركيا", "وتركيا بتركيا لتركيا")).toEqual(["تركيا", "تركيا", "تركيا"]);
  expect(words("الهند", "للهند")).toEqual(["للهند"]);
  expect(words("لبنان", "مساعدات للبنان")).toEqual(["لبنان"]);
  expect(words("וייטנאם", "בווייטנאם")).not.toBeNull();
  expect(words("טורקיה", "בטורקיה ושטורקיה")).toEqual(["טורקיה", "טורקיה"]);
});

test("the Persian half-space is a space or nothing", () => {
  expect(words("دانش آموز", "دانش‌آموز دانشآموز")).toEqual(["دانش‌آموز", "دانشآموز"]);
  expect(words("کتاب", "کتاب‌ها")).toEqual(["کتاب"]);
});

test("a Persian plural written together is found of its noun, and a name that only ends like one is not", () => {
  expect(words("کارگر", "اعتصاب کارگران، کارگرهای معدن، کارگرها")).toEqual(["کارگر", "کارگر", "کارگر"]);
  expect(words("مدیر عامل", "مدیرعاملان دو بانک")).toEqual(["مدیرعاملان"]);
  expect(words("آزادی‌خواه", "آزادی‌خواهان آمدند")).toEqual(["آزادی‌خواه"]);
  expect(words("سلیم", "سلیمان آمد")).toBeNull();
  expect(words("ترکمن", "ترکمنستان")).toBeNull();
  expect(words("سند", "در سندان")).toBeNull();
});

test("a Persian plural whose letters are all Arabic's is found in a Persian text alone", () => {
  expect(words("شهر", "شهرها در خطر سیل")).toEqual(["شهر"]);
  expect(found({ any: ["دولت"] }, { title: "دولتها ساکت", language: "fa" })).toEqual(["دولت"]);
  expect(words("علي", "عليها أن تذهب")).toBeNull();
  expect(found({ any: ["شهر"] }, { title: "شهرها", language: "ar" })).toBeNull();
});

test("a Persian plural is found of a noun that ends in a vowel, and some words and the name Pezeshkian are none", () => {
  expect(words("نماینده", "نمایندگان مجلس")).toEqual(["نمایندگان"]);
  expect(words("پیشوا", "پیشوایان دینی")).toEqual(["پیشوا"]);
  expect(words("پزشکی", "پزشکیان گفت")).toBeNull();
  expect(words("گروه", "آزادی گروگان")).toBeNull();
  expect(words("سرگرد", "کودک سرگردان")).toBeNull();
});

test("the Thai sign of an abbreviation is no part of a word", () => {
  expect(words("สหรัฐ", "ผู้นำสหรัฐฯ เยือน")).toEqual(["สหรัฐ"]);
  expect(words("กรุงเทพฯ", "น้ำท่วมกรุงเทพ")).not.toBeNull();
  expect(words("กรุงเทพฯ", "น้ำท่วมกรุงเทพฯ")).not.toBeNull();
});

test("traditional and simplified Han are one", () => {
  expect(words("马来西亚", "馬來西亞")).toEqual(["馬來西亞"]);
  expect(words("臺灣", "台湾")).toEqual(["台湾"]);
});
