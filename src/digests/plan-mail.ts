// Decides which waiting stories go out now: alerts settle, the first round of what is new is one mail, and mails an hour have a limit.
import type { Digest } from "./digest.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What a first reading brings is complete enough when nothing more came for so long, or after so long in any case. */
const QUIET_MS = 10_000;
const FIRST_MAX_MS = MINUTE_MS;
/** While the first reading goes on, it is looked at again after this time. */
const LOOK_MS = 5_000;
/**
 * A page that never answers holds the second mail of a first reading back until nothing more came for so long. While more comes, the mail
 * waits for an hour after the first: the third could not come before, and what it leaves out would be in none.
 */
const SECOND_MAX_MS = 15 * MINUTE_MS;
/** The first round of sources, watchlists or a digest that appear together comes in at most so many mails an hour. */
const BACKLOG_MAILS = 2;

/** A story on a digest's list. */
export interface Waits {
  added_at: Date;
  /** Null for most: when an issue last contained it. */
  told_at: Date | null;
  /** If it is of the first round of sources, of its watchlist or of the digest: when the last of these appeared. */
  backlog_of: Date | null;
}

/** A mail of the digest within the hour before now. */
export interface MailSent {
  at: Date;
  /** It contained stories of a first reading. */
  backlog: boolean;
}

export interface Calm {
  digest: Pick<Digest, "schedule" | "settleMs" | "mailsPerHour">;
  /** In their order. */
  sent: readonly MailSent[];
  /** Whether all that sources listed in the first round was read. */
  isFirstRoundOver: boolean;
  now: Date;
}

/** `again` is when those that stay may go; null if none stays. */
export interface Plan<Story> {
  stories: Story[];
  again: Date | null;
}

/** Whether the first mail of a first reading waits for its end, as the time in which stories settle is too short to gather them. */
export const waitsForEnd = ({ settleMs }: Pick<Digest, "settleMs">): boolean => settleMs < QUIET_MS;

/** How long nothing more may come of a first reading, for a digest whose stories settle for `settleMs`. */
export const quietMs = ({ settleMs }: Pick<Digest, "settleMs">): number => Math.min(QUIET_MS, settleMs);

/** A digest with times of its own sends what waits at these times, except what a first reading would spread over several mails. */
export function planMail<Story extends Waits>(waiting: readonly Story[], calm: Calm): Plan<Story> {
  const now = calm.now.getTime();
  const backlog = waiting.filter((story) => story.backlog_of !== null && story.told_at === null);
  const fresh = waiting.filter((story) => !backlog.includes(story));
  const backlogAt = backlog.length === 0 ? null : backlogFrom(backlog, calm);
  if (calm.digest.schedule.kind !== "immediately")
    return backlogAt !== null && backlogAt > now
      ? { stories: fresh, again: new Date(backlogAt) }
      : { stories: [...waiting], again: null };
  const paced = pacedUntil(calm);
  const freshAt = fresh.length === 0 ? null : settledAt(fresh, calm.digest.settleMs);
  const goes = {
    backlog: backlogAt !== null && Math.max(backlogAt, paced) <= now,
    fresh: freshAt !== null && Math.max(freshAt, paced) <= now,
  };
  // A mail that goes anyway takes along what settles: fewer mails are worth more than the names of a few copies.
  if (goes.backlog) return { stories: [...waiting], again: null };
  const stays = [goes.fresh ? null : freshAt, backlogAt].filter((at) => at !== null);
  return {
    stories: goes.fresh ? fresh : [],
    again: stays.length === 0 ? null : new Date(Math.max(Math.min(...stays), paced)),
  };
}

/** A story that was sent before has waited long enough. */
const settledAt = (fresh: readonly Waits[], settleMs: number): number =>
  Math.min(...fresh.map(({ added_at, told_at }) => (told_at === null ? added_at.getTime() + settleMs : 0)));

function backlogFrom(backlog: readonly Waits[], { digest, sent, isFirstRoundOver, now }: Calm): number {
  const added = backlog.map(({ added_at }) => added_at.getTime());
  const last = added.reduce((a, b) => Math.max(a, b));
  const first = added.reduce((a, b) => Math.min(a, b));
  const appeared = backlog.reduce((newest, { backlog_of }) => Math.max(newest, backlog_of?.getTime() ?? 0), 0);
  const before = sent.filter((mail) => mail.backlog && mail.at.getTime() >= appeared).slice(-BACKLOG_MAILS);
  const [oldest] = before;
  const look = now.getTime() + LOOK_MS;
  const quiet = last + quietMs(digest);
  if (oldest === undefined) return Math.min(waitsForEnd(digest) && !isFirstRoundOver ? look : quiet, first + FIRST_MAX_MS);
  if (before.length === BACKLOG_MAILS) return oldest.at.getTime() + HOUR_MS;
  const atLast = Math.min(Math.max(oldest.at.getTime(), last) + SECOND_MAX_MS, oldest.at.getTime() + HOUR_MS);
  return Math.min(atLast, isFirstRoundOver ? quiet : look);
}

/** The first half of an hour's mails go as they come, the others evenly over the hour: so news never waits for long. */
function pacedUntil({ digest: { mailsPerHour }, sent, now }: Calm): number {
  const last = sent.at(-1);
  if (last === undefined || !isPaced(mailsPerHour, sent.length)) return now.getTime();
  return last.at.getTime() + HOUR_MS / Math.max(1, mailsPerHour - freeMails(mailsPerHour));
}

const freeMails = (mailsPerHour: number): number => Math.ceil(mailsPerHour / 2);

/** Whether mails are gathered after so many within an hour. */
export const isPaced = (mailsPerHour: number, sent: number): boolean => sent >= freeMails(mailsPerHour);
