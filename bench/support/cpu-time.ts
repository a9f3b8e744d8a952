// Processor time of this process and of the servers that it started (Linux: /proc). A busy machine stretches a clock, and this hardly at all.
import { readdirSync, readFileSync } from "node:fs";

const TICK_MS = 10;

interface Process {
  parent: number;
  ticks: number;
}

/** Ticks include those of children that have ended and were waited for, such as Postgres' sessions. */
function readProcess(pid: string): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program may hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    return null;
  }
}

/** Milliseconds that a process has worked so far; none if it is gone. */
export const cpuMsOf = (pid: number): number => (readProcess(String(pid))?.ticks ?? 0) * TICK_MS;

/** Milliseconds of this process, and of all that it started but for `apart`. */
export function cpuMs(apart: readonly number[] = []): { own: number; servers: number } {
  const { user, system } = process.cpuUsage();
  const processes = new Map<number, Process>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const found = readProcess(pid);
    if (found !== null) processes.set(Number(pid), found);
  }
  const isServer = (pid: number): boolean => {
    if (apart.includes(pid)) return false;
    const parent = processes.get(pid)?.parent;
    return parent !== undefined && (parent === process.pid || isServer(parent));
  };
  const ticks = [...processes].reduce((sum, [pid, { ticks }]) => sum + (isServer(pid) ? ticks : 0), 0);
  return { own: (user + system) / 1_000, servers: ticks * TICK_MS };
}
