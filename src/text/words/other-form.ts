// Another form of a word: two words that begin alike and end differently.

/** Two forms of a word have so many letters in common at their beginning, in UTF-16 units. */
export const FORM_BEGINNING = 4;
/** Of two forms, most letters are the same: so much of the longer one. */
const SAME_MIN = 0.6;
/** A whole word may get an ending of so many letters. */
const ENDING_MAX = 4;

/**
 * What two folded words have in common at their beginning, in UTF-16 units, if they may be forms of one word, such as `sanction` and `sanctioned`;
 * 0 if they may not be, or are the same.
 */
export function sharedByForms(one: string, other: string): number {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared++;
  const [shorter, longer] = one.length < other.length ? [one.length, other.length] : [other.length, one.length];
  if (shared < FORM_BEGINNING || shared === longer) return 0;
  const isLengthened = shared === shorter && longer - shorter <= ENDING_MAX;
  return isLengthened || shared >= SAME_MIN * longer ? shared : 0;
}
