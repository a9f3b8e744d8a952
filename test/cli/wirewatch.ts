// Runs the built program in a process of its own, as a person or a script does.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { until } from "../support/wait.ts";

const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Ended {
  /** Null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** From the start of the process to its end. */
  ms: number;
}

interface Options {
  env?: Record<string, string>;
  input?: string;
}

export interface Running {
  pid: number;
  stderr(): string;
  /** Resolves when stderr holds a match; rejects with what it holds instead where the process ends or time runs out. */
  says(words: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal, SIGTERM unless told, and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  ended: Promise<Ended>;
}

/** Starts a command; nothing of the tests' own environment reaches it but PATH. */
export function start(args: readonly string[], { env = {}, input }: Options = {}): Running {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env["PATH"], ...env } });
  let isOver = false;
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const stderr = () => Buffer.concat(err).toString();
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => {
      isOver = true;
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: stderr(), ms: performance.now() - startedAt });
    });
  });
  // A program that reads no input closes its end of the pipe.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return {
    pid: child.pid ?? -1,
    stderr,
    async says(words) {
      await until(() => isOver || words.test(stderr()), `the program says ${words}; it says ${stderr()}`);
      const said = words.exec(stderr());
      if (said === null) throw new Error(`the program ended without saying ${words}: ${stderr()}`);
      return said;
    },
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** Runs a command to its end. */
export const wirewatch = (args: readonly string[], options: Options = {}): Promise<Ended> => start(args, options).ended;

/** The one JSON object that a command printed, and nothing beside it. */
export function onlyJson({ stdout, stderr }: Ended): unknown {
  const lines = stdout.split("\n").filter((line) => line !== "");
  if (lines.length !== 1) throw new Error(`${lines.length} lines in place of one object: ${stdout} ${stderr}`);
  return JSON.parse(lines[0] ?? "");
}
