// The command: any program that prints a feed, or an entry a line as JSON.
import { createHash } from "node:crypto";
import { basename } from "node:path";
import * as z from "zod";
import { parseTimeLimit } from "../../schema/parse-duration.ts";
import { textRead } from "../../schema/reading.ts";
import { decodeBytes } from "../../text/decode-bytes.ts";
import { failedPoll } from "../ask-address.ts";
import { readPrinted } from "./read-printed.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";
import type { Polled, Source, SourceDeps } from "../source.ts";

const BYTES_MAX = 10 * 1024 * 1024;
const DEADLINE_MS = 60_000;
const SAID_CHARS_MAX = 300;

interface CommandOptions {
  env?: Record<string, string>;
  timeout?: number;
}

export const command: Source<string[], CommandOptions> = {
  kind: "command",
  key: "command",
  schema: z
    .array(z.string())
    .nonempty("names no program: write it as in [./gazette.sh, --new]")
    .describe(
      "A program and its arguments; relative paths begin at the configuration folder. It prints a feed, or an entry a line as JSON.",
    ),
  options: {
    env: z.record(z.string(), z.string()).describe("The environment of the command, apart from PATH: it gets nothing else."),
    timeout: textRead(parseTimeLimit, "timeLimit").describe("How long the command may take, as in 90s or 5m. Default: 60s."),
  },
  useless: {
    headers: "go to the host of a source, and a command has none: give the program what it needs by env:",
    login: "goes to the host of a source, and a command has none: give the program what it needs by env:",
    user_agent: "goes to the host of a source, and a command has none: take it out",
  },
  inYaml: "command: [./gazette.sh]",
  does: "a program of yours that prints a feed, or an entry a line as JSON",
  // Arguments may hold keys, so they stand in no address; what follows # is shown nowhere.
  addressOf: (words) => `command:${encodeURI(basename(words[0] ?? ""))}#${markOf(words)}`,
  identityOf: (words) => `command:${markOf(words)}`,
  async poll(deps, { setting, options }) {
    if (setting === null) return failedPoll("feeds.yaml does not name this command any longer");
    const { dir, path } = deps.config();
    const deadlineMs = options.timeout ?? DEADLINE_MS;
    const env = { ...options.env, PATH: options.env?.["PATH"] ?? path };
    const end = await runProgram(setting, { dir, env, deadlineMs, bytesMax: BYTES_MAX });
    return end.kind === "ended" ? readOutput(deps, end.output) : failedPoll(explainEnd(end, deadlineMs));
  },
};

const markOf = (words: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 16);

/** A program that prints nothing lists nothing, which is no fault. */
async function readOutput({ threads }: SourceDeps, output: Uint8Array): Promise<Polled> {
  // JSON is in UTF-8, but programs print in whatever their system prints in.
  const { text } = decodeBytes(output, { kind: "xml" });
  const lines = text.includes("\0") ? null : readPrinted(text);
  if (lines !== null && lines.incomplete && lines.entries.length === 0)
    return failedPoll("nothing that it printed is an entry: each needs an id or a url");
  if (lines !== null) return { kind: "fresh", document: lines, web: null };
  const bytes = Uint8Array.from(output);
  const parsed = await threads.run("parse-feed", { bytes, url: null, contentType: null });
  if (parsed.kind === "done") return { kind: "fresh", document: parsed.value, web: null };
  const why =
    parsed.kind === "timeout" ? "reading its output takes too long" : "its output is neither a feed nor an entry a line as JSON";
  return failedPoll(why);
}

function explainEnd(end: Exclude<ProgramEnd, { kind: "ended" }>, deadlineMs: number): string {
  if (end.kind === "unstartable") return `the command could not be started (${end.message}); see command: in feeds.yaml`;
  if (end.kind === "too-large") return "the command printed more than 10 MB, and was stopped";
  const words = end.said.replace(/\s+/gu, " ").trim().slice(-SAID_CHARS_MAX);
  const said = words === "" ? "" : `: ${words}`;
  if (end.kind === "too-slow") return `the command did not end within ${deadlineMs / 1_000} s, and was stopped${said}`;
  return `the command failed (${end.signal === null ? `exit code ${end.code}` : `ended by ${end.signal}`})${said}`;
}
