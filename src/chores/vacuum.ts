// Keeps the embedded store from growing for ever: vacuums and analyses its tables, and writes checkpoints (ADR 0024).
import { choreDoneAt, listNeglected, logSinceCheckpoint, saveChoreDone, vacuumTable, writeCheckpoint } from "../store/upkeep.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

const DAY_MS = 24 * 3_600_000;
/** Every page that changes is logged whole once after a checkpoint, so a quarter of this costs three times the log. */
const LOG_BYTES_MAX = 64 * 1024 * 1024;

/** What holds all others up for a second or more is done once a week at night; where nothing runs at night, after two weeks. */
const WEEK_MS = 7 * DAY_MS;
const NIGHT = { from: 2, to: 5 };

/**
 * Vacuums the tables that need it, one statement after the other, between which others have their turn. Once a day takes all tables: dead rows are
 * counted only since the process began, and `once` in a cron job begins one each time.
 */
export async function vacuum({ database, now }: Pick<StageDeps, "database" | "now">, signal?: AbortSignal): Promise<void> {
  const all = (await agedMs(database, "vacuum", now())) >= DAY_MS;
  const slowMs = await agedMs(database, "vacuum-slow", now());
  const slow = slowMs >= 2 * WEEK_MS || (slowMs >= WEEK_MS && isNight(now()));
  for (const table of await listNeglected(database, all || slow)) {
    if (signal?.aborted === true) return;
    await vacuumTable(database, table, slow);
  }
  if (all || slow) await saveChoreDone(database, "vacuum", now());
  if (slow) await saveChoreDone(database, "vacuum-slow", now());
}

async function agedMs(database: StageDeps["database"], chore: string, now: Date): Promise<number> {
  const doneAt = await choreDoneAt(database, chore);
  return doneAt === null ? Number.POSITIVE_INFINITY : Math.abs(now.getTime() - doneAt.getTime());
}

/** By this machine's clock. */
const isNight = (at: Date): boolean => at.getHours() >= NIGHT.from && at.getHours() < NIGHT.to;

/** Writes a checkpoint when the log since the last one is long: the files before it are used again, and a crash is repaired in seconds. */
export async function checkpoint({ database }: Pick<StageDeps, "database">): Promise<void> {
  if ((await logSinceCheckpoint(database)) > LOG_BYTES_MAX) await writeCheckpoint(database);
}
