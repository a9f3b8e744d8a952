// Judges whether Wirewatch works, from what was measured. Pure: the same facts give the same troubles.
import { counted, megabytes } from "../../text/counted.ts";
import type { Canary, LostMatch, Sample } from "../../store/self-check/self-checks.ts";
import type { Trouble } from "../../store/self-check/incidents.ts";
import type { WaitingWork } from "../../store/views/funnel.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Work of this stage may be due for so long before somebody is told. */
const STAGE_MS_MAX = 15 * MINUTE_MS;
const POLLS_MS_MAX = 30 * MINUTE_MS;
const CANARY_MS_MAX = 12 * MINUTE_MS;
const DISK_DAYS_MIN = 3;
/** With less the embedded database may end the process. */
export const DISK_BYTES_MIN = 256 * 1024 * 1024;
/** A shorter time says little of how a disk fills up. */
const SAMPLE_MS_MIN = 6 * HOUR_MS;
const SKEW_MS_MAX = 30_000;

export interface Facts {
  now: Date;
  /** Since when this process works: what was due while nothing ran is late through nobody's fault. */
  upSince: Date;
  /** The kinds of incidents that are open: a restart does not end them, since what was late still is. */
  open: ReadonlySet<string>;
  /** The name of this machine: several may work on one database. */
  host: string;
  backlogs: readonly WaitingWork[];
  canary: Canary | null;
  /** Of the last days, the oldest first; the last one is of now. */
  samples: readonly Sample[];
  backedUpAt: Date | null;
  /** Null: nobody wants to be told. */
  backupWithinMs: number | null;
  skewMs: number;
  mails: { count: number; reply: string | null };
}

/** The kinds that `judge` looks for. */
export const KINDS = ["stage", "canary", "disk", "backup", "clock", "mail"] as const;

export function judge(facts: Facts): Trouble[] {
  const found: Record<(typeof KINDS)[number], string | null> = {
    stage: lateStages(facts),
    canary: missingCanary(facts),
    disk: fullDisk(facts),
    backup: oldBackup(facts),
    clock: wrongClock(facts),
    mail: mailsKept(facts),
  };
  return KINDS.flatMap((kind) => (found[kind] === null ? [] : [{ kind, text: found[kind] }]));
}

/** From when on work of this kind counts as late. */
const awaitedSince = (kind: (typeof KINDS)[number], due: Date, { upSince, open }: Facts): number =>
  open.has(kind) ? due.getTime() : Math.max(due.getTime(), upSince.getTime());

function lateStages(facts: Facts): string | null {
  const { now, backlogs } = facts;
  const late = backlogs.flatMap(({ stage, waiting, oldest }) => {
    const most = stage === "poll-feeds" ? POLLS_MS_MAX : STAGE_MS_MAX;
    const dueSince = oldest === null ? now : oldest;
    if (now.getTime() - awaitedSince("stage", dueSince, facts) <= most) return [];
    return [`${stage}: ${waiting} waiting, the oldest for ${span(now.getTime() - dueSince.getTime())}`];
  });
  if (late.length === 0) return null;
  return `Work is late. ${late.join("; ")}. Is a worker of this stage running, and does it have enough processor time?`;
}

function missingCanary(facts: Facts): string | null {
  const { now, canary } = facts;
  if (canary?.waiting_since == null) return null;
  const sinceMs = now.getTime() - awaitedSince("canary", canary.waiting_since, facts);
  if (sinceMs <= CANARY_MS_MAX) return null;
  const why = canary.fault === null ? "nothing took it there" : `there it failed: ${canary.fault}`;
  return `The test article has not passed all stages for ${span(sinceMs)}. The last one is at ${canary.stage}; ${why}. Is a worker of this stage running?`;
}

function fullDisk({ samples }: Facts): string | null {
  const last = samples.at(-1);
  if (last === undefined) return null;
  if (last.disk_free < DISK_BYTES_MIN) return `The disk is nearly full: ${megabytes(last.disk_free)} are left. ${ROOM}`;
  const first = samples.find(({ at }) => last.at.getTime() - at.getTime() <= DISK_DAYS_MIN * DAY_MS);
  if (first === undefined || last.at.getTime() - first.at.getTime() < SAMPLE_MS_MIN) return null;
  const perMs = (first.disk_free - last.disk_free) / (last.at.getTime() - first.at.getTime());
  const leftMs = perMs > 0 ? last.disk_free / perMs : Number.POSITIVE_INFINITY;
  if (leftMs >= DISK_DAYS_MIN * DAY_MS) return null;
  return `The disk will be full in ${span(leftMs)}: ${megabytes(last.disk_free)} are left, and ${megabytes(perMs * DAY_MS)} are used a day. ${ROOM}`;
}

const ROOM = "Make room, or keep less: see retention in wirewatch.yaml.";

function oldBackup({ now, backedUpAt, backupWithinMs }: Facts): string | null {
  if (backedUpAt === null || backupWithinMs === null) return null;
  const ageMs = now.getTime() - backedUpAt.getTime();
  if (ageMs <= backupWithinMs) return null;
  return `The last backup is ${span(ageMs)} old. Write one with wirewatch backup; alerts.backup_within in wirewatch.yaml sets how old it may be.`;
}

function wrongClock({ skewMs, host }: Facts): string | null {
  if (Math.abs(skewMs) <= SKEW_MS_MAX) return null;
  const way = skewMs > 0 ? "ahead of" : "behind";
  return `The clock of ${host} is ${span(Math.abs(skewMs))} ${way} that of the database. Set both by NTP.`;
}

function mailsKept({ mails }: Facts): string | null {
  if (mails.count === 0) return null;
  return `${counted(mails.count, "mail")} could not be sent for half an hour. The mail server said last: ${mails.reply ?? "nothing"}. See wirewatch digest log.`;
}

/** Null if there is none. `count` of them are known, perhaps not all. */
export function lostMatches(lost: readonly LostMatch[], limit: number): Trouble[] {
  const [first] = lost;
  if (first === undefined) return [];
  const many = lost.length >= limit ? `at least ${counted(limit, "match", "matches")}` : counted(lost.length, "match", "matches");
  return [
    {
      kind: "lost-match",
      text: `${many} older than 10 minutes led to no delivery, and no reason for that is known. The first is article ${first.article}, which ${first.watchlist} matched for ${first.digest}: see wirewatch explain ${first.article}. This is a fault of Wirewatch; please report it.`,
    },
  ];
}

function span(ms: number): string {
  if (ms >= 2 * DAY_MS) return counted(Math.round(ms / DAY_MS), "day");
  if (ms >= 2 * HOUR_MS) return counted(Math.round(ms / HOUR_MS), "hour");
  if (ms >= 2 * MINUTE_MS) return counted(Math.round(ms / MINUTE_MS), "minute");
  return counted(Math.round(ms / 1_000), "second");
}
