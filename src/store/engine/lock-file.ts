// The lock file of a data folder as its holder sees it, from the main thread and from the thread of the heartbeat.
import { readFileSync, writeSync } from "node:fs";

/** How often the holder touches the file. */
export const HEARTBEAT_MS = 5_000;

/** What the thread of the heartbeat gets. */
export interface HeldLock {
  file: string;
  /** What this process has written into the file. */
  content: string;
}

const STDERR = 2;

/**
 * Ends this process at once, by SIGKILL and with one line on stderr, if the lock file is gone or another process's. Two processes on one
 * database lose rows, so nothing more may be written, not even what a regular end would write; a thread can end its process in no other way.
 * The first process of a container ignores SIGKILL from within: there the main thread exits, and another thread ends itself alone.
 */
export function endIfLost(held: HeldLock): void {
  const { file } = held;
  const why = whyLost(held);
  if (why === null) return;
  try {
    writeSync(STDERR, `wirewatch: ${file} ${why}: this process ends at once, since two of them would damage the database\n`);
  } finally {
    process.kill(process.pid, "SIGKILL");
    process.exit(1);
  }
}

/** Null if it is not, and also if the file cannot be read just now, as on a network's disk that is away: then nobody else can take it either. */
export function whyLost({ file, content }: HeldLock): string | null {
  try {
    return readFileSync(file, "utf8") === content
      ? null
      : "is another process's now (perhaps this one was suspended for a while)";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "is gone" : null;
  }
}
