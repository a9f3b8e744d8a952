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
import { grown } from "./grown.ts";

/** The word follows the one before it within one sentence and paragraph, so a phrase may span both. */
export const JOINED = 1;
/** The word is a cluster of a script written without spaces. */
export const CLUSTER = 2;

/** Words in reading order; offsets are UTF-16 units within the scanned text. */
export interface Words {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Of the units from start to end, by `hashOf`. */
  hash: Int32Array;
  flags: Uint8Array;
  /** How many of the words scanned last are Burmese or Khmer. */
  syllables: number;
  /** The UTF-16 units of all scanned texts; those of the text scanned last begin at `base`. */
  units: Uint16Array;
  base: number;
  /** How many units there are, and the same memory as bytes. */
  filled: number;
  bytes: Buffer;
}

export function createWords(): Words {
  const size = 1024;
  const units = new Uint16Array(size);
  return {
    count: 0,
    start: new Int32Array(size),
    end: new Int32Array(size),
    hash: new Int32Array(size),
    flags: new Uint8Array(size),
    syllables: 0,
    units,
    base: 0,
    filled: 0,
    bytes: Buffer.from(units.buffer),
  };
}

/** Appends the words of `text` to `words`. Takes time linear in the text's length, whatever it holds. */
export function scanWords(text: string, words: Words): void {
  const base = copyUnits(text, words);
  const { units } = words;
  const limit = base + text.length;
  let { count, start, end: ends, hash: hashes, flags } = words;
  let joined = 0;
  let newlines = 0;
  let lettersBefore = 0;
  for (let i = base; i < limit;) {
    const unit = units[i] ?? 0;
    let kind = classOfUnit[unit] ?? SEPARATOR;
    if (kind === SEPARATOR) {
      i++;
      continue;
    }
    const isPair = kind === SURROGATE;
    if (isPair) kind = classOfPair(units, i, limit);
    let end = i;
    let hash = 0;
    switch (kind) {
      case LETTER:
      case DIGIT: {
        // Nearly every word is one run of letters and digits; its hash is computed on the way.
        hash = Math.imul(hashSeed ^ unit, hashPrime);
        let next: number = SEPARATOR;
        for (end = i + 1; end < limit; end++) {
          const following = units[end] ?? 0;
          next = classOfUnit[following] ?? SEPARATOR;
          if (next > MARK || next === SEPARATOR) break;
          hash = Math.imul(hash ^ following, hashPrime);
        }
        if (isPair || (end < limit && (isInner(next) || (next === DOT && end === i + 1)))) {
          end = kind === LETTER ? endOfAcronym(units, i, limit) : i;
          if (end === i) end = endOfWord(units, i, limit);
          hash = hashOf(units, i, end);
        } else hash ^= hash >>> 15;
        break;
      }
      case SYLLABLE:
      case CONSONANT:
      case LEADING_VOWEL:
      case CHARACTER:
        end = endOfCluster(words, i, limit, kind);
        hash = hashOf(units, i, end);
        break;
      case SENTENCE_END:
        joined = 0;
        break;
      case DOT:
        // "Gen. Min Aung Hlaing" is one phrase; after a longer word the dot ends a sentence.
        if (lettersBefore > 4 && !isWordPart(classAt(units, i + 1, limit))) joined = 0;
        break;
      case NEWLINE:
        if (++newlines > 1) joined = 0;
        break;
    }
    if (end === i) {
      i++;
      continue;
    }
    if (count === start.length) ({ start, end: ends, hash: hashes, flags } = grow(words));
    start[count] = i - base;
    ends[count] = end - base;
    hashes[count] = hash;
    flags[count++] = joined | (kind >= SYLLABLE ? CLUSTER : 0);
    joined = JOINED;
    newlines = 0;
    lettersBefore = kind >= SYLLABLE ? 0 : end - i;
    i = end;
  }
  words.count = count;
}

const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/** FNV-1a over the units, with a last step that spreads the high bits down. */
export function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = hashSeed;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (units[i] ?? 0), hashPrime);
  return hash ^ (hash >>> 15);
}

function classAt(units: Uint16Array, index: number, limit: number): number {
  return index < limit ? (classOfUnit[units[index] ?? 0] ?? SEPARATOR) : SEPARATOR;
}

/** Characters that may be within a word without being letters of it. */
function isInner(kind: number): boolean {
  return kind === APOSTROPHE || kind === IGNORABLE || kind === SURROGATE || kind === STACKER;
}

function isWordPart(kind: number): boolean {
  return kind <= MARK && kind !== SEPARATOR;
}

function endOfWord(units: Uint16Array, start: number, limit: number): number {
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
    else if (kind === APOSTROPHE && isWordPart(classAt(units, i + 1, limit))) end = i += 2;
    else return end;
  }
}

/** The end of "U.S." or "U.S", with a possessive after it, or `start` if there is none. */
function endOfAcronym(units: Uint16Array, start: number, limit: number): number {
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
function endOfCluster(words: Words, start: number, limit: number, kind: number): number {
  const { units } = words;
  if (kind === SYLLABLE) words.syllables++;
  let end = start + (classAt(units, start, limit) === SURROGATE ? 2 : 1);
  // Two e are typed for one ae, since they look the same.
  if (kind === LEADING_VOWEL && isE(units[start]) && end < limit && units[end] === units[start]) end++;
  if (kind === LEADING_VOWEL && classAt(units, end, limit) === CONSONANT) end++;
  for (let i = end; ;) {
    const next = classAt(units, i, limit);
    if (next === MARK) end = ++i;
    else if (next === IGNORABLE) i++;
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

/**
 * Copies the text's units after the existing ones, and returns where they begin. Strings have a dozen forms in V8, and reading
 * units from all of them in one loop is three times as slow as from an array.
 */
function copyUnits(text: string, words: Words): number {
  const base = words.count === 0 ? 0 : words.filled;
  if (base + text.length > words.units.length) {
    const longer = new Uint16Array((base + text.length) * 2);
    longer.set(words.units.subarray(0, base));
    words.units = longer;
    words.bytes = Buffer.from(longer.buffer);
  }
  // All processors that Node supports store the low byte first, like utf16le.
  words.bytes.write(text, base * 2, "utf16le");
  words.base = base;
  words.syllables = 0;
  words.filled = base + text.length;
  return base;
}

function grow(words: Words): Words {
  const flags = new Uint8Array(words.flags.length * 2);
  flags.set(words.flags);
  const size = words.start.length * 2;
  return Object.assign(words, {
    start: grown(words.start, size),
    end: grown(words.end, size),
    hash: grown(words.hash, size),
    flags,
  });
}
