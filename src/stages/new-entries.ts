// From a feed's document to rows: each entry's key, the address of its article, its text, and whether it may alert.
import { setImmediate } from "node:timers/promises";
import { canonicalUrl } from "../articles/canonical-url.ts";
import { mayAlert } from "../feeds/backlog.ts";
import { entryKeys } from "../feeds/entry-key.ts";
import { htmlToText } from "../text/html-to-text.ts";
import type { Backlog } from "../config/config.ts";
import type { Entry, ParsedFeed } from "../feeds/feed.ts";
import type { NewEntry } from "../store/entries.ts";

export interface PollContext {
  feed: number;
  backlog: Backlog;
  firstPoll: boolean;
  now: Date;
}

/** Longer content is cut before it is read: it only stands in for a page. */
const CONTENT_CHARS_MAX = 200_000;
// A hostile feed's five thousand addresses of four thousand characters take a second: others get their turn between.
const ENTRIES_AT_ONCE = 100;

/** Each key once: where a document repeats an entry, its first mention counts. */
export async function newEntries({ entries }: ParsedFeed, { feed, backlog, firstPoll, now }: PollContext): Promise<NewEntry[]> {
  const keys = entryKeys(entries);
  const rows = new Map<string, NewEntry>();
  for (const [index, entry] of entries.entries()) {
    if (index % ENTRIES_AT_ONCE === ENTRIES_AT_ONCE - 1) await setImmediate();
    const key = keys[index] ?? "";
    if (rows.has(key)) continue;
    rows.set(key, {
      key,
      articleUrl: articleUrl(entry) ?? `entry:${feed}:${key}`,
      url: entry.url,
      title: entry.title,
      author: entry.author,
      publishedAt: dateOf(entry, now),
      text: textOf(entry),
      skipped: mayAlert(entry, backlog, firstPoll, now) ? null : "backlog",
    });
  }
  return [...rows.values()];
}

function articleUrl({ originalUrl, url }: Entry): string | null {
  const page = originalUrl ?? url;
  return page === null ? null : canonicalUrl(page);
}

/** A date in the future is a mistake or an announcement; the entry is here now. */
function dateOf(entry: Entry, now: Date): string | null {
  const date = entry.publishedAt ?? entry.updatedAt;
  return date !== null && Date.parse(date) > now.getTime() ? now.toISOString() : date;
}

/** Content or summary, whichever says more. */
function textOf({ content, summary }: Entry): string {
  const text = content === null ? "" : htmlToText(content.slice(0, CONTENT_CHARS_MAX));
  return text.length >= (summary?.length ?? 0) ? text : (summary ?? "");
}
