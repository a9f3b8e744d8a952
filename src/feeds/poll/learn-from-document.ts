// What a document says of its feed, and what it teaches about the feed's rhythm.
import { showTitle } from "../../text/show-url.ts";
import { learnSilence } from "./late-since.ts";
import { learnHurry, publishingIntervals } from "./next-poll.ts";
import type { ParsedFeed } from "../feed.ts";

/** What was known of the feed before. */
export interface FeedSoFar {
  firstPolledAt: Date | null;
  lastNewAt: Date | null;
  /** When a pause by hand last ended. */
  resumedAt?: Date | null;
  longestSilenceMs: number | null;
  hurry: number;
}

export interface DocumentSaid {
  title: string | null;
  siteUrl: string | null;
  entries: number;
  incomplete: boolean;
  /** Entries that were new. */
  fresh: number;
  intervalsMs: number[];
  ttlMinutes: number | null;
  lastNewAt: Date | null;
  longestSilenceMs: number | null;
  hurry: number;
}

/** `fresh` entries of the document were new; `gap`: others may have come and gone between two polls. */
export function learnFromDocument(
  before: FeedSoFar,
  document: ParsedFeed,
  { fresh, gap }: { fresh: number; gap: boolean },
  now: Date,
): DocumentSaid {
  const { firstPolledAt, lastNewAt, longestSilenceMs, hurry } = before;
  const dates = document.entries.map(({ publishedAt, updatedAt }) => publishedAt ?? updatedAt);
  const intervalsMs = publishingIntervals([...dates, ...(document.onlyNews?.earlier ?? [])], now);
  const entries = document.entries.length;
  return {
    title: document.feed.title === null ? null : showTitle(document.feed.title),
    siteUrl: document.feed.url,
    entries,
    incomplete: document.incomplete,
    fresh,
    intervalsMs,
    ttlMinutes: document.ttlMinutes,
    lastNewAt: fresh === 0 ? lastNewAt : firstPolledAt === null ? newestBy(dates, now) : now,
    longestSilenceMs: fresh === 0 ? longestSilenceMs : learnSilence({ ...before, intervalsMs }, now),
    hurry: learnHurry(hurry, { gap, fresh, entries }),
  };
}

/** When a feed that is new to us had its latest news: its first poll does not make that new. */
function newestBy(dates: readonly (string | null)[], now: Date): Date {
  const times = dates.map((date) => Date.parse(date ?? "")).filter((time) => time <= now.getTime());
  return times.length === 0 ? now : new Date(times.reduce((a, b) => Math.max(a, b)));
}
