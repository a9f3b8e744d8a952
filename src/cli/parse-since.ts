// Reads the beginning of a period as people give it to a command: a span back from now, or a date.
import { UsageError } from "./command.ts";

const unitsMs: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Returns null if it is not given. Dates begin at midnight UTC. Throws UsageError. */
export function parseSince(text: unknown, now: Date): Date | null {
  if (typeof text !== "string") return null;
  const [, count, unit = ""] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (unitsMs[unit] ?? 0));
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) throw new UsageError(`--since takes 24h, 7d, 4w or a date as 2026-11-01, and not "${text}"`);
  return date;
}
