// Folds away what outlets change without writing anything new: case, accents, quotes, spelling, the form of numbers, the encoding of Burmese,
// traditional characters.
import { han, simplified } from "../text/words/simplified-han.ts";
import { readZawgyi } from "../text/words/read-zawgyi.ts";

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel signs and tatweel. Marks of other scripts are letters, and stay. */
const OPTIONAL_MARKS = /[\u0300-\u036f]|\u0640|[\u064b-\u065f]|\u0670|(?=\p{sc=Hebr})\p{Mn}/gu;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * Turns British spellings into American ones, and unifies how house styles write "per cent", "U.S." and "junta's". Other words change
 * too ("four", "prise"), but alike in every copy, which is harmless.
 */
const SPELLINGS: Record<string, string> = {
  z: "s",
  our: "or",
  ll: "l",
  ae: "e",
  oe: "e",
  mme: "m",
  ogue: "og",
  ence: "ense",
  tre: "ter",
  bre: "ber",
  " per cent": " percent",
  "%": " percent ",
  "'": "",
  "’": "",
  ʼ: "",
};
const SPELLING = / per cent|our|ll|ae|oe|mme|ogue|ence|[bt]re(?=s?\b)|[z%'’ʼ]/g;
const DOT_IN_ACRONYM = /\b([a-z])\.(?=[a-z]\b)/g;

/** The text in lower case and in one spelling, so that its words and clusters can be compared. Offsets are not kept. */
export function foldText(text: string): string {
  const unicode = asUnicode(text).toLowerCase();
  const lower = han.test(unicode) ? simplified(unicode) : unicode;
  return (BEYOND_ASCII.test(lower) ? dropMarks(lower) : lower)
    .replace(DOT_IN_ACRONYM, "$1")
    .replace(SPELLING, (found) => SPELLINGS[found] ?? found);
}

const BURMESE = /[\u1000-\u109f]/;

const asUnicode = (text: string): string => (BURMESE.test(text) ? (readZawgyi(text)?.text ?? text) : text);

/** Composes again at the end, or Hangul and kana would stay in pieces. */
function dropMarks(text: string): string {
  return text.replace(INVISIBLE, "").normalize("NFKD").replace(OPTIONAL_MARKS, "").normalize("NFC");
}
