// The sweep: enqueues what the database says is due and no queue holds.
import { failpoint } from "../failpoint.ts";
import { meter } from "../meter.ts";
import { articleJob, STAGE_NAMES } from "../pipeline/pipeline.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { laneOf } from "../channels/channels.ts";
import { isWorkDue, nextDueWork, takeDueWork } from "../store/due.ts";
import type { Payload, StageName } from "../pipeline/pipeline.ts";
import type { PipelineDeps } from "../pipeline/stage-deps.ts";

/** Work enqueued this long ago and not done is enqueued again, since its job may be gone. */
const STALE_MS = 60_000;

/** Looks at least so often, whatever it knows of the time until then. */
const REST_MS_MAX = 30_000;

/**
 * A chore that sweeps when something is due. A server is asked each time, since other processes write too. The embedded store is asked once
 * for the next due time, and until then only after a write.
 */
export function sweepWhenDue(deps: SweepDeps, sweepNow: () => Promise<unknown>, staleMs = STALE_MS): () => Promise<void> {
  let rest: { writes: number; from: number; until: number } | null = null;
  return async () => {
    const writes = deps.database.writes?.() ?? null;
    const now = deps.now().getTime();
    if (rest !== null && writes === rest.writes && now >= rest.from && now < rest.until) return;
    rest = null;
    if (writes === null) {
      if (await isWorkDue(deps.database, deps.now(), staleMs)) await sweepNow();
      return;
    }
    const next = await nextDueWork(deps.database, staleMs);
    if (next !== null && next.getTime() <= now) await sweepNow();
    else rest = { writes, from: now, until: Math.min(now + REST_MS_MAX, next?.getTime() ?? Number.POSITIVE_INFINITY) };
  };
}

type SweepDeps = Pick<PipelineDeps, "database" | "producer" | "log" | "now">;

interface Found {
  stage: StageName;
  payload: Payload<StageName>;
  again: boolean;
}

/**
 * Returns how many jobs were enqueued. Safe to run in every process at once. `holds`: whether a stage of this process has this work past the
 * queue; that is not brought again.
 */
export async function sweep(
  { holds = () => false, ...deps }: SweepDeps & { holds?: (stage: StageName, payload: Payload<StageName>) => boolean },
  staleMs = STALE_MS,
): Promise<number> {
  const due = await deps.database.transaction((sql) => takeDueWork(sql, deps.now(), staleMs));
  if (due.articles.length + due.digests.length + due.deliveries.length > 0) failpoint("swept");
  const found: Found[] = [
    ...due.feeds.map(({ id, again }) => ({ stage: "poll-feeds" as const, payload: { feed: id }, again })),
    ...due.articles.map(({ id, stage, turn, again }) => ({ stage, payload: articleJob(id, turn), again })),
    ...due.digests.map(({ id, again }) => ({ stage: "send-digests" as const, payload: { digest: id }, again })),
    ...due.deliveries.map(({ id, channel, again }) => ({
      stage: "send-digests" as const,
      payload: { delivery: id, lane: laneOf(channel) },
      again,
    })),
  ];
  const left = found.filter(({ stage, payload }) => !holds(stage, payload));
  for (const stage of STAGE_NAMES) {
    const work = left.filter((one) => one.stage === stage);
    meter.recovered(stage, work.filter(({ again }) => again).length);
    await handOn(deps, { [stage]: work.map(({ payload }) => payload) });
  }
  return left.length;
}
