// Reads dates that begin with the year in digits: ISO 8601, RFC 3339, W3C-DTF, and seconds since 1970.
import { toFullYear, toInstant, toMilliseconds, type DateFields } from "./calendar.ts";

const TIME =
  /^(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)? ?(?:(z)|(?:utc|gmt)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?|utc|gmt)z?$/i;

// RFC 3339, which most feeds use: the fast path.
const STRICT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** The forms of a day in ISO 8601; a time may follow a complete day. */
const DAYS: { form: RegExp; read: (digits: (index: number) => string) => DateFields }[] = [
  { form: /^(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[T ])/i, read: ymd },
  { form: /^(\d{4})(\d{2})(\d{2})(?=$|[T ])/i, read: ymd },
  { form: /^(\d{4})-0(\d{2})-(\d{2})(?=$|[T ])/i, read: ymd },
  { form: /^(\d{4})-(\d{2})()$/, read: ymd },
  { form: /^(\d{4})()()$/, read: ymd },
  { form: /^(\d{4})-?(\d{3})(?=$|[T ])/i, read: ordinal },
  { form: /^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?=$|[T ])/i, read: week },
  { form: /^(\d{2})-(\d{2})-(\d{2})(?=$|[T ])/i, read: ymd },
  { form: /^(\d{2})(\d{2})(\d{2})(?=$|[T ])/i, read: ymd },
  { form: /^(\d{2})-?(\d{3})(?=$|T)/i, read: ordinal },
  { form: /^-(\d{2})-?(\d{2})()$/, read: ymd },
  { form: /^-(\d{2})()()$/, read: ymd },
];

/** Milliseconds since 1970, or null if the text has none of these forms. */
export function readIsoDate(text: string): number | null {
  const strict = readRfc3339Date(text);
  if (strict !== null) return strict;
  if (/^@?\d{9,10}(?:\.\d{1,9})?$/.test(text)) return Math.floor(Number(text.replace("@", "")) * 1000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const compact = /^\d{14}$/.test(text) ? `${text.slice(0, 8)}T${text.slice(8)}` : text;
  for (const { form, read } of DAYS) {
    const match = form.exec(compact);
    if (!match) continue;
    const day = read((index) => match[index] ?? "");
    const rest = compact.slice(match[0].length).replace(/^(?:T| ) ?/i, "");
    const time = rest === "" ? {} : readTime(rest);
    const instant = time && toInstant({ ...day, ...time });
    if (instant !== null) return instant;
  }
  return null;
}

/** The same for RFC 3339 alone; null if the text differs from it in any way. */
export function readRfc3339Date(text: string): number | null {
  const strict = STRICT.exec(text);
  if (!strict) return null;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = strict;
  if (Number(offsetMinutes ?? 0) > 59) return null;
  const offset = Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0);
  return toInstant({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: toMilliseconds(fraction),
    offset: sign === "-" ? -offset : offset,
  });
}

function ymd(digits: (index: number) => string): DateFields {
  const year = digits(1);
  return { year: toFullYear(Number(year), year.length), month: Number(digits(2) || 1), day: Number(digits(3) || 1) };
}

/** A year, an ISO week number, and a day from Monday; the fourth of January is always in week 1. */
function week(digits: (index: number) => string): DateFields {
  const year = Number(digits(1));
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = 4 - ((fourth.getUTCDay() + 6) % 7);
  const date = new Date(Date.UTC(year, 0, monday + (Number(digits(2)) - 1) * 7 + Number(digits(3) || 1) - 1));
  return { year: date.getUTCFullYear(), month: Number(digits(2)) > 53 ? 0 : date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** A year and the number of a day in it. */
function ordinal(digits: (index: number) => string): DateFields {
  const year = toFullYear(Number(digits(1)), digits(1).length);
  const date = new Date(Date.UTC(year, 0, Number(digits(2))));
  const within = date.getUTCFullYear() === year;
  return within ? { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() } : { year, month: 0, day: 0 };
}

function readTime(text: string): Omit<DateFields, "year" | "month" | "day"> | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hour, minute, second, fraction, , sign, offsetHours, offsetMinutes] = match;
  if (minute === undefined && sign === undefined && !/z$/i.test(text)) return null;
  const offset = Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0);
  if (Number(offsetMinutes ?? 0) > 59) return null;
  return {
    hour: Number(hour),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: toMilliseconds(fraction),
    offset: sign === "-" ? -offset : offset,
  };
}
