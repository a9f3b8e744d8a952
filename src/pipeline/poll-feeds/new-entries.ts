// From a feed's document to rows: which entries are known, which are new, the address of their articles, and whether they may alert.
import { setImmediate } from "node:timers/promises";
import { canonicalUrl } from "../../text/canonical-url.ts";
import { mayAlert } from "../../feeds/poll/backlog.ts";
import { foldEntry, foldTitle, identifyEntries } from "../../feeds/poll/entry-key.ts";
import { recogniseEntries } from "../../feeds/poll/recognise-entries.ts";
import { htmlToText } from "../../text/html-to-text.ts";
import type { Backlog } from "../../feeds/poll/backlog.ts";
import type { Identity } from "../../feeds/poll/entry-key.ts";
import type { Entry, ParsedFeed } from "../../feeds/feed.ts";
import type { FeedPast, KnownEntry, Recognised } from "../../feeds/poll/recognise-entries.ts";
import type { NewEntry, SeenEntry } from "../../store/entries.ts";

export interface PollContext {
  feed: number;
  backlog: Backlog;
  past: FeedPast;
  now: Date;
  /** What is stored of the feed that shares a key, an address or a title with these. */
  findKnown: (identities: readonly Identity[]) => Promise<KnownEntry[]>;
}

export interface DocumentEntries extends Pick<Recognised, "withheld" | "gap"> {
  seen: SeenEntry[];
  fresh: NewEntry[];
}

/** Longer content is cut before it is read: it only stands in for a page. */
const CONTENT_CHARS_MAX = 200_000;
// A hostile feed's five thousand addresses, or its sixteen megabytes of content, take seconds: others get their turn between.
const ENTRIES_AT_ONCE = 20;
const CHARS_AT_ONCE = 200_000;

/** Each key once: where a document repeats an entry, its first mention counts. */
export async function newEntries({ entries }: ParsedFeed, context: PollContext): Promise<DocumentEntries> {
  const identities = identifyEntries(await inTurns(entries, foldEntry));
  const stored = await context.findKnown(identities);
  const { verdicts, withheld, gap } = recogniseEntries(entries, identities, stored, context.past);
  const titles = new Map(stored.map(({ key, title }) => [key, foldTitle(title)]));
  const [seen, fresh] = [new Map<string, SeenEntry>(), new Map<string, NewEntry>()];
  await inTurns(entries, (entry, index) => {
    const [identity, verdict] = [identities[index], verdicts[index]];
    if (identity === undefined || verdict === undefined) return;
    const { key } = verdict;
    const same = verdict.kind === "known" ? key : verdict.kind === "renamed" ? verdict.of : null;
    if (same !== null && !seen.has(same)) seen.set(same, seenEntry(same, entry, identity, titles.get(same) ?? "", verdict.kind));
    if (verdict.kind === "known" || fresh.has(key)) return;
    const isOld = verdict.kind === "old";
    const mayTell = mayAlert(entry, context.backlog, context.past.firstPoll || isOld, context.now);
    fresh.set(key, {
      ...newEntry(context, key, entry, identity),
      of: same,
      skipped: same !== null ? "renamed" : mayTell ? null : "backlog",
    });
  });
  return { seen: [...seen.values()], fresh: [...fresh.values()], withheld, gap };
}

async function inTurns<T>(entries: readonly Entry[], work: (entry: Entry, index: number) => T): Promise<T[]> {
  const results: T[] = [];
  let [count, chars] = [0, 0];
  for (const [index, entry] of entries.entries()) {
    chars += entry.content?.length ?? 0;
    if (++count > ENTRIES_AT_ONCE || chars > CHARS_AT_ONCE) {
      await setImmediate();
      [count, chars] = [1, entry.content?.length ?? 0];
    }
    results.push(work(entry, index));
  }
  return results;
}

function seenEntry(key: string, { title }: Entry, { link, title: titleKey }: Identity, before: string, kind: string): SeenEntry {
  // Another identity has a row of its own, with its own address and title.
  const own = kind === "known" ? { linkKey: link, titleKey } : { linkKey: null, titleKey: null };
  return { key, ...own, title, revised: title !== null && foldTitle(title) !== before };
}

function newEntry({ feed, now }: PollContext, key: string, entry: Entry, identity: Identity): Omit<NewEntry, "of" | "skipped"> {
  return {
    key,
    linkKey: identity.link,
    titleKey: identity.title,
    articleUrl: (identity.ownPage ? articleUrl(entry) : null) ?? `entry:${feed}:${key}`,
    url: entry.url,
    title: entry.title,
    author: entry.author,
    publishedAt: dateOf(entry, now),
    text: textOf(entry),
  };
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
