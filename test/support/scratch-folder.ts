// One folder for everything that a test run writes: in memory if there is room, so that thousands of small files cost little.
import { chmod, mkdtemp, readdir, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const NAME = /^wirewatch-run-(\d+)-/;
/** A run keeps some hundred megabytes at a time. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** Makes the folder, unless there is one, and makes it the temporary folder of this process and of all that it starts from now on. */
export default async function openScratchFolder(): Promise<() => Promise<void>> {
  if (NAME.test(basename(tmpdir()))) return async () => undefined;
  const place = (await hasRoom("/dev/shm")) ? "/dev/shm" : tmpdir();
  await removeLeftOvers(place);
  const folder = await mkdtemp(join(place, `wirewatch-run-${process.pid}-`));
  // Postgres runs as another user.
  await chmod(folder, 0o755);
  process.env["TMPDIR"] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function hasRoom(place: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(place);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}

/** A run that was killed leaves its folder, which would fill the memory. */
async function removeLeftOvers(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(place, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
