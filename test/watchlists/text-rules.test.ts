// Which words count as the same: scripts, accents, possessives, hyphens, acronyms, with spaces or without.
import { expect, test } from "vitest";
import { found } from "./watch.ts";

const words = (term: string, text: string) => found({ any: [term] }, text);

test("only whole words are found", () => {
  expect(words("junta", "The juntas and adjuntas met")).toBeNull();
  expect(words("junta", "The junta met")).toEqual(["junta"]);
  expect(words("хунта", "хунтарь")).toBeNull();
});

test("case is folded in every alphabet, with one sigma and ss for ß", () => {
  expect(words("Οδησσός", "ΟΔΗΣΣΟΣ")).toEqual(["ΟΔΗΣΣΟΣ"]);
  expect(words("Straße", "STRASSE")).toEqual(["STRASSE"]);
  expect(words("россия", "РОССИЯ")).toEqual(["РОССИЯ"]);
  expect(words("Istanbul", "İstanbul")).toEqual(["İstanbul"]);
});

test("accents of Latin, Greek and Cyrillic are folded on both sides", () => {
  expect(words("Cote d'Ivoire", "La Côte d’Ivoire gagne")).toEqual(["Côte d’Ivoire"]);
  expect(words("Erdoğan", "Erdogan spoke")).toEqual(["Erdogan"]);
  expect(words("Королёв", "город Королев")).toEqual(["Королев"]);
  expect(words("Zürich", "Zu\u0308rich")).toEqual(["Zu\u0308rich"]);
});

test("the marks of Burmese, Thai and Hindi distinguish words", () => {
  expect(words("ကား", "ကာ")).toBeNull();
  expect(words("ปา", "ป่า")).toBeNull();
  expect(words("दिन", "दीन")).toBeNull();
  expect(words("दिन", "आज का दिन है")).toEqual(["दिन"]);
});

test("a possessive is not part of the name, whichever apostrophe it has", () => {
  expect(words("Myanmar", "Myanmar's army and Myanmar’s people")).toEqual(["Myanmar", "Myanmar"]);
  expect(words("juntas", "the juntas' leaders, the juntas’ men")).toEqual(["juntas", "juntas"]);
  expect(words("မြန်မာ", "မြန်မာ့တပ်မတော်")).toEqual(["မြန်မာ့"]);
});

test("Turkish endings after an apostrophe are not part of the name, and a short name that ends so keeps them", () => {
  expect(words("Rusya", "Rusya'nın ordusu Rusya’dan, Rusya'ya")).toEqual(["Rusya", "Rusya", "Rusya"]);
  expect(words("Washington", "Washington’a gitti")).toEqual(["Washington"]);
  expect(words("Shi", "a Shi'a cleric")).toBeNull();
  expect(words("Sana", "in Sana'a")).toBeNull();
  expect(words("Sana'a", "in Sana’a’s streets")).toEqual(["Sana’a"]);
});

test("an elided article is not part of the name", () => {
  expect(words("Ukraine", "l’Ukraine et d'Ukraine")).toEqual(["Ukraine", "Ukraine"]);
  expect(words("shell", "She'll say we'll see; she’ll")).toBeNull();
});

test("a name with an apostrophe is found with either apostrophe and with none", () => {
  expect(words("O'Brien", "O’Brien, O'Brien and OBrien")).toEqual(["O’Brien", "O'Brien", "OBrien"]);
  expect(words("McDonald's", "McDonald’s")).toEqual(["McDonald’s"]);
});

test("a hyphen separates words, and a phrase continues across it", () => {
  expect(words("junta", "a pro-junta rally")).toEqual(["junta"]);
  expect(words("Saint Petersburg", "in Saint-Petersburg")).toEqual(["Saint-Petersburg"]);
});

test("soft hyphens and zero-width characters are ignored", () => {
  expect(words("Naypyidaw", "Naypyi\u00adtaw Naypyi\u00addaw\u200b.")).toEqual(["Naypyi\u00addaw"]);
  expect(words("မြန်မာ", "မြန်\u200bမာ")).toEqual(["မြန်\u200bမာ"]);
});

test("full-width letters count as letters", () => {
  expect(words("Russia", "ＲＵＳＳＩＡ")).toEqual(["ＲＵＳＳＩＡ"]);
});

test("half-width kana, full-width digits and ligatures equal their plain forms", () => {
  expect(words("ミャンマー", "ﾐｬﾝﾏｰの国軍")).toEqual(["ﾐｬﾝﾏｰ"]);
  expect(words("ガーナ", "ｶﾞｰﾅ")).toEqual(["ｶﾞｰﾅ"]);
  expect(words("G20", "Ｇ２０サミット")).toEqual(["Ｇ２０"]);
  expect(words("official fire", "oﬃcial ﬁre")).toEqual(["oﬃcial ﬁre"]);
});

test("Arabic is read without vowel signs and strokes, with its letters as typed in any country", () => {
  expect(words("ميانمار", "في مِيَانْمَار")).toEqual(["مِيَانْمَار"]);
  expect(words("روسيا", "روســيا")).toEqual(["روســيا"]);
  expect(words("أوكرانيا", "اوكرانيا")).toEqual(["اوكرانيا"]);
  expect(words("إيران", "ایران")).toEqual(["ایران"]);
  expect(words("القاهرة", "القاهره")).toEqual(["القاهره"]);
  expect(words("علم", "عمل")).toBeNull();
});

