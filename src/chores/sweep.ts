// The sweep: enqueues what the database says is due and no queue holds.
import { failpoint } from "../failpoint.ts";
import { meter } from "../meter.ts";
import { articleJob } from "../pipeline/pipeline.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { laneOf } from "../channels/channels.ts";
import { nextDueWork, takeDueWork } from "../store/due.ts";
import type { StageName } from "../pipeline/pipeline.ts";
import type { PipelineDeps } from "../pipeline/stage-deps.ts";

/** Work enqueued this long ago and not done is enqueued again, since its job may be gone. */
const STALE_MS = 60_000;

const ARTICLE_STAGES = ["fetch-articles", "match-watchlists", "group-stories"] as const;

const countAgain = (stage: StageName, work: readonly { again: boolean }[]): void =>
  meter.recovered(stage, work.filter(({ again }) => again).length);

/** Looks at least so often, whatever it knows of the time until then. */
const REST_MS_MAX = 30_000;

/**
 * A chore that sweeps when something is due. It asks for the next due time once, and until then the embedded store, where no other process
 * writes, is asked again only after a write.
 */
export function sweepWhenDue(deps: SweepDeps, sweepNow: () => Promise<unknown>, staleMs = STALE_MS): () => Promise<void> {
  let rest: { writes: number; from: number; until: number } | null = null;
  return async () => {
    const writes = deps.database.writes?.() ?? null;
    const now = deps.now().getTime();
    if (rest !== null && writes === rest.writes && now >= rest.from && now < rest.until) return;
    rest = null;
    const next = await nextDueWork(deps.database, staleMs);
    if (next !== null && next.getTime() <= now) await sweepNow();
    else if (writes !== null)
      rest = { writes, from: now, until: Math.min(now + REST_MS_MAX, next?.getTime() ?? Number.POSITIVE_INFINITY) };
  };
}

type SweepDeps = Pick<PipelineDeps, "database" | "producer" | "log" | "now">;

/** Returns how many jobs were enqueued. Safe to run in every process at once. */
export async function sweep(deps: SweepDeps, staleMs = STALE_MS): Promise<number> {
  const due = await deps.database.transaction((sql) => takeDueWork(sql, deps.now(), staleMs));
  if (due.articles.length + due.digests.length + due.deliveries.length > 0) failpoint("swept");
  const at = (stage: (typeof ARTICLE_STAGES)[number]) =>
    due.articles.filter((article) => article.stage === stage).map(({ id, turn }) => articleJob(id, turn));
  countAgain("poll-feeds", due.feeds);
  for (const stage of ARTICLE_STAGES)
    countAgain(
      stage,
      due.articles.filter((article) => article.stage === stage),
    );
  countAgain("send-digests", [...due.digests, ...due.deliveries]);
  await handOn(deps, {
    "poll-feeds": due.feeds.map(({ id }) => ({ feed: id })),
    "fetch-articles": at("fetch-articles"),
    "match-watchlists": at("match-watchlists"),
    "group-stories": at("group-stories"),
    "send-digests": [
      ...due.digests.map(({ id }) => ({ digest: id })),
      ...due.deliveries.map(({ id, channel }) => ({ delivery: id, lane: laneOf(channel) })),
    ],
  });
  return due.feeds.length + due.articles.length + due.digests.length + due.deliveries.length;
}
