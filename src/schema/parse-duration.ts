// Durations as people write them: 90s, 15m, 24h, 7d, 2w.
import type { Backlog } from "../feeds/poll/backlog.ts";
import type { Reading } from "./reading.ts";

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
/** A hundred years: such dates are still valid. */
const DURATION_MS_MAX = 36_500 * UNIT_MS.d;
const LIMIT_MS_MAX = 15 * UNIT_MS.m;

/** Milliseconds of a duration such as `24h` in one of these units; null if the text is not one. */
function parseDuration(text: string, units: string): number | null {
  const [, count, unit = ""] = /^(\d{1,9})\s?([smhdw])$/.exec(text.slice(0, 20).trim().toLowerCase()) ?? [];
  const ms = units.includes(unit) ? Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] : 0;
  return ms > 0 && ms <= DURATION_MS_MAX ? ms : null;
}

/** How young an entry must be on a feed's first poll: `none`, `all` or a duration. */
export function parseBacklog(text: string): Reading<Backlog> {
  if (text === "none" || text === "all") return { kind: "value", value: { kind: text } };
  const ms = parseDuration(text, "mhdw");
  if (ms !== null) return { kind: "value", value: { kind: "within", ms } };
  return { kind: "fault", message: "is no age: write none, all, or a time such as 24h or 7d" };
}

/** The longest pause between two polls of a source. */
export function parseEvery(text: string): Reading<number> {
  const ms = parseDuration(text, "mhdw");
  if (ms !== null && ms <= UNIT_MS.d) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no pause between two polls: write a time from 1m to 24h, such as 5m or 1h" };
}

/** How long a story that was sent is not sent again, whatever is new in it; `none`: not at all. */
export function parseHold(text: string): Reading<number> {
  const ms = text === "none" ? 0 : parseDuration(text, "mhdw");
  if (ms !== null && ms <= UNIT_MS.w) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no time to hold a story for: write none, or a time up to 7d such as 4h or 30m" };
}

/** How long an alert waits for copies of its story; `none`: not at all. */
export function parseSettle(text: string): Reading<number> {
  const ms = text === "none" ? 0 : parseDuration(text, "sm");
  if (ms !== null && ms <= LIMIT_MS_MAX) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no time to wait for copies: write none, or a time up to 15m such as 60s or 5m" };
}

/** How long articles are kept; at least so long that copies of one story can meet. */
export function parseRetention(text: string): Reading<number> {
  const ms = parseDuration(text, "mhdw");
  if (ms !== null && ms >= UNIT_MS.d) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no time to keep articles for: write at least 1d, as in 90d or 52w" };
}

/** How old the last backup may be; null for `none`. */
export function parseBackupWithin(text: string): Reading<number | null> {
  if (text === "none") return { kind: "value", value: null };
  const ms = parseDuration(text, "hdw");
  if (ms !== null) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no age of a backup: write none, or a time such as 26h or 8d" };
}

/** How long something may take. */
export function parseTimeLimit(text: string): Reading<number> {
  const ms = parseDuration(text, "sm");
  if (ms !== null && ms <= LIMIT_MS_MAX) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no limit of time: write 15m at most, as in 90s or 5m" };
}
