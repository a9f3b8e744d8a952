// The words around a place in a text: the longer phrases of which a term was a part there.

interface Around {
  /** The name of which the place is a part: words with a capital, two to four; null if it is none. */
  name: string | null;
  /** Phrases of two and three words, the shortest first. */
  phrases: string[];
}

interface Word {
  start: number;
  end: number;
}

const REACH = 120;
const NAME_WORDS_MAX = 4;
/** What parts two phrases. */
const BREAK = /[.!?;:,()[\]"“”„«»…|\n\r]|\s[–—-]\s/;

/** The words between two offsets, as a reader of any script would part them. */
function wordsIn(text: string, from: number, to: number): Word[] {
  const segments = new Intl.Segmenter("und", { granularity: "word" }).segment(text.slice(from, to));
  return [...segments]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: from + index, end: from + index + segment.length }));
}

export function wordsAround(text: string, { start, end }: Word): Around {
  const words = wordsIn(text, Math.max(0, start - REACH), Math.min(text.length, end + REACH));
  const first = words.findIndex((word) => word.end > start);
  const last = words.findLastIndex((word) => word.start < end);
  if (first < 0 || last < first) return { name: null, phrases: [] };
  const phrase = (from: number, to: number): string | null => {
    const [a, b] = [words[from], words[to]];
    if (a === undefined || b === undefined) return null;
    const found = text.slice(a.start, b.end);
    return BREAK.test(found) ? null : found.normalize("NFC").replace(/\s+/g, " ");
  };
  const phrases = [
    phrase(first, last + 1),
    phrase(first - 1, last),
    phrase(first - 1, last + 1),
    phrase(first, last + 2),
    phrase(first - 2, last),
  ];
  return { name: nameAround(words, first, last, { text, phrase }), phrases: phrases.filter((one) => one !== null) };
}

interface Reading {
  text: string;
  phrase(from: number, to: number): string | null;
}

function nameAround(words: readonly Word[], first: number, last: number, { text, phrase }: Reading): string | null {
  const isCapital = (at: number): boolean => /^\p{Lu}/u.test(text.slice(words[at]?.start ?? text.length));
  let [from, to] = [first, last];
  while (isCapital(from - 1) && phrase(from - 1, to) !== null) from--;
  while (isCapital(to + 1) && phrase(from, to + 1) !== null) to++;
  const count = to - from + 1;
  // In a headline that has a capital everywhere no name can be told.
  return count > last - first + 1 && count <= NAME_WORDS_MAX && isCapital(first) ? phrase(from, to) : null;
}

/** Names of several words in a text, and its long words, outside of these places. */
export function tellingWords(text: string, places: readonly Word[]): { names: string[]; words: string[] } {
  const names = (text.match(/\p{Lu}[\p{L}\p{M}\p{N}’'-]+(?: \p{Lu}[\p{L}\p{M}\p{N}’'-]+){1,3}/gu) ?? []).filter((name) =>
    isOutside(text, name, places),
  );
  const words = wordsIn(text, 0, text.length)
    .map(({ start, end }) => text.slice(start, end))
    .filter((word) => word.length >= 5 && !/\p{N}/u.test(word) && isOutside(text, word, places));
  return { names: unique(names), words: unique(words).toSorted((a, b) => b.length - a.length) };
}

function isOutside(text: string, part: string, places: readonly Word[]): boolean {
  const at = text.indexOf(part);
  return places.every(({ start, end }) => at + part.length <= start || at >= end);
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.normalize("NFC")))];
