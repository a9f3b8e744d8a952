// Bridges: over what stands between two words of a text a phrase may go on.
import { AMPERSAND, BREAK, DOT, HYPHEN, NEWLINE, NON_JOINER, SENTENCE_END, SLASH } from "./character-classes.ts";

/** No phrase goes on. */
export const NONE = 0;
/** As between the words of any phrase: spaces, hyphens, quotes, brackets, a line end, the dot of an abbreviation. */
export const PLAIN = 1;
/** Only spaces: the two parts of "S 400". */
export const SPACED = 2;
/** Also a comma, semicolon or colon, which the term has itself. */
export const BROKEN = 4;
/** Also a full stop, which the term has itself: "Gen. Min". */
export const DOTTED = 8;
/** A slash, and no space: 9/11. */
export const SLASHED = 16;
/** A full stop, and no space: E.ON. */
export const TIGHT_DOT = 32;
/** An ampersand. */
export const AND = 64;
/** A hyphen, and no space: 7-0, where no hyphen would be another number. */
export const DASHED = 128;
/** A kind of bridge, as one bit. */
export type Bridge =
  | typeof PLAIN
  | typeof SPACED
  | typeof BROKEN
  | typeof DOTTED
  | typeof SLASHED
  | typeof TIGHT_DOT
  | typeof AND
  | typeof DASHED;

const ANY = PLAIN | BROKEN | DOTTED;
/** The bridges over nothing but spaces, as between most words. */
export const OVER_SPACE = ANY | SPACED;

// What stands between two words.
export const SEEN_SPACE = 1;
export const SEEN_HYPHEN = 2;
const SEEN_SIGN = 4;
const SEEN_BREAK = 8;
export const SEEN_DOT = 16;
const SEEN_SLASH = 32;
const SEEN_AMPERSAND = 64;
export const SEEN_END = 128;
const SEEN_LINE = 256;

/** What a character adds that is neither a space nor part of a word. A second hyphen is a sign like any other, a second line end is an empty line. */
export function seenOf(kind: number, seen: number): number {
  if (kind === HYPHEN || kind === NON_JOINER) return (seen & SEEN_HYPHEN) === 0 ? SEEN_HYPHEN : SEEN_SIGN;
  if (kind === SENTENCE_END) return SEEN_END;
  if (kind === NEWLINE) return (seen & SEEN_LINE) === 0 ? SEEN_LINE : SEEN_END;
  if (kind === DOT) return SEEN_DOT;
  if (kind === BREAK) return SEEN_BREAK;
  if (kind === AMPERSAND) return SEEN_AMPERSAND;
  return kind === SLASH ? SEEN_SLASH : SEEN_SIGN;
}

const abbreviations = new Set(
  (
    "st ste mt ft dr mr mrs ms gen sen gov lt col maj sgt capt cpt cmdr adm rep prof pres rev hon jr sr no vs co inc ltd corp bros dept univ " +
    "sr sra dra d da mme mlle ing mag bzw u ca hl dipl им г гр пр ул обл акад проф ген"
  ).split(" "),
);

/** The bridges over what was seen after the word from `start` to `end`. */
export function bridgesOver(seen: number, text: string, start: number, end: number): number {
  if ((seen & SEEN_END) !== 0) return NONE;
  if ((seen & SEEN_AMPERSAND) !== 0) return (seen & ~(SEEN_AMPERSAND | SEEN_SPACE)) === 0 ? AND : NONE;
  if ((seen & SEEN_BREAK) !== 0) return BROKEN;
  if ((seen & SEEN_DOT) !== 0) {
    const dot = seen === SEEN_DOT ? DOTTED | TIGHT_DOT : DOTTED;
    return end - start === 1 || (end - start < 5 && abbreviations.has(text.slice(start, end).toLowerCase())) ? dot | PLAIN : dot;
  }
  if (seen === SEEN_SPACE) return OVER_SPACE;
  if (seen === SEEN_HYPHEN) return ANY | DASHED;
  return seen === SEEN_SLASH ? ANY | SLASHED : ANY;
}
