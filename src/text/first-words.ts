// The first words of a text, for an entry or a page that has no headline.
import { splitSentences } from "./split-sentences.ts";

const LENGTH_MAX = 120;
/** If no space is so near the end, as in Chinese, it is cut where a dictionary of the language ends a word. */
const WORD_LENGTH_MAX = 30;

/** The first sentence, or as much of it as a headline may have; null if there is none. In UTF-16 units it is 121 long at most. */
export function firstWords(text: string): string | null {
  const begin = text.trimStart().slice(0, 4 * LENGTH_MAX);
  const [sentence] = splitSentences(begin);
  const first = (sentence === undefined ? begin : begin.slice(sentence.start, sentence.end)).replace(/\s+/gu, " ").trim();
  if (first === "") return null;
  if (first.length <= LENGTH_MAX) return first;
  const space = first.lastIndexOf(" ", LENGTH_MAX);
  return `${space > LENGTH_MAX - WORD_LENGTH_MAX ? first.slice(0, space) : wholeWords(first)}…`;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** As many whole words as fit: Thai and Burmese letters have signs of their own, which no cut may part from them. */
function wholeWords(text: string): string {
  const segments = [...segmenter.segment(text.slice(0, LENGTH_MAX + WORD_LENGTH_MAX))];
  const end = segments.findLast(({ index }) => index <= LENGTH_MAX)?.index ?? 0;
  return end > LENGTH_MAX / 2 ? text.slice(0, end) : text.slice(0, LENGTH_MAX).replace(/[\uD800-\uDBFF]$/u, "");
}
