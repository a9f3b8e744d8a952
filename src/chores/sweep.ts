// The sweep: enqueues what the database says is due and no queue holds.
import { failpoint } from "../failpoint.ts";
import { meter } from "../meter.ts";
import { articleJob } from "../pipeline/pipeline.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { laneOf } from "../channels/channels.ts";
import { takeDueWork } from "../store/due.ts";
import type { StageName } from "../pipeline/pipeline.ts";
import type { PipelineDeps } from "../pipeline/stage-deps.ts";

/** Work enqueued this long ago and not done is enqueued again, since its job may be gone. */
const STALE_MS = 60_000;

const ARTICLE_STAGES = ["fetch-articles", "match-watchlists", "group-stories"] as const;

const countAgain = (stage: StageName, work: readonly { again: boolean }[]): void =>
  meter.recovered(stage, work.filter(({ again }) => again).length);

/** Returns how many jobs were enqueued. Safe to run in every process at once. */
export async function sweep(
  deps: Pick<PipelineDeps, "database" | "producer" | "log" | "now">,
  staleMs = STALE_MS,
): Promise<number> {
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
