// The letters of a name, reduced to those that the tables of spellings are written in, for each script.

/** The scripts that a Latin name is compared with letter by letter. */
export const tableScripts = [
  "cyrillic",
  "arabic",
  "hebrew",
  "kana",
  "hangul",
  "han",
  "greek",
  "georgian",
  "devanagari",
  "thai",
  "khmer",
] as const;
export type TableScript = (typeof tableScripts)[number];
export type NameScript = TableScript | "latin" | "burmese";

const scripts: readonly [NameScript, RegExp][] = [
  ["latin", /\p{Script=Latin}/u],
  ["cyrillic", /\p{Script=Cyrillic}/u],
  ["arabic", /\p{Script=Arabic}/u],
  ["hebrew", /\p{Script=Hebrew}/u],
  ["hangul", /\p{Script=Hangul}/u],
  ["kana", /[\p{Script=Katakana}\p{Script=Hiragana}]/u],
  ["han", /\p{Script=Han}/u],
  ["greek", /\p{Script=Greek}/u],
  ["georgian", /\p{Script=Georgian}/u],
  ["devanagari", /\p{Script=Devanagari}/u],
  ["thai", /\p{Script=Thai}/u],
  ["burmese", /\p{Script=Myanmar}/u],
  ["khmer", /\p{Script=Khmer}/u],
];

/** The script of a word by its first letter of a known script, or null. */
export function nameScriptOf(word: string): NameScript | null {
  const code = word.codePointAt(0) ?? 0;
  if (code < 0x250) return /\p{L}/u.test(word) ? "latin" : null;
  return scripts.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}

const latinSounds: Record<string, string> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ı: "i",
  š: "sh",
  ś: "sh",
  ş: "sh",
  ș: "sh",
  č: "ch",
  ć: "ch",
  ž: "zh",
  ż: "zh",
  ț: "ts",
  ţ: "ts",
};

/** A Latin word in the 26 letters: š becomes sh, since other scripts write it as they write sh; other accents go. */
export function latinLetters(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z]*$/.test(lower)) return lower;
  return lower
    .normalize("NFC")
    .replace(/[^\0-\x7f]/gu, (letter) => latinSounds[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[^a-z]/g, "");
}

const fold = (text: string, letters: Record<string, string>): string =>
  Array.from(text)
    .map((letter) => letters[letter] ?? letter)
    .join("");

// Letters of Ukrainian, Belarusian, Serbian and Macedonian as Russian writes their sounds.
const cyrillic: Record<string, string> = {
  ё: "е",
  і: "и",
  ї: "и",
  є: "е",
  ґ: "г",
  ў: "в",
  ј: "й",
  љ: "ль",
  њ: "нь",
  џ: "дж",
  ђ: "дж",
  ћ: "ч",
  ѓ: "г",
  ќ: "к",
  ѕ: "з",
  ә: "а",
  ғ: "г",
  қ: "к",
  ң: "н",
  ө: "о",
  ұ: "у",
  ү: "у",
  һ: "х",
};
/** With the four letters of Persian, and what keyboards do not tell apart. */
const arabic: Record<string, string> = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ى: "ي",
  ی: "ي",
  ې: "ي",
  ک: "ك",
  ة: "ه",
  ۀ: "ه",
  ہ: "ه",
  ؤ: "و",
  ئ: "ي",
  گ: "غ",
  پ: "ب",
  چ: "ش",
  ژ: "ج",
  ڤ: "ف",
};
const hebrew: Record<string, string> = { ך: "כ", ם: "מ", ן: "נ", ף: "פ", ץ: "צ" };

/** A word of a script in the letters of the script's table; letters of other scripts are left out. */
export function scriptLetters(script: TableScript, word: string): string {
  switch (script) {
    case "cyrillic":
      return fold(word.normalize("NFC").toLowerCase(), cyrillic).replace(/[^а-я]/g, "");
    case "arabic":
      return fold(word, arabic).replace(/[^\u0627-\u063a\u0641-\u064a]|\u0640/g, "");
    case "hebrew":
      return fold(word, hebrew).replace(/[^א-ת]/g, "");
    case "kana":
      return word
        .normalize("NFKC")
        .replace(/[ぁ-ゖ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
        .replace(/[^ァ-ヺー]/g, "");
    // Syllables are too many to learn: their letters are compared.
    case "hangul":
      return word.normalize("NFD").replace(/[^\u1100-\u11ff]/g, "");
    case "han":
      return word.replace(/[^\p{Script=Han}]/gu, "");
    case "greek":
      return greekLetters(word);
    case "khmer":
      return word.replace(/[^\u1780-\u17d2]/g, "");
    // A vowel that is written before its consonant is spoken after it.
    case "thai":
      return word
        .replace(/[\u0e47-\u0e4e\u0e2f\u0e46]|[^\u0e01-\u0e4d]/g, "")
        .replace(/([\u0e40-\u0e44])([\u0e01-\u0e2e])/g, "$2$1");
    case "georgian":
      return word.replace(/[^ა-ჰ]/g, "");
    case "devanagari":
      return word.normalize("NFC").replace(/[\u093c\u200c\u200d]|[^\u0901-\u0963]/g, "");
    default:
      return script satisfies never;
  }
}

const greekDigraphs: readonly (readonly [RegExp, string])[] = [
  [/ντ/g, "d"],
  [/μπ/g, "b"],
  [/γ[κγ]/g, "g"],
  [/ου/g, "u"],
  [/τσ/g, "c"],
  [/τζ/g, "j"],
  [/[εου]ι/g, "ι"],
  [/αι/g, "ε"],
];

/** What two letters write as one sound is one letter of the table. */
function greekLetters(word: string): string {
  const letters = word
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^α-ω]/g, "")
    .replaceAll("ς", "σ");
  return greekDigraphs.reduce((text, [pattern, letter]) => text.replace(pattern, letter), letters);
}
