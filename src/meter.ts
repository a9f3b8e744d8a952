// What this process measures of its own work, for /metrics. Labels come from closed lists, never from a feed, a watchlist or an address.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

const registry = new Registry();
const registers = [registry];

const SECONDS = [0.01, 0.05, 0.2, 1, 5, 30];
const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
  new Counter<L>({ name: `wirewatch_${name}`, help, labelNames, registers });
const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets = SECONDS) =>
  new Histogram<L>({ name: `wirewatch_${name}`, help, labelNames, buckets, registers });
const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
  new Gauge<L>({ name: `wirewatch_${name}`, help, labelNames, registers });

const polls = counter("feed_polls_total", "Polls of sources that ended, by how.", ["outcome"]);
const pollSeconds = histogram("feed_poll_duration_seconds", "How long a poll took, waiting for its host included.", []);
const articles = counter("articles_total", "Articles that a stage was done with, by how: one outcome an article a stage.", [
  "stage",
  "outcome",
]);
const stageSeconds = histogram("stage_duration_seconds", "How long a job of a stage took.", ["stage"]);
const freshness = histogram(
  "freshness_seconds",
  "How old news was when first seen; and, of digests that are sent immediately, when sent.",
  ["segment"],
  [1, 2, 5, 15, 60, 300, 900, 3_600, 21_600, 86_400],
);
const mails = counter("mails_total", "Attempts to send a mail that ended, by how.", ["outcome"]);
const posts = counter("posts_total", "Attempts to deliver by another channel than mail that ended, by how.", ["outcome"]);
const recovered = counter(
  "sweeper_recovered_total",
  "Work that was queued a minute ago, is not done, and was queued again in case it was lost.",
  ["stage"],
);
const gateSeconds = histogram("host_gate_wait_seconds", "How long a request waited for its turn at its host.", []);
const statements = counter("db_statements_total", "Statements sent to the database, those of the queue on it included.", []);
const throttles = counter("host_throttles_total", "Answers by which a host asked for a pause.", ["status"]);

/** What the database, the queue and the disk say, by name without `wirewatch_`: the help and the labels. */
const GAUGES = {
  feeds: gauge("feeds", "Sources by their state.", ["state"]),
  feeds_oldest_due_seconds: gauge("feeds_oldest_due_seconds", "For how long the source that waits the longest has been due.", []),
  stage_backlog: gauge("stage_backlog", "What waits for a stage, by the database.", ["stage"]),
  stage_oldest_seconds: gauge("stage_oldest_seconds", "For how long the oldest of what is due has been due.", ["stage"]),
  quarantined: gauge("quarantined", "Articles that a stage gave up, by reason.", ["stage", "reason"]),
  queue_jobs: gauge("queue_jobs", "Jobs on a queue, by state.", ["queue", "state"]),
  db_oldest_transaction_seconds: gauge("db_oldest_transaction_seconds", "For how long the oldest transaction has been open.", []),
  db_dead_tuple_ratio: gauge("db_dead_tuple_ratio", "The share of a table's rows that are dead, from 0 to 1.", ["table"]),
  partitions_ahead: gauge("partitions_ahead", "Days of the story log that are ready, today included.", []),
  store_bytes: gauge("store_bytes", "The size of the database.", []),
  disk_free_bytes: gauge("disk_free_bytes", "Room left on the disk of the data folder.", []),
  clock_skew_seconds: gauge("clock_skew_seconds", "By how much this machine's clock is ahead of the database's.", []),
  backup_last_success_timestamp_seconds: gauge(
    "backup_last_success_timestamp_seconds",
    "When the last backup was written; 0: never.",
    [],
  ),
  canary_last_success_timestamp_seconds: gauge(
    "canary_last_success_timestamp_seconds",
    "When the test article last passed all stages; 0: never.",
    [],
  ),
  incidents_open: gauge("incidents_open", "What Wirewatch finds wrong with itself now.", ["kind"]),
} as const satisfies Record<string, Gauge>;

export type GaugeName = keyof typeof GAUGES;

/** One value of a gauge. */
export interface Reading {
  name: GaugeName;
  labels?: Record<string, string>;
  value: number;
}

/** Outcomes of a job that says nothing new of its subject: it is tried again, or another job was first. */
const NO_END = new Set(["already-done", "retry", "later", "malformed"]);
const OF_ARTICLES = new Set(["fetch-articles", "match-watchlists", "group-stories"]);

export const meter = {
  ended(stage: string, outcome: string): void {
    if (NO_END.has(outcome)) return;
    if (stage === "poll-feeds") polls.inc({ outcome });
    else if (OF_ARTICLES.has(stage)) articles.inc({ stage, outcome });
  },
  took(stage: string, ms: number): void {
    stageSeconds.observe({ stage }, ms / 1_000);
    if (stage === "poll-feeds") pollSeconds.observe(ms / 1_000);
  },
  aged(segment: "published_to_seen" | "seen_to_sent" | "published_to_sent", ms: number): void {
    freshness.observe({ segment }, Math.max(0, ms / 1_000));
  },
  delivered(channel: string, outcome: string): void {
    (channel === "mail" ? mails : posts).inc({ outcome });
  },
  recovered(stage: string, count: number): void {
    if (count > 0) recovered.inc({ stage }, count);
  },
  asked(): void {
    statements.inc();
  },
  waitedForHost(ms: number): void {
    gateSeconds.observe(ms / 1_000);
  },
  answered(status: number): void {
    if (status === 429 || status === 503) throttles.inc({ status });
  },
};

export const CONTENT_TYPE = registry.contentType;

/** All metrics in Prometheus' text format, with these readings in place of the earlier ones. */
export function expose(readings: readonly Reading[], build: Record<"version" | "commit" | "node", string>): Promise<string> {
  beginDefaults();
  buildInfo ??= gauge("build_info", "The version that runs; always 1.", ["version", "commit", "node"]);
  buildInfo.set(build, 1);
  for (const one of Object.values(GAUGES)) one.reset();
  for (const { name, labels = {}, value } of readings) (GAUGES[name] as Gauge).set(labels, value);
  return registry.metrics();
}

let buildInfo: Gauge | undefined;
let hasDefaults = false;

/** The lag of the event loop is measured by a timer that never rests, so it begins with the first question. */
function beginDefaults(): void {
  if (hasDefaults) return;
  hasDefaults = true;
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100, gcDurationBuckets: [0.01, 0.1] });
  // They have a label for each kind of handle and each part of the heap; their totals stay.
  for (const name of [
    "nodejs_active_handles",
    "nodejs_active_requests",
    "nodejs_active_resources",
    "nodejs_heap_space_size_total_bytes",
    "nodejs_heap_space_size_used_bytes",
    "nodejs_heap_space_size_available_bytes",
  ])
    registry.removeSingleMetric(name);
}
