// Opens what a command works with; what cannot be opened is told in words, and nothing was started.
import { existsSync } from "node:fs";
import { OutageError } from "../errors.ts";
import { DirectoryInUse, lockDirectory } from "../store/engine/directory-lock.ts";
import { closeFolder } from "../store/engine/private-folder.ts";
import { CommandError } from "../errors.ts";
import { messageOf } from "../errors.ts";
import type { App, AppOptions } from "./open-app.ts";

/** Throws CommandError, or DirectoryInUse where another Wirewatch has the data directory. */
export async function startApp(options: AppOptions): Promise<App> {
  try {
    await closeFolder(options.config.dataDir);
    if (options.config.store.kind === "pglite") await refuseTaken(options.config.dataDir);
    const { openApp } = await import("./open-app.ts");
    return await openApp(options);
  } catch (thrown) {
    if (thrown instanceof DirectoryInUse || thrown instanceof CommandError) throw thrown;
    options.log.debug({ err: thrown }, "the store or the queue could not be opened");
    throw new CommandError(`${placeOf(options, thrown)}${messageOf(thrown)}; nothing was started. See: wirewatch doctor`, {
      cause: thrown,
    });
  }
}

/**
 * Throws DirectoryInUse where another process has `directory`. Loading the rest takes a while: who can't come in is told before. It is
 * the opened store that keeps the lock.
 */
export async function refuseTaken(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const lock = await lockDirectory(directory);
  await lock.release();
}

/** The queue names itself; what Postgres and its driver say has a code, and does not say of whom they speak. */
function placeOf({ config: { store } }: AppOptions, thrown: unknown): string {
  const fromPostgres =
    store.kind === "postgres" && (thrown instanceof OutageError || (thrown instanceof Error && "code" in thrown));
  return fromPostgres ? `Postgres at ${new URL(store.url).host}: ` : "";
}
