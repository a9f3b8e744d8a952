// Tells which entries of a document are new, which are known by another guid, link or host, and whether others may have been missed.
import { foldTitle, pathOf } from "./entry-key.ts";
import { areSimilarTitles } from "./similar-titles.ts";
import type { Identity } from "./entry-key.ts";
import type { Entry } from "../feed.ts";

/** A stored entry of this feed that shares a mark with one in the document. */
export interface KnownEntry {
  key: string;
  linkKey: string | null;
  titleKey: string | null;
  url: string | null;
  title: string | null;
  publishedAt: Date | null;
  /** It was too old to alert anybody, so that nobody was told of it. */
  wasOld: boolean;
  /** It is another identity of an entry that has a row of its own, under the key `of`, if that is known. */
  alias: boolean;
  of: string | null;
  /** As `markOf` gives it; null if it was stored before there were marks. */
  mark: string | null;
}

/**
 * `known`: stored under this key. `renamed`: the entry stored under `of`, which has another guid or address now. `old`: new to us, but
 * published before we began to follow the feed or before the archive begins, so that only a backlog lets it alert.
 */
export type Verdict =
  | { kind: "known"; key: string }
  | { kind: "renamed"; key: string; of: string }
  | { kind: "new" | "old"; key: string };

export interface Recognised {
  verdicts: Verdict[];
  /** Entries whose guids and addresses all changed, and that were recognised by their titles alone: withheld, and reported. */
  withheld: number;
  /** True if nothing that the feed showed before is left in it: entries may have appeared and disappeared between two polls. */
  gap: boolean;
}

export interface FeedPast {
  firstPoll: boolean;
  /** Guids and addresses changed all at once a few days ago, and may do so again, or change back. */
  changedIds: boolean;
  /** As ParsedFeed has it. */
  onlyNews?: boolean;
  /** Whether the last document held any entry, and whether it was cut. */
  hadEntries: boolean;
  wasIncomplete: boolean;
  /** Earlier entries may be no news: the first poll of the feed, or the beginning of the archive. */
  horizon: Date;
  /** The latest date of all its entries. */
  newestDate: Date | null;
}

const DAY_MS = 86_400_000;
/** So many entries at once are not a publisher's slip. */
const MANY = 3;
/** A feed may keep so many entries pinned on top. */
const PINNED_MAX = 2;
const SAME_TITLE_MAX = 20;

const NONE = { sure: new Map<number, string>(), likely: new Map<number, string>() };

export function recogniseEntries(
  entries: readonly Entry[],
  identities: readonly Identity[],
  known: readonly KnownEntry[],
  past: FeedPast,
): Recognised {
  const stored = indexKnown(known);
  const found = findById(entries, identities, stored);
  const byId = found.filter(({ of }) => of !== null).length;
  const byTitle = past.onlyNews === true ? NONE : findByTitle(entries, identities, found, stored, past.changedIds);
  const titled = byTitle.sure.size + byTitle.likely.size;
  const isMass = titled >= 2 && titled > byId;
  const verdicts = found.map(({ key, of }, index): Verdict => {
    const same = of ?? byTitle.sure.get(index) ?? (isMass || past.changedIds ? byTitle.likely.get(index) : undefined);
    if (same === undefined) return { kind: "new", key };
    // If its key belongs to another entry now, it keeps its present identity.
    return key === same || stored.byKey.has(key) ? { kind: "known", key: same } : { kind: "renamed", key, of: same };
  });
  const gap = !past.firstPoll && past.hadEntries && hasGap(entries, verdicts);
  markOld(entries, verdicts, past);
  return { verdicts, withheld: isMass && titled >= MANY ? titled : 0, gap: gap && verdicts.some(({ kind }) => kind === "new") };
}

interface Stored {
  byKey: Map<string, KnownEntry>;
  byLink: Map<string, KnownEntry[]>;
  byTitle: Map<string, KnownEntry[]>;
}

