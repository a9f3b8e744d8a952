// One process per data directory: two on one PGlite silently lose rows, so the second one gets an error.
import { mkdir, open, readFile, readlink, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { builtFile } from "../../built-file.ts";
import { CommandError, messageOf } from "../../errors.ts";
import { endIfLost, HEARTBEAT_MS, type HeldLock, whyLost } from "./lock-file.ts";
import { lookUpProcess } from "./look-up-process.ts";

export interface DirectoryLock {
  /**
   * To be called before each write. After a time without writes, in which the machine may have been suspended, it reads the lock file, and
   * ends this process at once if another has taken over.
   */
  confirm(): void;
  release(): Promise<void>;
}

/** Another process has the directory open; `pid` names it. */
export class DirectoryInUse extends CommandError {
  override name = "DirectoryInUse" as const;
  readonly pid: number;
  /** For a process that waits. */
  readonly wait: string;
  constructor(directory: string, holder: Holder) {
    super(
      `${directory} is in use by process ${holder.pid} on ${holder.host} since ${holder.since} (${holder.command}). ` +
        `Stop that one first, or give this one its own directory with --data DIR.`,
    );
    this.pid = holder.pid;
    this.wait = `waiting for process ${holder.pid} (${holder.command}), which has ${directory} open`;
  }
}

interface Holder {
  pid: number;
  host: string;
  since: string;
  command: string;
  /** The process's start time in clock ticks after boot, and the boot: another process may have the same pid by now. */
  started: string;
  /** Where its pid counts: containers may have one host's name and pids of their own. Empty elsewhere than on Linux. */
  pids?: string;
}

/** A process that was killed counts as alive until it is gone: until then it may still write. */
const ENDING_MS_MAX = 10_000;
/** Most are gone sooner, and nobody has to hear of them. */
const ENDING_MS_QUIET = 1_000;
const TAKE_OVER_MS_MAX = 10_000;
/** A holder on another host or in another container (perhaps a removed one) counts as alive while its lock file is touched. */
const HEARTBEAT_LOST_MS = 30_000;
/** Of the heartbeat's thread. */
const HEAP_MB = 8;

const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/**
 * Takes `directory` for this process, until the lock is released. Takes over the lock of a process that is gone, and waits for one that is
 * being killed. `onWait` gets a line for people, once, if that takes long. Throws DirectoryInUse.
 */
export async function lockDirectory(directory: string, onWait?: (line: string) => void): Promise<DirectoryLock> {
  return holdLock(await take(directory, onWait));
}

/** Throws DirectoryInUse if another process has `directory`. Does not keep it, and so starts no heartbeat. */
export async function probeLock(directory: string, onWait?: (line: string) => void): Promise<void> {
  const { file } = await take(directory, onWait);
  await rm(file, { force: true });
}

async function take(directory: string, onWait: (line: string) => void = () => undefined): Promise<HeldLock> {
  const file = join(directory, "wirewatch.lock");
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    command: process.argv.slice(1, 4).join(" "),
    started: (await lookUpProcess(process.pid)).started,
    pids: await ownPids(),
  };
  const patience = Date.now() + ENDING_MS_MAX;
  const tell = tellOnce(directory, onWait);
  const content = JSON.stringify(own);
  for (;;) {
    if (await create(file, content).catch(refuseWriting(directory, file))) return { file, content };
    const holder = await readHolder(file);
    const state = holder === null ? "gone" : await stateOf(file, holder, { own, onLongWait: () => tell(holder) });
    if (state === "ending" && holder !== null && Date.now() > patience - ENDING_MS_MAX + ENDING_MS_QUIET) tell(holder);
    if (state === "gone") await removeStale(file, holder);
    else if (state === "ending" && Date.now() < patience) await pause();
    else if (holder !== null) throw new DirectoryInUse(directory, holder);
  }
}

