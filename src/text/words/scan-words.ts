// The word scanner: where each word of a text begins and ends, in one pass, for every script.
import {
  DIGIT,
  DOT,
  HANGUL,
  KATAKANA,
  LETTER,
  MARK,
  SENTENCE_END,
  SEPARATOR,
  SURROGATE,
  SYLLABLE,
  classOfPair,
  classOfUnit,
} from "./character-classes.ts";
import { OVER_SPACE, SEEN_DOT, SEEN_END, SEEN_HYPHEN, SEEN_SPACE, bridgesOver, seenOf } from "./bridges.ts";
import { grown } from "./grown.ts";
import {
  classAt,
  endOfAcronym,
  endOfCluster,
  endOfPiece,
  endOfRun,
  endOfWord,
  hashOf,
  hashPrime,
  hashSeed,
  isInner,
  isSign,
  isWordPart,
} from "./ends-of-words.ts";

/** The word is a cluster of a script written without spaces. */
export const CLUSTER = 1;
/** One hyphen and nothing else stands between the word and the one before it. */
export const HYPHENED = 2;
/** The word goes on from the one before it in a hashtag or a handle: #SaveMyanmar. */
export const GOES_ON = 4;
/** A sign that may belong to the word touches it: C++, .NET, the full stop of an initial. */
export const SIGNED = 8;

/** Words in reading order; offsets are UTF-16 units within the scanned text. */
export interface Words {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** Of the units from start to end, by `hashOf`. */
  hash: Int32Array;
  flags: Uint8Array;
  /** How a phrase may go on to this word from the one before it: bits of bridges.ts, NONE for not at all. */
  bridges: Uint8Array;
  /** All flags of the words scanned last. */
  special: number;
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
    bridges: new Uint8Array(size),
    special: 0,
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
  let { count, start, end: ends, hash: hashes, flags, bridges } = words;
  let special = 0;
  /** Which kinds of characters stand since the last word. */
  let seen: number = SEEN_END;
  let lettersBefore = 0;
  /** The hashtag or handle that is being read ends here. */
  let tagEnd = 0;
  for (let i = base; i < limit;) {
    const unit = units[i] ?? 0;
    let kind = classOfUnit[unit] ?? SEPARATOR;
    if (kind === SEPARATOR) {
      seen |= SEEN_SPACE;
      i++;
      continue;
    }
    const isPair = kind === SURROGATE;
    if (isPair) kind = classOfPair(units, i, limit);
    let begin = i;
    let end = i;
    let hash = 0;
    let flag = 0;
    if (kind === LETTER || kind === DIGIT) {
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
      if (seen !== SEEN_SPACE) {
        ({ begin, end, flag, tagEnd } = touch(units, base, i, end, seen, tagEnd));
        if (flag === GOES_ON || i < tagEnd || begin < i) hash = hashOf(units, begin, end);
      }
      if (end < limit && isSign(units, i, end)) flag |= SIGNED;
    } else if (kind >= SYLLABLE && kind <= HANGUL) {
      if (kind === SYLLABLE) words.syllables++;
      const isRun = kind === KATAKANA || kind === HANGUL;
      end = isRun ? endOfRun(units, i, limit, kind) : endOfCluster(units, i, limit, kind);
      hash = hashOf(units, i, end);
      flag = !isRun ? CLUSTER : seen === SEEN_HYPHEN ? HYPHENED : 0;
    } else {
      // After a longer word the dot ends a sentence, and "Gen. Min Aung Hlaing" is one phrase.
      const ends = kind === DOT && lettersBefore > 4 && !isWordPart(classAt(units, i + 1, limit));
      seen |= seenOf(ends ? SENTENCE_END : kind, seen);
      i++;
      continue;
    }
    if (count === start.length) ({ start, end: ends, hash: hashes, flags, bridges } = grow(words));
    bridges[count] = seen === SEEN_SPACE ? OVER_SPACE : bridgesOver(seen, text, start[count - 1] ?? 0, ends[count - 1] ?? 0);
    start[count] = begin - base;
    ends[count] = end - base;
    hashes[count] = hash;
    flags[count++] = flag;
    special |= flag;
    seen = 0;
    lettersBefore = flag === CLUSTER ? 0 : end - i;
    i = end;
  }
  words.count = count;
  words.special = special;
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

/** One object for all words: a new one for each would take as long as reading the word. */
const touched = { begin: 0, end: 0, flag: 0, tagEnd: 0 };

/** What the characters before a word make of it: the part of a hashtag, the part after a hyphen, an amount of money. */
function touch(units: Uint16Array, base: number, start: number, end: number, seen: number, tagEnd: number): typeof touched {
  const before = start > base ? (units[start - 1] ?? 0) : 0;
  touched.begin = start;
  touched.end = end;
  touched.flag = 0;
  touched.tagEnd = tagEnd;
  if (start < tagEnd || isTagSign(before)) {
    if (start < tagEnd) touched.flag = GOES_ON;
    else touched.tagEnd = end;
    touched.end = endOfPiece(units, start, touched.tagEnd);
  } else if (isCurrency(before) && isDigit(units[start])) {
    // $3m is an amount, and not the firm 3M.
    touched.begin--;
  } else if (seen === SEEN_HYPHEN) touched.flag = HYPHENED;
  else if (before === 0x2e && (seen & ~(SEEN_SPACE | SEEN_DOT)) === 0) touched.flag = SIGNED;
  return touched;
}

const isDigit = (unit = 0): boolean => unit >= 0x30 && unit <= 0x39;

const isTagSign = (unit: number | undefined): boolean => unit === 0x23 || unit === 0x40 || unit === 0xff03 || unit === 0xff20;

const isCurrency = (unit = 0): boolean => unit === 0x24 || unit === 0xa3 || unit === 0xa5 || (unit >= 0x20a0 && unit <= 0x20c0);

function grow(words: Words): Words {
  const flags = new Uint8Array(words.flags.length * 2);
  flags.set(words.flags);
  const bridges = new Uint8Array(words.flags.length * 2);
  bridges.set(words.bridges);
  const size = words.start.length * 2;
  return Object.assign(words, {
    start: grown(words.start, size),
    end: grown(words.end, size),
    hash: grown(words.hash, size),
    flags,
    bridges,
  });
}