test("Hebrew is read without its points, and an acronym with either sign before its last letter", () => {
  expect(words("שלום", "שָׁלוֹם")).toEqual(["שָׁלוֹם"]);
  expect(words('צה"ל', "צה״ל הודיע")).toEqual(["צה״ל"]);
});

test("Vietnamese and Turkish are found with and without their signs", () => {
  expect(words("Hà Nội", "o Ha Noi")).toEqual(["Ha Noi"]);
  expect(words("Da Nang", "Đà Nẵng")).toEqual(["Đà Nẵng"]);
  expect(words("Diyarbakir", "DİYARBAKIR Diyarbakır")).toEqual(["DİYARBAKIR", "Diyarbakır"]);
});

test("Burmese that looks the same is the same, in any order of its marks", () => {
  expect(words("ဝန်ကြီး", "၀န်ကြီးချုပ်")).toEqual(["၀န်ကြီး"]);
  expect(words("ဩဂုတ်", "သြဂုတ်လ")).toEqual(["သြဂုတ်"]);
  expect(words("ကို", "က\u102f\u102d")).toEqual(["က\u102f\u102d"]);
  expect(words("၂၀၂၄", "၂၀၂၄ ခုနှစ်")).toEqual(["၂၀၂၄"]);
});

test("in a headline all in capitals an acronym is found, since nothing tells it from a word", () => {
  expect(found({ any: ["US"] }, { title: "RUSSIA SANCTIONS US BANKS" })).toEqual(["US"]);
  expect(found({ any: ["US"] }, { title: "TELL US MORE", text: "They told us." })).toEqual(["US"]);
  expect(found({ any: ["Nato"] }, { title: "NATO MEETS" })).toEqual(["NATO"]);
});

test("U.S. and US are one word, also with a possessive", () => {
  expect(words("US", "the U.S. army, the U.S.'s army, the US army")).toEqual(["U.S.", "U.S.", "US"]);
  expect(words("U.S.", "the US army")).toEqual(["US"]);
});

test("a short acronym in capitals keeps its case, and a long one is also found as a name", () => {
  expect(words("US", "tell us more")).toBeNull();
  expect(words("WHO", "Who is there?")).toBeNull();
  expect(words("NATO", "Nato and NATO, not nato")).toEqual(["Nato", "NATO"]);
  expect(found({ any: [{ text: "US", case: false }] }, "tell us more")).toEqual(["us"]);
});

test("case: true keeps the case of any term", () => {
  expect(found({ any: [{ text: "Polish", case: true }] }, "polish the Polish table")).toEqual(["Polish"]);
});

test("a phrase continues across line ends, brackets and abbreviations, but not across sentences or paragraphs", () => {
  expect(words("Min Aung Hlaing", "Min\nAung (Hlaing)")).toEqual(["Min\nAung (Hlaing"]);
  expect(words("St Petersburg", "in St. Petersburg")).toEqual(["St. Petersburg"]);
  expect(words("Russia House", "He left Russia. House prices rose.")).toBeNull();
  expect(words("Russia House", "Russia\n\nHouse")).toBeNull();
});

test("a phrase never continues from the title into the text", () => {
  const document = { title: "Talks with Russia", text: "House prices rise" };
  expect(found({ any: ["Russia House"] }, document)).toBeNull();
  expect(found({ near: { within: 10, a: "Russia", b: "House" } }, document)).toBeNull();
});

test("scripts without spaces are found anywhere, with spaces or without", () => {
  expect(words("မြန်မာစစ်ကောင်စီ", "ယနေ့ မြန်မာ စစ်ကောင်စီက ပြောသည်")).toEqual(["မြန်မာ စစ်ကောင်စီ"]);
  expect(words("จีน", "ในประเทศจีนวันนี้")).toEqual(["จีน"]);
  expect(words("พม่า", "รัฐบาลทหารพม่าประกาศ")).toEqual(["พม่า"]);
  expect(words("缅甸", "访问缅甸军政府")).toEqual(["缅甸"]);
  expect(words("ミャンマー", "ミャンマーの国軍")).toEqual(["ミャンマー"]);
  expect(words("미얀마", "미얀마의 군부")).toEqual(["미얀마"]);
  expect(words("កម្ពុជា", "នៅកម្ពុជាថ្ងៃនេះ")).toEqual(["កម្ពុជា"]);
  expect(words("ລາວ", "ປະເທດລາວ")).toEqual(["ລາວ"]);
});

test("Thai, Lao, Khmer and Korean that look the same are the same, however they were typed", () => {
  expect(words("แม่น้ำ", "เเม่นํ้าโขง")).toEqual(["เเม่นํ้า"]);
  expect(words("ແຂວງ", "ເເຂວງ")).toEqual(["ເເຂວງ"]);
  expect(words("ក្ដី", "ក្តី")).toEqual(["ក្តី"]);
  expect(words("미얀마", "미얀마의 군부".normalize("NFD"))).toEqual(["미얀마".normalize("NFD")]);
});

test("a Burmese word does not begin or end within a syllable", () => {
  expect(words("က", "ကန်")).toBeNull();
  expect(words("ခန့်", "ခန\u103a\u1037")).toEqual(["ခန\u103a\u1037"]);
});

test("broken text is read as text: lone surrogates, emoji, nothing at all", () => {
  expect(words("junta", "\ud83d junta 🎉junta\udc00")).toEqual(["junta", "junta"]);
  expect(words("junta", "")).toBeNull();
  expect(words("𝐑ussia", "Russia 𝐑𝐮𝐬𝐬𝐢𝐚")).toEqual(["Russia", "𝐑𝐮𝐬𝐬𝐢𝐚"]);
});
