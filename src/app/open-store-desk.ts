// The desk of a process that runs no pipeline: it opens what its one command needs, answers, and closes it again.
import { openDesk } from "../desk/desk.ts";
import { CommandError, messageOf } from "../errors.ts";
import { openThreads } from "../threads/pool.ts";
import { openStoreAsIs } from "./open-app.ts";
import { openClient } from "./open-client.ts";
import type { Config } from "../config/config.ts";
import type { Settings } from "../config/load/load-settings.ts";
import type { Desk } from "../desk/desk.ts";
import type { DeskDeps } from "../desk/desk-deps.ts";

export interface OpenedDesk {
  desk: Desk;
  close(): Promise<void>;
}

/** Feeds and watchlists are there if the command read them. */
export type KnownConfig = Config | (Settings & Partial<Pick<Config, "feeds" | "watchlists">>);

/**
 * Settings are enough for methods that need no feeds, watchlists or digests. Returns null if there is no store yet. Throws DirectoryInUse
 * if another process has it, and CommandError if it cannot be opened.
 */
export async function openStoreDesk(settings: KnownConfig): Promise<OpenedDesk | null> {
  try {
    const database = await openStoreAsIs(settings, () => undefined);
    if (database === null) return null;
    return { desk: deskOver(settings, { database }), close: () => database.close() };
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(`${messageOf(thrown)}. See: wirewatch doctor`, { cause: thrown });
  }
}

/** A desk for methods that ask other sites and need no store. `onAsk` is called before each request. */
export function openVisitDesk(settings: Settings, onAsk: (url: string) => void): Promise<OpenedDesk> {
  const client = openClient(settings);
  const threads = openThreads({ size: 1, waits: 1, deadlineMs: 10_000, heapMb: 256 });
  const desk = deskOver(settings, { visit: { client, threads, onAsk } });
  return Promise.resolve({ desk, close: () => Promise.all([client.close(), threads.close()]).then(() => undefined) });
}

const deskOver = (settings: KnownConfig, opened: Partial<Pick<DeskDeps, "database" | "visit">>): Desk =>
  openDesk({
    get database(): never {
      throw new Error("this command opens no store");
    },
    config() {
      if ("digests" in settings) return settings;
      throw new Error("this command reads wirewatch.yaml alone");
    },
    sources: () => ({ feeds: settings.feeds ?? [], watchlists: settings.watchlists ?? [], fetch: settings.fetch }),
    now: () => new Date(),
    pipeline: null,
    ...opened,
  });
