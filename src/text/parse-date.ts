// Dates as feeds and pages write them, read alike on every machine whatever its time zone.
import { foldSpace } from "./fold-space.ts";
import { readIsoDate, readRfc3339Date } from "./read-iso-date.ts";
import { readRfc822Date } from "./read-rfc822-date.ts";
import { readWrittenDate } from "./read-written-date.ts";

const DATE_CHARS_MAX = 120;

// Many an entry was published and updated at the same time.
let last: { text: string; date: string | null } = { text: "", date: null };

/**
 * The instant that a text names, as ISO 8601 in UTC, or null where it names none or nonsense.
 * Without a zone UTC is meant; where day and month are in doubt the weekday decides, else the day comes first.
 */
export function parseDate(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.length > DATE_CHARS_MAX * 4) return null;
  if (text === last.text) return last.date;
  // Most dates have one of two forms; the fifth character tells which.
  const short = text.charAt(4) === "-" ? readRfc3339Date(text) : readRfc822Date(text);
  last = { text, date: toIsoText(short ?? readLongForms(text)) };
  return last.date;
}

function readLongForms(text: string): number | null {
  const trimmed = toAsciiDigits(foldSpace(text).trim());
  if (trimmed.length > DATE_CHARS_MAX || !/[\d〇一二三四五六七八九十]/.test(trimmed)) return null;
  return readRfc822Date(trimmed) ?? readIsoDate(trimmed) ?? readWrittenDate(trimmed);
}

function toIsoText(instantMs: number | null): string | null {
  if (instantMs === null) return null;
  const date = new Date(instantMs);
  const year = date.getUTCFullYear();
  // The year 1, and the one before it, are how some programs write a date that was never set.
  return year > 1 && year <= 9999 ? date.toISOString() : null;
}

// The zeros of the scripts that news is written in; the nine other digits follow each in Unicode.
const ZEROS = Array.from("٠۰०০੦૦୦௦౦೦൦๐໐༠၀႐០᠐０", (zero) => zero.charCodeAt(0));

function toAsciiDigits(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((zero) => code >= zero && code <= zero + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}
