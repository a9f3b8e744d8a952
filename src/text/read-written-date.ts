// Dates as people and programs write them in words: RFC 822, asctime, "Nov. 16, 2020, 10:57 a.m.", "mar., 01 déc. 2020".
import { toFullYear, toInstant, toMilliseconds, type DateFields } from "./calendar.ts";
import { findMonth, findWeekday } from "./month-names.ts";
import { findRegionOffset, findZoneOffset } from "./time-zone.ts";

const TIME = /(^|[^\d:])(\d{1,2}) ?[:h] ?(\d{2})(?: ?: ?(\d{2})(?:[.,](\d{1,9}))?)?(?![\d:])/i;
const OFFSET = /(?:\b(?:gmt|utc?) ?)?([+-]) ?(\d{1,2}):?(\d{2})(?!\d)(?: ?z\b)?|\b(?:gmt|utc)([+-])(\d{1,2})(?!\d)/i;
const REGION = /\b(?:[A-Z][A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?)(?:[+-]\d{1,2})?/;
const BEFORE_NOON = /(?:^|[^\p{L}])a\.? ?m\b\.?|오전|午前|上午/iu;
const AFTER_NOON = /(?:^|[^\p{L}])p\.? ?m\b\.?|오후|午後|下午/iu;
// Words that say nothing of when: "at", "of", and the letters that Asian dates put after their figures.
const IDLE = new Set([
  "t",
  "on",
  "of",
  "the",
  "de",
  "del",
  "di",
  "da",
  "um",
  "uhr",
  "le",
  "à",
  "g",
  "г",
  "г.",
  "р.",
  "년",
  "월",
  "일",
  "年",
  "月",
  "日",
  "st",
  "nd",
  "rd",
  "th",
]);

interface Words {
  month: number | null;
  weekday: number | null;
  zone: number | null;
  unknown: number;
}

/** Milliseconds since 1970, or null where the text names no day. */
export function readWrittenDate(text: string): number | null {
  const korean = /\p{Script=Hangul}/u.test(text);
  const clock = readClock(text.replace(/\([^()]*\)/g, " "));
  if (clock === null) return null;
  const words = readWords(clock.rest);
  const day = readDay(clock.rest, words, clock.twelveHours);
  if (day === null || words.unknown > 1 || (words.unknown > 0 && day.vague)) return null;
  const fields: DateFields = { ...day.fields, ...clock.time };
  const local = toInstant(fields);
  if (local === null) return null;
  const zone = clock.offset ?? (clock.region === null ? null : findRegionOffset(clock.region, local)) ?? words.zone;
  // Only Korean blogs are known to leave out the zone and mean their own (feedparser reads them so too).
  return toInstant({ ...fields, offset: zone ?? (korean ? 540 : 0) });
}

interface Clock {
  time: Pick<DateFields, "hour" | "minute" | "second" | "millisecond">;
  offset: number | null;
  region: string | null;
  twelveHours: boolean;
  /** What is left of the text: the day and the words. */
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
  const afternoon = AFTER_NOON.test(rest);
  const morning = !afternoon && BEFORE_NOON.test(rest);
  rest = rest.replace(AFTER_NOON, " ").replace(BEFORE_NOON, " ");
  let hour = Number(match[2]);
  if (afternoon && hour < 12) hour += 12;
  else if (morning && hour === 12) hour = 0;
  const time = { hour, minute: Number(match[3]), second: Number(match[4] ?? 0), millisecond: toMilliseconds(match[5]) };
  return { time, offset: offset && toOffset(offset), region, twelveHours: afternoon || morning, rest };
}

function toOffset(match: RegExpExecArray): number {
  const minutes = Number(match[2] ?? match[5]) * 60 + Number(match[3] ?? 0);
  return (match[1] ?? match[4]) === "-" ? -minutes : minutes;
}

function readWords(text: string): Words {
  const words: Words = { month: null, weekday: null, zone: null, unknown: 0 };
  for (const word of text.match(/[\p{L}\p{M}]+\.?/gu) ?? []) {
    const bare = word.replace(/\.$/, "");
    // "AT" is Atlantic time, "at" is a word.
    if (IDLE.has(bare.toLowerCase()) || bare === "at" || bare === "At") continue;
    const month = words.month === null ? findMonth(bare) : null;
    const weekday = words.weekday === null && month !== 3 ? findWeekday(bare) : null;
    // "mar" is March, but before another month's name it was Tuesday ("mar., 01 déc. 2020").
    if (month === null && weekday === null && words.month === 3 && findMonth(bare) !== null) words.month = findMonth(bare);
    else if (weekday !== null && (month === null || words.weekday === null)) words.weekday = weekday;
    else if (month !== null) words.month = month;
    else if (findZoneOffset(bare) !== null) words.zone = findZoneOffset(bare);
    else if (!/^[A-Z]{1,5}$/.test(bare)) words.unknown++;
  }
  return words;
}

interface Day {
  fields: Pick<DateFields, "year" | "month" | "day">;
  /** The day of the month was not said. */
  vague: boolean;
}

function readDay(text: string, words: Words, twelveHours: boolean): Day | null {
  const numbers = text.match(/\d+/g) ?? [];
  if (numbers.some((digits) => digits.length > 4) || numbers.length > 3) return null;
  return words.month === null ? readNumericDay(numbers, words.weekday, twelveHours) : readNamedMonth(numbers, words.month);
}

function readNamedMonth(numbers: string[], month: number): Day | null {
  const [first = "", second = ""] = numbers;
  if (numbers.length === 1 && first.length === 4) return { fields: { year: Number(first), month, day: 1 }, vague: true };
  if (numbers.length !== 2) return null;
  const yearFirst = first.length > 2 || Number(first) > 31;
  const [day, year] = yearFirst ? [second, first] : [first, second];
  return { fields: { year: toFullYear(Number(year), year.length), month, day: Number(day) }, vague: false };
}

function readNumericDay(numbers: string[], weekday: number | null, twelveHours: boolean): Day | null {
  const [a = "", b = "", c = ""] = numbers;
  if (numbers.length !== 3) return null;
  const yearFirst = a.length === 4;
  const digits = yearFirst ? a : c;
  const year = toFullYear(Number(digits), digits.length);
  const [first, second] = yearFirst ? [Number(b), Number(c)] : [Number(a), Number(b)];
  const monthFirst = { year, month: first, day: second };
  const dayFirst = { year, month: second, day: first };
  // A twelve-hour clock is American company; all others but them write the day before the month.
  const likely = yearFirst ? [monthFirst] : twelveHours ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  const possible = likely.filter((fields) => toInstant(fields) !== null);
  const onWeekday = possible.find(
    (fields) => weekday !== null && new Date(toInstant(fields) ?? Number.NaN).getUTCDay() === weekday,
  );
  const fields = onWeekday ?? possible[0];
  return fields ? { fields, vague: false } : null;
}
