// Takes a feed's document, whether a poll or a hub brought it: stores the entries that are new and hands their articles on.
import { failpoint } from "../../failpoint.ts";
import { newEntries } from "./new-entries.ts";
import { learnSilence } from "../../feeds/poll/late-since.ts";
import { learnHurry, publishingIntervals } from "../../feeds/poll/next-poll.ts";
import { findKnown, newestDate, saveEntries, saveSeen } from "../../store/entries.ts";
import { saveWithheld } from "../../store/feeds.ts";
import { saveGap } from "../../store/gaps.ts";
import type { ParsedFeed } from "../../feeds/feed.ts";
import type { Sql } from "../../store/engine/database.ts";
import type { DocumentSaid, FeedRow } from "../../store/feeds.ts";
import type { DocumentEntries } from "./new-entries.ts";
import type { HandOn } from "../pipeline.ts";
import type { StageDeps } from "../stage-deps.ts";

/** What is only known once the document was taken: the dates of the entries that were new. */
export interface Taken {
  dates: Date[];
}

/** Who changed all guids may find that it was a mistake. */
const CHANGED_MS = 7 * 86_400_000;

export interface Bringer {
  /**
   * Since when the feed was not looked at, given the dates of its new entries; null where a document says nothing of what it leaves out, as
   * a push does.
   */
  lookedAt: (dates: readonly Date[]) => Date | null;
  /** Writes in the same transaction what the bringer keeps, for validators are worth something only if their document was taken. */
  save: (sql: Sql, said: Omit<DocumentSaid, "hidesNews">, now: Date, taken: Taken) => Promise<void>;
}

export async function takeEntries(
  deps: StageDeps,
  feed: FeedRow,
  document: ParsedFeed,
  { lookedAt, save }: Bringer,
): Promise<{ fresh: number; handOn: HandOn<"poll-feeds"> }> {
  const now = deps.now();
  const found = await findEntries(deps, feed, document, now);
  const dates = datesOf(found);
  const gap = found.gap ? lookedAt(dates) : null;
  const saved = await deps.database.transaction(async (sql) => {
    const revised = await saveSeen(sql, feed.id, found.seen, now);
    const { fresh, articles } = await saveEntries(sql, feed.id, found.fresh, now);
    if (gap !== null) await saveGap(sql, { feed_id: feed.id, since: gap, until: now });
    if (found.withheld > 0) await saveWithheld(sql, feed.id, found.withheld, now);
    await save(sql, said(feed, document, { fresh, gap: gap !== null }, now), now, { dates });
    if (fresh > 0) failpoint("entries to save");
    return { fresh, articles, revised };
  });
  if (saved.fresh > 0) failpoint("entries saved");
  tellOddities(deps, feed, { gap, withheld: found.withheld });
  return {
    fresh: saved.fresh,
    handOn: {
      "fetch-articles": saved.articles.map((article) => ({ article })),
      "match-watchlists": saved.revised.map((article) => ({ article })),
    },
  };
}

async function findEntries({ database, config }: StageDeps, feed: FeedRow, document: ParsedFeed, now: Date) {
  const { feeds, retentionMs } = config();
  const archiveBegin = new Date(now.getTime() - retentionMs);
  const firstPolledAt = feed.first_polled_at;
  return newEntries(document, {
    feed: feed.id,
    backlog: feeds.find(({ url }) => url === feed.url)?.backlog ?? { kind: "none" },
    past: {
      firstPoll: firstPolledAt === null,
      changedIds: feed.withheld_at !== null && now.getTime() - feed.withheld_at.getTime() < CHANGED_MS,
      hadEntries: feed.last_entries > 0,
      wasIncomplete: feed.incomplete,
      horizon: firstPolledAt !== null && firstPolledAt > archiveBegin ? firstPolledAt : archiveBegin,
      newestDate: firstPolledAt === null ? null : await newestDate(database, feed.id),
    },
    now,
    findKnown: (identities) => findKnown(database, feed.id, identities),
  });
}

function said(
  feed: FeedRow,
  document: ParsedFeed,
  { fresh, gap }: { fresh: number; gap: boolean },
  now: Date,
): Omit<DocumentSaid, "hidesNews"> {
  const dates = document.entries.map(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt);
  const intervalsMs = publishingIntervals(dates, now);
  const rhythm = {
    firstPolledAt: feed.first_polled_at,
    lastNewAt: feed.last_new_at,
    intervalsMs,
    longestSilenceMs: feed.longest_silence_ms,
  };
  const entries = document.entries.length;
  return {
    title: document.feed.title,
    siteUrl: document.feed.url,
    entries,
    incomplete: document.incomplete,
    fresh,
    intervalsMs,
    ttlMinutes: document.ttlMinutes,
    lastNewAt: fresh === 0 ? feed.last_new_at : feed.first_polled_at === null ? newestBy(dates, now) : now,
    longestSilenceMs: fresh === 0 ? feed.longest_silence_ms : learnSilence(rhythm, now),
    hurry: learnHurry(feed.hurry, { gap, fresh, entries }),
  };
}

/** When a feed that we meet had its latest news: that it is new to us does not make it new. */
function newestBy(dates: readonly (string | null)[], now: Date): Date {
  const times = dates.map((date) => Date.parse(date ?? "")).filter((time) => time <= now.getTime());
  return times.length === 0 ? now : new Date(times.reduce((a, b) => Math.max(a, b)));
}

const datesOf = ({ fresh }: DocumentEntries): Date[] =>
  fresh.flatMap(({ publishedAt, of }) => (publishedAt === null || of !== null ? [] : [new Date(publishedAt)]));

function tellOddities({ log }: StageDeps, feed: FeedRow, { gap, withheld }: { gap: Date | null; withheld: number }): void {
  if (gap !== null) {
    log.warn({ feed: feed.url, since: gap }, "nothing that this feed showed before is left in it: entries may have been missed");
  }
  if (withheld > 0) {
    log.warn({ feed: feed.url, entries: withheld }, "guids and addresses of a feed's entries changed at once: not told again");
  }
}
