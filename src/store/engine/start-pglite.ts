// Starts PGlite in a data folder: removes what a killed process left in its way, tries again, and says what to do if it cannot start.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { toError } from "../../errors.ts";
import { DataFolder } from "./file-system.ts";

const BYTEA = 17;
const INT8 = 20;
/** Between the tries of one start. Most reasons that pass, such as a lack of memory, pass within seconds. */
const PAUSES_MS = [200, 1_000, 3_000];

const SETTINGS = {
  search_path: "wirewatch,bullmq",
  // As it comes PGlite keeps 128 MB; one person's archive needs a sixteenth of that.
  shared_buffers: "8MB",
  // The write-ahead log that is kept for reuse after a checkpoint: 1 GB as it comes.
  max_wal_size: "96MB",
  min_wal_size: "32MB",
  // Rows sampled by ANALYZE, in 300s: nobody else has a turn meanwhile.
  default_statistics_target: "20",
};
const START_PARAMS = [
  ...PGlite.defaultStartParams,
  ...Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
];

interface Remedy {
  /** In the message of the error or in Postgres' log. */
  said: RegExp;
  /** The same may go well a moment later. */
  mayPass: boolean;
  todo: string;
}

const REMEDIES: readonly Remedy[] = [
  { said: /ENOSPC|EDQUOT|No space left|Disk quota/, mayPass: false, todo: "make room on the disk, and start again" },
  {
    said: /EACCES|EPERM|EROFS|Permission denied|Read-only file system/,
    mayPass: false,
    todo: "let the user who runs Wirewatch write there, and start again",
  },
  { said: /incompatible with server/, mayPass: false, todo: "run the version of Wirewatch that made it" },
  { said: /EMFILE|ENFILE|Too many open files/, mayPass: true, todo: "allow more open files (ulimit -n), and start again" },
  { said: /memory/i, mayPass: true, todo: "free some memory (a start takes 300 MB), and start again" },
];
const ANY_OTHER: Omit<Remedy, "said"> = {
  mayPass: true,
  todo:
    "nothing was deleted. Start again; if that fails too, keep this folder, and put an earlier copy in its place " +
    "or begin with an empty one (--data DIR)",
};

const pauseFor = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts PGlite in `directory`, which must hold a database that this process has locked. Throws an error that says what to do. */
export const startPglite = (directory: string): Promise<PGlite> =>
  retryPassing(directory, async (log) => {
    await removePidFile(directory);
    return createPglite(directory, log);
  });

/**
 * Does `work` on the database in `directory`, and again if it failed for a reason that may pass. Throws an error that names the folder,
 * what Postgres said (as far as `work` has put it into its log), and what to do.
 */
export async function retryPassing<T>(directory: string, work: (log: string[]) => Promise<T>, pause = pauseFor): Promise<T> {
  for (let tries = 1; ; tries++) {
    const log: string[] = [];
    try {
      return await work(log);
    } catch (thrown) {
      const { mayPass, error } = explainFailure(directory, toError(thrown), log);
      const pauseMs = PAUSES_MS[tries - 1];
      if (!mayPass || pauseMs === undefined) throw error;
      await pause(pauseMs);
    }
  }
}

/** Starts PGlite once. Adds what Postgres says before it is ready to `log`. */
export async function createPglite(directory: string, log: string[]): Promise<PGlite> {
  let isStarting = true;
  const onStderr = (line: string) => {
    if (isStarting) log.push(line);
    return false;
  };
  // PGlite's own makes a text of each byte first.
  const parsers = { [INT8]: Number, [BYTEA]: (hex: string) => Buffer.from(hex.slice("\\x".length), "hex") };
  const db = await PGlite.create({ fs: new DataFolder(directory), startParams: START_PARAMS, parsers, onStderr });
  isStarting = false;
  return db;
}

/**
 * Postgres first makes this file and then fills it. A process that is killed in between leaves it empty, and Postgres never starts next
 * to an empty one. It protects nothing here: every PGlite has the same process number, and the directory lock keeps other processes out.
 */
const removePidFile = (directory: string) => rm(join(directory, "postmaster.pid"), { force: true });

/** The error to show for one that PGlite or the file system gave, and whether another try may go well. */
function explainFailure(directory: string, error: Error, log: readonly string[]): { mayPass: boolean; error: Error } {
  const reason = findReason(log) ?? error.message;
  const remedy = REMEDIES.find(({ said }) => said.test(`${error.message}\n${reason}`)) ?? ANY_OTHER;
  const message = `the database in ${directory} does not open: ${reason}; ${remedy.todo}`;
  return { mayPass: remedy.mayPass, error: new Error(message, { cause: error }) };
}

/** Why Postgres gave up, with the detail. PGlite itself says only that it failed. */
function findReason(log: readonly string[]): string | null {
  const at = log.findLastIndex((line) => /\b(FATAL|PANIC): /.test(line));
  if (at < 0) return null;
  const lines = [log[at] ?? "", ...log.slice(at + 1).filter((line) => /\bDETAIL: /.test(line))];
  return lines.map((line) => line.replace(/^.*?\b(FATAL|PANIC|DETAIL): +/, "").replace(/\.$/, "")).join(": ");
}
