// Where a word of a text ends, by the script that it begins with.
import {
  APOSTROPHE,
  CONSONANT,
  DOT,
  IGNORABLE,
  LEADING_VOWEL,
  LETTER,
  MARK,
  NON_JOINER,
  QUOTE,
  SEPARATOR,
  STACKER,
  SURROGATE,
  SYLLABLE,
  classOfPair,
  classOfUnit,
} from "./character-classes.ts";

export const hashSeed = 0x811c9dc5;
export const hashPrime = 0x01000193;

/** FNV-1a over the units, with a last step that spreads the high bits down. */
export function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (units[i] ?? 0), hashPrime);
  return hash ^ (hash >>> 15);
}

export function classAt(units: Uint16Array, index: number, limit: number): number {
  return index < limit ? (classOfUnit[units[index] ?? 0] ?? SEPARATOR) : SEPARATOR;
}

/** Characters that may be within a word without being letters of it. */
export function isInner(kind: number): boolean {
  return (
    kind === APOSTROPHE || kind === IGNORABLE || kind === SURROGATE || kind === STACKER || kind === QUOTE || kind === NON_JOINER
  );
}

export function isWordPart(kind: number): boolean {
  return kind <= MARK && kind !== SEPARATOR;
}

export function endOfWord(units: Uint16Array, start: number, limit: number): number {
  let end = start + (classAt(units, start, limit) === SURROGATE ? 2 : 1);
  for (let i = end; ;) {
    let kind = classAt(units, i, limit);
    let width = 1;
    if (kind === SURROGATE) {
      kind = classOfPair(units, i, limit);
      width = 2;
    }
    if (isWordPart(kind) || kind === STACKER) end = i += width;
    else if (kind === IGNORABLE) i += width;
    else if (kind === NON_JOINER) {
      if (isArabic(units[i - 1] ?? 0) && isArabic(unitAt(units, i + 1, limit))) return end;
      i++;
    } else if (kind === QUOTE && isQuotedThrough(units[i - 1] ?? 0, unitAt(units, i + 1, limit))) end = i += 2;
    else if (kind === APOSTROPHE && isWordPart(classAt(units, i + 1, limit))) end = i += 2;
    else return end;
  }
}

/** The end of "U.S." or "U.S", with a possessive after it, or `start` if there is none. */
export function endOfAcronym(units: Uint16Array, start: number, limit: number): number {
  if (classAt(units, start + 1, limit) !== DOT || classAt(units, start + 2, limit) !== LETTER) return start;
  let end = start;
  let letters = 0;
  while (classAt(units, end, limit) === LETTER && classAt(units, end + 1, limit) === DOT) {
    end += 2;
    letters++;
  }
  if (classAt(units, end, limit) === LETTER && !isWordPart(classAt(units, end + 1, limit))) {
    end++;
    letters++;
  }
  if (letters < 2) return start;
  const possessive =
    classAt(units, end, limit) === APOSTROPHE && isS(units[end + 1]) && !isWordPart(classAt(units, end + 2, limit));
  return possessive ? end + 2 : end;
}

/**
 * The end of one cluster: a Burmese or Khmer syllable, a Thai or Lao letter with its marks, or one character. A name's first and
 * last letters are always at such borders, so a phrase of clusters is never lost.
 */
export function endOfCluster(units: Uint16Array, start: number, limit: number, kind: number): number {
  let end = start + (classAt(units, start, limit) === SURROGATE ? 2 : 1);
  // Two e are typed for one ae, since they look the same.
  if (kind === LEADING_VOWEL && isE(units[start]) && end < limit && units[end] === units[start]) end++;
  if (kind === LEADING_VOWEL && classAt(units, end, limit) === CONSONANT) end++;
  for (let i = end; ;) {
    const next = classAt(units, i, limit);
    if (next === MARK) end = ++i;
    else if (next === IGNORABLE || next === NON_JOINER) i++;
    else if (next === STACKER) end = i += classAt(units, i + 1, limit) === SYLLABLE ? 2 : 1;
    else if (next === SYLLABLE && kind === SYLLABLE && closesSyllable(units, i, limit)) end = ++i;
    else return end;
  }
}

/** A Burmese consonant under an asat, or on top of a stack, ends the syllable before it. */
function closesSyllable(units: Uint16Array, index: number, limit: number): boolean {
  // The dot below is typed before the asat as often as after it.
  const after = unitAt(units, index + 1, limit) === 0x1037 ? index + 2 : index + 1;
  const unit = unitAt(units, after, limit);
  return unit === 0x103a || unit === 0x1039;
}

/** Of Thai or Lao. */
const isE = (unit: number | undefined): boolean => unit === 0x0e40 || unit === 0x0ec0;

const isS = (unit: number | undefined): boolean => unit === 0x53 || unit === 0x73;

/** Returns 0 beyond the end. */
function unitAt(units: Uint16Array, index: number, limit: number): number {
  return index < limit ? (units[index] ?? 0) : 0;
}

/** The end of a run of Katakana or Hangul, in which only marks and characters that count as nothing may stand. */
export function endOfRun(units: Uint16Array, start: number, limit: number, kind: number): number {
  let end = start + 1;
  for (let i = end; ; i++) {
    const next = classAt(units, i, limit);
    if (next === kind || next === MARK) end = i + 1;
    else if (next !== IGNORABLE) return end;
  }
}

/** Where the first word of a hashtag or handle ends: Save in SaveMyanmar, AI in AIAct, Myanmar in Myanmar2026. Mc begins a name. */
export function endOfPiece(units: Uint16Array, start: number, limit: number): number {
  for (let i = start + 1; i < limit; i++) {
    const [before, here] = [charAt(units, i - 1), charAt(units, i)];
    if (isDigit(before) !== isDigit(here) && isLetterOrDigit(before) && isLetterOrDigit(here)) return i;
    if (!isUpper(here)) continue;
    const isMc = i - start === 2 && before === "c" && charAt(units, start) === "M";
    if (isLower(before) && !isMc) return i;
    if (isUpper(before) && i + 1 < limit && isLower(charAt(units, i + 1))) return i;
  }
  return limit;
}

/** Signs that may be part of a name touch its end: C++, C#; or it is one letter with a full stop, an initial. */
export function isSign(units: Uint16Array, start: number, end: number): boolean {
  const unit = units[end];
  return unit === 0x2b || unit === 0x23 || (unit === 0x2e && end - start === 1);
}

const charAt = (units: Uint16Array, index: number): string => String.fromCharCode(units[index] ?? 0);
const isUpper = (character: string): boolean => /[\p{Lu}\p{Lt}]/u.test(character);
const isLower = (character: string): boolean => /\p{Ll}/u.test(character);
const isDigit = (character: string): boolean => /\p{Nd}/u.test(character);
const isLetterOrDigit = (character: string): boolean => /[\p{L}\p{Nd}]/u.test(character);

const isArabic = (unit: number): boolean => unit >= 0x600 && unit <= 0x77f;

/** Within a word of Cyrillic or Hebrew a double quote stands for an apostrophe. */
const isQuotedThrough = (before: number, after: number): boolean =>
  (before >= 0x400 && before <= 0x52f && after >= 0x400 && after <= 0x52f) ||
  (before >= 0x5d0 && before <= 0x5ea && after >= 0x5d0 && after <= 0x5ea);
