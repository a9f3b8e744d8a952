// When to poll a feed again: as often as it publishes, never more often than is polite, and never not at all.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const POLL_MS_MIN = 10 * MINUTE_MS;
const POLL_MS_MAX = 6 * HOUR_MS;
const POLL_MS_DEFAULT = 20 * MINUTE_MS;
const BACK_OFF_MS_MIN = 15 * MINUTE_MS;
const BACK_OFF_MS_MAX = 24 * HOUR_MS;
const HELD_SPREAD_MS_MAX = 5 * MINUTE_MS;
const INTERVALS_MIN = 3;
export const HURRY_MAX = 5;

export interface PollState {
  /** Failed polls in a row; 0 after a good one. */
  failures: number;
  /** When a poll last brought a new entry. */
  lastNewAt: Date | null;
  /** Milliseconds between the feed's latest entries, as `publishingIntervals` returns them. */
  intervalsMs: readonly number[];
  /** How many entries its last document held. */
  entries: number;
  /** How often the pause was halved because entries may have been missed. */
  hurry: number;
}

export interface PollHints {
  maxAgeS: number | null;
  ttlMinutes: number | null;
  /** Until when the host asked us to stay away. */
  retryAfter: Date | null;
  /** The longest pause that its owner wants while all is well; null or left out: none was set. */
  everyMs?: number | null;
}

/** The time of the next poll: later than `now` by 10 minutes to 6 hours or `everyMs`, by up to 24 hours after failures. `jitter` is 0 up to 1. */
export function nextPoll(state: PollState, hints: PollHints, now: Date, jitter: number): Date {
  const everyMs = hints.everyMs ?? Infinity;
  const waitMs = state.failures > 0 ? backOffMs(state.failures) : Math.min(rhythmMs(state, hints, now), everyMs);
  // Jitter only delays, so that neither the minimum nor a Retry-After is undercut; it spreads feeds of one host.
  const spreadMs = Math.min(Math.max(jitter, 0), 1) * waitMs * 0.25;
  const ceilingMs = state.failures > 0 ? BACK_OFF_MS_MAX : Math.min(POLL_MS_MAX, everyMs);
  const pollMs = now.getTime() + Math.min(waitMs + spreadMs, ceilingMs);
  return new Date(Math.max(pollMs, hints.retryAfter === null ? 0 : afterHold(hints.retryAfter, jitter).getTime()));
}

/** When to return to a host that asked for patience: not with all its feeds in the same second (commafeed#2181). */
export const afterHold = (until: Date, jitter: number): Date =>
  new Date(until.getTime() + Math.min(Math.max(jitter, 0), 1) * HELD_SPREAD_MS_MAX);

/** Milliseconds between entries by their dates (ISO 8601 or null), latest first; ignores future and repeated dates. */
export function publishingIntervals(dates: readonly (string | null)[], now: Date): number[] {
  const times = [...new Set(dates.map((date) => Date.parse(date ?? "")))]
    .filter((time) => time <= now.getTime())
    .sort((a, b) => b - a)
    .slice(0, 20);
  return times.slice(1).map((time, index) => (times[index] ?? time) - time);
}

/** Halves the pause after a gap; undoes that once documents show well over what was new in them. */
export function learnHurry(hurry: number, { gap, fresh, entries }: { gap: boolean; fresh: number; entries: number }): number {
  if (gap) return Math.min(hurry + 1, HURRY_MAX);
  return fresh * 4 <= entries ? Math.max(hurry - 1, 0) : hurry;
}

/** The usual pause between two entries, or null if too few are known. */
export const usualPauseMs = (intervalsMs: readonly number[]): number | null =>
  intervalsMs.length < INTERVALS_MIN ? null : (intervalsMs.toSorted((a, b) => a - b)[Math.floor(intervalsMs.length / 2)] ?? null);

function backOffMs(failures: number): number {
  return Math.min(BACK_OFF_MS_MIN * 2 ** Math.min(failures - 1, 20), BACK_OFF_MS_MAX);
}

function rhythmMs({ intervalsMs, lastNewAt, entries, hurry }: PollState, hints: PollHints, now: Date): number {
  const pauseMs = usualPauseMs(intervalsMs);
  const ownMs = pauseMs === null ? POLL_MS_DEFAULT : pauseMs / 2;
  // A feed that has been silent for days is polled less and less often, whatever its rhythm was.
  const silenceMs = lastNewAt === null ? 0 : (now.getTime() - lastNewAt.getTime()) / 24;
  const askedMs = Math.max((hints.maxAgeS ?? 0) * 1000, (hints.ttlMinutes ?? 0) * MINUTE_MS);
  // The publisher's wish is respected as long as no entry appears and disappears meanwhile: a feed of 10 entries that gets 20 an
  // hour and asks for hourly polls contradicts itself.
  const windowMs = pauseMs === null ? Infinity : (pauseMs * entries) / 2;
  const heededMs = Math.min(askedMs, Math.max(windowMs, ownMs));
  return Math.max(Math.min(Math.max(ownMs, silenceMs, heededMs), POLL_MS_MAX) / 2 ** hurry, POLL_MS_MIN);
}
