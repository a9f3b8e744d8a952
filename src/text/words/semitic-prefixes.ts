// One-letter words that Arabic and Hebrew write together with the next: and, in, to, from, like, the.

const LEFT_MIN = 3;
/** Letters that Arabic has not: the word is Persian, Urdu or Kurdish, which write these words apart. */
export const notArabic = /[پچژگیکٹڈڑںہےۀ]/;

/** `plain` is folded. Of a word in Arabic: وبالصين is الصين and صين, للصين too. */
export function withoutArabicPrefixes(plain: string): string[] {
  if (plain.length <= LEFT_MIN) return [];
  const words = [plain];
  if (/^[وف]/.test(plain)) add(words, plain.slice(1));
  for (const word of words.slice()) {
    // "To" swallows the letter of the article.
    if (word.startsWith("لل")) add(words, `ال${word.slice(2)}`, LEFT_MIN + 2);
    if (/^[بل]/.test(word)) add(words, word.slice(1));
    else if (word.startsWith("ك")) add(words, word.slice(1), LEFT_MIN + 1);
  }
  for (const word of words.slice()) if (word.startsWith("ال")) add(words, word.slice(2));
  return words.slice(1);
}

const hebrewSteps = [["ו"], ["לכש", "כש", "מש", "ש"], ["ב", "ל", "כ", "מ"], ["ה"]];

/** Of a word in Hebrew: שבמיאנמר is במיאנמר and מיאנמר. */
export function withoutHebrewPrefixes(plain: string): string[] {
  if (plain.length <= LEFT_MIN) return [];
  const words = [plain];
  for (const prefixes of hebrewSteps)
    for (const word of words.slice())
      for (const prefix of prefixes) if (word.startsWith(prefix)) add(words, word.slice(prefix.length));
  // After a prefix the letter vav at a word's beginning is written twice.
  for (const word of words.slice(1)) if (word.startsWith("וו")) add(words, word.slice(1));
  return words.slice(1);
}

function add(words: string[], word: string, least = LEFT_MIN): void {
  if (word.length >= least) words.push(word);
}
