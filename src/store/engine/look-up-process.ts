// What the system says of another process of this machine: when it began, and whether it is ending (proc(5); elsewhere than on Linux nothing).
import { readFile } from "node:fs/promises";

/** A flag of the kernel: the process has begun to end. */
const EXITING = 0x4;
/** SIGKILL in a set of signals. */
const SIGKILL = 1n << 8n;

export interface ProcessState {
  /** Boot, and start in clock ticks after it; empty if there is no such process or it has ended. A pid alone may be another's by now. */
  started: string;
  /** Killed, but not gone yet: on a busy machine that takes up to a second. */
  isEnding: boolean;
}

export async function lookUpProcess(pid: number): Promise<ProcessState> {
  const boot = await read("/proc/sys/kernel/random/boot_id");
  const isKilled = hasKillPending(await read(`/proc/${pid}/status`));
  const stat = await read(`/proc/${pid}/stat`);
  // The name of the program, in brackets, may hold anything; the state comes after it.
  const [state = "", ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // One that has ended stays in the table (Z, X) until its parent asks for its end.
  if (/^[ZXx]?$/.test(state)) return { started: "", isEnding: false };
  return { started: `${boot.trim()} ${fields[18] ?? ""}`, isEnding: isKilled || (Number(fields[5]) & EXITING) !== 0 };
}

/** Pending for one of its threads, or for all together. */
const hasKillPending = (status: string): boolean =>
  [...status.matchAll(/^(?:SigPnd|ShdPnd):\s*([0-9a-f]+)$/gm)].some(([, pending]) => (BigInt(`0x${pending}`) & SIGKILL) !== 0n);

const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");