function indexKnown(known: readonly KnownEntry[]): Stored {
  const stored: Stored = { byKey: new Map(), byLink: new Map(), byTitle: new Map() };
  for (const entry of known) {
    stored.byKey.set(entry.key, entry);
    if (entry.linkKey !== null) push(stored.byLink, entry.linkKey, entry);
    if (entry.titleKey !== null) push(stored.byTitle, entry.titleKey, entry);
  }
  return stored;
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

/** The keys to store entries under, and the keys of the stored entries that they are, judged by guid and address. */
function findById(
  entries: readonly Entry[],
  identities: readonly Identity[],
  stored: Stored,
): { key: string; of: string | null }[] {
  const shown = new Set(identities.map(({ link }) => link));
  const changes = identities.map(({ key, link }, index) => compare(entries[index], link, stored.byKey.get(key), shown));
  // If this holds for most entries, the feed numbers its entries, and no headline was edited.
  const others = changes.filter((change) => change === "other" || change === "edited").length;
  const isNumbered = others >= 2 && others > changes.filter((change) => change === "same").length;
  return identities.map(({ key, spareKey, storyKey, link }, index) => {
    const change = changes[index];
    const linked = (link === null ? undefined : stored.byLink.get(link)) ?? [];
    if (change === "another" && storyKey !== null) {
      const version = stored.byKey.get(key)?.wasOld === true ? onlyVersion(linked, key) : undefined;
      if (version !== undefined && !tellsAnother(entries[index], version)) return { key, of: version.key };
      return { key: storyKey, of: stored.byKey.has(storyKey) ? storyKey : null };
    }
    if (change === "same" || change === "another") return { key, of: key };
    // Several entries were stored with this address, each separately, so it identifies none of them.
    const byLink = linked.filter(({ alias }) => !alias).length > 1 ? undefined : linked[0];
    const isOther = change === "other" || (change === "edited" && isNumbered);
    const own = isOther ? (spareKey ?? key) : key;
    if (byLink !== undefined && !tellsAnother(entries[index], byLink)) return { key: own, of: byLink.key };
    return { key: own, of: stored.byKey.has(own) ? own : null };
  });
}

/** The version of an entry too old to be told that was told since: what comes after it is an edit of that. Of several each is a story. */
function onlyVersion(linked: readonly KnownEntry[], old: string): KnownEntry | undefined {
  const others = linked.filter(({ key, alias }) => key !== old && !alias);
  return others.length === 1 ? others[0] : undefined;
}

/**
 * Compares what a guid means now with what it meant: `other` if address, headline and date changed, or if its old entry is shown under
 * another guid. `edited`: a new address for a similar headline. `another`: guid and address are kept, and tell another story now.
 */
function compare(
  entry: Entry | undefined,
  link: string | null,
  before: KnownEntry | undefined,
  shown: ReadonlySet<string | null>,
): "same" | "edited" | "other" | "another" | "unknown" {
  if (before === undefined) return "unknown";
  const hasOtherLink = link === null ? before.url === null && entry?.url === null : ![null, link].includes(before.linkKey);
  const date = dateOf(entry);
  const hasSameDate = date !== null && before.publishedAt?.getTime() === date;
  if (!hasOtherLink && tellsAnother(entry, before)) return "another";
  if (!hasOtherLink || hasSameDate || foldTitle(before.title) === foldTitle(entry?.title ?? null)) return "same";
  if (link !== null && shown.has(before.linkKey)) return "other";
  return areSimilarTitles(before.title, entry?.title ?? null) ? "edited" : "other";
}

/**
 * Another headline and another date are another story, whatever the address: some feeds have one address for all that they tell. Of a story
 * that was too old to be told, a new version with a new headline is one.
 */
function tellsAnother(entry: Entry | undefined, before: KnownEntry): boolean {
  const [date, dateBefore] = [dateOf(entry), before.publishedAt?.getTime() ?? null];
  const title = entry?.title ?? null;
  if (date === null || dateBefore === null || dateBefore === date) return false;
  return before.wasOld && date > dateBefore
    ? foldTitle(before.title) !== foldTitle(title)
    : !areSimilarTitles(before.title, title);
}

/** For entries that neither guid nor address identifies: the stored entries with their titles. `likely` counts only if many changed at once. */
function findByTitle(
  entries: readonly Entry[],
  identities: readonly Identity[],
  found: readonly { of: string | null }[],
  stored: Stored,
  changedIds: boolean,
): { sure: Map<number, string>; likely: Map<number, string> } {
  const [sure, likely] = [new Map<number, string>(), new Map<number, string>()];
  const dates = count(entries.map((entry) => dateOf(entry)));
  const titles = count(identities.map(({ title }) => title));
  const dated: { index: number; of: string }[] = [];
  for (const [index, { title }] of identities.entries()) {
    const entry = entries[index];
    if (title === null || entry === undefined || found[index]?.of !== null) continue;
    const same = (stored.byTitle.get(title) ?? []).slice(-SAME_TITLE_MAX);
    if (same.length === 0) continue;
    const path = pathOf(entry.url);
    const date = dateOf(entry);
    const moved = same.find(({ url }) => path !== null && pathOf(url) === path);
    const isTelling = date !== null && (dates.get(date) ?? 0) < MANY;
    const twin = same.find(({ publishedAt }) => isTelling && publishedAt?.getTime() === date);
    const of = moved ?? twin;
    if (of !== undefined) sure.set(index, of.key);
    // A recurring title, such as "The weather", identifies nothing.
    else if (titles.get(title) === 1 && same.filter(({ alias }) => !alias).length === 1) {
      const [only] = same;
      if (only !== undefined) dated.push({ index, of: only.key });
    }
  }
  // If the feed kept its dates through the change, another date means another entry.
  const known = new Map([...stored.byKey.values()].map((row) => [row.key, row]));
  const isKept = sure.size >= MANY || changedIds;
  for (const { index, of } of dated) {
    const [date, before] = [dateOf(entries[index]), known.get(of)?.publishedAt?.getTime() ?? null];
    if (!isKept || date === null || before === null || Math.abs(date - before) < DAY_MS) likely.set(index, of);
  }
  return { sure, likely };
}

const dateOf = (entry: Entry | undefined): number | null => {
  const time = Date.parse(entry?.publishedAt ?? entry?.updatedAt ?? "");
  return Number.isNaN(time) ? null : time;
};

function count<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** True if nothing is known, or only entries pinned on top of a feed with the newest first. */
function hasGap(entries: readonly Entry[], verdicts: readonly Verdict[]): boolean {
  const firstNew = verdicts.findIndex(({ kind }) => kind === "new");
  if (firstNew === -1 || !verdicts.slice(firstNew).every(({ kind }) => kind === "new")) return false;
  if (firstNew === 0) return true;
  if (firstNew > PINNED_MAX || verdicts.length - firstNew < MANY) return false;
  const dates = entries.slice(firstNew).map(dateOf);
  return dates.every((date, index) => index === 0 || (date !== null && date <= (dates[index - 1] ?? 0)));
}

/**
 * A window that slides back, or grows at its end, shows entries from before we came. A single such entry among new ones may still
 * alert: dates are often wrong.
 */
function markOld(entries: readonly Entry[], verdicts: Verdict[], past: FeedPast): void {
  if (past.firstPoll) return;
  const newest = past.newestDate?.getTime() ?? Infinity;
  const isBefore = (index: number, marginMs: number): boolean =>
    (dateOf(entries[index]) ?? Infinity) < Math.min(past.horizon.getTime(), newest - marginMs);
  // An entry may reach its feed hours after its date; new ones never arrive at the end of a feed.
  const olds = verdicts.filter(({ kind }, index) => kind === "new" && isBefore(index, DAY_MS));
  const lastKnown = verdicts.findLastIndex(({ kind }) => kind !== "new");
  const isTail = (index: number): boolean => lastKnown !== -1 && index > lastKnown;
  for (const [index, { kind, key }] of verdicts.entries()) {
    if (kind !== "new") continue;
    const isCutOff = entries[index]?.isOlder === true || (past.wasIncomplete && isTail(index) && dateOf(entries[index]) === null);
    const isOld = isTail(index) ? isBefore(index, 0) : olds.length >= MANY && isBefore(index, DAY_MS);
    if (isCutOff || isOld) verdicts[index] = { kind: "old", key };
  }
}
