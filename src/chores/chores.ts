// The table of chores: what a process does by the clock, how often, and how long that may take.
import { askHubs } from "../pipeline/poll-feeds/websub/follow-hub.ts";
import { refreshMessages } from "../pipeline/send-digests/refresh-messages.ts";
import { sweepWhenDue } from "./sweep.ts";
import { weighStories } from "../pipeline/group-stories/weigh-stories.ts";
import { afterWrites } from "./after-writes.ts";
import { followClock } from "./follow-clock.ts";
import { indexArchive } from "./index-archive.ts";
import { keepLogDays } from "./keep-log-days.ts";
import { checkSelf } from "./self-check/check-self.ts";
import { sendCanary } from "./self-check/begin-canary.ts";
import { askHeartbeat, reportIncidents } from "./self-check/report-incidents.ts";
import { askLeftOut } from "../pipeline/fetch-articles/ask-left-out.ts";
import { deleteExpired } from "./retention.ts";
import { checkpoint, vacuum } from "./vacuum.ts";
import type { Chore } from "./run-chores.ts";
import type { PipelineDeps } from "../pipeline/stage-deps.ts";
import type { Tally } from "../pipeline/tally.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Each holds the grouping lock for some milliseconds. */
const WEIGHED_AT_ONCE = 20;

export interface ChoreDeps extends PipelineDeps {
  tally: Tally;
  sweep(): Promise<unknown>;
  /** For tests: as `AppOptions.staleMs`. */
  staleMs?: number;
  /** True if this process polls feeds and serves the address that hubs call. */
  asksHubs: boolean;
}

/** Returns since when this process works; after a clock that is set back, since then, or it would seem to begin in the future. */
export function sinceStart(now: () => Date): () => Date {
  let since = now();
  return () => {
    const at = now();
    if (at < since) since = at;
    return since;
  };
}

/** Each is safe to run in every process at once. */
export function choresOf(deps: ChoreDeps): Chore[] {
  const { database, now, tally } = deps;
  const upSince = sinceStart(now);
  const chores: Chore[] = [
    { name: "clock", everyMs: SECOND_MS, deadlineMs: 30 * SECOND_MS, run: followClock(deps) },
    { name: "sweep", everyMs: SECOND_MS, deadlineMs: 30 * SECOND_MS, run: sweepWhenDue(deps, deps.sweep, deps.staleMs) },
    { name: "outcomes", everyMs: SECOND_MS, deadlineMs: 30 * SECOND_MS, run: () => tally.save(database, now()) },
    { name: "log-days", everyMs: HOUR_MS, deadlineMs: MINUTE_MS, run: () => keepLogDays(deps) },
    { name: "retention", everyMs: HOUR_MS, deadlineMs: 10 * MINUTE_MS, run: (signal) => deleteExpired(deps, signal) },
    { name: "messages", everyMs: 30 * SECOND_MS, deadlineMs: 5 * MINUTE_MS, run: () => refreshMessages(deps) },
    { name: "left-out", everyMs: 5 * MINUTE_MS, deadlineMs: MINUTE_MS, run: () => askLeftOut(deps) },
    {
      name: "index",
      everyMs: SECOND_MS,
      deadlineMs: MINUTE_MS,
      run: afterWrites(database, (signal) => indexArchive(deps, { signal })),
    },
    {
      name: "weighings",
      everyMs: SECOND_MS,
      deadlineMs: MINUTE_MS,
      run: afterWrites(database, (signal) => weighStories(deps, { most: WEIGHED_AT_ONCE, signal })),
    },
    { name: "canary", everyMs: 30 * SECOND_MS, deadlineMs: MINUTE_MS, run: sendCanary(deps, upSince) },
    { name: "self-check", everyMs: MINUTE_MS, deadlineMs: MINUTE_MS, run: checkSelf(deps, upSince) },
    { name: "reports", everyMs: 30 * SECOND_MS, deadlineMs: 5 * MINUTE_MS, run: () => reportIncidents(deps) },
    { name: "heartbeat", everyMs: 30 * SECOND_MS, deadlineMs: MINUTE_MS, run: () => askHeartbeat(deps) },
  ];
  // A Postgres server does both by itself.
  if (database.kind === "pglite")
    chores.push(
      { name: "vacuum", everyMs: MINUTE_MS, deadlineMs: 10 * MINUTE_MS, run: (signal) => vacuum(deps, signal) },
      { name: "checkpoint", everyMs: 10 * SECOND_MS, deadlineMs: MINUTE_MS, run: afterWrites(database, () => checkpoint(deps)) },
    );
  // A hub has ten seconds to answer, and those of one host are asked one after the other.
  if (deps.asksHubs) chores.push({ name: "hubs", everyMs: SECOND_MS, deadlineMs: 5 * MINUTE_MS, run: askHubs(deps) });
  return chores;
}
