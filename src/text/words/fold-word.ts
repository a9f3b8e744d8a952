// Folding: the form in which a word of a text and a word of a watchlist are compared.

import { han, simplified } from "./simplified-han.ts";

// Letters that readers take for their plain neighbours but that Unicode does not decompose.
const plainLetters: Record<string, string> = {
  ß: "ss",
  ẞ: "SS",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "Th",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ı: "i",
  ς: "σ",
};
const plainLetter = /[ßẞøØłŁđĐðÐþÞæÆœŒıς]/g;
const asciiOnly = /^[\0-\x7f]*$/;
const alphabetic = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
const alphabeticWithMarks = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu;
export const apostrophe = /['’‘‛ʼʻʽʾʿʹˈ′‵＇´`՚ꞌ׳]/g;
export const anyApostrophe = /['’‘‛ʼʻʽʾʿʹˈ′‵＇´`՚ꞌ׳]/;
const quote = /["”“″״]/g;
/** English words of two that would read as another word without their apostrophe: she'll, we're, can't. */
const contraction = /^(?:(?:i|you|he|she|it|we|they|who|that|there|what)'(?:ll|re|ve|d|m)|\p{L}+n't)$/iu;
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu;
const hebrewPoints = /[\u0591-\u05bd\u05bf-\u05c7]+/g;
/** Vowel signs, which are rarely written, and the stroke that only lengthens a word. */
const arabicSigns = /(?:\u0640|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed])+/g;
// Letters that many keyboards and writers do not distinguish, as in Lucene's ArabicNormalizer and PersianNormalizer.
const arabicLetters: Record<string, string> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ی: "ي", ک: "ك", ة: "ه", ۀ: "ه", ہ: "ه" };
const arabicLetter = /[أإآٱىیکةۀہ]/g;
const semitic = /[\u0590-\u06ff]/;
const burmese = /[\u1000-\u109f]/;
const burmeseMarks = /[\u102b-\u1038\u103a-\u103e]{2,}/g;
const katakana = /[\u30a1-\u30ff]/;
const southeastAsian = /[\u0e00-\u0eff\u1780-\u17ff]/;
const acronym = /^(?:(?:\p{L}\.){2,}\p{L}?|(?:\p{L}\.)+\p{L})[sS]?$/u;
/** й is a letter of its own, and not an и with an accent. */
const shortI = /[йЙ]/g;
const shortILetters: Record<string, string> = { й: "\ue000", Й: "\ue001", "\ue000": "й", "\ue001": "Й" };

/**
 * The word with its case, without features that do not distinguish words: accents of Latin, Greek and Cyrillic letters (in other
 * scripts marks are vowels and stay, except the rarely written Arabic and Hebrew ones), invisible characters, full-width forms, the dots of "U.S.",
 * apostrophes and the letters that look like one, the difference of traditional and simplified Han.
 */
export function plainWord(raw: string): string {
  if (asciiOnly.test(raw)) return plainAscii(raw);
  let word = raw.replace(ignorable, "").replace(apostrophe, "'").replace(quote, "'").normalize("NFKC");
  if (alphabetic.test(word)) {
    word = word
      .replace(shortI, (letter) => shortILetters[letter] ?? letter)
      .normalize("NFKD")
      .replace(alphabeticWithMarks, "$1")
      .normalize("NFC")
      .replace(/[\ue000\ue001]/g, (letter) => shortILetters[letter] ?? letter)
      .replace(plainLetter, (letter) => plainLetters[letter] ?? letter);
  }
  if (semitic.test(word)) word = plainSemitic(word);
  if (burmese.test(word)) word = plainBurmese(word);
  if (katakana.test(word)) word = word.replace(soundOfV, (sound) => soundsOfV[sound] ?? "ブ");
  if (han.test(word)) word = simplified(word);
  if (southeastAsian.test(word)) word = plainSoutheastAsian(word);
  return plainAscii(word);
}

/** Names from abroad are written with the sound of v, or with that of b. */
const soundOfV = /ヴ[ァィェォ]?/g;
const soundsOfV: Record<string, string> = { ヴァ: "バ", ヴィ: "ビ", ヴェ: "ベ", ヴォ: "ボ" };

function plainSemitic(word: string): string {
  const letters = word
    .replace(hebrewPoints, "")
    .replace(arabicSigns, "")
    .replace(arabicLetter, (letter) => arabicLetters[letter] ?? letter);
  return letters === "" ? word : letters;
}

/** Makes equal what looks equal: marks in any order of typing, digits typed for the letters that they look like. */
function plainBurmese(word: string): string {
  return word
    .replaceAll("\u1040", "\u101d")
    .replaceAll("\u1047", "\u101b")
    .replaceAll("\u1029", "\u101e\u103c")
    .replaceAll("\u102a", "\u101e\u103c\u1031\u102c\u103a")
    .replace(burmeseMarks, sortedMarks)
    .replaceAll("\u1005\u103b", "\u1008")
    .replaceAll("\u1025\u102e", "\u1026")
    .replaceAll("\u1025\u103a", "\u1009\u103a");
}

/** Each mark once, the medials first, since they are nearest to their letter. */
function sortedMarks(marks: string): string {
  const sorted = [...new Set(marks)].sort();
  return [...sorted.filter((mark) => mark >= "\u103b"), ...sorted.filter((mark) => mark < "\u103b")].join("");
}

/** Thai and Lao with e typed twice for ae and a tone mark after the ring of am; the Khmer da and ta, which look the same below a letter. */
function plainSoutheastAsian(word: string): string {
  return word
    .replace(/^\u0e40\u0e40/, "\u0e41")
    .replace(/^\u0ec0\u0ec0/, "\u0ec1")
    .replace(/(\u0e4d)([\u0e48-\u0e4b])|(\u0ecd)([\u0ec8-\u0ecb])/g, "$2$1$4$3")
    .replaceAll("\u17d2\u178a", "\u17d2\u178f");
}

function plainAscii(word: string): string {
  let straight = word.includes("`") ? word.replaceAll("`", "'") : word;
  if (straight.includes("'") && !contraction.test(straight)) straight = straight.replaceAll("'", "");
  return straight.includes(".") && acronym.test(straight) ? straight.replaceAll(".", "") : straight;
}

/** The form of a word that is compared: plain and in lower case. */
export function foldWord(raw: string): string {
  return lowerCase(plainWord(raw));
}

/** Lower case of a plain word; one sigma for the two. */
export function lowerCase(plain: string): string {
  return plain.toLowerCase().replaceAll("ς", "σ");
}

/** The word with its case and its accents, for terms that ask for them; otherwise plain. */
export function accentedWord(raw: string): string {
  const word = raw.replace(ignorable, "").replace(apostrophe, "'").normalize("NFKC");
  return plainAscii(word);
}
