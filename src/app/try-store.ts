// Tries whether the store and the queue can be reached, for `wirewatch doctor`.
import { messageOf } from "../errors.ts";
import { openQueueBackend } from "../queues/backend.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import { compareVersions } from "../store/engine/migrate.ts";
import { openDatabase } from "./open-app.ts";
import type { Config } from "../config/config.ts";

export interface Finding {
  subject: string;
  ok: boolean;
  detail: string;
}

/** A connection that fails while it is tried is reported by what was asked over it. */
const ignore = () => undefined;

/** Changes nothing, neither in the store nor on the queue. */
export async function tryStoreAndQueue(config: Config): Promise<Finding[]> {
  const { state, finding } = await tryStore(config);
  if (config.queue.kind === "redis") return [finding, await tryRedis(config.queue.url)];
  // A queue on the store has no server of its own.
  if (state === "away") return [finding];
  return [finding, { subject: "queue", ok: true, detail: state === "in use" ? "on the store, in use" : "on the store" }];
}

/** Changes nothing in an existing database: the next start makes what is missing. */
async function tryStore(config: Config): Promise<{ state: "open" | "in use" | "away"; finding: Finding }> {
  const where =
    config.store.kind === "pglite" ? `PGlite in ${config.store.dir}` : `Postgres at ${new URL(config.store.url).host}`;
  const found = (ok: boolean, detail: string): Finding => ({ subject: "store", ok, detail: `${where}${detail}` });
  try {
    const database = await openDatabase(config, ignore);
    try {
      const { version } = await database.one<{ version: string }>("select split_part(version(), ' ', 2) as version");
      const { ok, tables } = formatTables(await compareVersions(database));
      return { state: "open", finding: found(ok, `, version ${version}, ${tables}`) };
    } finally {
      await database.close();
    }
  } catch (error) {
    // A running Wirewatch has the directory, which is normal.
    if (error instanceof DirectoryInUse)
      return { state: "in use", finding: found(true, `: a Wirewatch is running (process ${error.pid})`) };
    return { state: "away", finding: found(false, `: ${messageOf(error)}`) };
  }
}

function formatTables({ newest, known }: { newest: number; known: number }): { ok: boolean; tables: string } {
  if (newest > known)
    return {
      ok: false,
      tables: `tables at version ${newest}, but this Wirewatch knows only up to ${known}: run a newer Wirewatch`,
    };
  if (newest === known) return { ok: true, tables: "tables up to date" };
  if (newest === 0) return { ok: true, tables: "empty; the first start makes the tables" };
  return { ok: true, tables: `tables at version ${newest} of ${known}; the next start brings them up to date` };
}

/** Asks Redis for its version and settings, and writes nothing. Its faults name it. */
async function tryRedis(url: string): Promise<Finding> {
  try {
    const backend = await openQueueBackend({ kind: "redis", url }, ignore);
    await backend.close();
    return { subject: "queue", ok: true, detail: `Redis at ${new URL(url).host}` };
  } catch (error) {
    return { subject: "queue", ok: false, detail: messageOf(error) };
  }
}
