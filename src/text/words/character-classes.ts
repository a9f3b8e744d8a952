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
/** Han, Hiragana, Bopomofo: each character is a cluster. */
export const CHARACTER = 11;
/** Burmese virama and Khmer coeng, which join the next letter to the one before. */
export const STACKER = 14;
/** Ends a sentence: no phrase continues across it. */
export const SENTENCE_END = 15;
export const NEWLINE = 16;
/** A run of Katakana is a word, since it ends where the script does; so is a run of Hangul, whose words are spaced. */
export const KATAKANA = 12;
export const HANGUL = 13;
/** Hyphens and dashes, and the dot between the parts of a name in Katakana or Han. */
export const HYPHEN = 17;
/** Commas, semicolons and colons. */
export const BREAK = 18;
export const AMPERSAND = 19;
export const SLASH = 20;
/** Any other sign. */
export const SYMBOL = 21;
/** The zero-width non-joiner: in Arabic script the edge of a part of a word, elsewhere nothing. */
export const NON_JOINER = 22;
/** Double quotes, which some papers print for an apostrophe, and Hebrew before the last letter of an acronym. */
export const QUOTE = 23;

// Later lines win over earlier ones.
const classes: [number, RegExp][] = [
  [SYMBOL, /[^\s\p{Z}]/u],
  [LETTER, /\p{L}/u],
  [DIGIT, /\p{N}/u],
  [MARK, /\p{M}/u],
  [CHARACTER, /(?=[\p{L}\p{Nl}])[\p{scx=Han}\p{scx=Hira}\p{scx=Bopo}]/u],
  [KATAKANA, /(?=\p{L})[\p{sc=Kana}ー\uff70]/u],
  [HANGUL, /(?=\p{L})\p{sc=Hang}/u],
  [SYLLABLE, /(?=\p{L})[\p{sc=Mymr}\p{sc=Khmr}]/u],
  // The digits 0 and 7, which are typed for the letters that they look like: ၀န်ကြီး.
  [SYLLABLE, /[\u1040\u1047]/u],
  [CONSONANT, /(?=\p{L})[\p{sc=Thai}\p{sc=Laoo}]/u],
  [LEADING_VOWEL, /[\u0E40-\u0E44\u0EC0-\u0EC4]/u],
  // Characters that begin no word belong to the letter before, including the vowel and final of a Hangul syllable in single letters.
  [MARK, /[\u1160-\u11FF\uD7B0-\uD7FB]/u],
  [MARK, /[\u0E30\u0E32\u0E33\u0E45\u0EB0\u0EB2\u0EB3\uFF9E\uFF9F]/u],
  // The Thai sign of an abbreviation: กรุงเทพฯ, สหรัฐฯ.
  [SYMBOL, /\u0E2F/u],
  [STACKER, /[\u1039\u17D2]/u],
  [IGNORABLE, /\p{Default_Ignorable_Code_Point}/u],
  [NON_JOINER, /\u200c/u],
  // With the letters that look like one, the primes, and the accents that replace it on some keyboards.
  [APOSTROPHE, /['’‘‛ʼʻʽʾʿʹˈ′‵＇´`՚ꞌ׳]/u],
  [QUOTE, /["”“″״]/u],
  [HYPHEN, /[\p{Pd}\u2212\u00b7\u2027\u30fb\uff65]/u],
  [BREAK, /[,;:\u060c\u061b\u3001\uff0c\uff1b\uff1a\ufe50\u104a\u055d\u1802]/u],
  [AMPERSAND, /[&\uff06]/u],
  [SLASH, /[/\uff0f]/u],
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
