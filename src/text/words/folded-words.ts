// The words of a text as they are compared everywhere: each folded, with its place in the text as given.
import { foldWord } from "./fold-word.ts";
import { placeAsGiven, scanAsUnicode } from "./scan-as-unicode.ts";
import { createWords } from "./scan-words.ts";

export interface FoldedWord {
  /** In lower case and without the signs that distinguish no words; Burmese in Zawgyi as Unicode. */
  word: string;
  /** UTF-16 offsets in the text as given. */
  start: number;
  end: number;
}

const words = createWords();

/**
 * Reads a text as watchlists do: grouping, excerpts and the search for news compare words in this form. A script without spaces gives a
 * word for each syllable or character. Takes linear time.
 */
export function foldedWords(text: string): FoldedWord[] {
  words.count = 0;
  const scanned = scanAsUnicode(text, words);
  const found: FoldedWord[] = [];
  for (let at = 0; at < words.count; at++)
    found.push({ word: foldWord(scanned.text.slice(words.start[at], words.end[at])), start: 0, end: 0 });
  if (scanned.zawgyi) placeAsGiven(words, 0, scanned.zawgyi);
  for (const [at, word] of found.entries()) Object.assign(word, { start: words.start[at] ?? 0, end: words.end[at] ?? 0 });
  return found;
}
