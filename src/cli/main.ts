// The command line: finds the command, reads its options, and turns an error into a message and an exit code.
import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { UsageError } from "./command.ts";
import { readVersion } from "../built-file.ts";
import { CommandError, messageOf } from "../errors.ts";
import { openLog } from "../log.ts";
import { readEnvironment } from "../config/load/environment.ts";
import { listWords } from "./list-words.ts";
import { commandList, findCommand, optionMeant } from "./find-command.ts";
import { FilterFault } from "./commands/filters/ndjson-filter.ts";
import { counted } from "../text/counted.ts";
import { wrapHelp } from "./format/wrap-help.ts";
import type { Command, CommandContext, Io, Listed } from "./command.ts";
import type { LogLevel } from "../log.ts";

const COMMANDS: Record<string, Listed> = {
  init: {
    summary: "write a first configuration; asks what to watch, for whom and where",
    load: () => import("./commands/init.ts"),
  },
  run: { summary: "everything in one process: all workers and the web page", load: () => import("./commands/run.ts") },
  once: {
    summary: "one round, then exit: poll, read, match, group, send what is due (for cron)",
    load: () => import("./commands/once.ts"),
  },
  demo: {
    summary: "the real pipeline over a newsroom of its own; ends with a digest to read",
    load: () => import("./commands/demo.ts"),
  },
  check: { summary: "validate every config file and run each watchlist's tests", load: () => import("./commands/check.ts") },
  explain: {
    summary: "the way of one article: why it was sent, or where it stopped",
    load: () => import("./commands/explain.ts"),
  },
  backtest: {
    summary: "what a watchlist, or an edit of one, would have matched in the archive",
    load: () => import("./commands/backtest.ts"),
  },
  search: { summary: "the archive, in the watchlists' query language", load: () => import("./commands/search.ts") },
  stories: {
    summary: "a story and its copies; split a wrong one, merge two that are one",
    load: () => import("./commands/stories/stories.ts"),
  },
  feedback: {
    summary: "what readers said of alerts, and the edits of watchlists that answer it",
    load: () => import("./commands/feedback/feedback.ts"),
  },
  quarantine: {
    summary: "articles that no stage could finish: list them, try them again, let them go",
    load: () => import("./commands/quarantine/quarantine.ts"),
  },
  migrate: {
    summary: "bring the tables up to date, or see with --dry-run whether that works",
    load: () => import("./commands/migrate.ts"),
  },
  backup: {
    summary: "store, ledger and configuration in one file, also while it runs",
    load: () => import("./commands/backup.ts"),
  },
  restore: {
    summary: "puts a backup into an empty data folder, or proves that it is whole",
    load: () => import("./commands/restore.ts"),
  },
  doctor: { summary: "can it reach its database, queue and mail server?", load: () => import("./commands/doctor.ts") },
  digest: {
    summary: "see a digest before anyone gets it, send one now, render an old one again",
    load: () => import("./commands/digest/digest.ts"),
  },
  feeds: {
    summary: "how feeds stand; find feeds, import and export lists of them",
    load: () => import("./commands/feeds/feeds.ts"),
  },
  completion: {
    summary: "completion of commands and options for bash, zsh or fish",
    load: () => import("./commands/completion.ts"),
  },
  "parse-feed": { summary: "filter: feed documents to entries", load: () => import("./commands/filters/parse-feed.ts") },
  extract: { summary: "filter: pages to text and metadata", load: () => import("./commands/filters/extract.ts") },
  match: { summary: "filter: articles to watchlist matches", load: () => import("./commands/filters/match.ts") },
  group: { summary: "filter: articles to stories", load: () => import("./commands/filters/group.ts") },
};

