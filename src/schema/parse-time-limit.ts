// A limit of time as people write it: 90s, 5m.
import type { Reading } from "./reading.ts";

const UNIT_MS = { s: 1_000, m: 60_000 };
const LIMIT_MS_MAX = 15 * 60_000;

/** Milliseconds of a limit such as `90s`. */
export function parseTimeLimit(text: string): Reading<number> {
  const [, count, unit] = /^(\d{1,4})\s?([sm])$/.exec(text.slice(0, 20).trim().toLowerCase()) ?? [];
  const ms = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  if (ms > 0 && ms <= LIMIT_MS_MAX) return { kind: "value", value: ms };
  return { kind: "fault", message: "is no limit of time: write 15m at most, as in 90s or 5m" };
}
