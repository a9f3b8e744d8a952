// One process per data directory: the second one is refused with a message, and a dead process keeps nobody out.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { DirectoryInUse, lockDirectory } from "../../src/store/engine/directory-lock.ts";
import { lookUpProcess } from "../../src/store/engine/look-up-process.ts";
import { newFolder } from "../support/database.ts";
import { until } from "../support/wait.ts";
import { buildProgram } from "./child-program.ts";
import type { Running } from "./child-program.ts";

let folder: string;
let removeFolder: () => Promise<void>;
let startLocker: (directory: string) => Running;
/** Once it has the lock, its main thread waits and does nothing else for ever, as in a very long statement. */
let startBusy: (directory: string) => Running;
/** At SIGUSR2 it is about to write, by a clock that is an hour later: its machine was suspended. */
let startAsker: (directory: string) => Running;
const running: Running[] = [];

const kept = (one: Running): Running => {
  running.push(one);
  return one;
};

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  const start = await buildProgram(
    folder,
    `import { lockDirectory } from "src/store/engine/directory-lock.ts";`,
    `await lockDirectory(process.argv[2]).then(() => console.log("locked"), (error) => console.log(error.message));
     setInterval(() => {}, 1_000);`,
  );
  const startOther = await buildProgram(
    folder,
    `import { lockDirectory } from "src/store/engine/directory-lock.ts";`,
    `const lock = await lockDirectory(process.argv[2]);
     process.on("SIGUSR2", () => {
       const now = Date.now();
       Date.now = () => now + 3_600_000;
       lock.confirm();
       console.log("confirmed");
     });
     console.log("locked");
     if (process.argv[3] === "busy") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
     setInterval(() => {}, 1_000);`,
  );
  startLocker = (directory) => kept(start(directory));
  startBusy = (directory) => kept(startOther(directory, "busy"));
  startAsker = (directory) => kept(startOther(directory, "asks"));
  return remove;
});
beforeEach(async () => {
  ({ folder, remove: removeFolder } = await newFolder());
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  await removeFolder();
});

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
const spoken = ({ output }: Running) => until(() => output() !== "", "a process says whether it has the lock");
const lockFile = () => join(folder, "wirewatch.lock");

async function leaveStaleLock(): Promise<void> {
  const holder = startLocker(folder);
  await spoken(holder);
  expect(holder.output()).toBe("locked\n");
  holder.child.kill("SIGKILL");
  await holder.ended;
  expect(existsSync(lockFile())).toBe(true);
}

test("the second opener is refused with a message that names the first and a remedy", async () => {
  const holder = startLocker(folder);
  await spoken(holder);
  const refusal = await lockDirectory(folder).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DirectoryInUse);
  expect(refusal).toMatchObject({ pid: holder.child.pid });
  expect((refusal as Error).message).toContain(`${folder} is in use by process ${holder.child.pid} on ${hostname()} since 20`);
  expect((refusal as Error).message).toContain("--data DIR");
});

test("the refusal waits for nothing", async () => {
  await spoken(startLocker(folder));
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  await expect(lockDirectory(folder)).rejects.toThrow("in use");
});

test("the lock of a killed process is taken over", async () => {
  await leaveStaleLock();
  const lock = await lockDirectory(folder);
  expect(JSON.parse(await readFile(lockFile(), "utf8"))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test("waits for a process that is being killed, and takes its lock over", async () => {
  for (let kills = 0; kills < 5; kills++) {
    const holder = startLocker(folder);
    await spoken(holder);
    holder.child.kill("SIGKILL");
    await (await lockDirectory(folder)).release();
  }
});

test("the lock of a killed process is taken over while its parent has not collected it", async () => {
  // Exec leaves a parent that knows nothing of the child it had before, so the child stays in the process table (state Z).
  const parent = spawn("bash", ["-c", "sleep 600 & echo $!; exec tail -f /dev/null"], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(parent, "exit");
  onTestFinished(async () => {
    parent.kill("SIGKILL");
    await ended;
  });
  const [said] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(said.toString());
  const fields = async () => (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /s, "").split(" ");
  const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
  const started = `${boot} ${(await fields())[19]}`;
  await writeFile(lockFile(), JSON.stringify({ pid, host: hostname(), since: "2026-01-01T00:00:00Z", command: "", started }));
  await expect(lockDirectory(folder)).rejects.toThrow(`in use by process ${pid}`);
  process.kill(pid, "SIGKILL");
  await until(async () => (await fields())[0] === "Z", "the killed process waits for its parent");
  await (await lockDirectory(folder)).release();
});

test("a lock whose pid now belongs to another process is taken over", async () => {
  const gone = { pid: process.pid, host: hostname(), since: "2026-01-01T00:00:00Z", command: "", started: "another boot 17" };
  await writeFile(lockFile(), JSON.stringify(gone));
  await (await lockDirectory(folder)).release();
});

test("a lock file that was never filled is taken over", async () => {
  await writeFile(lockFile(), "");
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lockFile(), longAgo, longAgo);
  await (await lockDirectory(folder)).release();
});

test.each([
  ["on another host", { host: "another-host" }],
  ["in another container with the same host name, whatever pid it has", { pids: "pid:[1]" }],
])("a lock of a process %s holds while its heartbeat lasts, and a line says at once why nothing happens", async (_, place) => {
  const { started } = await lookUpProcess(process.pid);
  const since = "2026-01-01T00:00:00Z";
  const other = { pid: process.pid, host: hostname(), since, command: "wirewatch run", started: `${started}1`, ...place };
  await writeFile(lockFile(), JSON.stringify(other));
  const lines: string[] = [];
  const asked = lockDirectory(folder, (line) => lines.push(line)).then(
    () => "taken",
    (error: unknown) => String(error),
  );
  await until(() => lines.length > 0, "a line for people");
  expect(lines).toEqual([
    `waiting for up to 30 s: process ${process.pid} (wirewatch run) has ${folder} open, or was killed a moment ago`,
  ]);
  // Its heartbeat, as often as it takes for the other to look between two.
  for (let beat = Date.now(); (await Promise.race([asked, pause(20)])) === undefined; beat += 1_000)
    await utimes(lockFile(), new Date(beat), new Date(beat));
  expect(await asked).toContain(`in use by process ${process.pid} on ${other.host}`);
  expect(lines).toHaveLength(1);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lockFile(), longAgo, longAgo);
  await (await lockDirectory(folder)).release();
});

test("a lock of another container is taken over after its heartbeat's time, also if a late clock puts that into the future", async () => {
  const other = {
    pid: 1,
    host: hostname(),
    since: "2026-01-01T00:00:00Z",
    command: "wirewatch run",
    started: "x",
    pids: "pid:[1]",
  };
  await writeFile(lockFile(), JSON.stringify(other));
  const future = new Date(Date.now() + 3_600_000);
  await utimes(lockFile(), future, future);
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 10_000));
  onTestFinished(() => clock.mockRestore());
  await (await lockDirectory(folder)).release();
});

