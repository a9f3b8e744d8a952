// A feed's health, for people: one word, the reason in a sentence, what it last brought, and what may have been missed.
import { describeOverLimit } from "./over-limit.ts";
import { isFeedAsked } from "./poll/is-asked.ts";
import { lateSince } from "./poll/late-since.ts";
import { minuteOf } from "../text/dates/minute-of.ts";
import type { OverLimit } from "./over-limit.ts";

/** What is known of a feed. */
export interface FeedFacts {
  url: string;
  name: string | null;
  title: string | null;
  fault: string | null;
  failures: number;
  failingSince: Date | null;
  muted: boolean;
  pausedAt: Date | null;
  resumedAt: Date | null;
  incomplete: boolean;
  firstPolledAt: Date | null;
  lastPolledAt: Date | null;
  lastNewAt: Date | null;
  nextDueAt: Date;
  heldUntil: Date | null;
  entries: number;
  intervalsMs: readonly number[];
  longestSilenceMs: number | null;
  askedUrl: string | null;
  movedTo: string | null;
  movedSince: Date | null;
  /** The feed that is polled in its place. */
  twin: { name: string; isPaused: boolean } | null;
  hidesNews: boolean;
  withheld: number;
  withheldAt: Date | null;
  gaps: readonly { since: Date; until: Date }[];
  /** What it brought over its limits lately, the latest first. */
  overLimits: readonly OverLimit[];
  /** The state of its hub, as a message; null if it names none, or if hubs cannot reach us. */
  hub: string | null;
  /** What its kind of source says of it. */
  notes: readonly string[];
}

/** Dates are ISO 8601. */
export interface FeedStatus {
  name: string;
  url: string;
  state: "good" | "failing" | "muted" | "paused" | "late" | "damaged" | "held" | "same as another" | "not polled";
  /** A message: it reads well, why it does not, or that it was not polled yet. */
  health: string;
  failing: boolean;
  failingSince: string | null;
  /** Since when it is paused by hand. */
  pausedSince: string | null;
  lastPolledAt: string | null;
  lastNewAt: string | null;
  nextDueAt: string | null;
  /** Since when it has been silent for longer than usual. */
  lateSince: string | null;
  /** Recent periods in which entries may have appeared and disappeared unseen. */
  gaps: { since: string; until: string }[];
  /** Further facts, one sentence each. */
  notes: string[];
  entries: number;
  hub: string | null;
}

const DAY_MS = 86_400_000;
/** Withheld entries are mentioned for this long. */
const WITHHELD_SHOWN_MS = 14 * DAY_MS;

const OVER_LIMITS_SHOWN = 2;

export function feedStatus(facts: FeedFacts, now: Date): FeedStatus {
  const isAsked = isFeedAsked({ configured: true, muted: facts.muted, paused_at: facts.pausedAt });
  const late = facts.fault === null && isAsked ? lateSince(facts, now) : null;
  const { state, health } = judge(facts, late, now);
  return {
    name: facts.name ?? facts.title ?? facts.url,
    url: facts.url,
    state,
    health,
    failing: state === "failing" || state === "muted",
    failingSince: facts.failingSince?.toISOString() ?? null,
    pausedSince: facts.pausedAt?.toISOString() ?? null,
    lastPolledAt: facts.lastPolledAt?.toISOString() ?? null,
    lastNewAt: facts.lastNewAt?.toISOString() ?? null,
    nextDueAt: isAsked ? facts.nextDueAt.toISOString() : null,
    lateSince: late?.since.toISOString() ?? null,
    gaps: facts.gaps.map(({ since, until }) => ({ since: since.toISOString(), until: until.toISOString() })),
    notes: [...notesOf(facts, now)],
    entries: facts.entries,
    hub: facts.hub,
  };
}

function judge(facts: FeedFacts, late: ReturnType<typeof lateSince>, now: Date): Pick<FeedStatus, "state" | "health"> {
  if (facts.muted) return { state: "muted", health: `muted: ${facts.fault ?? "gone for good"}` };
  if (facts.pausedAt !== null) return { state: "paused", health: `paused by hand since ${minute(facts.pausedAt)}` };
  if (facts.fault !== null) return { state: "failing", health: facts.fault };
  if (facts.twin !== null) {
    const { name, isPaused } = facts.twin;
    const why = isPaused ? "is paused by hand, so neither is read: resume it" : "is read for both: keep one of them";
    return { state: "same as another", health: `moved to the address of ${name}, which ${why}` };
  }
  if (facts.heldUntil !== null && facts.heldUntil > now) {
    return { state: "held", health: `its host asks to be left alone until ${minute(facts.heldUntil)}` };
  }
  if (facts.firstPolledAt === null) return { state: "not polled", health: "not polled yet" };
  if (facts.incomplete) return { state: "damaged", health: "damaged: entries may be missing" };
  if (late !== null)
    return { state: "late", health: `reads well, but has been silent; it usually has news every ${span(late.usualMs)}` };
  return { state: "good", health: "reads well" };
}

function* notesOf(facts: FeedFacts, now: Date): Generator<string> {
  yield* facts.notes;
  const { askedUrl, movedTo, movedSince, withheldAt, gaps } = facts;
  const [gap] = gaps;
  if (gap !== undefined) {
    const more = gaps.length > 1 ? `, and ${gaps.length === 2 ? "once" : `${gaps.length - 1} times`} before` : "";
    yield `entries may have come and gone unseen from ${minute(gap.since)} to ${minute(gap.until)}${more}`;
  }
  if (askedUrl !== null && facts.twin === null) yield `moved for good: put ${askedUrl} into feeds.yaml`;
  else if (movedTo !== null && movedSince !== null) yield `says since ${minute(movedSince)} that it has moved to ${movedTo}`;
  for (const over of facts.overLimits.slice(0, OVER_LIMITS_SHOWN)) yield describeOverLimit(over);
  if (facts.hidesNews) yield `its server says "not modified" when there is news: read whole once a day`;
  if (withheldAt !== null && now.getTime() - withheldAt.getTime() < WITHHELD_SHOWN_MS) {
    yield `${facts.withheld} entries came with other guids and addresses on ${minute(withheldAt)}, and were not told again`;
  }
}

const minute = (date: Date): string => `${minuteOf(date)} UTC`;

/** Such as "5 hours". */
export function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 55) return counted(Math.max(minutes, 1), "minute");
  return minutes < 36 * 60 ? counted(Math.round(minutes / 60), "hour") : counted(Math.round(minutes / 1_440), "day");
}

const counted = (count: number, one: string): string => (count === 1 ? one : `${count} ${one}s`);
