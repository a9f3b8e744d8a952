// Recognises a feed that is late by its own rhythm: it is readable, and should have brought news.
import { usualPauseMs } from "./next-poll.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PATIENCE_MS_MIN = 3 * HOUR_MS;
/** Until a feed was observed over a weekend, its weekend rhythm is unknown. */
const WATCHED_MS_MIN = 8 * DAY_MS;
const UNKNOWN_PATIENCE_MS = 3 * DAY_MS;
/** What remains of the longest silence after a day: a summer's lull must not excuse a dead feed for ever. */
const FADE_A_DAY = 0.97;

export interface Rhythm {
  firstPolledAt: Date | null;
  lastNewAt: Date | null;
  /** When a pause by hand last ended: nobody listened before. */
  resumedAt?: Date | null;
  intervalsMs: readonly number[];
  /** The longest silence that it recovered from, faded by its age; null if there was none yet. */
  longestSilenceMs: number | null;
}

/** The longest silence known once news has come. */
export function learnSilence(rhythm: Rhythm, now: Date): number {
  const { lastNewAt, intervalsMs, longestSilenceMs } = rhythm;
  const silenceMs = lastNewAt === null ? 0 : Math.max(0, now.getTime() - heardSince(lastNewAt, rhythm));
  const faded = (longestSilenceMs ?? 0) * FADE_A_DAY ** (silenceMs / DAY_MS);
  return Math.max(silenceMs, faded, longestSilenceMs === null ? Math.max(0, ...intervalsMs) : 0);
}

/** Since when it has been silent, and how often it usually has news; null if it is not late, or if that is unknown. */
export function lateSince(rhythm: Rhythm, now: Date): { since: Date; usualMs: number } | null {
  const { firstPolledAt, lastNewAt, intervalsMs, longestSilenceMs } = rhythm;
  if (firstPolledAt === null || lastNewAt === null) return null;
  const usualMs = usualPauseMs(intervalsMs) ?? longestSilenceMs ?? 0;
  if (usualMs === 0) return null;
  const longest = Math.max(longestSilenceMs ?? 0, ...intervalsMs);
  const isWatched = now.getTime() - firstPolledAt.getTime() >= WATCHED_MS_MIN;
  const patienceMs = Math.max(6 * usualMs, 1.5 * longest, isWatched ? PATIENCE_MS_MIN : UNKNOWN_PATIENCE_MS);
  return now.getTime() - heardSince(lastNewAt, rhythm) > patienceMs ? { since: lastNewAt, usualMs } : null;
}

/** From when on its silence counts, in milliseconds. */
const heardSince = (lastNewAt: Date, { resumedAt }: Rhythm): number => Math.max(lastNewAt.getTime(), resumedAt?.getTime() ?? 0);
