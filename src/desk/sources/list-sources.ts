// The sources as a person looks at them in the morning: trouble first, each with its health and what it brought day by day.
import { findConfigured } from "../../config/find-feed.ts";
import { judgeSources } from "../read-feed-states.ts";
import { limitsOf } from "../../pipeline/limits-of.ts";
import { listFaults } from "../../store/feeds.ts";
import { broughtToday } from "../../store/limits.ts";
import { listGaps } from "../../store/gaps.ts";
import { entriesByDay, latestEntries, unreadByReason } from "../../store/views/source-days.ts";
import type { FeedStatus } from "../../feeds/feed-status.ts";
import type { SourceLimits } from "../../feeds/poll/quota.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { DayCount } from "../../store/views/source-days.ts";
import type { DeskDeps } from "../desk-deps.ts";

export interface ListedSource extends FeedStatus {
  id: number;
  /** As src/sources/sources.ts names it. */
  kind: string;
  /** Whether a person should look at it. */
  isTrouble: boolean;
  /** New entries on each of the last days (UTC), the oldest first, today last. */
  perDay: number[];
}

export interface SourceList {
  /** ISO 8601. */
  at: string;
  /** Trouble first, then by name. */
  sources: ListedSource[];
}

export interface SourceDetails extends ListedSource {
  at: string;
  language: string | null;
  tags: string[];
  robots: "obey" | "ignore";
  /** Polls in a row that failed. */
  failures: number;
  firstPolledAt: string | null;
  lastGoodAt: string | null;
  quota: { entries: number; bytes: number; limits: SourceLimits };
  /** Polls in a row that failed alike, the latest first. */
  faults: { since: string; until: string; fault: string; polls: number }[];
  /** The newest first; `reason` says why its article's page was not read. */
  latest: {
    title: string | null;
    url: string | null;
    article: number | null;
    publishedAt: string | null;
    firstSeenAt: string;
    reason: string | null;
  }[];
  /** Of the last `lookedAt` entries: pages that could not be read. */
  unread: { reason: string; pages: number }[];
}

const DAYS = 14;
const FAULTS_SHOWN = 30;
const LATEST_SHOWN = 25;
const LOOKED_AT = 200;
const GOOD: readonly FeedStatus["state"][] = ["good", "not polled", "held", "paused"];
/** What a person has to look at first. */
const ORDER: readonly FeedStatus["state"][] = [
  "failing",
  "muted",
  "damaged",
  "same as another",
  "late",
  "held",
  "paused",
  "not polled",
  "good",
];

export async function listSources({ database, now, config, sources = config }: DeskDeps): Promise<SourceList> {
  const at = now();
  const [judged, days] = await Promise.all([judgeSources(database, at, sources()), entriesByDay(database, DAYS, at)]);
  const byFeed = groupDays(days);
  const listed = judged.map(({ row, status }) => listedOf(row, status, byFeed.get(row.id) ?? []));
  return { at: at.toISOString(), sources: listed.toSorted(byTrouble) };
}

/** Returns null if no configured source has this number. */
export async function readSource(
  { database, now, config, sources = config }: DeskDeps,
  { source }: { source: number },
): Promise<SourceDetails | null> {
  const at = now();
  const judged = await judgeSources(database, at, sources());
  const found = judged.find(({ row }) => row.id === source);
  if (found === undefined) return null;
  const { row, status } = found;
  const [days, today, gaps, faults, latest, unread] = await Promise.all([
    entriesByDay(database, DAYS, at),
    broughtToday(database, source, at),
    listGaps(database, new Date(0)),
    listFaults(database, source, FAULTS_SHOWN),
    latestEntries(database, source, LATEST_SHOWN),
    unreadByReason(database, source, LOOKED_AT),
  ]);
  return {
    ...listedOf(row, status, groupDays(days).get(source) ?? []),
    at: at.toISOString(),
    language: row.language,
    tags: row.tags,
    robots: findConfigured(sources().feeds, row.url)?.robots ?? "obey",
    failures: row.failures,
    firstPolledAt: iso(row.first_polled_at),
    lastGoodAt: iso(row.last_ok_at),
    quota: { ...today, limits: limitsOf(sources(), row.url) },
    // All that are stored, and not those of the last week alone.
    gaps: gaps
      .filter((gap) => gap.feed_id === source)
      .map(({ since, until }) => ({ since: since.toISOString(), until: until.toISOString() })),
    faults: faults.map(({ since, until, ...fault }) => ({ since: since.toISOString(), until: until.toISOString(), ...fault })),
    latest: latest.map(({ article_id, published_at, first_seen_at, skipped, reason, ...entry }) => ({
      ...entry,
      article: article_id,
      publishedAt: iso(published_at),
      firstSeenAt: first_seen_at.toISOString(),
      reason: skipped ?? reason,
    })),
    unread,
  };
}

function groupDays(days: readonly DayCount[]): Map<number, DayCount[]> {
  const byFeed = new Map<number, DayCount[]>();
  for (const day of days) {
    const known = byFeed.get(day.feed_id);
    if (known === undefined) byFeed.set(day.feed_id, [day]);
    else known.push(day);
  }
  return byFeed;
}

/** `days`: of this source. */
function listedOf(row: FeedRow, status: FeedStatus, days: readonly DayCount[]): ListedSource {
  const perDay = Array.from({ length: DAYS }, () => 0);
  for (const { ago, entries } of days) perDay[DAYS - 1 - ago] = entries;
  const isTrouble = !GOOD.includes(status.state) || status.gaps.length > 0;
  return { id: row.id, kind: row.kind, ...status, isTrouble, perDay };
}

const byTrouble = (a: ListedSource, b: ListedSource): number =>
  Number(b.isTrouble) - Number(a.isTrouble) ||
  ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
  a.name.localeCompare(b.name, "en");

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
