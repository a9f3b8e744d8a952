// Over what a phrase goes on from one word of a term to the next, by what the term has between them.
import { AND, BROKEN, DASHED, DOTTED, PLAIN, SLASHED, SPACED, TIGHT_DOT } from "../../text/words/bridges.ts";
import type { Bridge } from "../../text/words/bridges.ts";
import type { TermWord } from "./term-words.ts";

const hyphen = /^[\p{Pd}\u2212]$/u;
const startsWithDigit = /^\p{Nd}/u;
const endsWithDigit = /\p{Nd}$/u;

export function bridgeOf(before: TermWord, { raw, gap }: TermWord): Bridge {
  if (/[&＆]/.test(gap)) return AND;
  if (/[,;:،؛、，；：]/.test(gap)) return BROKEN;
  const numbers = endsWithDigit.test(before.raw) && startsWithDigit.test(raw);
  if (numbers && gap === "/") return SLASHED;
  if (numbers && hyphen.test(gap)) return DASHED;
  // The initial of В.Путин is followed by a name, the E of E.ON by more capitals.
  if (gap === ".") return before.raw.length > 1 || !/\p{Ll}/u.test(raw) ? TIGHT_DOT : DOTTED;
  if (gap.includes(".")) return DOTTED;
  return isCode(before.raw, raw, gap) ? SPACED : PLAIN;
}

/** Letters and a number that are one name: S-400, iPhone-15, G 7; not the place and the year of Moscow 2026. */
function isCode(letters: string, number: string, gap: string): boolean {
  if (!/\p{L}$/u.test(letters) || !startsWithDigit.test(number)) return false;
  return gap === "" || hyphen.test(gap) || /^\p{Lu}{1,2}\p{L}?$/u.test(letters);
}

export const isWrittenClosely = (gap: string): boolean => gap === "" || gap === "." || hyphen.test(gap);
