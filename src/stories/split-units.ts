// Splits folded text into the units of shingles: words, or clusters of a script without spaces between words.

const SEPARATOR = 1;
const LETTER = 2;
const DIGIT = 3;
const CHARACTER = 4;
const CLUSTER = 5;
const CLUSTER_MARK = 6;
const FORE_VOWEL = 7;
const FIGURE_JOINT = 8;

/** Kind of each UTF-16 code unit, cached at its first use: a regular expression each time takes ten times as long. */
const kinds = new Uint8Array(65_536);

/** A word or cluster, from `start` to before `end`. */
export interface Unit {
  start: number;
  end: number;
  /** How many units from here on equal about four words: four words, six Han characters, seven Burmese syllables. */
  span: number;
  hasDigit: boolean;
}

/** Calls `visit` with each unit of folded text, in order. One object is reused for all. */
export function eachUnit(text: string, visit: (unit: Unit) => void): void {
  const unit: Unit = { start: 0, end: 0, span: 4, hasDigit: false };
  let i = 0;
  while (i < text.length) {
    const kind = kindAt(text, i);
    unit.start = i;
    unit.hasDigit = false;
    if (kind === LETTER || kind === DIGIT) endWord(text, unit);
    else if (kind === CHARACTER) endCharacter(text, unit);
    else if (kind === CLUSTER || kind === FORE_VOWEL) endCluster(text, unit);
    else {
      i += 1;
      continue;
    }
    visit(unit);
    i = unit.end;
  }
}

function endWord(text: string, unit: Unit): void {
  let end = unit.start;
  for (;;) {
    const kind = kindAt(text, end);
    if (kind === DIGIT) unit.hasDigit = true;
    else if (kind !== LETTER && !joins(text, end, kind)) break;
    end += 1;
  }
  unit.end = end;
  unit.span = 4;
}

/** Whether the mark at `i` joins the figures of one number: "10,000", "7-5/8", "12:30". */
function joins(text: string, i: number, kind: number): boolean {
  return kind === FIGURE_JOINT && kindAt(text, i - 1) === DIGIT && kindAt(text, i + 1) === DIGIT;
}

function endCharacter(text: string, unit: Unit): void {
  const code = text.charCodeAt(unit.start);
  unit.end = unit.start + (code >= 0xd800 && code < 0xdc00 ? 2 : 1);
  unit.span = 6;
}

function endCluster(text: string, unit: Unit): void {
  const burmese = isBurmese(text.charCodeAt(unit.start));
  let end = unit.start + 1;
  while (kindAt(text, end - 1) === FORE_VOWEL && kindAt(text, end) === CLUSTER) end += 1;
  for (; end < text.length; end += 1) {
    if (kindAt(text, end) === CLUSTER_MARK) continue;
    if (kindAt(text, end) !== CLUSTER) break;
    if (!isStacker(text.charCodeAt(end - 1)) && !(burmese && closesSyllable(text, end))) break;
  }
  unit.end = end;
  unit.span = burmese ? 7 : 9;
}

/** A consonant under asat (possibly with the dot below before it) or above a stacked one ends the syllable before it. */
function closesSyllable(text: string, i: number): boolean {
  const next = text.charCodeAt(i + 1);
  return next === 0x103a || next === 0x1039 || (next === 0x1037 && text.charCodeAt(i + 2) === 0x103a);
}

/** Burmese virama and Khmer coeng put the next consonant under this one. */
function isStacker(code: number): boolean {
  return code === 0x1039 || code === 0x17d2;
}

function isBurmese(code: number): boolean {
  return code >= 0x1000 && code < 0x10a0;
}

function kindAt(text: string, i: number): number {
  if (i < 0 || i >= text.length) return SEPARATOR;
  const code = text.charCodeAt(i);
  return kinds[code] || (kinds[code] = kindOf(code));
}

function kindOf(code: number): number {
  const letter = String.fromCharCode(code);
  if (".,-/:–".includes(letter)) return FIGURE_JOINT;
  if (/\p{Nd}/u.test(letter)) return DIGIT;
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}]/u.test(letter)) return CHARACTER;
  // Halves of characters beyond the basic plane: the rarer Han count, emoji (U+1F000 and above) do not.
  if (code >= 0xd840 && code < 0xd890) return CHARACTER;
  if (code >= 0xd83c && code < 0xd840) return SEPARATOR;
  if (/[\u0e40-\u0e44\u0ec0-\u0ec4]/.test(letter)) return FORE_VOWEL;
  if (/[\p{sc=Mymr}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}]/u.test(letter)) {
    if (/[\p{M}\u0e30\u0e33\u0e45\u0e46\u0eb0\u0eb3]/u.test(letter)) return CLUSTER_MARK;
    return /\p{L}/u.test(letter) ? CLUSTER : SEPARATOR;
  }
  return /[\p{L}\p{M}]/u.test(letter) || (code >= 0xd800 && code < 0xe000 && code !== 0xd83b) ? LETTER : SEPARATOR;
}
