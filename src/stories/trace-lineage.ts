// Traces a story through its articles: which was first, how sure that is, its versions in order, and how many reports are not copies.
import { isDoubtfulDate } from "../text/doubtful-date.ts";
import { compareSketches } from "./compare-sketches.ts";
import { isNotice } from "./named-headlines.ts";
import { readVersions } from "./read-version.ts";
import type { VersionKind } from "./read-version.ts";
import type { Sketch } from "./story.ts";

/** An article of a story. Dates are ISO 8601 in UTC; `sketch` may be missing. */
export interface Carrier {
  id: string;
  title: string;
  /** The first line of its text suffices. */
  text: string;
  publishedAt: string | null;
  firstSeenAt: string;
  sketch: Sketch | null;
  /** Of so many articles of its outlet, so many were others'. */
  habit?: { articles: number; reprints: number } | null;
}

export interface Lineage {
  /** The article that seems to have been first; null for a story without articles. */
  first: First | null;
  /** The versions that headlines name ("UPDATE 2"), in order; the one before all of them has no mark. */
  versions: StoryVersion[];
  /** How many of its articles are independent reports, not copies of others. 1 for most stories. */
  reports: number;
}

export interface First {
  article: string;
  /** When it was published, or, if that is not credible, first seen. */
  at: string;
  by: "published" | "seen";
  /** Why it may have been another; null if its date agrees with the order in which the articles were seen. */
  doubt: string | null;
}

export interface StoryVersion {
  kind: VersionKind;
  number: number | null;
  /** As the first of its articles writes it. */
  mark: string;
  article: string;
  at: string;
  /** How many articles are of this version. */
  articles: number;
}

const MINUTE_MS = 60_000;
/** Outlets' clocks are wrong by some minutes. */
export const CLOCK_SLACK_MS = 15 * MINUTE_MS;
/** An article this close behind may have been first. */
const CLOSE_MS = 2 * MINUTE_MS;
/** Feeds bring an article within an hour or so: an earlier date that nobody confirms is only claimed. */
const CLAIMED_MS = 60 * MINUTE_MS;
/** An article is an independent report if less of it, or of the other, is in the other. */
const OWN_BELOW = 0.3;
/** More reports than this are not told apart. */
const REPORTS_MAX = 50;

export function traceLineage(carriers: readonly Carrier[]): Lineage {
  const dated = carriers.map(dateOf);
  return { first: findFirst(dated), versions: orderVersions(dated), reports: countReports(dated) };
}

interface Dated {
  carrier: Carrier;
  /** In milliseconds; NaN if it has no credible date. */
  publishedMs: number;
  seenMs: number;
  /** Its outlet usually reprints: by its own date alone it is not the first. */
  reprints: boolean;
  /** What is wrong with its date, or null. */
  fault: string | null;
}

function dateOf(carrier: Carrier): Dated {
  const seenMs = Date.parse(carrier.firstSeenAt);
  const publishedMs = Date.parse(carrier.publishedAt ?? "");
  const dated = { carrier, publishedMs: Number.NaN, seenMs, reprints: usuallyReprints(carrier.habit) };
  if (Number.isNaN(publishedMs)) return { ...dated, fault: "it has no date" };
  // It existed when it was seen.
  if (publishedMs > seenMs + CLOCK_SLACK_MS) return { ...dated, fault: "it was seen before its date" };
  if (isDoubtfulDate(carrier.publishedAt, carrier.firstSeenAt))
    return {
      ...dated,
      fault: `its date is ${duration(seenMs - publishedMs)} before it was seen`,
    };
  const isDayOnly = publishedMs % 86_400_000 === 0;
  return { ...dated, publishedMs, fault: isDayOnly ? "its date has no time" : null };
}

const timeOf = ({ publishedMs, seenMs }: Dated): number => (Number.isNaN(publishedMs) ? seenMs : publishedMs);

/**
 * The articles from the first to the last, in groups that were seen together: a later article changes no group but the last. Anybody can claim
 * a date, so the order in which they were seen counts, and dates only among those of a group.
 */
export function orderCarriers<T extends Omit<Carrier, "sketch">>(carriers: readonly T[]): T[][] {
  const byId = new Map(carriers.map((carrier) => [carrier.id, carrier]));
  return seenTogether(carriers.map((carrier) => dateOf({ ...carrier, sketch: null }))).map((group) =>
    group.toSorted(compare).flatMap(({ carrier }) => byId.get(carrier.id) ?? []),
  );
}

