// Handles a system clock that is set back: moves all due times back by the same amount, so nothing waits for the old time to come again.
import { nextDue } from "../digests/schedule.ts";
import { latestTime, moveTimesBack, takeClockTurn } from "../store/clock.ts";
import { listDigests, saveNextDue } from "../store/digests.ts";
import type { Config } from "../config/config.ts";
import type { DigestRow } from "../store/digests.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

/** How far the clocks of several machines may differ. */
const SLACK_MS = 2 * 60_000;
/** A digest that was written less than this ahead of now counts as sent: the clock was corrected back over its time. */
const SAME_TIME_MS = 3 * 3_600_000;

/** Returns a chore that acts on its first call and after each step back; other calls do nothing. */
export function followClock(deps: Pick<StageDeps, "database" | "config" | "now" | "log">): () => Promise<void> {
  let latestMs = Number.POSITIVE_INFINITY;
  return async () => {
    const now = deps.now();
    if (now.getTime() < latestMs) await stepBack(deps, now);
    latestMs = now.getTime();
  };
}

async function stepBack({ database, config, log }: Pick<StageDeps, "database" | "config" | "log">, at: Date): Promise<void> {
  const was = await database.transaction(async (sql) => {
    await takeClockTurn(sql);
    const latest = await latestTime(sql);
    if (latest === null || latest.getTime() - at.getTime() <= SLACK_MS) return null;
    const digests = await listDigests(sql);
    await moveTimesBack(sql, { at, was: latest });
    for (const row of digests) {
      if (row.next_due_at !== null && row.next_due_at > at) await saveNextDue(sql, row.id, dueAgain(row, config(), at), null);
    }
    return latest;
  });
  if (was !== null) log.warn({ was, now: at }, "system clock moved back; rescheduled everything that was due");
}

/** The next time by the schedule that the digest was not written for already; `at` for a digest without a schedule. */
function dueAgain({ id, last_checked_at }: DigestRow, { digests }: Config, at: Date): Date | null {
  const digest = digests.find((candidate) => candidate.id === id);
  if (digest === undefined) return null;
  const due = (after: Date) => nextDue(digest.schedule, digest.timezone, after);
  const first = due(at);
  if (first === null) return at;
  const isDone = last_checked_at !== null && first <= last_checked_at && last_checked_at.getTime() - at.getTime() <= SAME_TIME_MS;
  const second = due(first);
  // A digest that is due several times in between is written again: stories have come in since.
  return isDone && second !== null && second > last_checked_at ? second : first;
}
