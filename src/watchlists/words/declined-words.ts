// Declined words: many beginnings, each with the endings that may follow it, found by cutting a text's word at each length.
import type { EndingsPattern } from "./word-pattern.ts";

interface Declined {
  endings: ReadonlySet<string>;
  capital: boolean;
  key: number;
}

export interface DeclinedWords {
  /** The pattern's key; `next` gives a new one. The same beginning with the same set of endings is the same pattern. */
  keyOf(pattern: EndingsPattern, next: () => number): number;
  /** Adds the keys of the patterns that a word of a text matches; `lower` is `plain` in lower case. */
  collect(plain: string, lower: string, found: number[]): void;
}

const startsUpper = /^[\p{Lu}\p{Lt}]/u;

export function createDeclined(): DeclinedWords {
  const byStem = new Map<string, Declined | Declined[]>();
  const lengths = new Map<ReadonlySet<string>, number>();
  let longest = 0;

  return {
    keyOf({ stem, endings, capital }, next) {
      const known = byStem.get(stem);
      const list = known === undefined ? [] : Array.isArray(known) ? known : [known];
      const same = list.find((one) => one.endings === endings && one.capital === capital);
      if (same) return same.key;
      if (!lengths.has(endings)) lengths.set(endings, Math.max(0, ...[...endings].map(({ length }) => length)));
      longest = Math.max(longest, lengths.get(endings) ?? 0);
      const made = { endings, capital, key: next() };
      // Nearly every beginning has one set of endings, and a list for each would take much memory.
      byStem.set(stem, known === undefined ? made : [...list, made]);
      return made.key;
    },
    collect(plain, lower, found) {
      if (byStem.size === 0) return;
      for (let cut = lower.length; cut > 0 && cut >= lower.length - longest; cut--) {
        const known = byStem.get(lower.slice(0, cut));
        if (known === undefined) continue;
        const ending = lower.slice(cut);
        for (const { endings, capital, key } of Array.isArray(known) ? known : [known])
          if (endings.has(ending) && (!capital || startsUpper.test(plain))) found.push(key);
      }
    },
  };
}
