// Measures how much a text says, whatever its script: so many letters of an alphabet would say it.

const TELLING = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu;
const HANGUL = /\p{sc=Hangul}/gu;
/** The first character of such a script is far beyond the alphabets. */
const MAY_TELL = /[\u1100-\uffff]/;

/** A report of 600 letters in English has 150 characters in Chinese and 200 in Korean. */
export function weighText(text: string): number {
  if (!MAY_TELL.test(text)) return text.length;
  return text.length + 3 * (text.match(TELLING)?.length ?? 0) + 2 * (text.match(HANGUL)?.length ?? 0);
}

/** A text of fewer characters weighs less than so many letters, in any script. */
export const charsOf = (letters: number): number => Math.floor(letters / 4);
