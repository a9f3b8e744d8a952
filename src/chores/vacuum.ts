// Keeps the embedded store from growing for ever: vacuums and analyses its tables, and writes checkpoints (ADR 0024).
import { choreDoneAt, listNeglected, logSinceCheckpoint, saveChoreDone, vacuumTable, writeCheckpoint } from "../store/upkeep.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

const DAY_MS = 24 * 3_600_000;
/** Every page that changes is logged whole once after a checkpoint, so a quarter of this costs three times the log. */
const LOG_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Vacuums the tables that need it, one statement a table, between which others have their turn. Once a day takes all tables: dead rows are
 * counted only since the process began, and `once` in a cron job begins one each time.
 */
export async function vacuum({ database, now }: Pick<StageDeps, "database" | "now">, signal?: AbortSignal): Promise<void> {
  const doneAt = await choreDoneAt(database, "vacuum");
  const all = doneAt === null || Math.abs(now().getTime() - doneAt.getTime()) >= DAY_MS;
  for (const table of await listNeglected(database, all)) {
    if (signal?.aborted === true) return;
    await vacuumTable(database, table);
  }
  if (all) await saveChoreDone(database, "vacuum", now());
}

/** Writes a checkpoint when the log since the last one is long: the files before it are used again, and a crash is repaired in seconds. */
export async function checkpoint({ database }: Pick<StageDeps, "database">): Promise<void> {
  if ((await logSinceCheckpoint(database)) > LOG_BYTES_MAX) await writeCheckpoint(database);
}
