// The first words of a text, for an entry or a page that has no headline.
import { splitSentences } from "./split-sentences.ts";

const LENGTH_MAX = 120;
/** Where no space is near the end, as in Chinese, it is cut between letters. */
const WORD_LENGTH_MAX = 30;

/** The first sentence, or as much of it as a headline may have; null if there is none. In UTF-16 units it is 121 long at most. */
export function firstWords(text: string): string | null {
  const begin = text.trimStart().slice(0, 4 * LENGTH_MAX);
  const [sentence] = splitSentences(begin);
  const first = (sentence === undefined ? begin : begin.slice(sentence.start, sentence.end)).replace(/\s+/gu, " ").trim();
  if (first === "") return null;
  if (first.length <= LENGTH_MAX) return first;
  const cut = first.slice(0, LENGTH_MAX).replace(/[\uD800-\uDBFF]$/u, "");
  const space = cut.lastIndexOf(" ");
  return `${space > LENGTH_MAX - WORD_LENGTH_MAX ? cut.slice(0, space) : cut}…`;
}
