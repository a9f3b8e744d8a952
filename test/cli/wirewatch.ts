// Runs the program: in this process, or as a person or a script does in a process of its own.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { findRunningDesk } from "../../src/app/desk-client.ts";
import { main } from "../../src/cli/main.ts";
import { copyDatabase } from "../support/database.ts";
import { FLAGS } from "../support/flags.ts";
import { until } from "../support/wait.ts";
import type { Desk } from "../../src/desk/desk.ts";

const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Ended {
  /** Null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
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
  const child = spawn(process.execPath, [...FLAGS, program, ...args], { env: { PATH: process.env["PATH"], ...env } });
  let isOver = false;
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const stderr = () => Buffer.concat(err).toString();
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => {
      isOver = true;
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: stderr() });
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

/** Asks the Wirewatch that runs on this data. */
export async function askRunning<T>(dataDir: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const running = await findRunningDesk(dataDir);
  if (running === null) throw new Error(`no Wirewatch runs on ${dataDir}`);
  try {
    return await work(running.desk);
  } finally {
    await running.close();
  }
}

/** Runs a command to its end in this process, where signals, pipes and the built program are not the point. */
export async function call(args: readonly string[], { env = {}, input = "" }: Options = {}): Promise<Ended> {
  const [stdout, stderr] = [collect(), collect()];
  const code = await main([...args], {
    stdin: Readable.from(input === "" ? [] : [Buffer.from(input)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    untilStopped: () => new Promise(() => {}),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Puts a migrated store into a data folder: a first start without one takes seconds. */
export const seedData = (dataDir: string): void => copyDatabase(inject("storeTemplates").pglite, join(dataDir, "db"));

function collect() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

/** The one JSON object that a command printed, and nothing else. */
export function onlyJson({ stdout, stderr }: Ended): unknown {
  const lines = stdout.split("\n").filter((line) => line !== "");
  if (lines.length !== 1) throw new Error(`${lines.length} lines in place of one object: ${stdout} ${stderr}`);
  return JSON.parse(lines[0] ?? "");
}
