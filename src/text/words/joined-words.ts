// Joined words: words of a text that may also be read as one, or with the signs that touch them: cease-fire, #ArakanArmy, C++.
import { CLUSTER, GOES_ON, HYPHENED, SIGNED } from "./scan-words.ts";
import type { Words } from "./scan-words.ts";

const PARTS_MAX = 4;
const LENGTH_MAX = 48;
const HALF_SPACE = "\u200c";
const signsAfter = /^[+#]+/;
const digit = /\p{Nd}/u;

/** Calls `visit` with the first and last word, and the word that they make. `text` is the text scanned last, `first` its first word. */
export function eachJoinedWord(
  text: string,
  words: Words,
  first: number,
  visit: (from: number, to: number, joined: string) => void,
): void {
  if ((words.special & (HYPHENED | GOES_ON | SIGNED)) === 0) return;
  for (let at = first; at < words.count; at++) {
    const flags = words.flags[at] ?? 0;
    const next = at + 1 < words.count ? (words.flags[at + 1] ?? 0) : 0;
    if ((flags & SIGNED) !== 0) visit(at, at, withSigns(text, words, at));
    if ((next & HYPHENED) !== 0 && (flags & CLUSTER) === 0) joinHyphened(text, words, at, visit);
    if ((next & GOES_ON) !== 0 && (flags & GOES_ON) === 0) {
      let last = at + 1;
      while (last + 1 < words.count && ((words.flags[last + 1] ?? 0) & GOES_ON) !== 0) last++;
      for (let part = at; part < last; part++) joinCode(text, words, part, visit);
      visit(at, last, text.slice(words.start[at], words.end[last]));
    }
  }
}

/** G20 in #G20Summit. */
function joinCode(text: string, words: Words, from: number, visit: (from: number, to: number, joined: string) => void): void {
  if (digit.test(text.charAt(words.start[from + 1] ?? 0)))
    visit(from, from + 1, text.slice(words.start[from], words.end[from + 1]));
}

function joinHyphened(text: string, words: Words, from: number, visit: (from: number, to: number, joined: string) => void): void {
  let joined = text.slice(words.start[from], words.end[from]);
  for (let to = from + 1; to < words.count && to < from + PARTS_MAX && ((words.flags[to] ?? 0) & HYPHENED) !== 0; to++) {
    const part = text.slice(words.start[to], words.end[to]);
    // 9-11 is not 911.
    if (digit.test(joined.slice(-1)) && digit.test(part.slice(0, 1))) return;
    // What follows the half-space of Persian is seen to be no ending of the word before it.
    joined += text.charAt(words.end[to - 1] ?? 0) === HALF_SPACE ? HALF_SPACE + part : part;
    if (joined.length > LENGTH_MAX) return;
    visit(from, to, joined);
  }
}

/** "C++" of "C", "J." of an initial, ".NET" of "NET". */
function withSigns(text: string, words: Words, at: number): string {
  const [start, end] = [words.start[at] ?? 0, words.end[at] ?? 0];
  const word = text.slice(start, end);
  const after = signsAfter.exec(text.slice(end, end + 8))?.[0] ?? (end - start === 1 && text[end] === "." ? "." : "");
  const before = text[start - 1] === "." && /^$|\s/u.test(text.charAt(start - 2)) ? "." : "";
  return `${before}${word}${after}`;
}
