// The trap that kills this process at a chosen file operation: right after it, in the middle of what it writes, or a little later.
import fs from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

export interface Trap {
  phase: string;
  /** The first file operation of the phase is 1. */
  at: number;
  /** `torn` writes only the first pages of a write; `later` kills some milliseconds after the operation has begun. */
  how: "after" | "torn" | "later";
  laterMs: number;
}

export interface ArmedTrap {
  /** Begins a phase. Returns how many file operations the one before it had. */
  enter(phase: string): number;
}

type Operation = (...args: never[]) => unknown;

/** Everything by which PGlite changes a file: its file system calls Node's synchronous functions. */
const SYNC = "writeSync writeFileSync renameSync unlinkSync ftruncateSync truncateSync mkdirSync rmdirSync";
/** Everything by which Wirewatch itself changes a file on its way to an open store. */
const ASYNC = "open rename rm mkdir cp writeFile";
/** A write that is cut off ends between two pages of the kernel. */
const PAGE = 4_096;

const die = (): never => {
  process.kill(process.pid, "SIGKILL");
  throw new Error("a killed process went on");
};

/** Counts the file operations of each phase, and kills this process at the one that `trap` names. Call it before anything is opened. */
export function armTrap(trap: Trap | null): ArmedTrap {
  let phase = "";
  let count = 0;
  const originalWrite = fs.writeSync;

  const isDue = (): boolean => {
    count++;
    return trap !== null && phase === trap.phase && count === trap.at;
  };
  const tear = (args: never[]): void => {
    const [file, buffer, offset, length, position] = args as unknown as [number, Uint8Array, number, number, number];
    if (length > PAGE) originalWrite(file, buffer, offset, Math.floor(length / PAGE / 2) * PAGE || PAGE, position);
  };
  const guard =
    (name: string, operation: Operation): Operation =>
    (...args) => {
      if (!isDue()) return operation(...args);
      if (trap?.how === "torn") {
        if (name === "writeSync") tear(args);
        die();
      }
      if (trap?.how === "later") setTimeout(die, trap.laterMs);
      let result: unknown;
      try {
        result = operation(...args);
      } finally {
        // An operation that fails is a moment as good as any.
        if (trap?.how === "after" && !(result instanceof Promise)) die();
      }
      return trap?.how === "after" ? (result as Promise<unknown>).finally(die) : result;
    };

  for (const [module, names] of [
    [fs, SYNC],
    [promises, ASYNC],
  ] as const) {
    const functions = module as unknown as Record<string, Operation>;
    for (const name of names.split(" ")) functions[name] = guard(name, functions[name] as Operation);
  }
  syncBuiltinESMExports();

  return {
    enter(next) {
      const had = count;
      phase = next;
      count = 0;
      return had;
    },
  };
}
