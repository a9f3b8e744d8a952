// The health of each configured feed, from the database.
import { showUrl } from "../text/show-url.ts";
import { feedStatus } from "../feeds/feed-status.ts";
import { formatHub } from "../pipeline/poll-feeds/websub/websub.ts";
import { listFeeds } from "../store/feeds.ts";
import { SOURCES } from "../sources/sources.ts";
import { listGaps } from "../store/gaps.ts";
import { listOverLimits } from "../store/limits.ts";
import { listSubscriptions } from "../pipeline/poll-feeds/websub/subscriptions.ts";
import { LEFT_OUT_MS } from "../feeds/poll/quota.ts";
import { limitsOf } from "../pipeline/limits-of.ts";
import type { Config } from "../config/config.ts";
import type { FeedFacts, FeedStatus } from "../feeds/feed-status.ts";
import type { Sql } from "../store/engine/database.ts";
import type { FeedRow } from "../store/feeds.ts";
import type { GapRow } from "../store/gaps.ts";

const GAPS_MS = 7 * 86_400_000;
const OVER_LIMITS_MS = 86_400_000;

type SourcesConfig = Pick<Config, "feeds" | "fetch">;

export const readFeedStates = async (database: Sql, now: Date, config: SourcesConfig): Promise<FeedStatus[]> =>
  (await judgeSources(database, now, config)).map(({ status }) => status);

/** The same with each source's row. */
export async function judgeSources(
  database: Sql,
  now: Date,
  config: SourcesConfig,
): Promise<{ row: FeedRow; status: FeedStatus }[]> {
  const [feeds, subscriptions, gaps, overLimits] = await Promise.all([
    listFeeds(database),
    listSubscriptions(database),
    listGaps(database, new Date(now.getTime() - GAPS_MS)),
    listOverLimits(database, {
      since: new Date(now.getTime() - OVER_LIMITS_MS),
      leftSince: new Date(now.getTime() - LEFT_OUT_MS),
      limitsOf: (url) => limitsOf(config, url),
    }),
  ]);
  const hubs = new Map(subscriptions.map((row) => [row.feed_id, formatHub(row, now)]));
  const byId = new Map(feeds.map((row) => [row.id, row]));
  return feeds.map((row) => {
    const facts = factsOf(row, {
      gaps: gaps.filter((gap) => gap.feed_id === row.id),
      overLimits: overLimits.filter((over) => over.feed === row.id),
      hub: hubs.get(row.id) ?? null,
      twin: row.twin_of === null ? undefined : byId.get(row.twin_of),
    });
    return { row, status: feedStatus(facts, now) };
  });
}

interface Around {
  gaps: readonly GapRow[];
  overLimits: FeedFacts["overLimits"];
  hub: string | null;
  twin: FeedRow | undefined;
}

const factsOf = (feed: FeedRow, { gaps, overLimits, hub, twin }: Around): FeedFacts => ({
  url: showUrl(feed.url),
  name: feed.name,
  title: feed.title,
  fault: feed.fault,
  failures: feed.failures,
  failingSince: feed.failing_since,
  muted: feed.muted,
  pausedAt: feed.paused_at,
  resumedAt: feed.resumed_at,
  incomplete: feed.incomplete,
  firstPolledAt: feed.first_polled_at,
  lastPolledAt: feed.last_polled_at,
  lastNewAt: feed.last_new_at,
  nextDueAt: feed.next_due_at,
  heldUntil: feed.held_until,
  entries: feed.last_entries,
  intervalsMs: feed.intervals_ms,
  longestSilenceMs: feed.longest_silence_ms,
  askedUrl: feed.asked_url === null ? null : showUrl(feed.asked_url),
  movedTo: feed.moved_to === null ? null : showUrl(feed.moved_to),
  movedSince: feed.moved_since,
  twin: twin === undefined ? null : { name: twin.name ?? twin.title ?? showUrl(twin.url), isPaused: twin.paused_at !== null },
  hidesNews: feed.hides_news,
  withheld: feed.withheld,
  withheldAt: feed.withheld_at,
  gaps,
  overLimits,
  hub,
  notes: SOURCES.find(({ kind }) => kind === feed.kind)?.notes?.(feed) ?? [],
});
