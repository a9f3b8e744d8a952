// The configured digests: to whom, when next, and what waits for each.
import { nextDue, quietUntil } from "../../digests/schedule.ts";
import { atom } from "../../channels/atom.ts";
import { atomPage } from "../../digests/page-token.ts";
import { pageLinks } from "../../pipeline/send-digests/page-links.ts";
import { listDigestStates, waitingHeadlines } from "../../store/views/digest-states.ts";
import type { Digest, QuietHours, Schedule } from "../../digests/digest.ts";
import type { DigestState } from "../../store/views/digest-states.ts";
import type { DeskDeps } from "../desk-deps.ts";

/** Dates are ISO 8601. */
export interface ListedDigest {
  id: string;
  name: string | null;
  /** As digests.yaml has it. */
  schedule: string;
  timezone: string;
  /** As `22:00-06:00`. */
  quiet: string | null;
  /** Null: all. */
  watchlists: string[] | null;
  channels: { kind: string; recipient: string | null }[];
  /** The next three times at which it looks for stories; none if it is sent as they come. */
  next: string[];
  /** Stories that no issue contains yet, and stories with news that were sent before. */
  waiting: number;
  again: number;
  last: { issue: number; at: string; subject: string } | null;
  /** The address of its Atom feed, with its token; null if it has none. */
  atom: string | null;
}

export interface DigestDetails extends ListedDigest {
  at: string;
  atMost: number;
  /** The latest first, at most a hundred. */
  headlines: { story: number; title: string | null; watchlist: string; addedAt: string; heldUntil: string | null }[];
}

const TIMES_SHOWN = 3;
const HEADLINES_SHOWN = 100;

export async function listDigests({ database, config, now }: DeskDeps): Promise<{ at: string; digests: ListedDigest[] }> {
  const at = now();
  const [states, linkTo] = await Promise.all([listDigestStates(database), pageLinks(database, config().web.url)]);
  return { at: at.toISOString(), digests: config().digests.map((digest) => listedOf(digest, { states, linkTo, now: at })) };
}

/** Returns null if no digest is called so. */
export async function readDigest(deps: DeskDeps, { digest: id }: { digest: string }): Promise<DigestDetails | null> {
  const digest = deps.config().digests.find((one) => one.id === id);
  if (digest === undefined) return null;
  const at = deps.now();
  const [states, linkTo] = await Promise.all([listDigestStates(deps.database), pageLinks(deps.database, deps.config().web.url)]);
  const headlines = await waitingHeadlines(deps.database, id, HEADLINES_SHOWN);
  return {
    ...listedOf(digest, { states, linkTo, now: at }),
    at: at.toISOString(),
    atMost: digest.atMost,
    headlines: headlines.map(({ added_at, held_until, ...headline }) => ({
      ...headline,
      addedAt: added_at.toISOString(),
      heldUntil: held_until?.toISOString() ?? null,
    })),
  };
}

interface Around {
  states: readonly DigestState[];
  linkTo: Awaited<ReturnType<typeof pageLinks>>;
  now: Date;
}

function listedOf(digest: Digest, { states, linkTo, now }: Around): ListedDigest {
  const { id, name, schedule, timezone, quiet, watchlists, channels } = digest;
  const state = states.find((one) => one.id === id);
  const hasLast = state !== undefined && state.last_issue !== null && state.last_at !== null;
  return {
    id,
    name,
    schedule: scheduleWords(schedule),
    timezone,
    quiet: quiet === null ? null : `${clock(quiet.from)}-${clock(quiet.to)}`,
    watchlists,
    channels: channels.map(({ kind, recipient }) => ({ kind, recipient })),
    next: nextTimes(digest, state?.next_due_at ?? null, now).map((time) => time.toISOString()),
    waiting: state?.waiting ?? 0,
    again: state?.again ?? 0,
    last: hasLast
      ? { issue: Number(state.last_issue), at: state.last_at?.toISOString() ?? "", subject: state.last_subject ?? "" }
      : null,
    atom: channels.some(({ kind }) => kind === atom.kind) ? linkTo(atomPage(id)) : null,
  };
}

/** A digest that is overdue is due now. Quiet hours hold each time until their end. */
function nextTimes({ schedule, timezone, quiet }: NextTimes, due: Date | null, now: Date): Date[] {
  const times: Date[] = [];
  const first = due === null ? nextDue(schedule, timezone, now) : new Date(Math.max(due.getTime(), now.getTime()));
  for (let at = first; at !== null && times.length < TIMES_SHOWN; at = nextDue(schedule, timezone, at)) {
    at = quietUntil(quiet, timezone, at) ?? at;
    times.push(at);
  }
  return times;
}

interface NextTimes {
  schedule: Schedule;
  timezone: string;
  quiet: QuietHours | null;
}

function scheduleWords(schedule: Schedule): string {
  if (schedule.kind === "cron") return schedule.expression;
  if (schedule.kind === "immediately") return "immediately";
  return schedule.minutes % 60 === 0 ? `every ${schedule.minutes / 60}h` : `every ${schedule.minutes}m`;
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
