// Folding: the form in which a word of a text and a word of a watchlist are compared.

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
const apostrophe = /['’‘ʼʻ＇´`]/g;
const anyApostrophe = /['’‘ʼʻ＇´`]/;
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
const southeastAsian = /[\u0e00-\u0eff\u1780-\u17ff]/;
const acronym = /^(?:\p{L}\.)+\p{L}?(?:['’‘ʼʻ＇´`][sS])?$/u;

/**
 * The word with its case, without features that do not distinguish words: accents of Latin, Greek and Cyrillic letters (in other
 * scripts marks are vowels and stay, except the rarely written Arabic and Hebrew ones), invisible characters, full-width forms, the dots of "U.S.".
 */
export function plainWord(raw: string): string {
  if (asciiOnly.test(raw)) return plainAscii(raw);
  let word = raw.replace(ignorable, "").replace(apostrophe, "'").normalize("NFKC");
  if (alphabetic.test(word)) {
    word = word
      .normalize("NFKD")
      .replace(alphabeticWithMarks, "$1")
      .normalize("NFC")
      .replace(plainLetter, (letter) => plainLetters[letter] ?? letter);
  }
  if (semitic.test(word)) word = plainSemitic(word);
  if (burmese.test(word)) word = plainBurmese(word);
  if (southeastAsian.test(word)) word = plainSoutheastAsian(word);
  return plainAscii(word);
}

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
  const straight = word.includes("`") ? word.replace(apostrophe, "'") : word;
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

const elision =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|un|all|dall|dell|nell|sull|coll|quell|quest|bell|sant)'(?=\p{L}{2})/iu;
/** English and Turkish separate the endings of names: Russia's, Rusya'nın, Washington'a. After few letters 'a is part of a name: Sana'a. */
const possessive =
  /(?<=.)'s$|(?<=\p{L}{3})'(?:n?[ıiuü]n|n?[dt][ae]n?(?:ki)?|[yn][aeıiuü]|y?l[ae]|l[ıiuü]|l[ae]r)$|(?<=\p{L}{5})'[aeıiuü]$/iu;
const burmeseGenitive = /^([\u1000-\u109f]+)\u1037(\u103a?)$/;

/** The forms as which a text's word may be read: itself, and itself without a possessive ("Myanmar’s") or an elision ("l’Ukraine"). */
export function readingsOf(plain: string): string[] {
  if (plain.includes("'")) {
    const bare = plain.replace(possessive, "");
    const readings = [plain, bare, plain.replace(elision, ""), bare.replace(elision, "")];
    return [...new Set(readings)];
  }
  // Burmese marks the possessor with a dot below: မြန်မာ့ means "of မြန်မာ".
  const owner = burmeseGenitive.exec(plain);
  return owner ? [plain, `${owner[1]}${owner[2]}`] : [plain];
}

/** How many UTF-16 units of the word in the text are an elision at its start and a possessive at its end. */
export function trimOf(raw: string): { start: number; end: number } {
  if (!anyApostrophe.test(raw)) return { start: 0, end: 0 };
  const straight = raw.replace(apostrophe, "'");
  return { start: elision.exec(straight)?.[0].length ?? 0, end: possessive.exec(straight)?.[0].length ?? 0 };
}
