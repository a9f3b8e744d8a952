// The figures of /metrics that every process finds in the same place: the database, the queue and the disk.
import { statfs } from "node:fs/promises";
import { choreDoneAt } from "../store/upkeep.ts";
import { readClockSkew, readStoreFigures } from "../store/views/figures.ts";
import { waitingWork } from "../store/views/funnel.ts";
import type { Reading } from "../meter.ts";
import type { DeskDeps } from "./desk-deps.ts";

export async function readFigures({ database, pipeline, config, now }: DeskDeps): Promise<Reading[]> {
  const at = now();
  const store = await readStoreFigures(database, at);
  const skewMs = await readClockSkew(database);
  const [backlogs, backedUpAt, jobs, disk] = await Promise.all([
    waitingWork(database, at),
    choreDoneAt(database, "backup"),
    pipeline?.deps.producer.counts() ?? [],
    statfs(config().dataDir).catch(() => null),
  ]);
  return [
    ...store.feeds.map(({ state, count }) => reading("feeds", count, { state })),
    ...backlogs.flatMap(({ stage, waiting, oldest }) => {
      const seconds = oldest === null ? 0 : (at.getTime() - oldest.getTime()) / 1_000;
      return [
        reading("stage_backlog", waiting, { stage }),
        reading("stage_oldest_seconds", seconds, { stage }),
        ...(stage === "poll-feeds" ? [reading("feeds_oldest_due_seconds", seconds)] : []),
      ];
    }),
    ...store.quarantined.map(({ stage, reason, count }) => reading("quarantined", count, { stage, reason })),
    ...store.deadTuples.map(({ table, ratio }) => reading("db_dead_tuple_ratio", ratio, { table })),
    ...jobs.map(({ queue, state, count }) => reading("queue_jobs", count, { queue, state })),
    reading("db_oldest_transaction_seconds", store.oldestTransactionSeconds),
    reading("partitions_ahead", store.partitionsAhead),
    reading("store_bytes", store.bytes),
    reading("clock_skew_seconds", skewMs / 1_000),
    reading("backup_last_success_timestamp_seconds", (backedUpAt?.getTime() ?? 0) / 1_000),
    reading("canary_last_success_timestamp_seconds", store.canaryPassed ?? 0),
    ...store.incidents.map(({ kind, count }) => reading("incidents_open", count, { kind })),
    ...(disk === null ? [] : [reading("disk_free_bytes", disk.bavail * disk.bsize)]),
  ];
}

const reading = (name: Reading["name"], value: number, labels?: Record<string, string>): Reading => ({
  name,
  value,
  ...(labels !== undefined && { labels }),
});
