// The sweep: enqueues what the database says is due and no queue holds.
import { failpoint } from "../failpoint.ts";
import { articleJob } from "../pipeline/pipeline.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { laneOf } from "../channels/channels.ts";
import { takeDueWork } from "../store/due.ts";
import type { PipelineDeps } from "../pipeline/stage-deps.ts";

/** Work enqueued this long ago and not done is enqueued again, since its job may be gone. */
const STALE_MS = 60_000;

/** Returns how many jobs were enqueued. Safe to run in every process at once. */
export async function sweep(
  deps: Pick<PipelineDeps, "database" | "producer" | "log" | "now">,
  staleMs = STALE_MS,
): Promise<number> {
  const due = await deps.database.transaction((sql) => takeDueWork(sql, deps.now(), staleMs));
  if (due.articles.length + due.digests.length + due.deliveries.length > 0) failpoint("swept");
  const at = (stage: string) =>
    due.articles.filter((article) => article.stage === stage).map(({ id, turn }) => articleJob(id, turn));
  await handOn(deps, {
    "poll-feeds": due.feeds.map((feed) => ({ feed })),
    "fetch-articles": at("fetch-articles"),
    "match-watchlists": at("match-watchlists"),
    "group-stories": at("group-stories"),
    "send-digests": [
      ...due.digests.map((digest) => ({ digest })),
      ...due.deliveries.map(({ id, channel }) => ({ delivery: id, lane: laneOf(channel) })),
    ],
  });
  return due.feeds.length + due.articles.length + due.digests.length + due.deliveries.length;
}