test("of several processes that take over at once one wins, and the others name it", async () => {
  await leaveStaleLock();
  const racers = [startLocker(folder), startLocker(folder), startLocker(folder), startLocker(folder)];
  await Promise.all(racers.map(spoken));
  const winners = racers.filter(({ output }) => output() === "locked\n");
  expect(winners).toHaveLength(1);
  for (const { output } of racers.filter((racer) => racer !== winners[0]))
    expect(output()).toContain(`in use by process ${winners[0]?.child.pid}`);
});

test("of several take-overs within one process one wins", async () => {
  await leaveStaleLock();
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockDirectory(folder)));
  const won = tries.filter((one) => one.status === "fulfilled");
  expect(won).toHaveLength(1);
  await won[0]?.value.release();
});

test("a released lock is free for the next, and leaves nothing behind", async () => {
  await (await lockDirectory(folder)).release();
  expect(existsSync(lockFile())).toBe(false);
  const next = startLocker(folder);
  await spoken(next);
  expect(next.output()).toBe("locked\n");
});

const LOST =
  "is another process's now (perhaps this one was suspended for a while): this process ends at once, since two of them would damage the database";
const other = (): string =>
  JSON.stringify({ pid: 1, host: "another-host", since: "2026-01-01T00:00:00Z", command: "", started: "x" });

test("the heartbeat lasts while the main thread is busy", async () => {
  await spoken(startBusy(folder));
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lockFile(), longAgo, longAgo);
  await until(async () => Date.now() - (await stat(lockFile())).mtimeMs < 5_000, "the lock file is touched", 20_000);
});

test.each([
  ["is another process's", () => writeFile(lockFile(), other()), LOST],
  ["is gone", () => rm(lockFile()), "is gone: this process ends at once, since two of them would damage the database"],
])("a process whose lock file %s ends at once with one line, though its main thread is busy", async (_, lose, line) => {
  const holder = startBusy(folder);
  await spoken(holder);
  await lose();
  expect(await holder.ended).toBe(`locked\nwirewatch: ${lockFile()} ${line}\n`);
  expect(holder.child.signalCode).toBe("SIGKILL");
});

test("a lock that another process has taken over is not removed by its first holder", async () => {
  const lock = await lockDirectory(folder);
  await writeFile(lockFile(), other());
  await lock.release();
  expect(await readFile(lockFile(), "utf8")).toBe(other());
});

test("a process that was suspended looks at its lock before it writes, and ends if another took over", async () => {
  const holder = startAsker(folder);
  await spoken(holder);
  holder.child.kill("SIGUSR2");
  await until(() => holder.output() === "locked\nconfirmed\n", "it may write while the lock is its own");
  await writeFile(lockFile(), other());
  holder.child.kill("SIGUSR2");
  expect(await holder.ended).toBe(`locked\nconfirmed\nwirewatch: ${lockFile()} ${LOST}\n`);
});

test("a lock file that cannot be filled is removed and closed", async () => {
  const start = await buildProgram(
    folder,
    `import { lockDirectory } from "src/store/engine/directory-lock.ts";
     import { execFileSync } from "node:child_process";
     import { readdirSync, readlinkSync } from "node:fs";`,
    // As on a full disk: it may write no byte into a file.
    `execFileSync("prlimit", ["--fsize=0", "--pid", String(process.pid)]);
     await lockDirectory(process.argv[2]).catch((error) => console.log(error.message));
     const open = readdirSync("/proc/self/fd").filter((fd) => {
       try { return readlinkSync("/proc/self/fd/" + fd).includes("wirewatch.lock"); } catch { return false; }
     });
     console.log(open.length);`,
  );
  expect(await start(folder).ended).toBe(`cannot write to ${folder}: EFBIG: file too large, write\n0\n`);
  expect(existsSync(lockFile())).toBe(false);
});
