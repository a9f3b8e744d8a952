// From the fields of a date to an instant, refusing what no calendar has.

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

/** Milliseconds since 1970, or null for a 31 June, a 25 o'clock or a zone that is nowhere. A leap second counts as the one before it. */
export function toInstant(fields: DateFields): number | null {
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
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return new Date(Date.UTC(2000, month - 1, day)).setUTCFullYear(year, month - 1, day);
}

/** A year written with two digits, as feed readers take it: 90 to 99 lie in the last century. */
export function toFullYear(year: number, digits: number): number {
  if (digits > 2) return year;
  return year + (year < 90 ? 2000 : 1900);
}

/** Milliseconds of a second's decimal fraction ("5" is 500). */
export function toMilliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, "0"));
}
