// One process per data directory: two on one PGlite silently lose rows, so the second is refused in words.
import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

export interface DirectoryLock {
  release(): Promise<void>;
}

/** Another process has the directory open; `pid` names it. */
export class DirectoryInUse extends Error {
  override name = "DirectoryInUse" as const;
  readonly pid: number;
  constructor(directory: string, holder: Holder) {
    super(
      `${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.since} (${holder.command}). ` +
        `Stop that one first, or give this one its own directory with --data DIR.`,
    );
    this.pid = holder.pid;
  }
}

interface Holder {
  pid: number;
  host: string;
  since: string;
  command: string;
  /** Start time of the process in clock ticks after boot, and the boot: a pid alone may be somebody else's by now. */
  started: string;
}

const TAKE_OVER_MS_MAX = 10_000;
const HEARTBEAT_MS = 5_000;
/** A holder on another host (a container that is gone, say) counts as alive for as long as its lock is touched. */
const HEARTBEAT_LOST_MS = 30_000;

/** Takes `directory` for this process. A lock left behind by a process that is gone is taken over. */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const file = join(directory, "wirewatch.lock");
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    command: process.argv.slice(1, 4).join(" "),
    started: await startOf(process.pid),
  };
  for (;;) {
    if (await create(file, JSON.stringify(own))) return holdLock(file);
    const holder = await readHolder(file);
    if (holder !== null && (await isAlive(file, holder))) throw new DirectoryInUse(directory, holder);
    await removeStale(file, holder);
  }
}

function holdLock(file: string): DirectoryLock {
  const touch = () => void utimes(file, new Date(), new Date()).catch(() => undefined);
  const heartbeat = setInterval(touch, HEARTBEAT_MS).unref();
  return {
    async release() {
      clearInterval(heartbeat);
      await rm(file, { force: true });
    },
  };
}

async function create(file: string, content: string): Promise<boolean> {
  const handle = await open(file, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return null;
    throw error;
  });
  if (handle === null) return false;
  await handle.writeFile(content);
  await handle.close();
  return true;
}

/** Only one process at a time may remove a stale lock, or it could remove the lock that another has just made. */
async function removeStale(file: string, seen: Holder | null): Promise<void> {
  const turn = `${file}.turn`;
  const mine = await mkdir(turn).then(
    () => true,
    () => false,
  );
  if (!mine) {
    const { mtimeMs } = await stat(turn).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > TAKE_OVER_MS_MAX) await rm(turn, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 20));
    return;
  }
  try {
    const now = await readHolder(file);
    if (JSON.stringify(now) === JSON.stringify(seen)) await rm(file, { force: true });
  } finally {
    await rm(turn, { recursive: true, force: true });
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Holder;
  } catch {
    // Gone, or its writer died between making and filling it: nobody holds it.
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Infinity,
    );
    if (age > 1_000) return null;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return readHolder(file);
  }
}

async function isAlive(file: string, holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) {
    const touched = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
    return Date.now() - touched < HEARTBEAT_LOST_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return holder.started === (await startOf(holder.pid));
}

/** Empty for a process that has ended, also for one that stays in the table until its parent asks for its end (Z, X; proc(5)). */
async function startOf(pid: number): Promise<string> {
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name of the program, in brackets, may hold anything; the state comes after it.
  const [state = "", ...fields] = status.slice(status.lastIndexOf(")") + 2).split(" ");
  return /^[ZXx]$/.test(state) ? "" : `${boot.trim()} ${fields[18] ?? ""}`;
}
