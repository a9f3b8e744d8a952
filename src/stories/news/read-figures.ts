// Reads the figures of a sentence as values, however a house writes them: "9", "nine", "1,400", "2.4 billion", "၁၄၀၀", "6:20 p.m.".
import { countedAsDigits } from "./counted-words.ts";
import { SCALES, UNITS, VAGUE } from "./figure-words.ts";
import { NUMBER_WORDS, TONGUES_OF_NUMBERS } from "./number-words.ts";
import type { Tongue } from "./guess-tongue.ts";

export interface Figure {
  /** A number, a time of day ("18:20") or a day of a month ("day 3"), in one form. */
  value: string;
  /** What is measured, if it is a unit that houses convert; in the base unit of its kind. */
  measure: { kind: string; amount: number } | null;
  /** The currency, in one form, if it is an amount of money. */
  money: string | null;
  /** How often the sentence has it. */
  times: number;
}

const MONTHS =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|januar|februar|märz|mai|juni|juli|oktober|dezember";
const DAY = new RegExp(
  `\\b(?:${MONTHS})\\.? (\\d{1,2})(?!\\d|,\\d{3})|(?<![\\d.,])(\\d{1,2})\\.? (?:${MONTHS})(?!\\p{L})|(\\d{1,2})[日일]`,
  "giu",
);
const TIME =
  /(?<![\d:])(\d{1,2})[:.](\d{2}) ?([ap])\.?m\b\.?|(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])|(?<![\d.,])(\d{1,2}) ?([ap])\.?m\b\.?/giu;
