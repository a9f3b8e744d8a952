// Character classes: what each UTF-16 code unit means to the word scanner, in one table of 64 K.

export const SEPARATOR = 0;
export const LETTER = 1;
export const DIGIT = 2;
export const MARK = 3;
export const APOSTROPHE = 4;
export const IGNORABLE = 5;
export const DOT = 6;
export const SURROGATE = 7;
/** Burmese and Khmer letters, whose clusters are syllables. */
export const SYLLABLE = 8;
/** Thai and Lao vowels that are written before their consonant. */
export const LEADING_VOWEL = 9;
/** Thai and Lao consonants. */
export const CONSONANT = 10;
/** Han, Kana, Hangul: each character is a cluster. */
export const CHARACTER = 11;
/** Burmese virama and Khmer coeng, which join the next letter to the one before. */
export const STACKER = 12;
/** Ends a sentence: no phrase continues across it. */
export const SENTENCE_END = 13;
export const NEWLINE = 14;

// Later lines win over earlier ones.
const classes: [number, RegExp][] = [
  [LETTER, /\p{L}/u],
  [DIGIT, /\p{N}/u],
  [MARK, /\p{M}/u],
  [CHARACTER, /(?=[\p{L}\p{Nl}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}]/u],
  [SYLLABLE, /(?=\p{L})[\p{sc=Mymr}\p{sc=Khmr}]/u],
  // The digits 0 and 7, which are typed for the letters that they look like: ၀န်ကြီး.
  [SYLLABLE, /[\u1040\u1047]/u],
  [CONSONANT, /(?=\p{L})[\p{sc=Thai}\p{sc=Laoo}]/u],
  [LEADING_VOWEL, /[\u0E40-\u0E44\u0EC0-\u0EC4]/u],
  // Characters that begin no word belong to the letter before, including the vowel and final of a Hangul syllable in single letters.
  [MARK, /[\u1160-\u11FF\uD7B0-\uD7FB]/u],
  [MARK, /[\u0E30\u0E32\u0E33\u0E45\u0EB0\u0EB2\u0EB3\uFF9E\uFF9F]/u],
  [STACKER, /[\u1039\u17D2]/u],
  [IGNORABLE, /\p{Default_Ignorable_Code_Point}/u],
  // The letters ʼ and ʻ, and the accents that replace an apostrophe on some keyboards.
  [APOSTROPHE, /['’‘ʼʻ＇´`]/u],
  [DOT, /\./u],
  [SENTENCE_END, /[!?…。！？؟।။။៕]/u],
  [NEWLINE, /[\n\u2028\u2029]/u],
];

export const classOfUnit = buildTable();

function buildTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [from, to] of [[0, 0xd800] as const, [0xe000, 0x10000] as const]) {
    const units = String.fromCharCode(...Array.from({ length: to - from }, (_, i) => from + i));
    for (const [kind, pattern] of classes) {
      // Runs of one string are ten times faster than a test for each of 65,536 units.
      for (const run of units.matchAll(new RegExp(`(?:${pattern.source})+`, "gu"))) {
        table.fill(kind, from + run.index, from + run.index + run[0].length);
      }
    }
  }
  table.fill(SURROGATE, 0xd800, 0xdc00);
  return table;
}

const astral = new Map<number, number>();

/** The class of the character whose high surrogate is at `index`; a lone surrogate separates words. */
export function classOfPair(units: Uint16Array, index: number, limit: number): number {
  const [high = 0, low = 0] = [units[index], index + 1 < limit ? units[index + 1] : 0];
  if (low < 0xdc00 || low > 0xdfff) return SEPARATOR;
  const point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  const known = astral.get(point);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(point);
  let kind = SEPARATOR;
  for (const [candidate, pattern] of classes) if (pattern.test(character)) kind = candidate;
  astral.set(point, kind);
  return kind;
}
