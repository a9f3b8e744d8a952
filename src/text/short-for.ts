// Tells an agency's signature "(AA)" from an abbreviation of the words before it: "the Arakan Army (AA)".

const ABBREVIATION = /^[(（[［【]?\p{Lu}{2,5}[)）\]］】]?$/u;
const CHARACTERS_BEFORE_MAX = 200;
/** A name has none of these between its words; "ALLENTOWN, Pa. (AP)" is a place. */
const BREAK = /[,.;:!?]/;

/** A few capitals, with or without brackets. */
export function isAbbreviation(text: string): boolean {
  return ABBREVIATION.test(text);
}

/** Whether `before` ends in the words that are abbreviated: "the Middle East and North Africa" for "(MENA)". */
export function isShortFor(abbreviation: string, before: string): boolean {
  if (!isAbbreviation(abbreviation)) return false;
  const letters = abbreviation.toLowerCase().match(/\p{L}/gu) ?? [];
  const name = before.slice(-CHARACTERS_BEFORE_MAX).split(BREAK).at(-1) ?? "";
  for (const word of (name.match(/[\p{L}\p{N}]+/gu) ?? []).toReversed()) {
    if (letters.length === 0) return true;
    if (word.toLowerCase().startsWith(letters.at(-1) ?? "")) letters.pop();
    else if (!/^\p{Ll}{1,4}$/u.test(word)) return false;
  }
  return letters.length === 0;
}
