// A clock that goes back: what was due by the later time is due as much sooner, or all would be silent until that time comes again.
import { nextDue } from "../digests/schedule.ts";
import { latestTime, moveTimesBack, takeClockTurn } from "../store/clock.ts";
import { listDigests, saveNextDue } from "../store/digests.ts";
import type { Config } from "../config/config.ts";
import type { DigestRow } from "../store/digests.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

/** Clocks of several machines differ by so much. */
const SLACK_MS = 2 * 60_000;
/** A digest that went out so little ahead of now has gone out: the clock was set right over its time. */
const SAME_TIME_MS = 3 * 3_600_000;

/** A chore for the tick: all but the first call, and those after a step back, do nothing. */
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
  if (was !== null) log.warn({ was, now: at }, "the clock went back: what is due was reckoned anew");
}

/** By the schedule from now on, but for a time at which the digest was written already. What waits for no time looks again at once. */
function dueAgain({ id, last_checked_at }: DigestRow, { digests }: Config, at: Date): Date | null {
  const digest = digests.find((candidate) => candidate.id === id);
  if (digest === undefined) return null;
  const due = (after: Date) => nextDue(digest.schedule, digest.timezone, after);
  const first = due(at);
  if (first === null) return at;
  const isDone = last_checked_at !== null && first <= last_checked_at && last_checked_at.getTime() - at.getTime() <= SAME_TIME_MS;
  const second = due(first);
  // Of what comes several times until then only the clock's step was told, and not what came in meanwhile.
  return isDone && second !== null && second > last_checked_at ? second : first;
}
