// The words of a term as it was written, each with what stands before it.
import { scanAsUnicode } from "../../text/words/scan-as-unicode.ts";
import { CLUSTER, createWords } from "../../text/words/scan-words.ts";

export interface TermWord {
  /** With its signs: C++, .NET; a star that stands for letters is part of it too. */
  raw: string;
  /** What stands between it and the word before. */
  gap: string;
  /** Of a script written without spaces. */
  cluster: boolean;
}

const words = createWords();

/** `text` is the term in Unicode. Null: a star stands within a word of a script that has no words. */
export function readTermWords(written: string): { text: string; words: TermWord[] | null } {
  words.count = 0;
  const { text } = scanAsUnicode(written, words);
  const read: TermWord[] = [];
  let endBefore = 0;
  for (let at = 0; at < words.count; at++) {
    let start = words.start[at] ?? 0;
    const first = at;
    while (text[words.end[at] ?? 0] === "*" && words.start[at + 1] === (words.end[at] ?? 0) + 1 && at + 1 < words.count) {
      if (isCluster(at) || isCluster(at + 1)) return { text, words: null };
      at++;
    }
    let end = words.end[at] ?? 0;
    const cluster = isCluster(first);
    if (!cluster) {
      if (text[end] === "*") end++;
      else while (text[end] === "+" || (text[end] === "#" && end > start)) end++;
      if (text[start - 1] === "." && /^$|\s/u.test(text.charAt(start - 2))) start--;
    }
    read.push({ raw: text.slice(start, end), gap: text.slice(endBefore, start), cluster });
    endBefore = end;
  }
  return { text, words: read };
}

const isCluster = (word: number): boolean => ((words.flags[word] ?? 0) & CLUSTER) !== 0;
