// The word scanner: where each word of a text begins and ends, in one pass, for every script.
import {
  APOSTROPHE,
  CHARACTER,
  CONSONANT,
  DIGIT,
  DOT,
  IGNORABLE,
  LEADING_VOWEL,
  LETTER,
  MARK,
  NEWLINE,
  SENTENCE_END,
  SEPARATOR,
  STACKER,
  SURROGATE,
  SYLLABLE,
  classOfPair,
  classOfUnit,
} from "./character-classes.ts";

/** The word follows the one before it with no sentence or paragraph ending between them, so a phrase may span both. */
export const JOINED = 1;
/** The word is a cluster of a script that is written without spaces. */
export const CLUSTER = 2;

/** Words in order of reading; offsets are UTF-16 and count within the text that was scanned. */
export interface Words {
  count: number;
  start: Int32Array;
  end: Int32Array;
  flags: Uint8Array;
}

export function createWords(): Words {
  return { count: 0, start: new Int32Array(1024), end: new Int32Array(1024), flags: new Uint8Array(1024) };
}

/** Appends the words of `text` to `words`. Linear in the text's length, whatever it holds. */
export function scanWords(text: string, words: Words): void {
  const length = text.length;
  let joined = 0;
  let newlines = 0;
  let lettersBefore = 0;
  for (let i = 0; i < length;) {
    let kind = classAt(text, i);
    if (kind === SURROGATE) kind = classOfPair(text, i);
    let end = i;
    switch (kind) {
      case LETTER:
        end = endOfAcronym(text, i);
        if (end === i) end = endOfWord(text, i);
        break;
      case DIGIT:
        end = endOfWord(text, i);
        break;
      case SYLLABLE:
      case CONSONANT:
      case LEADING_VOWEL:
      case CHARACTER:
        end = endOfCluster(text, i, kind);
        break;
      case SENTENCE_END:
        joined = 0;
        break;
      case DOT:
        // "Gen. Min Aung Hlaing" is one phrase; after a longer word the dot ends a sentence.
        if (lettersBefore > 4 && !isWordPart(classAt(text, i + 1))) joined = 0;
        break;
      case NEWLINE:
        if (++newlines > 1) joined = 0;
        break;
    }
    if (end === i) {
      i++;
      continue;
    }
    add(words, i, end, joined | (kind >= SYLLABLE ? CLUSTER : 0));
    joined = JOINED;
    newlines = 0;
    lettersBefore = kind >= SYLLABLE ? 0 : end - i;
    i = end;
  }
}

function classAt(text: string, index: number): number {
  // The code unit beyond the end is NaN, and looking that up in a table is slow for ever after.
  return index < text.length ? (classOfUnit[text.charCodeAt(index)] ?? SEPARATOR) : SEPARATOR;
}

function isWordPart(kind: number): boolean {
  return kind <= MARK && kind !== SEPARATOR;
}

function endOfWord(text: string, start: number): number {
  let end = start + (classAt(text, start) === SURROGATE ? 2 : 1);
  for (let i = end; ;) {
    let kind = classAt(text, i);
    let width = 1;
    if (kind === SURROGATE) {
      kind = classOfPair(text, i);
      width = 2;
    }
    if (isWordPart(kind) || kind === STACKER) end = i += width;
    else if (kind === IGNORABLE) i += width;
    else if (kind === APOSTROPHE && isWordPart(classAt(text, i + 1))) end = i += 2;
    else return end;
  }
}

/** The end of "U.S." or "U.S", with a possessive after it, or `start` where no such thing stands. */
function endOfAcronym(text: string, start: number): number {
  if (classAt(text, start + 1) !== DOT || classAt(text, start + 2) !== LETTER) return start;
  let end = start;
  let letters = 0;
  while (classAt(text, end) === LETTER && classAt(text, end + 1) === DOT) {
    end += 2;
    letters++;
  }
  if (classAt(text, end) === LETTER && !isWordPart(classAt(text, end + 1))) {
    end++;
    letters++;
  }
  if (letters < 2) return start;
  const possessive = classAt(text, end) === APOSTROPHE && /s/i.test(text.charAt(end + 1)) && !isWordPart(classAt(text, end + 2));
  return possessive ? end + 2 : end;
}

/**
 * The end of one cluster: a Burmese or Khmer syllable, a Thai or Lao letter with what is written around it, or one
 * character. A name's first and last letters are always at such borders, so a phrase of clusters is never lost.
 */
function endOfCluster(text: string, start: number, kind: number): number {
  let end = start + (classAt(text, start) === SURROGATE ? 2 : 1);
  if (kind === LEADING_VOWEL && classAt(text, end) === CONSONANT) end++;
  for (let i = end; ;) {
    const next = classAt(text, i);
    if (next === MARK) end = ++i;
    else if (next === IGNORABLE) i++;
    else if (next === STACKER) end = i += classAt(text, i + 1) === SYLLABLE ? 2 : 1;
    else if (next === SYLLABLE && kind === SYLLABLE && closesSyllable(text, i)) end = ++i;
    else return end;
  }
}

/** A Burmese consonant under an asat, or on top of a stack, ends the syllable before it. */
function closesSyllable(text: string, index: number): boolean {
  // The dot below is typed before the asat as often as after it.
  const after = text.charCodeAt(index + 1) === 0x1037 ? index + 2 : index + 1;
  const unit = text.charCodeAt(after);
  return unit === 0x103a || unit === 0x1039;
}

function add(words: Words, start: number, end: number, flags: number): void {
  const index = words.count++;
  if (index === words.start.length) grow(words);
  words.start[index] = start;
  words.end[index] = end;
  words.flags[index] = flags;
}

function grow(words: Words): void {
  const size = words.start.length * 2;
  const start = new Int32Array(size);
  start.set(words.start);
  const end = new Int32Array(size);
  end.set(words.end);
  const flags = new Uint8Array(size);
  flags.set(words.flags);
  Object.assign(words, { start, end, flags });
}
