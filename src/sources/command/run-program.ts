// Runs a program of the user's for its output, and ends it with all that it started when it takes too long or prints too much.
import { spawn, type ChildProcess } from "node:child_process";

export interface ProgramOptions {
  /** Where it runs. */
  dir: string;
  env: Record<string, string>;
  deadlineMs: number;
  bytesMax: number;
}

/** `said` is the end of what it wrote on stderr. */
export type ProgramEnd =
  | { kind: "ended"; output: Uint8Array }
  | { kind: "failed"; code: number | null; signal: NodeJS.Signals | null; said: string }
  | { kind: "unstartable"; message: string }
  | { kind: "too-slow"; said: string }
  | { kind: "too-large" };

const SAID_CHARS_MAX = 2_000;
/** What a program printed before it ended is here by then, unless the machine is very busy. */
const DRAIN_MS = 2_000;

/** Groups that run now: this process takes them with it when it ends. */
const running = new Set<ChildProcess>();

/** Never rejects. A program that ends leaves nothing running either: its whole group is ended. */
export function runProgram([program = "", ...args]: readonly string[], options: ProgramOptions): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let child: ChildProcess;
    try {
      child = spawn(program, args, { cwd: options.dir, env: options.env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
      return resolve({ kind: "unstartable", message: (error as Error).message });
    }
    if (running.size === 0) process.on("exit", endAll);
    running.add(child);
    const printed: Buffer[] = [];
    let size = 0;
    let said = "";
    const finish = (end: ProgramEnd): void => {
      clearTimeout(timer);
      running.delete(child);
      if (running.size === 0) process.off("exit", endAll);
      endGroup(child);
      // A grandchild in a group of its own may hold these open for ever.
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(end);
    };
    let timer = setTimeout(() => finish({ kind: "too-slow", said }), options.deadlineMs);
    child.stdout?.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > options.bytesMax) return finish({ kind: "too-large" });
      printed.push(chunk);
    });
    child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-SAID_CHARS_MAX)));
    child.on("error", (error) => finish({ kind: "unstartable", message: error.message }));
    const end = (code: number | null, signal: NodeJS.Signals | null): void =>
      finish(code === 0 ? { kind: "ended", output: Buffer.concat(printed) } : { kind: "failed", code, signal, said });
    child.on("close", end);
    // What it has left running holds its output open: when the program itself is gone, they go too. One in a session of its own stays, and
    // is not waited for.
    child.on("exit", (code, signal) => {
      endGroup(child);
      clearTimeout(timer);
      timer = setTimeout(() => end(code, signal), DRAIN_MS);
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of them have ended.
  }
}

function endAll(): void {
  for (const child of running) endGroup(child);
}
