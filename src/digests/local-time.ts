// Local time: what the clock on the wall shows in a zone, by Node's own time zone data.
import { minuteOf } from "../text/dates/minute-of.ts";

const minuteMs = 60_000;
const dayMinutes = 1_440;
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  clocks.set(timezone, clock);
  return clock;
}

/** Returns true for a name in Node's time zone data, such as `Asia/Yangon` or `UTC`. */
export function isTimezone(name: string): boolean {
  try {
    return clockOf(name) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The wall clock at an instant, as whole minutes since 1970-01-01 00:00 on that clock; its difference to the instant's own minutes
 * is the zone's offset. Throws RangeError for an unknown zone.
 */
export function wallMinutes(timezone: string, at: Date): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(timezone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) / minuteMs;
}

/** The instant at which the wall clock shows these minutes; if a clock change skips or repeats them, one near it. */
export function instantAt(timezone: string, minutes: number): Date {
  const offset = (guess: number): number => wallMinutes(timezone, new Date(guess * minuteMs)) - guess;
  const near = minutes - offset(minutes);
  return new Date((minutes - offset(near)) * minuteMs);
}

/** The beginnings of the last `count` local days up to that of `at`, the oldest first. */
export function lastDays(timezone: string, at: Date, count: number): Date[] {
  const today = Math.floor(wallMinutes(timezone, at) / dayMinutes) * dayMinutes;
  return Array.from({ length: count }, (_, index) => instantAt(timezone, today - (count - 1 - index) * dayMinutes));
}

/** The local date and time as `2026-11-23 07:05`. */
export function localStamp(timezone: string, at: Date): string {
  return minuteOf(new Date(wallMinutes(timezone, at) * minuteMs));
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

// Spelt out here, since Intl's words change with Node's version: the same issue must give the same mail for years.
/** The local date and time as `Monday 23 November 2026, 07:05`. */
export function localLong(timezone: string, at: Date): string {
  const wall = new Date(wallMinutes(timezone, at) * minuteMs);
  return `${weekdays[wall.getUTCDay()]} ${wall.getUTCDate()} ${months[wall.getUTCMonth()]} ${wall.getUTCFullYear()}, ${clockTime(wall)}`;
}

/** The local date and time as `Mon 23 Nov, 07:05`; with the year if it differs from that of `now`. */
export function localShort(timezone: string, at: Date, now: Date): string {
  const wall = new Date(wallMinutes(timezone, at) * minuteMs);
  const year =
    wall.getUTCFullYear() === new Date(wallMinutes(timezone, now) * minuteMs).getUTCFullYear() ? "" : ` ${wall.getUTCFullYear()}`;
  const day = `${weekdays[wall.getUTCDay()]?.slice(0, 3)} ${wall.getUTCDate()} ${months[wall.getUTCMonth()]?.slice(0, 3)}`;
  return `${day}${year}, ${clockTime(wall)}`;
}

function clockTime(wall: Date): string {
  return wall.toISOString().slice(11, 16);
}
