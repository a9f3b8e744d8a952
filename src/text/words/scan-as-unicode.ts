// Scans a text as Unicode: Burmese in Zawgyi is converted before its words are cut.
import { readZawgyi } from "./read-zawgyi.ts";
import { scanWords } from "./scan-words.ts";
import type { ZawgyiReading } from "./read-zawgyi.ts";
import type { Words } from "./scan-words.ts";

/** Appends the words of `given` to `words`; their offsets count within the returned `text`. `zawgyi` is null if that is `given`. */
export function scanAsUnicode(given: string, words: Words): { text: string; zawgyi: ZawgyiReading | null } {
  const { count, filled } = words;
  scanWords(given, words);
  // Other texts skip the check.
  const zawgyi = words.syllables > 0 ? readZawgyi(given) : null;
  if (!zawgyi) return { text: given, zawgyi };
  Object.assign(words, { count, filled });
  scanWords(zawgyi.text, words);
  return { text: zawgyi.text, zawgyi };
}

/** Maps the words from `first` on back to their places in the given text. */
export function placeAsGiven({ start, end, count }: Words, first: number, { starts, ends }: ZawgyiReading): void {
  for (let word = first; word < count; word++) {
    start[word] = starts[start[word] ?? 0] ?? 0;
    end[word] = ends[(end[word] ?? 0) - 1] ?? 0;
  }
}
