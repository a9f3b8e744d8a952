// Durations as people write them: 15m, 24h, 7d, 2w.
import type { Backlog } from "../../feeds/poll/backlog.ts";
import type { Reading } from "../../schema/reading.ts";

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
/** A hundred years: such dates are still valid. */
const SETTLE_MS_MAX = 15 * unitMs.m;
const durationMsMax = 36_500 * unitMs.d;

/** Milliseconds of a duration such as `24h`; null if the text is not one. */
function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,9})\s?([mhdw])$/.exec(text.slice(0, 20).trim().toLowerCase()) ?? [];
  const ms = Number(count) * unitMs[unit as keyof typeof unitMs];
  return ms > 0 && ms <= durationMsMax ? ms : null;
}

/** How young an entry must be on a feed's first poll: `none`, `all` or a duration. */
export function parseBacklog(text: string): Reading<Backlog> {
  if (text === "none" || text === "all") return { kind: "value", value: { kind: text } };
  const ms = parseDuration(text);
  if (ms !== null) return { kind: "value", value: { kind: "within", ms } };
  return { kind: "fault", message: "is no age: write none, all, or a time such as 24h or 7d" };
}

/** The longest pause between two polls of a source. */
export function parseEvery(text: string): Reading<number> {
  const ms = parseDuration(text);
  if (ms !== null && ms <= unitMs.d) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no pause between two polls: write a time from 1m to 24h, such as 5m or 1h" };
}

/** How long a story that was sent is not sent again, whatever is new in it; `none`: not at all. */
export function parseHold(text: string): Reading<number> {
  const ms = text === "none" ? 0 : parseDuration(text);
  if (ms !== null && ms <= unitMs.w) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no time to hold a story for: write none, or a time up to 7d such as 4h or 30m" };
}

/** How long an alert waits for copies of its story; `none`: not at all. */
export function parseSettle(text: string): Reading<number> {
  const [, seconds] = /^(\d{1,4})\s?s$/i.exec(text.trim()) ?? [];
  const ms = text === "none" ? 0 : seconds === undefined ? parseDuration(text) : Number(seconds) * 1_000;
  if (ms !== null && ms <= SETTLE_MS_MAX) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no time to wait for copies: write none, or a time up to 15m such as 60s or 5m" };
}

/** How long articles are kept; at least so long that copies of one story can meet. */
export function parseRetention(text: string): Reading<number> {
  const ms = parseDuration(text);
  if (ms !== null && ms >= unitMs.d) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no time to keep articles for: write at least 1d, as in 90d or 52w" };
}
