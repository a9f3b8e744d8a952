// Local time: what the clock on the wall shows in a zone, by Node's own time zone data.

const minuteMs = 60_000;
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

/** True for a name that Node's time zone data knows, such as `Asia/Yangon` or `UTC`. */
export function isTimezone(name: string): boolean {
  try {
    return clockOf(name) !== undefined;
  } catch {
    return false;
  }
}

/**
 * The wall clock at an instant as whole minutes since 1970-01-01 00:00 on that same clock, so that the difference to the
 * instant's own minutes is the zone's offset. Throws RangeError for a zone that is not known.
 */
export function wallMinutes(timezone: string, at: Date): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(timezone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute) / minuteMs;
}

/** The local date and time as `2026-11-23 07:05`. */
export function localStamp(timezone: string, at: Date): string {
  return new Date(wallMinutes(timezone, at) * minuteMs).toISOString().slice(0, 16).replace("T", " ");
}
