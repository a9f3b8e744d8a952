// Reads dates exactly as in RFC 822 and RFC 1123, which most feeds use: the fast path.
import { toInstant } from "./calendar.ts";
import { findZoneOffset } from "./time-zone.ts";

const FORM = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:([+-])(\d{2})(\d{2})|([a-z]{1,4}))$/i;
const MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

/** Milliseconds since 1970, or null if the text differs from the form in any way. */
export function readRfc822Date(text: string): number | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [, day, monthName = "", year, hour, minute, second, sign, offsetHours, offsetMinutes, zone] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase()) / 3 + 1;
  const minutes = Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0);
  const offset = zone === undefined ? (sign === "-" ? -minutes : minutes) : findZoneOffset(zone);
  if (!Number.isInteger(month) || offset === null || (zone === undefined && Number(offsetMinutes) > 59)) return null;
  return toInstant({
    year: Number(year),
    month,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    offset,
  });
}
