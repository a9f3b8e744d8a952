// What a command is: a line for the overview, a help text, its options, and the work.
import type { ParseArgsConfig } from "node:util";
import type { LogLevel } from "../log.ts";

export interface CommandContext {
  values: Record<string, string | boolean | string[] | undefined>;
  positionals: string[];
  configDir: string;
  dataDir: string;
  json: boolean;
  /** Null where it is not given, and the command chooses. */
  logLevel: LogLevel | null;
  /** True where a person looks at stderr and wants progress. */
  terminal: boolean;
}

export interface Command {
  /** Shown under `wirewatch NAME --help`. */
  help: string;
  options?: NonNullable<ParseArgsConfig["options"]>;
  /** How many arguments it takes besides options. */
  positionals?: { min: number; max: number };
  /** Resolves to the exit code: 0 done, 1 found something wrong. */
  run(context: CommandContext): Promise<number>;
}

/** A command in a list of them: its line for the overview, and where it is. Loaded when called, so that `check` does not pay for what `run` needs. */
export interface Listed {
  summary: string;
  load: () => Promise<{ command: Command } | { group: CommandGroup }>;
}

/** A command that is a word for several, as in `feeds import`. */
export interface CommandGroup {
  /** Shown above the list of its commands. */
  help: string;
  commands: Record<string, Listed>;
}

/** The command line can't be understood: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError" as const;
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
