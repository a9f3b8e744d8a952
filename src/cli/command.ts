// A command: a line for the overview, a help text, its options, and the work.
import type { ParseArgsConfig } from "node:util";
import type { Readable, Writable } from "node:stream";
import type { Environment, Lookup } from "../config/load/environment.ts";
import type { Logger, LogLevel } from "../log.ts";

type Output = Writable & { isTTY?: boolean; columns?: number; hasColors?(): boolean };

/** What a command line is called with: streams, variables, and the wish to stop. */
export interface Io {
  stdin: Readable;
  stdout: Output;
  stderr: Output;
  /** Undefined: the environment of this process. */
  env: Environment | undefined;
  /** Resolves to a signal's name when the command should stop. */
  untilStopped(): Promise<string>;
}

export interface CommandContext {
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
  configDir: string;
  dataDir: string;
  json: boolean;
  /** What went well is not to be reported. */
  quiet: boolean;
  /** True if a person watches stderr and wants to see progress. */
  terminal: boolean;
  io: Io;
  env: Environment | undefined;
  lookup(name: string): Lookup;
  /** Writes a line to stdout. */
  print(text: string): void;
  /** Writes what was done to stdout: `result` with --json, else `words`, unless that is not to be reported. */
  report(result: unknown, words: string): void;
  /** Writes a line for a person to stderr. */
  tell(text: string): void;
  /** What may follow each command. */
  listWords(): Promise<Map<string, ListedWords>>;
  /** `level` holds unless --log-level names another. */
  openLog(level: LogLevel): Logger;
}

export interface Command {
  /** Shown under `wirewatch NAME --help`. */
  help: string;
  options?: NonNullable<ParseArgsConfig["options"]>;
  /** How many arguments it takes besides options. `oneText` makes the one argument of several that lacked quotes. */
  positionals?: { min: number; max: number; oneText?: (words: readonly string[]) => string };
  /** Resolves to the exit code: 0 done, 1 found something wrong. */
  run(context: CommandContext): Promise<number>;
}

/** A command in a list: its line for the overview, and where it is. Loaded when called, so that `check` does not load what `run` needs. */
export interface Listed {
  summary: string;
  load: () => Promise<{ command: Command } | { group: CommandGroup }>;
}

/** What may follow a command. */
export interface ListedWords {
  commands: readonly { name: string; summary: string }[];
  /** Without the hyphens. */
  options: readonly string[];
}

/** A command that groups several, as in `feeds import`. */
export interface CommandGroup {
  /** Shown above the list of its commands. */
  help: string;
  commands: Record<string, Listed>;
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError" as const;
}
