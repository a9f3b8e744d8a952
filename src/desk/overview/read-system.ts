// The inside of Wirewatch for its owner: how far the articles of a day came, what waits, what is quarantined, and how large the store is.
import { STAGE_NAMES, type StageName } from "../../pipeline/pipeline.ts";
import { readVersion } from "../../built-file.ts";
import { formatFault } from "../../config/format-fault.ts";
import { openIncidents } from "../../store/self-check/incidents.ts";
import { recentOutcomes } from "../../store/outcomes.ts";
import { broughtByDay } from "../../store/views/source-days.ts";
import { readFunnel, readStoreSize, waitingWork } from "../../store/views/funnel.ts";
import { findOddWatchlists } from "../odd-watchlists.ts";
import { readQuarantine } from "../quarantine.ts";
import type { Funnel } from "../../store/views/funnel.ts";
import type { OddWatchlist } from "../odd-watchlists.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** Dates are ISO 8601. */
export interface SystemState {
  at: string;
  versions: { wirewatch: string; node: string; store: string; tables: number; queue: string };
  /** What Wirewatch finds wrong with itself now, the oldest first. */
  incidents: { kind: string; text: string; since: string }[];
  /** Of what was first seen since `since`, a day ago. */
  funnel: { since: string } & Funnel;
  /**
   * `oldest`: since when the oldest of what is due waits. `jobs`: on the queue; null in a process that has none. `ended`: how the jobs of the last
   * week ended, the most frequent end first.
   */
  stages: {
    stage: StageName;
    waiting: number;
    oldest: string | null;
    jobs: number | null;
    ended: { outcome: string; count: number }[];
  }[];
  quarantine: Awaited<ReturnType<typeof readQuarantine>>;
  /** As `file:line:col: what, and what to do`. */
  configFaults: string[];
  oddWatchlists: OddWatchlist[];
  allowPrivate: string[];
  store: {
    bytes: number;
    tables: { name: string; bytes: number }[];
    oldestArticle: string | null;
    /** What sources brought, the latest day (UTC) first. */
    days: { day: string; entries: number; bytes: number }[];
  };
}

const DAY_MS = 86_400_000;
const QUARANTINED_SHOWN = 50;
const TABLES_SHOWN = 6;
const DAYS_SHOWN = 7;

export async function readSystem({ database, pipeline, config, now }: DeskDeps): Promise<SystemState> {
  const at = now();
  const since = new Date(at.getTime() - DAY_MS);
  const { queue, fetch } = config();
  const funnel = await readFunnel(database, since);
  const [work, outcomes, quarantine, oddWatchlists, size, days, wirewatch, incidents, jobs] = await Promise.all([
    waitingWork(database, at),
    recentOutcomes(database, DAYS_SHOWN, at),
    readQuarantine({ database, now }, QUARANTINED_SHOWN),
    findOddWatchlists(database, at),
    readStoreSize(database, TABLES_SHOWN),
    broughtByDay(database, DAYS_SHOWN, at),
    readVersion(),
    openIncidents(database),
    pipeline?.deps.producer.depths(),
  ]);
  return {
    at: at.toISOString(),
    versions: {
      wirewatch,
      node: process.versions.node,
      store: `${database.kind === "pglite" ? "PGlite, Postgres" : "Postgres"} ${size.version}`,
      tables: size.tablesVersion,
      queue: queue.kind === "redis" ? "Redis" : "in the store",
    },
    incidents: incidents.map(({ kind, text, began_at }) => ({ kind, text, since: began_at.toISOString() })),
    funnel: { since: since.toISOString(), ...funnel },
    stages: STAGE_NAMES.map((stage) => {
      const { waiting = 0, oldest = null } = work.find((one) => one.stage === stage) ?? {};
      return {
        stage,
        waiting,
        oldest: oldest?.toISOString() ?? null,
        jobs: jobs?.[stage] ?? null,
        ended: outcomes.filter((ended) => ended.stage === stage).map(({ outcome, count }) => ({ outcome, count })),
      };
    }),
    quarantine,
    configFaults: (pipeline?.deps.configFaults() ?? []).map(formatFault),
    oddWatchlists,
    allowPrivate: [...fetch.allowPrivate],
    store: { bytes: size.bytes, tables: size.tables, oldestArticle: size.oldestArticle?.toISOString() ?? null, days },
  };
}
