// The desk of a process that runs no pipeline: it opens the store, answers, and closes it again.
import { openDesk } from "../desk/desk.ts";
import { CommandError, messageOf } from "../errors.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import { openStoreAsIs } from "./open-app.ts";
import type { Config } from "../config/config.ts";
import type { Settings } from "../config/load/load-settings.ts";
import type { Desk } from "../desk/desk.ts";

export interface OpenedDesk {
  desk: Desk;
  close(): Promise<void>;
}

/**
 * Settings are enough for methods that need no feeds, watchlists or digests. Returns null if there is no store yet. Throws DirectoryInUse
 * if another process has it, and CommandError if it cannot be opened.
 */
export async function openStoreDesk(settings: Settings | Config): Promise<OpenedDesk | null> {
  try {
    const database = await openStoreAsIs(settings, () => undefined);
    if (database === null) return null;
    const config = () => {
      if ("digests" in settings) return settings;
      throw new Error("this command reads wirewatch.yaml alone");
    };
    const desk = openDesk({ database, config, now: () => new Date(), pipeline: null });
    return { desk, close: () => database.close() };
  } catch (thrown) {
    if (thrown instanceof DirectoryInUse || thrown instanceof CommandError) throw thrown;
    throw new CommandError(`${messageOf(thrown)}. See: wirewatch doctor`, { cause: thrown });
  }
}