function tellOnce(directory: string, onWait: (line: string) => void): (holder: Holder) => void {
  let told = false;
  return ({ pid, command }) => {
    if (!told)
      onWait(
        `waiting for up to ${HEARTBEAT_LOST_MS / 1_000} s: process ${pid} (${command}) has ${directory} open, or was killed a moment ago`,
      );
    told = true;
  };
}

function holdLock(held: HeldLock): DirectoryLock {
  const heartbeat = new Worker(builtFile("heartbeat.js"), {
    workerData: held,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 1 },
  });
  heartbeat.unref();
  let isReleased = false;
  // It ends by itself only if the lock is lost, and this process is one that its threads cannot kill.
  heartbeat.once("exit", () => {
    if (!isReleased) process.exit(1);
  });
  let confirmedAt = Date.now();
  return {
    confirm() {
      // By the clock on the wall: the other one stands still while a machine is suspended.
      const now = Date.now();
      if (Math.abs(now - confirmedAt) > HEARTBEAT_MS) endIfLost(held);
      confirmedAt = now;
    },
    async release() {
      isReleased = true;
      // First, since a beat without the file would end this process.
      await heartbeat.terminate();
      // Another process's stays: that one would end itself without it.
      if (whyLost(held) === null) await rm(held.file, { force: true });
    },
  };
}

/** Names the folder, which people know, and not the file. */
const refuseWriting = (directory: string, file: string) => (error: unknown) => {
  const said = messageOf(error);
  throw new CommandError(said.includes(file) ? said.replaceAll(file, () => directory) : `cannot write to ${directory}: ${said}`, {
    cause: error,
  });
};

/** Returns false if the file is there. Leaves none if it cannot be filled, as on a full disk. */
async function create(file: string, content: string): Promise<boolean> {
  const handle = await open(file, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return null;
    throw error;
  });
  if (handle === null) return false;
  try {
    await handle.writeFile(content);
    await handle.close();
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
    throw error;
  }
  return true;
}

const touchedAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

const isTouched = async (file: string): Promise<boolean> => Date.now() - (await touchedAt(file)) < HEARTBEAT_LOST_MS;

/** A container that was killed starts again, under its name or another: that one waits, and a second one is refused within a heartbeat. */
async function isTouchedAgain(file: string): Promise<boolean> {
  const first = await touchedAt(file);
  // By this process's own time: after a power cut, a clock that is late makes each file one of the future.
  const until = performance.now() + HEARTBEAT_LOST_MS;
  while (performance.now() < until && (await isTouched(file))) {
    if ((await touchedAt(file)) !== first) return true;
    await pause();
  }
  return false;
}

/** Only one process at a time may remove a stale lock, or it could remove a lock that another has just made. */
async function removeStale(file: string, seen: Holder | null): Promise<void> {
  const turn = `${file}.turn`;
  const mine = await mkdir(turn).then(
    () => true,
    () => false,
  );
  if (!mine) {
    const { mtimeMs } = await stat(turn).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > TAKE_OVER_MS_MAX) await rm(turn, { recursive: true, force: true });
    await pause();
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
    // Gone, or its writer died between creating and filling it: nobody holds it.
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Infinity,
    );
    if (age > 1_000) return null;
    await pause();
    return readHolder(file);
  }
}

const ownPids = (): Promise<string> => readlink("/proc/self/ns/pid").catch(() => "");

interface Looker {
  own: Holder;
  /** Called before a look that may take as long as a heartbeat needs to be lost. */
  onLongWait(): void;
}

async function stateOf(file: string, holder: Holder, { own, onLongWait }: Looker): Promise<"alive" | "ending" | "gone"> {
  const isElsewhere = holder.host !== own.host || (holder.pids !== undefined && holder.pids !== own.pids);
  if (isElsewhere) {
    if (await isTouched(file)) onLongWait();
    return (await isTouchedAgain(file)) ? "alive" : "gone";
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "gone";
  }
  const { started, isEnding } = await lookUpProcess(holder.pid);
  if (holder.started !== started) return "gone";
  return isEnding ? "ending" : "alive";
}
