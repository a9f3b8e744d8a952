#!/usr/bin/env node
// The command line: finds the command, reads its options, and turns what went wrong into words and an exit code.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { print, UsageError } from "./command.ts";
import { CommandError } from "../errors.ts";
import { tell } from "../log.ts";
import { commandList, findCommand } from "./find-command.ts";
import { FilterFault } from "./commands/filters/ndjson-filter.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import type { Command, CommandContext, Listed } from "./command.ts";
import type { LogLevel } from "../log.ts";

const COMMANDS: Record<string, Listed> = {
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
    summary: "the way of one article: why it was told, or where it stopped",
    load: () => import("./commands/explain.ts"),
  },
  backtest: {
    summary: "what a watchlist, or an edit of one, would have matched in the archive",
    load: () => import("./commands/backtest.ts"),
  },
  search: { summary: "the archive, in the watchlists' query language", load: () => import("./commands/search.ts") },
  stories: {
    summary: "a story and its copies; split what are two, merge what is one",
    load: () => import("./commands/stories/stories.ts"),
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
  "parse-feed": { summary: "filter: feed documents to entries", load: () => import("./commands/filters/parse-feed.ts") },
  extract: { summary: "filter: pages to text and metadata", load: () => import("./commands/filters/extract.ts") },
  match: { summary: "filter: articles to watchlist matches", load: () => import("./commands/filters/match.ts") },
  group: { summary: "filter: articles to stories", load: () => import("./commands/filters/group.ts") },
};

const GLOBAL = {
  config: { type: "string" },
  data: { type: "string" },
  json: { type: "boolean" },
  "log-level": { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

const GLOBAL_HELP = `Global options:
  --config DIR        folder of the YAML files (default: config)
  --data DIR          folder for the database, outbox and lock (default: data)
  --json              data only, as JSON
  --log-level LEVEL   debug, info, warn, error or silent
  -h, --help          this text, or with a command that command's
  --version           the version

Exit codes: 0 done, 1 found something wrong, 2 wrong usage.`;

const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

async function main(argv: string[]): Promise<number> {
  const found = await findCommand(COMMANDS, argv, GLOBAL);
  if (found === null) return withoutCommand(argv);
  const { name, args } = found;
  const version = await askedVersion(found.kind === "command" ? found.command : {}, args, name);
  if (version !== null) return (print(version), 0);
  if (found.kind === "group") return withoutSubcommand(found.help, name, args);
  const context = readContext(found.command, args, name);
  if (context === null) return (print(`${found.command.help.trim()}\n\n${GLOBAL_HELP}`), 0);
  return found.command.run(context);
}

async function withoutSubcommand(help: string, name: string, args: string[]): Promise<number> {
  const { values } = parse({}, args, name);
  print(`${help}\n\n${GLOBAL_HELP}`);
  return values["help"] === true ? 0 : 2;
}

async function withoutCommand(argv: string[]): Promise<number> {
  const version = await askedVersion({}, argv, "");
  if (version !== null) return (print(version), 0);
  const { values } = parse({}, argv, "");
  if (values["help"] !== true && argv.length > 0) throw new UsageError("no command is named. See: wirewatch --help");
  print(overview());
  return argv.length === 0 ? 2 : 0;
}

function readContext(command: Command, args: string[], name: string): CommandContext | null {
  const { values, positionals } = parse(command, args, name);
  if (values["help"] === true) return null;
  const { min, max } = command.positionals ?? { min: 0, max: 0 };
  if (positionals.length < min || positionals.length > max) {
    const wanted =
      max === 0 ? "no arguments" : min === max ? `${min} argument${min === 1 ? "" : "s"}` : `${min} to ${max} arguments`;
    throw new UsageError(`"wirewatch ${name}" takes ${wanted}, got ${positionals.length}. See: wirewatch ${name} --help`);
  }
  const logLevel = LOG_LEVELS.find((level) => level === values["log-level"]) ?? null;
  if (logLevel === null && values["log-level"] !== undefined) throw new UsageError(`--log-level takes ${LOG_LEVELS.join(", ")}`);
  return {
    values,
    positionals,
    configDir: resolve(String(values["config"] ?? "config")),
    dataDir: resolve(String(values["data"] ?? "data")),
    json: values["json"] === true,
    logLevel,
    terminal: process.stderr.isTTY && values["json"] !== true,
  };
}

function parse(command: Pick<Command, "options">, args: string[], name: string) {
  try {
    const options: Command["options"] = { ...GLOBAL, ...command.options };
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    return { values: values as CommandContext["values"], positionals };
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message.split(". ")[0]}. See: ${["wirewatch", name, "--help"].filter(Boolean).join(" ")}`,
    );
  }
}

function overview(): string {
  return `Wirewatch watches the news: it polls feeds, reads the articles, matches your watchlists,
folds the copies of a story into one, and mails a digest.

Usage: wirewatch COMMAND [options]

${commandList(COMMANDS)}

A first look, with nothing to set up:   wirewatch demo
Your own: edit config/feeds.yaml, config/watchlists/ and config/digests.yaml, then
  wirewatch check   and   wirewatch once --now

${GLOBAL_HELP}`;
}

/** Null where it is not asked for. */
async function askedVersion(command: Pick<Command, "options">, args: string[], name: string): Promise<string | null> {
  const { values } = parse(command, args, name);
  if (values["version"] !== true || values["help"] === true) return null;
  const { readFile } = await import("node:fs/promises");
  return (JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as { version: string }).version;
}

/** A reader that has seen enough (`| head`) closes the pipe: that is no fault. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const known = [CommandError, UsageError, FilterFault, DirectoryInUse].some((kind) => error instanceof kind);
  tell(
    `wirewatch: ${known ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
