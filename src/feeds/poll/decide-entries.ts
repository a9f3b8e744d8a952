// Decides what the entries of a document are: which are known, which are new, at which address their articles are, and whether they may alert.
import { canonicalUrl } from "../../text/canonical-url.ts";
import { unwrapUrl } from "../../text/unwrap-url.ts";
import { hostOf } from "../../text/host-of.ts";
import { htmlToText } from "../../text/html-to-text.ts";
import { mayAlert } from "./backlog.ts";
import { foldEntry, foldTitle, identifyEntries } from "./entry-key.ts";
import { compareMarks, markOf } from "./entry-mark.ts";
import { recogniseEntries } from "./recognise-entries.ts";
import type { Entry } from "../feed.ts";
import type { Backlog } from "./backlog.ts";
import type { Identity } from "./entry-key.ts";
import type { FeedPast, KnownEntry, Recognised } from "./recognise-entries.ts";

export interface NewEntry {
  key: string;
  linkKey: string | null;
  titleKey: string | null;
  /** The key of the stored entry of which this is another identity; null if it is an entry of its own. */
  of: string | null;
  /** The article's one address; for an entry without a link, a name of our own. */
  articleUrl: string;
  url: string | null;
  title: string | null;
  author: string | null;
  /** The outlet that published it, by the feed's account; null if it names none. */
  outlet: string | null;
  publishedAt: string | null;
  /** Its audio or video file, if it has a page too. */
  media?: string;
  /** Plain text of the entry's content or summary, whichever says more. */
  text: string;
  mark: string;
  /** Why the entry may not alert; null if it may. */
  skipped: "backlog" | "renamed" | "quota" | null;
  /** It is over its source's daily quota: it is matched by its source's own words, and its page is not read. */
  overQuota?: boolean;
}

/** An entry that is stored already, as its feed shows it now. */
export interface SeenEntry {
  key: string;
  linkKey: string | null;
  titleKey: string | null;
  /** Its new mark; null if it says what it said before. */
  mark: string | null;
  edit: EditedEntry | null;
}

/** What an entry says now that its words or dates changed. */
export interface EditedEntry extends Pick<NewEntry, "title" | "author" | "publishedAt" | "text"> {
  onlyDates: boolean;
}

export interface DecidedEntries extends Pick<Recognised, "withheld" | "gap"> {
  seen: SeenEntry[];
  fresh: NewEntry[];
  /** The dates of the new entries. */
  dates: Date[];
}

export interface DecideContext {
  /** The feed's number. */
  feed: number;
  /** As `identify` returns them. */
  identities: readonly Identity[];
  /** What is stored of the feed that shares a key, an address or a title with these. */
  known: readonly KnownEntry[];
  past: FeedPast;
  backlog: Backlog;
  /** True if no new entry may alert. */
  quietly?: boolean;
  now: Date;
}

/** Work in pieces: its caller may do something else at each `yield`. */
export type InPieces<T> = Generator<undefined, T, undefined>;

/** Longer content is cut before it is read: it only stands in for a page. */
const CONTENT_CHARS_MAX = 200_000;
// The five thousand addresses of a hostile feed, or its sixteen megabytes of content, take seconds.
const ENTRIES_AT_ONCE = 20;
const CHARS_AT_ONCE = 200_000;
/** So many entries at once are not edited by hand. */
const RESTLESS_MIN = 3;

/** By what each entry may be recognised, in the order of the entries. */
export function* identify(entries: readonly Entry[]): InPieces<Identity[]> {
  return identifyEntries(yield* inPieces(entries, foldEntry));
}

/** Each key once: if a document repeats an entry, its first mention counts. */
export function* decideEntries(entries: readonly Entry[], context: DecideContext): InPieces<DecidedEntries> {
  const { identities, known, past, backlog, quietly = false, now } = context;
  const { verdicts, withheld, gap } = recogniseEntries(entries, identities, known, past);
  const stored = new Map(known.map((entry) => [entry.key, entry]));
  const [seen, fresh] = [new Map<string, SeenEntry>(), new Map<string, NewEntry>()];
  yield* inPieces(entries, (entry, index) => {
    const [identity, verdict] = [identities[index], verdicts[index]];
    if (identity === undefined || verdict === undefined) return;
    const { key } = verdict;
    const shown = verdict.kind === "known" ? key : verdict.kind === "renamed" ? verdict.of : null;
    // The words of an entry are in one row, whatever identity it has now.
    const same = shown === null ? null : (stored.get(shown)?.of ?? shown);
    if (shown !== null && shown !== same) seen.set(shown, { key: shown, linkKey: null, titleKey: null, mark: null, edit: null });
    if (same !== null && !seen.has(same)) {
      // Another identity has a row of its own, with its own address and title.
      const own = verdict.kind === "known" && shown === same;
      const keys = own ? { linkKey: identity.link, titleKey: identity.title } : { linkKey: null, titleKey: null };
      seen.set(same, { key: same, ...keys, ...editOf(entry, stored.get(same), now) });
    }
    if (verdict.kind === "known" || fresh.has(key)) return;
    const isOld = verdict.kind === "old";
    const alerts = !quietly && entry.isOlder !== true && mayAlert(entry, backlog, past.firstPoll || isOld, now);
    fresh.set(key, {
      ...newEntry(context, key, entry, identity),
      of: same,
      // Its words are in the row of the entry that it is.
      ...(same !== null && { text: "" }),
      skipped: same !== null ? "renamed" : alerts ? null : "backlog",
    });
  });
  const rows = [...fresh.values()];
  const dates = rows.flatMap(({ publishedAt, of }) => (publishedAt === null || of !== null ? [] : [new Date(publishedAt)]));
  return { seen: withoutRestlessDates([...seen.values()]), fresh: rows, dates, withheld, gap };
}