/** In groups that were seen within a quarter of an hour, in the order in which they were seen. */
function seenTogether(dated: readonly Dated[]): Dated[][] {
  const groups: Dated[][] = [];
  for (const one of dated.toSorted((a, b) => a.seenMs - b.seenMs)) {
    const group = groups.at(-1);
    const begin = group?.[0]?.seenMs ?? -Infinity;
    if (group !== undefined && one.seenMs <= begin + CLOCK_SLACK_MS) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

const isSure = ({ publishedMs, fault, reprints }: Dated): boolean => fault === null && !reprints && !Number.isNaN(publishedMs);

/** A date without a time is midnight, before all others of that day: it counts only if there is no better one. */
function compare(a: Dated, b: Dated): number {
  // Of two with the same date, the update is the later one.
  return Number(isSure(b)) - Number(isSure(a)) || timeOf(a) - timeOf(b) || versionsOf(a) - versionsOf(b) || a.seenMs - b.seenMs;
}

function findFirst(dated: readonly Dated[]): First | null {
  const [together = []] = seenTogether(dated);
  const [first, second] = together.toSorted(compare);
  if (first === undefined) return null;
  const by = Number.isNaN(first.publishedMs) ? "seen" : "published";
  const habit = first.reprints && dated.length > 1 ? habitWords(first.carrier) : null;
  const doubts = [first.fault, habit, ...doubtsBeside(first, second, dated)].filter((doubt) => doubt !== null);
  return {
    article: first.carrier.id,
    at: new Date(timeOf(first)).toISOString(),
    by,
    doubt: doubts.length === 0 ? null : doubts.join("; "),
  };
}

const HABIT_ARTICLES_MIN = 10;
const HABIT_SHARE_MIN = 0.6;

/** Whether an outlet's articles are mostly others', as far as enough of them are known. */
export const usuallyReprints = (habit: Carrier["habit"]): boolean =>
  habit != null && habit.articles >= HABIT_ARTICLES_MIN && habit.reprints >= HABIT_SHARE_MIN * habit.articles;

const habitWords = ({ habit }: Dated["carrier"]): string =>
  `its outlet usually reprints: ${habit?.reprints ?? 0} of ${habit?.articles ?? 0} articles were others'`;

const versionsOf = ({ carrier }: Dated): number => readVersions(carrier.title, carrier.text).length;

function doubtsBeside(first: Dated, second: Dated | undefined, dated: readonly Dated[]): (string | null)[] {
  const others = dated.filter((one) => one !== first);
  const older = others
    .filter(({ publishedMs, fault, seenMs }) => fault === null && publishedMs < timeOf(first) && seenMs > first.seenMs)
    .toSorted((a, b) => a.publishedMs - b.publishedMs)[0];
  const next = others
    .filter(({ publishedMs, fault }) => fault === null && publishedMs >= timeOf(first))
    .toSorted((a, b) => a.publishedMs - b.publishedMs)[0];
  // Had it not claimed its date, the other would be the older one.
  const isClaimed = next !== undefined && next.publishedMs <= first.seenMs && next.publishedMs - first.publishedMs > CLAIMED_MS;
  const isClose = second !== undefined && isSure(second) === isSure(first) && timeOf(second) - timeOf(first) < CLOSE_MS;
  const coarse = others.find(
    ({ publishedMs, fault }) => fault !== null && (Number.isNaN(publishedMs) || isSameDay(publishedMs, timeOf(first))),
  );
  return [
    older === undefined
      ? null
      : `article ${older.carrier.id} is dated ${duration(timeOf(first) - older.publishedMs)} earlier, and was seen ${duration(older.seenMs - first.seenMs)} later${older.reprints ? ", but its outlet usually reprints" : ""}`,
    isClaimed
      ? `only its own date says so, ${duration(first.seenMs - first.publishedMs)} before it was seen: by then article ${next.carrier.id} had the story`
      : null,
    isClose ? `article ${second.carrier.id} came within two minutes` : null,
    coarse === undefined ? null : `article ${coarse.carrier.id} may be older: ${coarse.fault ?? ""}`,
  ];
}

const isSameDay = (a: number, b: number): boolean => Math.floor(a / 86_400_000) === Math.floor(b / 86_400_000);

/** "40 min", "3 h", "5 days". */
export function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

function orderVersions(dated: readonly Dated[]): StoryVersion[] {
  const versions = new Map<string, StoryVersion>();
  for (const one of dated.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    for (const { kind, number, mark } of readVersions(one.carrier.title, one.carrier.text)) {
      const key = `${kind} ${number ?? ""}`;
      const known = versions.get(key);
      if (known !== undefined) known.articles += 1;
      else {
        const at = new Date(timeOf(one)).toISOString();
        versions.set(key, { kind, number, mark, article: one.carrier.id, at, articles: 1 });
      }
    }
  }
  return inOrder([...versions.values()]);
}

/** By time, but the third update never before the second, whenever an outlet took it over. */
function inOrder(versions: readonly StoryVersion[]): StoryVersion[] {
  const latest = new Map<VersionKind, string>();
  const placed = versions
    .toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))
    .map((version) => {
      const before = version.number === null ? "" : (latest.get(version.kind) ?? "");
      const from = version.at < before ? before : version.at;
      if (version.number !== null) latest.set(version.kind, from);
      return { version, from };
    });
  return placed
    .toSorted((a, b) => a.from.localeCompare(b.from) || (a.version.number ?? 0) - (b.version.number ?? 0))
    .map(({ version }) => version);
}

/** In the order of their dates, each article is a copy of an earlier report, or a report of its own: a person joined those. */
function countReports(dated: readonly Dated[]): number {
  const reports: Sketch[] = [];
  for (const { carrier } of dated.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    const { sketch } = carrier;
    if (sketch === null || reports.length >= REPORTS_MAX || isNotice(carrier)) continue;
    const isCopy = reports.some((report) => {
      const { aInB, bInA } = compareSketches(sketch, report);
      return Math.max(aInB, bInA) >= OWN_BELOW;
    });
    if (!isCopy) reports.push(sketch);
  }
  return Math.max(reports.length, dated.length > 0 ? 1 : 0);
}
