// Sketches an article: the few hashes by which its copies are found and told from texts that only resemble them.
import { cleanForGrouping } from "./clean-for-grouping.ts";
import { foldText } from "./fold-text.ts";
import { hashShingle, hashText, mix } from "./hash-units.ts";
import { findNames } from "./find-names.ts";
import { bareTitle, titleWords } from "./title-words.ts";
import { keysOfSlug, keysOfTitle } from "./named-headlines.ts";
import { eachUnit } from "./split-units.ts";
import type { GroupDocument, Sketch } from "./story.ts";

/** Hashes below this, a quarter of all, are kept as shingles; below a quarter of that, a sixteenth of all, as keys. */
const SHINGLES_BELOW = 2 ** 30;
const KEYS_BELOW = 2 ** 28;
/** A short text keeps its smallest shingles and keys up to these numbers: a quarter of them would be too few to judge by. */
const SHINGLES_MIN = 64;
const KEYS_MIN = 12;
const KEYS_MAX = 122;
const SHINGLES_MAX = 512;
export const LEAD_SHINGLES = 55;
const NUMBERS_MAX = 128;
/** Reports in one form share all their keys except those with a number in them, so the first few of these are keys as well. */
const NUMBER_KEYS_MAX = 6;
/** Nothing is read beyond this: no news item is longer, and a book must take no more time. */
const TEXT_CHARACTERS_MAX = 400_000;
/**
 * Below this many words the title is read too: nothing else tells one company's dividend notice from another's, and if the page
 * could not be fetched, there is hardly more.
 */
const TITLE_COUNTS_BELOW_WORDS = 60;
/** So many of the first shingles lead to texts that begin alike, as a brief and the whole report do: the smallest few are keys. */
const HEAD_SHINGLES = 16;
const HEAD_KEYS = 3;
/** A shorter first sentence is a heading. */
const FIRST_SHINGLES_MIN = 4;
const FIRST_CHARACTERS_MIN = 20;
const FIRST_CHARACTERS_MAX = 1_000;
const SENTENCE_END = /[.!?…]["”’)»]?(?=\s+["“‘(«]?[\p{Lu}\p{Lo}\p{Nd}]|\s*$)|[。！？။।؟]/u;

/**
 * The sketch of an article's text (of title and text if there is little text). `keys` are the smallest of `shingles`, a few that
 * end with numbers, a few of the beginning and two of the headline, so that texts of any two lengths have comparable hashes (a bottom-k sketch, Broder 1997). `ownLines` removes from
 * the cleaned text what its site puts around every story.
 */
export function sketchArticle(
  document: Pick<GroupDocument, "title" | "text">,
  ownLines = (text: string): string => text,
): Sketch {
  const text = ownLines(cleanForGrouping(document.text.slice(0, TEXT_CHARACTERS_MAX)));
  const own = sketchText(text);
  // A text without words is judged by its headline.
  const short = own.words >= TITLE_COUNTS_BELOW_WORDS ? own : sketchText(`${bareTitle(document.title)}\n${text}`);
  const lead = own.lead.length > 0 ? own.lead : short.lead;
  const title = titleWords(document.title);
  const keys = sortedSet(
    Uint32Array.from([
      ...short.keys,
      ...lead.slice(0, HEAD_SHINGLES).sort().slice(0, HEAD_KEYS),
      ...keysOfTitle(title),
      ...keysOfSlug(document.title),
    ]),
  );
  return { ...short, lead, keys, title, first: Math.min(lead.length, firstShingles(text)), site: 0 };
}

/** How many shingles the first sentence has. */
function firstShingles(text: string): number {
  const line = text.slice(0, FIRST_CHARACTERS_MAX).split("\n", 1)[0] ?? "";
  const end = line.slice(FIRST_CHARACTERS_MIN).search(SENTENCE_END);
  let units = 0;
  let longest = 1;
  eachUnit(foldText(end < 0 ? line : line.slice(0, FIRST_CHARACTERS_MIN + end)), ({ span }) => {
    units += 1;
    longest = span;
  });
  return Math.max(FIRST_SHINGLES_MIN, units - longest + 1);
}

/** The value up to which a sketch's hashes are complete: a smaller shingle that is not in the sketch is not in the text. */
export function completeBelow(sketch: Sketch): number {
  const { shingles } = sketch;
  if (shingles.length < SHINGLES_MIN) return 2 ** 32;
  const last = (shingles.at(-1) ?? 0) + 1;
  return shingles.length >= SHINGLES_MAX ? last : Math.max(last, SHINGLES_BELOW);
}

function sketchText(text: string): Omit<Sketch, "title" | "first" | "site"> {
  const { units, spans, numbers, numbersAt, words } = readUnits(foldText(text));
  const all = hashShingles(units, spans);
  const shingles = thin(all);
  const keysBelow = firstAtLeast(shingles, KEYS_BELOW);
  return {
    shingles,
    keys: withNumberKeys(shingles.slice(0, Math.min(Math.max(keysBelow, KEYS_MIN), KEYS_MAX)), numbersAt, units, spans),
    // A text of so few words is all lead, also in a script in which a word is several clusters.
    lead: Uint32Array.from(new Set(words <= LEAD_SHINGLES ? all : all.subarray(0, LEAD_SHINGLES))),
    numbers: Uint32Array.from(numbers).sort(),
    names: Uint32Array.from(new Set(findNames(text).map((name) => mix(hashText(name))))).sort(),
    words: Math.round(words),
  };
}

