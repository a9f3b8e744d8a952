// What the status page and status.json say.
import { countDeliveries } from "../store/deliveries.ts";
import { hubInWords } from "../feeds/hub-in-words.ts";
import { hubState, listSubscriptions } from "../store/subscriptions.ts";
import { listFeeds } from "../store/feeds.ts";
import { recentIssues } from "../store/issues.ts";
import { recentOutcomes } from "../store/outcomes.ts";
import type { WebDeps } from "./open-web.ts";

export interface Status {
  at: string;
  feeds: {
    name: string;
    url: string;
    /** In words: reads well, why not, or not polled yet. */
    health: string;
    failing: boolean;
    failingSince: string | null;
    lastPolledAt: string | null;
    lastNewAt: string | null;
    nextDueAt: string | null;
    entries: number;
    /** In words: how its hub stands; null where it names none, or hubs can't reach us. */
    hub: string | null;
  }[];
  queues: { stage: string; jobs: number }[];
  outcomes: { stage: string; outcome: string; count: number }[];
  deliveries: { state: string; count: number }[];
  issues: {
    id: number;
    digest: string;
    createdAt: string;
    subject: string;
    deliveries: { recipient: string; state: string; reply: string | null }[];
  }[];
  allowPrivate: string[];
}

const ISSUES_SHOWN = 10;
const OUTCOME_DAYS = 7;

export async function readStatus({ database, producer, config, now }: WebDeps): Promise<Status> {
  const [feeds, subscriptions, depths, outcomes, deliveries, issues] = await Promise.all([
    listFeeds(database),
    listSubscriptions(database),
    producer.depths(),
    recentOutcomes(database, OUTCOME_DAYS, now()),
    countDeliveries(database),
    recentIssues(database, ISSUES_SHOWN),
  ]);
  const hubs = new Map(subscriptions.map((row) => [row.feed_id, hubInWords(hubState(row), now())]));
  return {
    at: now().toISOString(),
    feeds: feeds.map((feed) => ({
      name: feed.name ?? feed.title ?? feed.url,
      url: feed.url,
      health: healthOf(feed),
      failing: feed.fault !== null || feed.muted,
      failingSince: feed.failing_since?.toISOString() ?? null,
      lastPolledAt: feed.last_polled_at?.toISOString() ?? null,
      lastNewAt: feed.last_new_at?.toISOString() ?? null,
      nextDueAt: feed.muted ? null : feed.next_due_at.toISOString(),
      entries: feed.last_entries,
      hub: hubs.get(feed.id) ?? null,
    })),
    queues: Object.entries(depths).map(([stage, jobs]) => ({ stage, jobs })),
    outcomes,
    deliveries,
    issues: issues.map(({ id, digest_id, created_at, subject, deliveries }) => ({
      id,
      digest: digest_id,
      createdAt: created_at.toISOString(),
      subject,
      deliveries,
    })),
    allowPrivate: [...config().fetch.allowPrivate],
  };
}

function healthOf(feed: { fault: string | null; muted: boolean; incomplete: boolean; last_polled_at: Date | null }): string {
  if (feed.muted) return `muted: ${feed.fault ?? "gone for good"}`;
  if (feed.fault !== null) return feed.fault;
  if (feed.last_polled_at === null) return "not polled yet";
  return feed.incomplete ? "damaged: entries may be missing" : "reads well";
}
