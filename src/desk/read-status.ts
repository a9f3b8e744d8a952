// The state of Wirewatch: feeds, queues, the last digests, and what a person should look at.
import { listQuarantine } from "../store/quarantine.ts";
import { countDeliveries } from "../store/deliveries/deliveries.ts";
import { heldStories } from "../store/waiting-stories.ts";
import { formatFault } from "../config/format-fault.ts";
import { recentIssues } from "../store/issues.ts";
import { recentOutcomes } from "../store/outcomes.ts";
import { readFeedStates } from "./read-feed-states.ts";
import { findOddWatchlists } from "./odd-watchlists.ts";
import { atom } from "../channels/atom.ts";
import { atomPage } from "../digests/page-token.ts";
import { pageLinks } from "../pipeline/send-digests/page-links.ts";
import type { OddWatchlist } from "./odd-watchlists.ts";
import type { FeedStatus } from "../feeds/feed-status.ts";
import type { Config } from "../config/config.ts";
import type { Sql } from "../store/engine/database.ts";
import type { DeskDeps } from "./desk-deps.ts";

export interface Status {
  at: string;
  feeds: FeedStatus[];
  queues: { stage: string; jobs: number }[];
  outcomes: { stage: string; outcome: string; count: number }[];
  deliveries: { state: string; count: number }[];
  issues: {
    id: number;
    digest: string;
    createdAt: string;
    subject: string;
    deliveries: {
      recipient: string;
      state: string;
      reply: string | null;
      /** What went wrong before it was sent. */
      before: string | null;
      /** An attempt before the last may have arrived as well. */
      perhapsTwice: boolean;
    }[];
  }[];
  /** Quarantined articles, for a person to look at: how many, and the latest. */
  setAside: { count: number; newest: { stage: string; url: string; title: string | null; reason: string; at: string }[] };
  /** Stories with news that wait, since they were sent a short while ago. */
  held: { digest: string; title: string | null; until: string }[];
  /** What is wrong with the configuration on disk, while the last good one stays in force: `file:line:col: what, and what to do`. */
  configFaults: string[];
  /** Watchlists that matched nothing for a month, or nearly everything. */
  oddWatchlists: OddWatchlist[];
  allowPrivate: string[];
  /** The addresses of the digests' Atom feeds, with their tokens. */
  atomFeeds: { digest: string; url: string }[];
}

const ISSUES_SHOWN = 10;
const SET_ASIDE_SHOWN = 20;
const OUTCOME_DAYS = 7;

export async function readStatus({ database, pipeline, config, now }: DeskDeps): Promise<Status> {
  const { digests, web, fetch } = config();
  const [linkTo, feeds, depths, outcomes, deliveries, issues, setAside, oddWatchlists, held] = await Promise.all([
    pageLinks(database, web.url),
    readFeedStates(database, now(), config()),
    depthsOf(pipeline),
    recentOutcomes(database, OUTCOME_DAYS, now()),
    countDeliveries(database),
    recentIssues(database, ISSUES_SHOWN),
    listQuarantine(database, SET_ASIDE_SHOWN),
    findOddWatchlists(database, now()),
    listHeld(database, digests, now()),
  ]);
  return {
    at: now().toISOString(),
    feeds,
    queues: Object.entries(depths).map(([stage, jobs]) => ({ stage, jobs })),
    outcomes,
    deliveries,
    issues: issues.map(({ id, digest_id, created_at, subject, deliveries }) => ({
      id,
      digest: digest_id,
      createdAt: created_at.toISOString(),
      subject,
      deliveries: deliveries.map(({ recipient, state, reply, uncertain, fault }) => ({
        recipient,
        state,
        reply,
        before: state === "sent" && fault !== reply ? fault : null,
        perhapsTwice: state === "sent" && uncertain > 0,
      })),
    })),
    setAside: {
      count: setAside.count,
      newest: setAside.rows.map(({ stage, url, title, reason, set_aside_at: at }) => ({
        stage,
        url,
        title,
        reason,
        at: at.toISOString(),
      })),
    },
    held,
    configFaults: (pipeline?.deps.configFaults() ?? []).map(formatFault),
    oddWatchlists,
    allowPrivate: [...fetch.allowPrivate],
    atomFeeds: digests.flatMap(({ id, channels }) =>
      channels.some(({ kind }) => kind === atom.kind) ? [{ digest: id, url: linkTo(atomPage(id)) ?? "" }] : [],
    ),
  };
}

async function listHeld(sql: Sql, digests: Config["digests"], now: Date): Promise<Status["held"]> {
  const held: Status["held"] = [];
  for (const { id } of digests)
    for (const { title, until } of await heldStories(sql, id, now)) held.push({ digest: id, title, until: until.toISOString() });
  return held;
}

const depthsOf = async (pipeline: DeskDeps["pipeline"]): Promise<Record<string, number>> =>
  pipeline === null ? {} : pipeline.deps.producer.depths();

export async function checkReady({ database, pipeline }: DeskDeps): Promise<{ ready: true }> {
  await Promise.all([database.one("select 1 as ready"), pipeline?.deps.producer.depths()]);
  return { ready: true };
}
