// Whether two titles may be one headline before and after an edit.

const TITLE_CHARS_MAX = 300;
/** This share of the shorter title's words must be in the other too. */
const SHARED_MIN = 0.5;
// Scripts without spaces between words are compared character by character.
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu;

/** Returns true also if one of them is empty: that contradicts nothing. */
export function areSimilarTitles(a: string | null, b: string | null): boolean {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const [short, long] = first.size <= second.size ? [first, second] : [second, first];
  if (short.size === 0) return true;
  return [...short].filter((word) => long.has(word)).length >= SHARED_MIN * short.size;
}

/** Of the longer headline so much must be in the shorter too: "Junta surrenders" is not "Junta denies that it has given up". */
const LONGER_SHARED_MIN = 0.3;

/** Whether two feeds give one article's headline. True also if one of them is empty. */
export function areOneHeadline(a: string | null, b: string | null): boolean {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  if (first.size === 0 || second.size === 0) return true;
  const shared = [...first].filter((word) => second.has(word)).length;
  return (
    shared >= SHARED_MIN * Math.min(first.size, second.size) && shared >= LONGER_SHARED_MIN * Math.max(first.size, second.size)
  );
}

const wordsOf = (title: string | null): Set<string> =>
  new Set((title ?? "").slice(0, TITLE_CHARS_MAX).normalize("NFKC").toLowerCase().match(WORDS) ?? []);