/** All shingles of a text, in order. */
export function shinglesOf(text: string): Uint32Array {
  const { units, spans } = readUnits(foldText(text));
  return hashShingles(units, spans);
}

interface Units {
  /** Hashes, and the spans of the shingles that begin with each. */
  units: number[];
  spans: number[];
  numbers: Set<number>;
  /** Which of the units are numbers. */
  numbersAt: number[];
  words: number;
}

function readUnits(folded: string, visit?: (start: number, end: number) => void): Units {
  const read: Units = { units: [], spans: [], numbers: new Set(), numbersAt: [], words: 0 };
  eachUnit(folded, ({ start, end, span, hasDigit }) => {
    const number = hasDigit ? bareNumber(folded.slice(start, end)) : "";
    if (number) read.numbersAt.push(read.units.length);
    read.units.push(number ? hashText(number) : hashText(folded, start, end));
    read.spans.push(span);
    read.words += 4 / span;
    if (number && read.numbers.size < NUMBERS_MAX)
      for (const one of numbersIn(folded.slice(start, end), number)) read.numbers.add(mix(hashText(one)));
    visit?.(start, end);
  });
  return read;
}

/** "6h40" has the numbers of "6 h 40", and "6:20" is "6.20" elsewhere. */
const numbersIn = (word: string, number: string): readonly string[] =>
  /^(\d{1,2})h(\d{2})$/.exec(word)?.slice(1) ?? [number.replace(/^(\d{1,2}):(\d{2})$/, "$1$2")];

/**
 * How many words (or clusters) of a text are in runs of `least` or more whose shingles are among `shared`. `all` are its shingles, in order; those from
 * `below` on were not compared.
 */
export function wordsInRuns(all: Uint32Array, shared: ReadonlySet<number>, below: number, least: number): number {
  let [words, start, end] = [0, -1, -1];
  const close = () => {
    const run = end - start + 4;
    if (start >= 0 && run >= least) words += run;
    start = -1;
  };
  for (const [at, hash] of all.entries()) {
    if (hash >= below) continue;
    if (!shared.has(hash)) close();
    else {
      if (start < 0) start = at;
      end = at;
    }
  }
  close();
  return words;
}

/** The parts of a text, folded, of which a shingle is among `shared`, sorted. */
export function coveredText(text: string, shared: Uint32Array): string {
  const folded = foldText(text);
  const places: number[] = [];
  const { units, spans } = readUnits(folded, (start, end) => places.push(start, end));
  const known = new Set(shared);
  const parts: string[] = [];
  let until = 0;
  for (let i = 0; i < units.length; i++) {
    const span = spans[i] ?? 4;
    if (i + span > units.length || !known.has(hashShingle(units, i, span))) continue;
    const start = Math.max(until, places[2 * i] ?? 0);
    const part = folded.slice(start, places[2 * (i + span) - 1] ?? 0);
    // What goes on stays together: a word of a script without spaces is several units.
    if (start === until) parts.push((parts.pop() ?? "") + part);
    else parts.push(part);
    until = start + part.length;
  }
  return parts.join("\n");
}

function hashShingles(units: number[], spans: number[]): Uint32Array {
  const all = new Uint32Array(units.length);
  let count = 0;
  for (let i = 0; i < units.length; i++) {
    const span = spans[i] ?? 4;
    if (i + span <= units.length) all[count++] = hashShingle(units, i, span);
  }
  return all.subarray(0, count);
}

/** The smallest few of the shingles that end with a number; the words before it say what is counted. */
function withNumberKeys(keys: Uint32Array, numbersAt: readonly number[], units: number[], spans: number[]): Uint32Array {
  const ending = numbersAt.flatMap((at) => {
    const span = spans[at] ?? 4;
    return at + 1 < span ? [] : [hashShingle(units, at + 1 - span, span)];
  });
  const added = sortedSet(Uint32Array.from(ending)).slice(0, NUMBER_KEYS_MAX);
  return sortedSet(Uint32Array.from([...keys, ...added]));
}

function thin(all: Uint32Array): Uint32Array {
  const quarter = sortedSet(all.filter((hash) => hash < SHINGLES_BELOW));
  return quarter.length >= SHINGLES_MIN ? quarter.slice(0, SHINGLES_MAX) : sortedSet(all.slice()).slice(0, SHINGLES_MIN);
}

function sortedSet(hashes: Uint32Array): Uint32Array {
  hashes.sort();
  return hashes.filter((hash, i) => i === 0 || hash !== hashes[i - 1]);
}

function firstAtLeast(sorted: Uint32Array, limit: number): number {
  const found = sorted.findIndex((hash) => hash >= limit);
  return found < 0 ? sorted.length : found;
}

/** "10,000", "10.000" and "၁၀၀၀၀" are one number; "7-5/8" differs from "7-3/4". Ignores letters after it ("250m"). */
function bareNumber(word: string): string {
  return word.replace(/[^\p{Nd}/:–-]/gu, "").replace(/[^\d/:-]/gu, (sign) => (sign === "–" ? "-" : String(digitValue(sign))));
}

/** Decimal digits come in runs of ten, zero first, in every script (Unicode 15, section 4.6). */
function digitValue(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return code - 0x30;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}
