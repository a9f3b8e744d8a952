// Initials: J.D., JD, J. D. and J D are one, and A. I. is AI where each letter has its full stop.
import { PLAIN } from "../../text/words/bridges.ts";
import { plainWord } from "../../text/words/fold-word.ts";
import { isAcronym } from "./word-forms.ts";
import type { WordPattern } from "../words/word-pattern.ts";
import type { TermWord } from "./term-words.ts";

const APART_MAX = 3;

/** `forms`: of each word, the first as written. */
export function initialsOf(words: readonly TermWord[], forms: readonly WordPattern[][], keeps: boolean): WordPattern[][] {
  if (!keeps) return [];
  const phrase = forms.map(([form]) => form).filter((form) => form !== undefined);
  return [...apart(words, phrase), ...together(words, phrase)];
}

function apart(words: readonly TermWord[], phrase: readonly WordPattern[]): WordPattern[][] {
  const at = words.findIndex(({ raw }) => isAcronym(raw) && plainWord(raw).length <= APART_MAX);
  const word = words[at];
  if (!word) return [];
  // Before a name the letters are those of a person; anywhere else each needs its full stop.
  const ofPerson =
    /^\p{Lu}\p{L}*\p{Ll}/u.test(words[at + 1]?.raw ?? "") && (word.raw.includes(".") || words.length === 2 || at > 0);
  const letters = Array.from(plainWord(word.raw), String).map((letter, index): WordPattern => ({
    kind: "word",
    word: ofPerson ? letter : `${letter}.`,
    cased: true,
    after: index === 0 ? phrase[at]?.after : PLAIN,
  }));
  const rest = phrase.slice(at + 1).map((form, index) => (index === 0 ? { ...form, after: PLAIN as typeof PLAIN } : form));
  return [[...phrase.slice(0, at), ...letters, ...rest]];
}

/** GK Chesterton for G. K. Chesterton. */
function together(words: readonly TermWord[], phrase: readonly WordPattern[]): WordPattern[][] {
  const isInitial = (at: number) => /^\p{Lu}$/u.test(words[at]?.raw ?? "") && /^[.\s]*$/u.test(words[at]?.gap ?? "");
  const first = words.findIndex((_, at) => isInitial(at) && isInitial(at + 1));
  if (first < 0) return [];
  let last = first + 1;
  while (isInitial(last + 1)) last++;
  const letters = words.slice(first, last + 1).map(({ raw }) => plainWord(raw));
  const one: WordPattern = { kind: "word", word: letters.join(""), cased: true, after: phrase[first]?.after };
  const rest = phrase.slice(last + 1).map((form, index) => (index === 0 ? { ...form, after: PLAIN as typeof PLAIN } : form));
  return [[...phrase.slice(0, first), one, ...rest]];
}
