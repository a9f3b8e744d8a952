// The forms of one word of a term: its case where that counts, oe for ö, the s of a genitive or plural.
import { SPACED, AND, TIGHT_DOT } from "../../text/words/bridges.ts";
import { accentedWord, foldWord, lowerCase, plainWord } from "../../text/words/fold-word.ts";
import { withDigraphs } from "../../text/words/readings.ts";
import type { Bridge } from "../../text/words/bridges.ts";
import type { WordPattern } from "../words/word-pattern.ts";
import type { TermWord } from "./term-words.ts";
import type { TermOptions } from "./term-options.ts";

/** A word and its neighbours. */
export interface WordPlace {
  word: TermWord;
  /** The bridge from the word before and to the word after; undefined at the ends. */
  before: Bridge | undefined;
  next: Bridge | undefined;
  /** A number stands before or after it. */
  numbered: boolean;
  last: boolean;
}

const exact = (word: string): WordPattern => ({ kind: "word", word, cased: true });
const folded = (word: string): WordPattern => ({ kind: "word", word, cased: false });

/** Nearly every word has a small letter, which is soon seen. */
export const isAcronym = (raw: string): boolean =>
  raw.length > 1 && raw === raw.toUpperCase() && /^\p{Lu}{2,5}$/u.test(plainWord(raw));

/** `keeps`: acronyms keep their capitals in this term. */
export function formsOf(
  { word: { raw }, before, next, numbered, last }: WordPlace,
  options: TermOptions,
  keeps: boolean,
): WordPattern[] {
  const plain = plainWord(raw);
  if (options.accents) {
    const word = accentedWord(raw);
    return [{ kind: "word", word: options.case ? word : lowerCase(word), cased: options.case ?? false, accents: true }];
  }
  if (options.case) return [exact(plain)];
  if (keeps && isAcronym(raw)) {
    const title = plain.slice(0, 1) + plain.slice(1).toLowerCase();
    const forms = [exact(plain)];
    // NATO is also Nato, as many papers write it, but not nato; UN is only UN.
    if (plain.length > 3 || numbered) forms.push(exact(title));
    if (last) forms.push(exact(`${plain}s`));
    return forms;
  }
  const letters = /^\p{Lu}\p{L}?$/u.test(plain);
  if (options.case === undefined && letters && next === SPACED) return unique([exact(plain), exact(plain.toUpperCase())]);
  const single = /^\p{Lu}$/u.test(plain);
  const besideSign = before === AND || next === AND || before === TIGHT_DOT || next === TIGHT_DOT;
  if (options.case === undefined && single && besideSign) return [exact(plain)];
  // 3M and 5G are no 3 metres and no 5 grams.
  if (options.case === undefined && /^\p{Nd}+\p{Lu}$/u.test(plain)) return [exact(plain)];
  const lower = foldWord(raw);
  const forms: WordPattern[] = [folded(lower)];
  // Several of a code: F-16s.
  if (before === SPACED && last && /\p{Nd}$/u.test(lower)) forms.push(folded(`${lower}s`));
  const digraph = withDigraphs(raw);
  if (digraph !== null) forms.push(folded(foldWord(digraph)));
  return forms;
}

const unique = (patterns: WordPattern[]): WordPattern[] =>
  patterns.filter((one, at) => patterns.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
