// The entrance of each file under workers/: runs some stages in a process of their own, until told to stop.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { openLog } from "../log.ts";
import { CommandError } from "../errors.ts";
import { readConfig } from "./read-config.ts";
import { startApp } from "./start-app.ts";
import { untilStopped } from "./until-stopped.ts";
import { workUntilStopped } from "./work-until-stopped.ts";
import type { StageName } from "../pipeline/pipeline.ts";

/** Reads --config (default `config`) and --data (default `data`). Ends the process with 1 and a reason if it cannot start. */
export async function runWorker(stages: readonly StageName[]): Promise<void> {
  // As in the command line: no other user may read what this process writes.
  process.umask(0o077);
  const { values } = parseArgs({
    options: { config: { type: "string", default: "config" }, data: { type: "string", default: "data" } },
  });
  const folders = { configDir: resolve(values.config), dataDir: resolve(values.data) };
  try {
    const config = await readConfig({ ...folders, tell });
    if (config.store.kind === "pglite" && stages.length === 1) {
      throw new CommandError(
        "one worker a process needs Postgres: set DATABASE_URL, or run everything in one process with `wirewatch run`",
      );
    }
    const log = openLog("info", process.stderr.isTTY);
    const app = await startApp({ config, log });
    await workUntilStopped({ app, config, folders, stages, log, untilStopped }, (url) =>
      log.info({ stages, status: url }, "working"),
    );
  } catch (error) {
    tell(`wirewatch: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