const GLOBAL = {
  config: { type: "string" },
  data: { type: "string" },
  json: { type: "boolean" },
  quiet: { type: "boolean", short: "q" },
  "log-level": { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const GLOBAL_HELP = `Global options:
  --config DIR        folder of the YAML files (default: config)
  --data DIR          folder for the database, outbox and lock (default: data)
  --json              data only, as JSON
  -q, --quiet         no progress, and no report of what went well
  --log-level LEVEL   debug, info, warn, error or silent
  -h, --help          this text, or a command's; so does: help COMMAND
  --version           the version

Exit codes: 0 done, 1 found something wrong, 2 wrong usage.`;

const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

/** Runs one command line and resolves to its exit code. It changes nothing of the process that calls it. */
export async function main(argv: string[], io: Io): Promise<number> {
  try {
    return await runCommand(argv, io);
  } catch (error) {
    // The system says what it refused, and of which file; a stack would add nothing for a person.
    const known = [CommandError, UsageError, FilterFault].some((kind) => error instanceof kind) || isOfSystem(error);
    const message = known || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);
    io.stderr.write(`wirewatch: ${message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

async function runCommand(typed: string[], io: Io): Promise<number> {
  const argv = typed[0] === "help" ? [...typed.slice(1), "--help"] : typed;
  const print = (text: string) => void io.stdout.write(`${text}\n`);
  const found = await findCommand(COMMANDS, argv, GLOBAL);
  const name = found?.name ?? "";
  const args = found?.args ?? argv;
  const command = found?.kind === "command" ? found.command : null;
  const { values, positionals } = parse(command ?? {}, args, name);
  const help = values["help"] === true;
  if (values["version"] === true && !help) return (print(await readVersion()), 0);
  if (command !== null) {
    if (help) return (print(wrapHelp(`${command.help.trim()}\n\n${GLOBAL_HELP}`)), 0);
    return command.run(makeContext(command, { name, values, positionals }, io));
  }
  if (found === null && !help && argv.length > 0) throw new UsageError("no command is named. See: wirewatch --help");
  print(wrapHelp(found?.kind === "group" ? `${found.help}\n\n${GLOBAL_HELP}` : overview()));
  return help ? 0 : 2;
}

interface Parsed {
  name: string;
  values: CommandContext["values"];
  positionals: string[];
}

function makeContext(command: Command, { name, values, positionals }: Parsed, io: Io): CommandContext {
  const { min, max } = command.positionals ?? { min: 0, max: 0 };
  if (positionals.length < min || positionals.length > max) {
    const wanted = max === 0 ? "no arguments" : min === max ? counted(min, "argument") : `${min} to ${max} arguments`;
    const quoted = positionals.length > max ? command.positionals?.oneText?.(positionals) : undefined;
    const instead = quoted === undefined ? "" : `: put the words in quotes, as in wirewatch ${name} '${quoted}'`;
    throw new UsageError(
      `"wirewatch ${name}" takes ${wanted}, got ${positionals.length}${instead}. See: wirewatch ${name} --help`,
    );
  }
  const logLevel = LOG_LEVELS.find((level) => level === values["log-level"]) ?? null;
  if (logLevel === null && values["log-level"] !== undefined) throw new UsageError(`--log-level takes ${LOG_LEVELS.join(", ")}`);
  for (const option of ["config", "data"]) refuseFile(option, values[option]);
  const json = values["json"] === true;
  const quiet = values["quiet"] === true;
  const isTerminal = io.stderr.isTTY === true && !json;
  const print = (text: string) => void io.stdout.write(`${text}\n`);
  return {
    values,
    positionals,
    configDir: resolve(String(values["config"] ?? "config")),
    dataDir: resolve(String(values["data"] ?? "data")),
    json,
    quiet,
    terminal: isTerminal && !quiet,
    io,
    env: io.env,
    lookup: readEnvironment(io.env),
    print,
    report(result, words) {
      if (json) print(JSON.stringify(result));
      else if (!quiet) print(words);
    },
    tell: (text) => void io.stderr.write(`${text}\n`),
    listWords: () => listWords(COMMANDS, GLOBAL),
    openLog: (level) => openLog(logLevel ?? (quiet ? "error" : level), isTerminal, io.stderr),
  };
}

/** A folder that is not there yet is for the command to make or to report. */
function refuseFile(option: string, path: unknown): void {
  if (typeof path !== "string") return;
  let place = resolve(path);
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  if (statSync(place).isDirectory()) return;
  const file = place === resolve(path) ? path : place;
  throw new UsageError(`--${option} takes a folder, and ${file} is a file`);
}

function parse(command: Pick<Command, "options">, args: string[], name: string) {
  try {
    const options: Command["options"] = { ...GLOBAL, ...command.options };
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    return { values: values as CommandContext["values"], positionals };
  } catch (error) {
    const [fault = ""] = (error as Error).message.split(". ");
    const [, unknown] = /^Unknown option '--([^']+)'/.exec(fault) ?? [];
    const meant = unknown === undefined ? "" : optionMeant(unknown, { ...GLOBAL, ...command.options });
    throw new UsageError(`${fault}. ${meant}See: ${["wirewatch", name, "--help"].filter(Boolean).join(" ")}`);
  }
}

function overview(): string {
  return `Wirewatch watches the news: it polls feeds, reads the articles, matches your watchlists,
folds the copies of a story into one, and mails a digest.

Usage: wirewatch COMMAND [options]

${commandList(COMMANDS)}

A first look, with nothing to set up:   wirewatch demo
Your own news:   wirewatch init   and then   wirewatch once --now

${GLOBAL_HELP}`;
}
