// Schedules: when a digest is next due in its own zone, and how long quiet hours hold it.
import { Cron } from "croner";
import { wallMinutes } from "./local-time.ts";
import { suggestSchedule } from "./suggest-schedule.ts";
import type { QuietHours, Schedule } from "./digest.ts";

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const scheduleForms = 'write five cron fields ("0 7 * * 1-5"), "immediately", or "every 15m" / "every 2h"';

export type ScheduleReading = { kind: "schedule"; schedule: Schedule } | { kind: "fault"; message: string };
export type QuietReading = { kind: "quiet"; quiet: QuietHours } | { kind: "fault"; message: string };

/** Reads a digest's `schedule:`. A fault says what is wrong and what to write instead. */
export function parseSchedule(text: string): ScheduleReading {
  const words = text.slice(0, 200).trim();
  if (/^immediately$/i.test(words)) return { kind: "schedule", schedule: { kind: "immediately" } };
  if (/^every\b/i.test(words)) return parseEvery(words);
  if (words.split(/\s+/).length !== 5) return noSchedule(words, scheduleForms);
  try {
    // The start of a leap year, so that a 29 February counts as a day that exists.
    const first = cron(words, "UTC").nextRun(new Date(Date.UTC(2024, 0, 1)));
    if (first === null) return { kind: "fault", message: `"${words}" never comes: no month has such a day` };
    return { kind: "schedule", schedule: { kind: "cron", expression: words.replace(/\s+/g, " ") } };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^CronPattern: /, "") : "cannot be read";
    return noSchedule(words, scheduleForms, ` (${reason})`);
  }
}

function noSchedule(words: string, forms: string, reason = ""): ScheduleReading {
  const meant = suggestSchedule(words);
  const message = meant === null ? `"${words}" is no schedule${reason}: ${forms}` : `"${words}" is no schedule: write "${meant}"`;
  return { kind: "fault", message };
}

function parseEvery(words: string): ScheduleReading {
  const [, count, unit = ""] = /^every\s+(\d{1,5})\s*(m|min|minutes?|h|hours?)$/i.exec(words) ?? [];
  const minutes = Number(count) * (/^h/i.test(unit) ? 60 : 1);
  if (!(minutes >= 1 && minutes <= dayMinutes)) {
    return noSchedule(words, 'write "every 15m" or "every 2h", from 1m to 24h');
  }
  return { kind: "schedule", schedule: { kind: "every", minutes } };
}

/** Reads a digest's `quiet:`, such as `22:00-06:00`; the end may be 24:00. */
export function parseQuiet(text: string): QuietReading {
  const [, fromHour, fromMinute, toHour, toMinute] =
    /^\s*(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)\s*$/.exec(text.slice(0, 200)) ?? [];
  const from = minuteOfDay(fromHour, fromMinute);
  const to = minuteOfDay(toHour, toMinute);
  if (from === null || to === null || from === dayMinutes) {
    return { kind: "fault", message: `"${text.slice(0, 200)}" is no span of hours: write it as "22:00-06:00"` };
  }
  if (from === to % dayMinutes) {
    return {
      kind: "fault",
      message: `"${text.trim()}" would be quiet all day, so nothing would ever go out: leave a gap, as in "22:00-06:00"`,
    };
  }
  return { kind: "quiet", quiet: { from, to: to % dayMinutes } };
}

function minuteOfDay(hour: string | undefined, minute: string | undefined): number | null {
  const minutes = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= dayMinutes ? minutes : null;
}

/**
 * The first time strictly after `after` at which a digest is due; null for `immediately`, which waits for the next story.
 * A daily time that a clock change skips moves to the first minute after the gap, and a time that comes twice counts once.
 * Throws RangeError for an unknown zone.
 */
export function nextDue(schedule: Schedule, timezone: string, after: Date): Date | null {
  if (schedule.kind === "immediately") return null;
  if (schedule.kind === "cron") return cron(schedule.expression, timezone).nextRun(after);
  // Not all days have 24 hours: counted in UTC, some local day would have none or two.
  if (schedule.minutes === dayMinutes) return cron("0 0 * * *", timezone).nextRun(after);
  // Counted from 1970 UTC rather than from the last one, so that a restart or a late run does not shift the following times.
  const stepMs = schedule.minutes * minuteMs;
  return new Date((Math.floor(after.getTime() / stepMs) + 1) * stepMs);
}

function cron(expression: string, timezone: string): Cron {
  // "no-wildcard": `0 7,19 * * *` must be reliable across clock changes just like `0 7 * * *`.
  return new Cron(expression, { paused: true, timezone, mode: "5-part", fixedTimeRule: "no-wildcard" });
}

/** When the quiet hours in force at `at` end; null if there are none. */
export function quietUntil(quiet: QuietHours | null, timezone: string, at: Date): Date | null {
  if (quiet === null) return null;
  const wall = wallMinutes(timezone, at);
  const now = wall % dayMinutes;
  const held = quiet.from < quiet.to ? now >= quiet.from && now < quiet.to : now >= quiet.from || now < quiet.to;
  if (!held) return null;
  const target = wall + ((quiet.to - now + dayMinutes) % dayMinutes);
  const minute = Math.floor(at.getTime() / minuteMs);
  return new Date(firstMinuteAt(timezone, target, { wall, minute }) * minuteMs);
}

/** The first minute since 1970 UTC, from `minute` on, at which the wall clock shows `target` or, if a change skips that, is past it. */
function firstMinuteAt(timezone: string, target: number, { wall, minute }: { wall: number; minute: number }): number {
  const wallAt = (at: number) => wallMinutes(timezone, new Date(at * minuteMs));
  const unchanged = target - (wall - minute);
  const dayAfter = unchanged + dayMinutes;
  const changed = target - (wallAt(dayAfter) - dayAfter);
  let first = Math.min(unchanged, changed);
  while (wallAt(first) < target) first += 1;
  return first;
}
