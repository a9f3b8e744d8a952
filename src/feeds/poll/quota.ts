// The daily quota of a source: so much of what it brings is read in full, so much by its own words alone, and the rest is only noted.
import type { NewEntry } from "./decide-entries.ts";

export interface SourceLimits {
  /** New entries a day whose pages are read, and bytes of their text. */
  entries: number;
  bytes: number;
  /** Pages of one site within an hour to which a source of another site may lead. */
  visits: number;
}

/** Many times what an agency publishes in a day. */
export const DEFAULT_LIMITS: SourceLimits = { entries: 3_000, bytes: 30_000_000, visits: 100 };
/** A page that a limit left out is read within this time, as later hours and days have room for it. */
export const LEFT_OUT_MS = 7 * 86_400_000;
/** So many quotas of entries are matched by their source's own words; further ones are only noted. */
const BY_WORDS = 10;
/** Of an entry over the quota, so much of its text is kept, in UTF-16 units. */
const TEXT_CHARS_MAX = 500;

/** What a source has brought on a day already. */
export interface Brought {
  entries: number;
  bytes: number;
}

export interface Rationed {
  entries: NewEntry[];
  /** What these entries add. */
  brought: Brought;
  /** How many of them are over the quota. */
  byWords: number;
  leftOut: number;
}

/** Entries that may not alert, and other identities of known ones, count for nothing. */
export function ration(entries: readonly NewEntry[], before: Brought, limits: SourceLimits): Rationed {
  const sum = { ...before };
  const result: Rationed = { entries: [], brought: { entries: 0, bytes: 0 }, byWords: 0, leftOut: 0 };
  for (const entry of entries) {
    if (entry.skipped !== null || entry.of !== null) {
      result.entries.push(entry);
      continue;
    }
    sum.entries += 1;
    sum.bytes += Buffer.byteLength(entry.text);
    if (sum.entries > limits.entries * BY_WORDS) {
      result.leftOut += 1;
      result.entries.push({ ...entry, text: "", skipped: "quota" });
    } else if (sum.entries > limits.entries || sum.bytes > limits.bytes) {
      result.byWords += 1;
      result.entries.push({ ...entry, text: entry.text.slice(0, TEXT_CHARS_MAX), overQuota: true });
    } else result.entries.push(entry);
  }
  result.brought = { entries: sum.entries - before.entries, bytes: sum.bytes - before.bytes };
  return result;
}
