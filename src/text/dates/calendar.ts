// Turns the fields of a date into an instant, and refuses dates that do not exist.

export interface DateFields {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
  millisecond?: number;
  /** Minutes east of UTC. */
  offset?: number;
}

/** Milliseconds since 1970, or null for a 31 June, a 25 o'clock or an impossible zone. A leap second counts as the second before it. */
export function toInstant(written: DateFields): number | null {
  const fields = toGregorian(written);
  if (fields === null) return null;
  const { year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0, offset = 0 } = fields;
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  if (month < 1 || month > 12 || day < 1 || (hour > 23 && !endOfDay) || minute > 59 || second > 60) return null;
  if (Math.abs(offset) >= 16 * 60) return null;
  if (day > daysIn(year, month)) return null;
  return startOfDay(year, month, day) + ((hour * 60 + minute - offset) * 60 + Math.min(second, 59)) * 1000 + millisecond;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function startOfDay(year: number, month: number, day: number): number {
  if (year > 99) return Date.UTC(year, month - 1, day);
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(Date.UTC(2000, month - 1, day)).setUTCFullYear(year, month - 1, day);
}

/**
 * Thailand counts years from the Buddha, Iran solar years from the Hijra: no news is dated 2569 or 1404 by another calendar. Lunar
 * Hijra years cannot be told from other calendars by their months, so such a date is refused.
 */
function toGregorian(fields: DateFields): DateFields | null {
  const { year, month, day } = fields;
  if (year >= 2540 && year < 2640) return { ...fields, year: year - 543 };
  if (year > 1420 && year < 1470) return null;
  if (year < 1380 || year > 1420) return fields;
  if (month < 1 || month > 12 || day < 1 || day > (month < 7 ? 31 : 30)) return null;
  // Six months of 31 days, then months of 30, from the first day of spring, which is between 19 and 22 March.
  const newYear = [19, 20, 21, 22].map((march) => Date.UTC(year + 621, 2, march)).find(isPersianNewYear);
  if (newYear === undefined) return null;
  const date = new Date(newYear + ((month - 1) * 30 + Math.min(month - 1, 6) + day - 1) * 86_400_000);
  return { ...fields, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function isPersianNewYear(instantMs: number): boolean {
  const format = new Intl.DateTimeFormat("en-u-ca-persian", { month: "numeric", day: "numeric", timeZone: "UTC" });
  return format.format(instantMs) === "1/1";
}

/** A year of fewer than four digits: 90 to 99 belong to the last century, three digits count from 1900 (RFC 2822, 4.3). */
export function toFullYear(year: number, digits: number): number {
  if (digits === 3) return year + 1900;
  if (digits > 2) return year;
  return year + (year < 90 ? 2000 : 1900);
}

/** Milliseconds of a second's decimal fraction ("5" is 500). */
export function toMilliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}
