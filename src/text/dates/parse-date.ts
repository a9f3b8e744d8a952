// Reads dates as feeds and pages write them, alike on every machine and in every time zone.
import { foldSpace } from "../fold-space.ts";
import { readIsoDate, readRfc3339Date } from "./read-iso-date.ts";
import { readRfc822Date } from "./read-rfc822-date.ts";
import { readWrittenDate } from "./read-written-date.ts";

const DATE_CHARS_MAX = 120;
/** A day and a two-digit year take three characters. This quick check rejects most lines without looking up month names. */
const FIGURES = /\d\D*\d\D*\d|[〇一二三四五六七八九十]/;

// Many entries were published and updated at the same time.
let last: { text: string; date: string | null } = { text: "", date: null };

/**
 * The instant that a text names, as ISO 8601 in UTC, or null if it names none or makes no sense.
 * Without a zone UTC is assumed. If day and month are ambiguous, the weekday decides, else the day comes first.
 */
export function parseDate(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.length > DATE_CHARS_MAX * 4) return null;
  if (text === last.text) return last.date;
  // Most dates have one of two forms; the fifth character tells them apart.
  const short = text.charAt(4) === "-" ? readRfc3339Date(text) : readRfc822Date(text);
  last = { text, date: toIsoText(short ?? readLongForms(text)) };
  return last.date;
}

function readLongForms(text: string): number | null {
  const trimmed = toAsciiDigits(foldSpace(text).trim());
  if (trimmed.length > DATE_CHARS_MAX || !FIGURES.test(trimmed)) return null;
  return readRfc822Date(trimmed) ?? readIsoDate(trimmed) ?? readWrittenDate(trimmed);
}

// The year 1 and the year before it are how some programs write a date that was never set.
const INSTANT_MIN = Date.parse("0002-01-01T00:00:00.000Z");
const INSTANT_MAX = Date.parse("9999-12-31T23:59:59.999Z");
const DAY_MS = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

// The entries of a feed share their days, and the calendar is most of the cost of a date.
let lastDay = { number: 0, text: "1970-01-01T" };

function toIsoText(instantMs: number | null): string | null {
  if (instantMs === null || !(instantMs >= INSTANT_MIN && instantMs <= INSTANT_MAX)) return null;
  const number = Math.floor(instantMs / DAY_MS);
  if (number !== lastDay.number) lastDay = { number, text: new Date(number * DAY_MS).toISOString().slice(0, 11) };
  const ms = Math.trunc(instantMs) - number * DAY_MS;
  const [hour, minute, second] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1_000) % 60];
  const rest = ms % 1_000 === 0 ? "000" : String(ms % 1_000).padStart(3, "0");
  return `${lastDay.text}${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[second]}.${rest}Z`;
}

// The zeros of the scripts used for news; in Unicode the other nine digits follow each zero.
const ZEROS = Array.from("٠۰०০੦૦୦௦౦೦൦๐໐༠၀႐០᠐０", (zero) => zero.charCodeAt(0));

export function toAsciiDigits(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((zero) => code >= zero && code <= zero + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}
