// Tells which month or weekday a word names, in the languages of feeds.
import dateNames from "./date-names.yaml";
import { foldDateName } from "./fold-date-name.ts";

const ENGLISH_MONTHS = "january february march april may june july august september october november december".split(" ");
const ENGLISH_DAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

// Names that are in no locale's data: regional ones, older spellings, spellings without accents.
const FURTHER_MONTHS: Readonly<Record<string, number>> = {
  jänner: 1,
  jän: 1,
  feber: 2,
  maerz: 3,
  setiembre: 9,
  sept: 9,
  сен: 9,
  מרס: 3,
  جانفي: 1,
  فيفري: 2,
  أفريل: 4,
  ماي: 5,
  جوان: 6,
  جويلية: 7,
  أوت: 8,
  شباط: 2,
  آذار: 3,
  نيسان: 4,
  أيار: 5,
  حزيران: 6,
  تموز: 7,
  آب: 8,
  أيلول: 9,
  فروردین: 1,
  اردیبهشت: 2,
  خرداد: 3,
  تیر: 4,
  مرداد: 5,
  شهریور: 6,
  مهر: 7,
  آبان: 8,
  آذر: 9,
  دی: 10,
  بهمن: 11,
  اسفند: 12,
};

// Affixes of month and day names in some languages: Hebrew "in", Khmer "month" and "day", and Burmese "month" after the name.
const AFFIXES = /^(?:ב(?=\p{L}{3})|ខែ|ថ្ងៃ)|လ$/u;

interface Names {
  months: Map<string, number>;
  days: Map<string, number>;
}

const english: Names = { months: new Map(), days: new Map() };
ENGLISH_MONTHS.forEach((name, index) => {
  for (const form of [name, name.slice(0, 3), name.slice(0, 4)]) english.months.set(form, index + 1);
});
ENGLISH_DAYS.forEach((name, index) => {
  for (const form of [name, name.slice(0, 3), name.slice(0, 4), name.slice(0, 5)]) english.days.set(form, index);
});

let others: Names | null = null;

/** 1 to 12 for a month's name or abbreviation in any of some sixty languages, else null. */
export function findMonth(word: string): number | null {
  return findName(word, "months");
}

/** 0 (Sunday) to 6 for a weekday's name or abbreviation, else null. */
export function findWeekday(word: string): number | null {
  return findName(word, "days");
}

// Feeds repeat themselves, so the result for each word is cached for a while.
const found = { months: new Map<string, number | null>(), days: new Map<string, number | null>() };
const FOUND_MAX = 500;

function findName(word: string, kind: keyof Names): number | null {
  const before = found[kind].get(word);
  if (before !== undefined) return before;
  const name = lookUp(word, kind);
  if (found[kind].size >= FOUND_MAX) found[kind].clear();
  found[kind].set(word, name);
  return name;
}

function lookUp(word: string, kind: keyof Names): number | null {
  const folded = foldDateName(word);
  const known = english[kind].get(folded);
  if (known !== undefined) return known;
  // English settles most dates, so the other languages are read only when a word needs them.
  others ??= readOthers();
  const other = others[kind].get(folded) ?? others[kind].get(foldDateName(word.replace(AFFIXES, "")));
  if (other !== undefined) return other;
  return folded.length >= 3 ? findByPrefix(folded, others[kind]) : null;
}

/** Publishers shorten names in their own ways; a beginning that can mean only one month or day is accepted. */
function findByPrefix(beginning: string, names: Map<string, number>): number | null {
  let found: number | null = null;
  for (const [name, value] of names) {
    if (!name.startsWith(beginning)) continue;
    if (found !== null && found !== value) return null;
    found = value;
  }
  return found;
}

/** The table's names. Asking Node for them takes a thread longer than reading a dozen pages. */
function readOthers(): Names {
  const [months = "", days = ""] = dateNames.split("\ndays: |\n");
  const names: Names = { months: listNames(months), days: listNames(days) };
  for (const [name, month] of Object.entries(FURTHER_MONTHS)) {
    const folded = foldDateName(name);
    if (!names.months.has(folded)) names.months.set(folded, month);
  }
  return names;
}

function listNames(rows: string): Map<string, number> {
  const names = new Map<string, number>();
  for (const [, number, all = ""] of rows.matchAll(/^ {2}(\d+) (.+)$/gm))
    for (const name of all.split("|")) names.set(name, Number(number));
  return names;
}
