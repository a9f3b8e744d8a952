// Tries whether the store and the queue can be reached, for `wirewatch doctor`.
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { DISK_BYTES_MIN } from "../chores/self-check/judge.ts";
import { messageOf } from "../errors.ts";
import { openQueueBackend } from "../queues/backend.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import { compareVersions, tellVersions } from "../store/engine/migrate.ts";
import { openDatabase } from "./open-app.ts";
import { listSamples } from "../store/self-check/self-checks.ts";
import { storeBytes } from "../store/views/figures.ts";
import { megabytes } from "../text/counted.ts";
import type { Database } from "../store/engine/database.ts";
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
      const versions = await compareVersions(database);
      const { ok, text } = tellVersions(versions);
      const size = versions.newest > 0 ? await tellSize(database) : "";
      return { state: "open", finding: found(ok, `, version ${version}; ${text}${size}`) };
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

const DAY_MS = 24 * 3_600_000;

/** How large it is, and how it grew; a running Wirewatch notes its size each hour. */
async function tellSize(database: Database): Promise<string> {
  const bytes = await storeBytes(database);
  const hasSamples = await database.one<{ has: boolean }>("select to_regclass('samples') is not null as has");
  const [first] = hasSamples.has ? await listSamples(database, new Date(Date.now() - 7 * DAY_MS)) : [];
  const days = first === undefined ? 0 : (Date.now() - first.at.getTime()) / DAY_MS;
  const growth = first === undefined || days < 1 ? "" : `, ${megabytes((bytes - first.store_bytes) / days)} more a day`;
  return `; it takes ${megabytes(bytes)}${growth}`;
}

/** Of the disk that the data folder is on, or will be. */
export async function tryDisk({ dataDir }: Pick<Config, "dataDir">): Promise<Finding[]> {
  const disk = await statfs(existsSync(dataDir) ? dataDir : dirname(dataDir)).catch(() => null);
  if (disk === null) return [];
  const free = disk.bavail * disk.bsize;
  return [{ subject: "disk", ok: free >= DISK_BYTES_MIN, detail: `${megabytes(free)} are free where ${dataDir} is` }];
}

/** Asks Redis for its version and settings, and writes nothing. Its faults name it. */
async function tryRedis(url: string): Promise<Finding> {
  try {
    const backend = await openQueueBackend({ kind: "redis", url }, ignore);
    try {
      const full = await backend.findFull();
      const where = `Redis at ${new URL(url).host}`;
      if (full === null) return { subject: "queue", ok: true, detail: where };
      const room = `${megabytes(full.used)} of ${megabytes(full.most)}`;
      return {
        subject: "queue",
        ok: false,
        detail: `${where} is full (${room}), so work may not be queued: raise maxmemory in redis.conf`,
      };
    } finally {
      await backend.close();
    }
  } catch (error) {
    return { subject: "queue", ok: false, detail: messageOf(error) };
  }
}
