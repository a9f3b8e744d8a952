// Reads dates that people and programs write with words: RFC 822, asctime, "Nov. 16, 2020, 10:57 a.m.", "mar., 01 déc. 2020".
import { toFullYear, toInstant, toMilliseconds, type DateFields } from "./calendar.ts";
import { toPlainDate } from "./plain-date.ts";
import { readWords, type Words } from "../read-words.ts";
import { findRegionOffset } from "./time-zone.ts";

const TIME = /(^|[^\d:])(\d{1,2}) ?[:h] ?(\d{2})(?: ?: ?(\d{2})(?:[.,](\d{1,9}))?)?(?![\d:])/i;
const OFFSET = /(?:\b(?:gmt|utc?) ?)?([+-]) ?(\d{1,2}):?(\d{2})(?!\d)(?: ?z\b)?|(?:\b(?:gmt|utc)|^ )([+-])(\d{1,2})(?![\d:])/i;
const REGION = /\b(?:[A-Z][A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?)(?:[+-]\d{1,2})?/;
// Morning and afternoon in Korean, Japanese and Chinese, Arabic, Greek, Turkish, Hindi, Burmese.
const BEFORE_NOON =
  /(?:^|[^\p{L}])(?:a\.? ?m(?!\p{L})\.?|π\.? ?μ\.?|öö|ص(?!\p{L})|صباح\p{L}*)|(?<=[^\p{L}])sa(?!\p{L})|오전|午前|上午|早上|凌晨|पूर्वाह्न|နံနက်|မနက်/iu;
const AFTER_NOON =
  /(?:^|[^\p{L}])(?:p\.? ?m(?!\p{L})\.?|μ\.? ?μ\.?|ös|م(?!\p{L})|مساء\p{M}*ا?|ch(?!\p{L}))|오후|午後|下午|晚上|अपराह्न|ညနေ/iu;
/** Milliseconds since 1970, or null if the text names no day. */
export function readWrittenDate(text: string): number | null {
  const korean = /\p{Script=Hangul}/u.test(text);
  const clock = readClock(toPlainDate(text).replace(/\([^()]*\)/g, " "));
  if (clock === null) return null;
  const numbers = clock.rest.match(/\d+/g) ?? [];
  const words = readWords(clock.rest, numbers.length < 3);
  const day = readDay(numbers, words, clock.twelveHours, /\p{Script=Thai}/u.test(text));
  if (day === null || words.unknown > UNKNOWN_MAX[day.kind]) return null;
  const fields: DateFields = { ...day.fields, ...clock.time };
  const local = toInstant(fields);
  if (local === null) return null;
  const zone = clock.offset ?? (clock.region === null ? null : findRegionOffset(clock.region, local)) ?? words.zone;
  // Only Korean blogs are known to leave out the zone and mean their own (feedparser assumes so too).
  return toInstant({ ...fields, offset: zone ?? (korean ? 540 : 0) });
}

/** How many unknown words are allowed: a named month proves a date, digits alone prove little, a month and year may be in any sentence. */
const UNKNOWN_MAX = { named: 3, figures: 1, vague: 0 } as const;

interface Clock {
  time: Pick<DateFields, "hour" | "minute" | "second" | "millisecond">;
  offset: number | null;
  region: string | null;
  twelveHours: boolean;
  /** The rest of the text: the day and the words. */
  rest: string;
}

function readClock(text: string): Clock | null {
  const region = REGION.exec(text)?.[0] ?? null;
  let rest = region === null ? text : text.replace(region, " ");
  const match = TIME.exec(rest);
  if (!match) return /:/.test(rest) ? null : { time: {}, offset: null, region, twelveHours: false, rest };
  const before = rest.slice(0, match.index + (match[1] ?? "").length);
  let after = rest.slice(match.index + match[0].length);
  const offset = OFFSET.exec(after);
  if (offset) after = after.replace(offset[0], " ");
  else if (/[+]|-\d/.test(after)) return null;
  rest = `${before} ${after}`;
  let hour = Number(match[2]);
  const afternoon = AFTER_NOON.test(rest);
  // From 13:00 on, an apparent morning mark is a weekday ("Sa").
  const morning = hour <= 12 && !afternoon && BEFORE_NOON.test(rest);
  rest = rest.replace(AFTER_NOON, " ");
  if (morning) rest = rest.replace(BEFORE_NOON, " ");
  if (afternoon && hour < 12) hour += 12;
  else if (morning && hour === 12) hour = 0;
  const time = { hour, minute: Number(match[3]), second: Number(match[4] ?? 0), millisecond: toMilliseconds(match[5]) };
  return { time, offset: offset && toOffset(offset), region, twelveHours: afternoon || morning, rest };
}

function toOffset(match: RegExpExecArray): number {
  const minutes = Number(match[2] ?? match[5]) * 60 + Number(match[3] ?? 0);
  return (match[1] ?? match[4]) === "-" ? -minutes : minutes;
}

interface Day {
  fields: Pick<DateFields, "year" | "month" | "day">;
  kind: keyof typeof UNKNOWN_MAX;
}

function readDay(numbers: string[], words: Words, twelveHours: boolean, isThai: boolean): Day | null {
  if (numbers.some((digits) => digits.length > 4) || numbers.length > 3) return null;
  return words.month === null
    ? readNumericDay(numbers, words.weekday, twelveHours)
    : readNamedMonth(numbers, words.month, isThai);
}

function readNamedMonth(numbers: string[], month: number, isThai: boolean): Day | null {
  const [first = "", second = ""] = numbers;
  if (numbers.length === 1 && first.length === 4) return { fields: { year: Number(first), month, day: 1 }, kind: "vague" };
  if (numbers.length !== 2) return null;
  const yearFirst = first.length > 2 || Number(first) > 31;
  const [day, year] = yearFirst ? [second, first] : [first, second];
  // Two-digit Thai years count from 2500, in the Buddhist era.
  const fullYear = isThai && year.length === 2 ? 2500 + Number(year) : toFullYear(Number(year), year.length);
  return { fields: { year: fullYear, month, day: Number(day) }, kind: "named" };
}

function readNumericDay(numbers: string[], weekday: number | null, twelveHours: boolean): Day | null {
  const [a = "", b = "", c = ""] = numbers;
  if (numbers.length !== 3) return null;
  const yearFirst = a.length === 4;
  const digits = yearFirst ? a : c;
  // "1.2.3" is a version or chapter number.
  if (digits.length === 1) return null;
  const year = toFullYear(Number(digits), digits.length);
  const [first, second] = yearFirst ? [Number(b), Number(c)] : [Number(a), Number(b)];
  const monthFirst = { year, month: first, day: second };
  const dayFirst = { year, month: second, day: first };
  // Month before day goes with the American twelve-hour clock; everybody else writes the day first.
  const likely = yearFirst ? [monthFirst] : twelveHours ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const possible = likely.filter((fields) => toInstant(fields) !== null);
  const onWeekday = possible.find(
    (fields) => weekday !== null && new Date(toInstant(fields) ?? Number.NaN).getUTCDay() === weekday,
  );
  const fields = onWeekday ?? possible[0];
  return fields ? { fields, kind: "figures" } : null;
}
