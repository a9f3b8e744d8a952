// Other processes for tests: a few lines of code that may import from src, bundled and run by a Node of their own.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { FLAGS } from "../support/flags.ts";

export interface Running {
  child: ChildProcess;
  /** What it has written so far, on stdout and stderr. */
  output(): string;
  /** Resolves with all output once it has ended. */
  ended: Promise<string>;
}

/**
 * `imports` are lines that import from "src/…"; `body` is the inside of an async function. Returns what starts it, as often as wanted.
 * `runner` is a command that runs it.
 */
export async function buildProgram(
  folder: string,
  imports: string,
  body: string,
  runner: readonly string[] = [],
): Promise<(...args: string[]) => Running> {
  const file = join(await mkdtemp(join(folder, "program-")), "program.cjs");
  const contents = `${imports.replaceAll('"src/', `"${resolve("src")}/`)}\nvoid (async () => {${body}})();`;
  await build({
    stdin: { contents, resolveDir: resolve("."), loader: "ts" },
    outfile: file,
    bundle: true,
    packages: "external",
    loader: { ".yaml": "text" },
    platform: "node",
    format: "cjs",
    target: "node20",
    // Our code finds the files of the build from its own place.
    define: { "import.meta.url": JSON.stringify(pathToFileURL(resolve("src/built-file.ts")).href) },
    logLevel: "warning",
  });
  return (...args) => start([...runner, process.execPath, ...FLAGS, file, ...args]);
}

function start([command = "", ...args]: string[]): Running {
  // The bundle lies outside of the project, whose packages it asks for.
  const env = { PATH: process.env["PATH"], NODE_PATH: resolve("node_modules") };
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<string>((settle) => child.once("close", () => settle(output)));
  return { child, output: () => output, ended };
}