const AMOUNT =
  /([$€£¥₽]|\b(?:usd|eur|us\$))? ?(\d{1,3}(?:[.,\u00a0 ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?) ?(km\/h(?!\p{L})|[\p{L}%°¢][\p{L}\p{M}.]*)?/giu;
const CURRENCY_AFTER = /^(?:dollars?|euros?|pounds?|yen|yuan|roubles?|rubles?|kyats?|crowns?|bahts?|rupees?|usd|eur)$/iu;
const SIGNS = new Map(
  [
    ["$", "dollar"],
    ["us$", "dollar"],
    ["usd", "dollar"],
    ["€", "euro"],
    ["eur", "euro"],
    ["£", "pound"],
    ["₽", "rouble"],
    ["ruble", "rouble"],
  ].map(([sign = "", name = ""]) => [sign, name]),
);
/** "6 h 40", "6h40", "6.40 Uhr", "saat 05.30", "pukul 16.20": a time of day. */
const CLOCKS = [
  /(?<![\d.,])(\d{1,2}) ?(?:h|uhr) ?(\d{2})(?![\d\p{L}])/giu,
  /(?<![\d.,])(\d{1,2})\.(\d{2})(?= ?uhr(?!\p{L}))/giu,
  /(?<=(?<!\p{L})(?:saat|pukul|jam|klo?) )(\d{1,2})\.(\d{2})(?![\d.,]\d)/giu,
];
const NUMBER_WORD = new RegExp(
  `(?<![\\p{L}\\p{M}-])(?:${[...NUMBER_WORDS.keys()].sort((a, b) => b.length - a.length).join("|")})(?![\\p{L}\\p{M}])`,
  "giu",
);
/** "Five and twenty" has the "and" in one word with "twenty". */
const ARABIC_AND = / و(?=(?:عشر|ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|تسع)[\p{L}]*[وي]ن(?!\p{L}))/gu;
const FRACTION = /\b(?:(?:one|two|three|four|a)[ -])?(?:half|thirds?|quarters?|fifths?|sixths?|tenths?)\b/giu;

const DEGREES = /\bdegrees? (c|f)(?:elsius|ahrenheit)\b/giu;

/** In the order of kinds, each value once. `tongue`: the language of the text; "once" is a number in Spanish alone. Ordinals and vague words ("dozens", "both") are left out: see `readVagueFigures`. */
export function readFigures(sentence: string, tongue: Tongue | null = null): Figure[] {
  const found = new Map<string, Figure>();
  const add = (value: string, measure: Figure["measure"] = null, money: string | null = null): string => {
    const known = found.get(value);
    found.set(value, {
      value,
      measure: measure ?? known?.measure ?? null,
      money: money ?? known?.money ?? null,
      times: (known?.times ?? 0) + 1,
    });
    return " , ";
  };
  let rest = CLOCKS.reduce((text, clock) => text.replace(clock, "$1:$2"), countedAsDigits(asDigits(sentence)))
    .replace(DEGREES, (_, scale: string) => `°${scale.toLowerCase()}`)
    .replace(DAY, (_, a?: string, b?: string, c?: string) => add(`day ${Number(a ?? b ?? c)}`))
    .replace(TIME, (_, h1?: string, m1?: string, p1?: string, h2?: string, m2?: string, h3?: string, p3?: string) =>
      add(timeOf(h1 ?? h2 ?? h3 ?? "", m1 ?? m2 ?? "00", p1 ?? p3)),
    )
    .replace(FRACTION, " , ")
    .replace(/\b\d+(?:st|nd|rd|th)\b/giu, " , ");
  rest = rest.replace(ARABIC_AND, " و ").replace(NUMBER_WORD, (word) => numberOf(word, tongue));
  rest = rest.replace(/(?<![\d.,])(\d0)(?:[- ]| y | e )(\d)(?![\d.,])/g, sum).replace(/(?<![\d.,])(\d) و ?(\d0)(?![\d.,])/g, sum);
  for (const match of rest.matchAll(AMOUNT)) {
    const [whole, sign, digits, word = ""] = match;
    const after = /^ ?(\p{L}+)/u.exec(rest.slice(match.index + whole.length))?.[1] ?? "";
    const scale = scaleOf(word);
    const amount = plainNumber(digits ?? "") * (scale ?? 1);
    if (!Number.isFinite(amount) || amount === 1) continue;
    const unit = UNITS.get(word.toLowerCase().replace(/\.$/u, ""));
    add(
      String(amount),
      unit === undefined ? null : { kind: unit.kind, amount: amount * unit.factor + (unit.offset ?? 0) },
      currencyOf(sign ?? [word, after].find((one) => CURRENCY_AFTER.test(one))),
    );
  }
  return [...found.values()];
}

function currencyOf(written: string | undefined): string | null {
  if (written === undefined) return null;
  const name = written.toLowerCase().replace(/s$/u, "");
  return SIGNS.get(name) ?? name;
}

function numberOf(word: string, tongue: Tongue | null): string {
  const lower = word.toLowerCase();
  const only = TONGUES_OF_NUMBERS.get(lower);
  return only === undefined || (tongue !== null && only.includes(tongue)) ? String(NUMBER_WORDS.get(lower) ?? word) : word;
}

const sum = (_: string, one: string, other: string): string => String(Number(one) + Number(other));

/** The values that vague words and fractions may stand for: a text with them has said so much. */
export function readVagueFigures(sentence: string): string[] {
  const lower = sentence.toLowerCase();
  return VAGUE.flatMap(([word, values]) => (lower.includes(word) ? values : []));
}

/** Whether a figure is one of those known, written in another unit or, in brackets or not, in another currency. */
export function isConverted({ value, measure, money }: Figure, known: readonly Figure[]): boolean {
  const inOtherUnit = known.some(
    (other) =>
      measure !== null &&
      other.measure?.kind === measure.kind &&
      Math.abs(measure.amount - other.measure.amount) <= CONVERSION_SLACK * Math.abs(measure.amount),
  );
  return (
    inOtherUnit ||
    (money !== null &&
      known.some((other) => other.money !== null && other.money !== money && differInScale(Number(value), Number(other.value))))
  );
}

/** Houses round what they convert. */
const CONVERSION_SLACK = 0.08;
/** The same sum in two currencies is seldom of one size; a sum that rose seldom grows so much. */
const CURRENCY_FACTOR_MIN = 20;

const differInScale = (a: number, b: number): boolean => Math.max(a / b, b / a) >= CURRENCY_FACTOR_MIN;

function timeOf(hours: string, minutes: string, half: string | undefined): string {
  const hour = Number(hours) % (half === undefined ? 24 : 12);
  return `${hour + (half?.toLowerCase() === "p" ? 12 : 0)}:${minutes}`;
}

/** By how much a word such as "million" multiplies; undefined for other words. */
export const scaleOf = (word: string): number | undefined => {
  const lower = word.toLowerCase().replace(/\.$/u, "");
  for (const [scale, by] of SCALES) if (scale.test(lower)) return by;
  return undefined;
};

/** "1,400", "1.400" and "1 400" are one number; "2,4" and "2.4" are another. */
export function plainNumber(digits: string): number {
  const groups = /^\d{1,3}(?:[.,\u00a0 ]\d{3})+(?!\d)/.exec(digits)?.[0] ?? "";
  return Number(groups.replace(/\D/g, "") + digits.slice(groups.length).replace(",", "."));
}

/** Decimal digits come in runs of ten in every script (Unicode 15, section 4.6). */
export const asDigits = (text: string): string =>
  text.replace(/[^\P{Nd}\d]/gu, (sign) => {
    let zero = sign.codePointAt(0) ?? 0;
    const code = zero;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
