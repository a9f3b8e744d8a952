// Persian plurals that are written together with their noun: وزیران is وزیر, کتابهای is کتاب. After a half-space they are words of their own.

import { foldWord } from "./fold-word.ts";
import { notArabic } from "./semitic-prefixes.ts";
import type { Words } from "./scan-words.ts";

/** Folded endings. Of things with what may follow: "the … of", "some …". Nouns on ه have گان, those on a vowel یان. */
const plurals = [
  { ending: /ها(?:يي?)?$/, noun: "", lettersMin: 3 },
  { ending: /گان$/, noun: "ه", lettersMin: 4 },
  { ending: /(?<=[او])يان$/, noun: "", lettersMin: 4 },
  { ending: /ان$/, noun: "", lettersMin: 4 },
];
/** Names and words that only end like a plural: Soleiman, Pezeshkian, a hero, Shirvan, a hostage, all countries on -stan. */
const noPlural = /^(?:سليمان|پزشكيان|گريگوريان|پهلوان|شيروان|سرگردان|كاردان|گروگان|مهرگان|.{3,}ستان)$/;

/** Before a half-space the noun is a word by itself. */
const apart = /\u200c(?:ها[یي]{0,2}|ان)$/;

/** `raw` is a word, `plain` the word folded. Returns the noun of a plural. Short beginnings are none: تنها is "only", ایران a country. */
export function withoutPersianPlural(plain: string, raw: string): string[] {
  if (noPlural.test(plain) || apart.test(raw)) return [];
  for (const { ending, noun, lettersMin } of plurals) {
    const found = plain.replace(ending, noun);
    if (found !== plain) return found.length >= lettersMin ? [found] : [];
  }
  return [];
}

const persianLetters = /[پچژگیک]/;
/** Languages of the same letters whose words end otherwise. */
const otherLanguages = /^(?:ur|ckb|ku|ps|sd|ug|pa)\b/;

/** Whether a text is in Persian, by its language or by letters that Arabic has not. */
export const isPersian = (text: string, language: string | null): boolean =>
  language !== null && /^(?:fa|prs)\b/.test(language) ? true : persianLetters.test(text) && !otherLanguages.test(language ?? "");

const LENGTH_MIN = 5;
const endsLikePlural = /[انیي]$/;

/**
 * Calls `visit` with each word of a Persian text that may be a plural although all its letters are Arabic's too (شهرها, دولتها), and with its
 * noun. `text` is the text scanned last, `first` its first word.
 */
export function eachPersianNoun(text: string, words: Words, first: number, visit: (at: number, noun: string) => void): void {
  for (let at = first; at < words.count; at++) {
    const [start, end] = [words.start[at] ?? 0, words.end[at] ?? 0];
    if (end - start < LENGTH_MIN || !endsLikePlural.test(text.charAt(end - 1))) continue;
    const raw = text.slice(start, end);
    // The others are read so wherever they stand.
    if (!notArabic.test(raw)) for (const noun of withoutPersianPlural(foldWord(raw), raw)) visit(at, noun);
  }
}