function* inPieces<T>(entries: readonly Entry[], work: (entry: Entry, index: number) => T): InPieces<T[]> {
  const results: T[] = [];
  let [count, chars] = [0, 0];
  for (const [index, entry] of entries.entries()) {
    chars += entry.content?.length ?? 0;
    if (++count > ENTRIES_AT_ONCE || chars > CHARS_AT_ONCE) {
      yield;
      [count, chars] = [1, entry.content?.length ?? 0];
    }
    results.push(work(entry, index));
  }
  return results;
}

function editOf(entry: Entry, before: KnownEntry | undefined, now: Date): Pick<SeenEntry, "mark" | "edit"> {
  const mark = markOf(entry);
  const change = compareMarks(before?.mark ?? null, mark);
  if (change === "same") return { mark: null, edit: null };
  const hasNewTitle = entry.title !== null && foldTitle(entry.title) !== foldTitle(before?.title ?? null);
  // Of an entry stored without a mark only the headline can be compared.
  if (change === "unknown" && !hasNewTitle) return { mark, edit: null };
  const { title, author } = entry;
  return { mark, edit: { title, author, publishedAt: dateOf(entry, now), text: textOf(entry), onlyDates: change === "dates" } };
}

/** A publisher that writes the time of the poll into its entries changes the dates of most of them at once. That is no edit. */
function withoutRestlessDates(seen: SeenEntry[]): SeenEntry[] {
  const dated = seen.filter(({ edit }) => edit?.onlyDates === true).length;
  if (dated < RESTLESS_MIN || dated * 2 <= seen.length) return seen;
  return seen.map((entry) => (entry.edit?.onlyDates === true ? { ...entry, edit: null } : entry));
}

function newEntry({ feed, now }: DecideContext, key: string, entry: Entry, identity: Identity): Omit<NewEntry, "of" | "skipped"> {
  return {
    key,
    linkKey: identity.link,
    titleKey: identity.title,
    articleUrl: (identity.ownPage && entry.isWhole !== true ? articleUrl(entry) : null) ?? `entry:${feed}:${key}`,
    url: linkOf(entry),
    ...(entry.url !== null && entry.mediaUrl !== undefined && { media: entry.mediaUrl }),
    title: entry.title,
    author: entry.author,
    outlet: entry.source?.name ?? outletOf(entry),
    publishedAt: dateOf(entry, now),
    text: textOf(entry),
    mark: markOf(entry),
  };
}

/** Where its reader is led: to what it shares, else to its page, else to its file. */
function linkOf({ url, sharedUrl, mediaUrl }: Entry): string | null {
  const link = sharedUrl ?? url;
  return link === null ? (mediaUrl ?? null) : unwrapUrl(link);
}

/** A link through a click counter is of a search or an alert, and the target's host is the outlet. So is that of what a post shares. */
function outletOf({ url, sharedUrl }: Entry): string | null {
  if (sharedUrl !== undefined) return hostOf(sharedUrl);
  const target = url === null ? null : unwrapUrl(url);
  return target === url ? null : hostOf(target ?? "");
}

/** The unique index of articles takes no longer ones: one such link would keep its whole feed from being stored. */
const ADDRESS_BYTES_MAX = 2_000;

/** Returns null for an address that is too long: its entry goes on by its own words. */
function articleUrl({ originalUrl, sharedUrl, url }: Entry): string | null {
  const page = originalUrl ?? sharedUrl ?? url;
  const address = page === null ? null : canonicalUrl(unwrapUrl(page));
  return address !== null && address.length > ADDRESS_BYTES_MAX ? null : address;
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
