// When to ask a feed again: as often as it publishes, no oftener than its publisher allows, and never never.

const MINUTE_MS = 60_000;
/** Between the floor and the ceiling a feed is asked about twice as often as it brings something. */
const FLOOR_MS = 10 * MINUTE_MS;
const DEFAULT_MS = 20 * MINUTE_MS;
const CEILING_MS = 6 * 60 * MINUTE_MS;
const FAILED_CEILING_MS = 24 * 60 * MINUTE_MS;
/** Feeds of one host must not come back in lock-step. */
const JITTER_SHARE = 0.1;

export interface PollRhythm {
  /** Polls that failed in a row, this one included; 0 after a good one. */
  failures: number;
  /** When this feed last had something new, and when it was first polled. */
  lastNewAt: Date | null;
  /** How many entries this poll brought. */
  fresh: number;
}

export interface PollHints {
  /** Cache-Control max-age in seconds. */
  maxAgeS: number | null;
  /** ttl or sy:* of the document, in minutes. */
  ttlMinutes: number | null;
  /** The host asked to be left alone until then. */
  retryAfter: Date | null;
}

/** `jitter` is random, from 0 to 1. The result is after `now`, by a day and a tenth at most unless Retry-After says more. */
export function nextPoll(rhythm: PollRhythm, hints: PollHints, now: Date, jitter: number): Date {
  const pauseMs = rhythm.failures > 0 ? failedPauseMs(rhythm.failures) : goodPauseMs(rhythm, hints, now);
  const due = now.getTime() + pauseMs * (1 + jitter * JITTER_SHARE);
  return new Date(Math.max(due, hints.retryAfter?.getTime() ?? 0));
}

/** Doubles with each failure in a row up to a day, and stays there: a feed is never given up. */
const failedPauseMs = (failures: number): number => Math.min(FLOOR_MS * 2 ** Math.min(failures - 1, 12), FAILED_CEILING_MS);

function goodPauseMs({ lastNewAt, fresh }: PollRhythm, hints: PollHints, now: Date): number {
  const quietMs = lastNewAt === null || fresh > 0 ? 0 : now.getTime() - lastNewAt.getTime();
  // A feed that was quiet for a day need not be asked every twenty minutes; one with news is asked at the usual pace.
  const adaptedMs = Math.min(Math.max(DEFAULT_MS, quietMs / 24), CEILING_MS);
  const askedMs = Math.max((hints.maxAgeS ?? 0) * 1000, (hints.ttlMinutes ?? 0) * MINUTE_MS);
  return Math.max(FLOOR_MS, Math.min(Math.max(adaptedMs, askedMs), CEILING_MS));
}
