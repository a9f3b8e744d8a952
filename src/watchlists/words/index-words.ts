// The words of a document for an index: each once, in every form under which a term might look for it.
import { lowerCase } from "../../text/words/fold-word.ts";
import { eachJoinedWord } from "../../text/words/joined-words.ts";
import { eachPersianNoun } from "../../text/words/persian-plurals.ts";
import { readingsOf } from "../../text/words/readings.ts";
import { scanAsUnicode } from "../../text/words/scan-as-unicode.ts";
import { createWords } from "../../text/words/scan-words.ts";

/** The longest indexed word, in UTF-16 units; search terms are cut to the same length. */
export const indexedLengthMax = 64;
/** A document with more different words is not an article, and is found without an index. Postgres's tsvector ends at 1 MiB. */
const wordsMax = 30_000;
const unitsMax = 250_000;

const words = createWords();

/** Returns the folded words of title and text in no order, or null if there are too many. Takes linear time. */
export function indexWords(title: string, text: string): string[] | null {
  const surfaces = new Set<string>();
  for (const field of [title, text]) {
    words.count = 0;
    const scanned = scanAsUnicode(field, words).text;
    for (let word = 0; word < words.count; word++) surfaces.add(scanned.slice(words.start[word], words.end[word]));
    eachJoinedWord(scanned, words, 0, (_from, _to, joined) => surfaces.add(joined));
    eachPersianNoun(scanned, words, 0, (_at, noun) => surfaces.add(noun));
    if (surfaces.size > wordsMax) return null;
  }
  const found = new Set<string>();
  let units = 0;
  for (const surface of surfaces)
    for (const reading of readingsOf(surface)) {
      const word = lowerCase(reading).slice(0, indexedLengthMax);
      if (word === "" || found.has(word)) continue;
      found.add(word);
      units += word.length;
    }
  return units > unitsMax ? null : [...found];
}
