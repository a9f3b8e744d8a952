// Opens all that a Wirewatch works with, the socket for commands included. If something cannot be opened, nothing was started.
import { existsSync } from "node:fs";
import { DirectoryInUse, probeLock } from "../store/engine/directory-lock.ts";
import { closeFolder } from "../store/engine/private-folder.ts";
import { CommandError, messageOf, OutageError } from "../errors.ts";
import type { App, AppOptions } from "./open-app.ts";

/** A round that cron starts, or another command, has the folder for a moment. */
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Opens what another process may have locked, and waits a while for it. Calls `onWait` once. Throws DirectoryInUse. */
export async function waitForLock<T>(open: () => Promise<T>, onWait: (holder: DirectoryInUse) => void): Promise<T> {
  const until = Date.now() + WAIT_MS;
  for (let looks = 0; ; looks++) {
    try {
      return await open();
    } catch (thrown) {
      if (!(thrown instanceof DirectoryInUse) || Date.now() > until) throw thrown;
      if (looks === 0) onWait(thrown);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Throws CommandError, or DirectoryInUse if another Wirewatch has the data folder. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log } = options;
  try {
    await closeFolder(config.dataDir);
    if (config.store.kind === "pglite") await refuseTaken(config.dataDir, (line) => log.warn(line));
    const { openApp } = await import("./open-app.ts");
    const app = await openApp(options);
    // Commands that cannot open the store, since this process has it, ask this process. Postgres they open themselves.
    return config.store.kind === "pglite" ? await withSocket(app, options) : app;
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    log.debug({ err: thrown }, "the store or the queue could not be opened");
    throw new CommandError(`${placeOf(options, thrown)}${messageOf(thrown)}; nothing was started. See: wirewatch doctor`, {
      cause: thrown,
    });
  }
}

/** News goes out even if no socket can be made. */
async function withSocket(app: App, { config: { dataDir }, log }: AppOptions): Promise<App> {
  const { openDeskSocket } = await import("../web/desk-socket.ts");
  const socket = await openDeskSocket({ desk: app.desk, dataDir, log }).catch((thrown: unknown) => {
    log.warn({ err: thrown }, "no socket could be made: other commands cannot reach this process");
    return null;
  });
  return {
    ...app,
    async close() {
      await socket?.close();
      await app.close();
    },
  };
}

/**
 * Throws DirectoryInUse if another process has `directory`. Loading the rest takes a while, so this is found out before; the opened store
 * keeps the lock. `onWait` gets a line for people if it takes long to know.
 */
export async function refuseTaken(directory: string, onWait: (line: string) => void): Promise<void> {
  if (existsSync(directory)) await probeLock(directory, onWait);
}

/** What pg itself finds wrong with a connection has no code. */
const BY_DRIVER = /^(?:SASL: |The server does not support SSL)/;

/** The queue names itself. An error of Postgres or its driver does not say which server it means. */
function placeOf({ config: { store } }: AppOptions, thrown: unknown): string {
  const fromPostgres =
    store.kind === "postgres" &&
    thrown instanceof Error &&
    (thrown instanceof OutageError || "code" in thrown || BY_DRIVER.test(thrown.message));
  return fromPostgres ? `Postgres at ${new URL(store.url).host}: ` : "";
}
