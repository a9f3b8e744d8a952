// PGlite as the store: Postgres in this very process, in a directory that only this process may open.
import { closeSync, existsSync, openSync, rmSync, writeSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { toError } from "../../errors.ts";
import { lockDirectory } from "./directory-lock.ts";
import { pglitePool } from "./pglite-pool.ts";
import { openPgliteSession } from "./pglite-session.ts";
import { sqlOver } from "./database.ts";
import type { Database, Query, Value } from "./database.ts";
import type { PgliteSession, SessionQuery } from "./pglite-session.ts";

const INT8 = 20;
/** A piece of its log, which it makes at once. */
const ROOM_BYTES = 16 * 1024 * 1024;

// As it comes PGlite keeps 128 MB of shared buffers; one person's archive needs a sixteenth of that.
const START_PARAMS = [...PGlite.defaultStartParams, "-c", "shared_buffers=8MB", "-c", "search_path=wirewatch,bullmq"];

/**
 * Opens (or makes) the database in `directory`. Throws DirectoryInUse where another process has it.
 * `onStop` is told why, where Postgres gives up by itself: this process has to end, and the next start finds all that was stored.
 * `emptyDatabase` is a prepared data directory, a copy of which spares the first start its initdb (6 s, and 780 MB of memory).
 */
export async function openPglite(
  directory: string,
  emptyDatabase: string | null,
  onStop?: (why: Error) => void,
): Promise<Database> {
  await mkdir(dirname(directory), { recursive: true });
  const lock = await lockDirectory(dirname(directory));
  try {
    if (!existsSync(directory)) await createDatabase(directory, emptyDatabase);
    const db = await PGlite.create({ dataDir: directory, startParams: START_PARAMS, parsers: { [INT8]: Number } });
    return overPglite(openPgliteSession(db, onStop), db, () => lock.release());
  } catch (error) {
    await lock.release();
    throw lackOfRoom(dirname(directory), directory) ?? error;
  }
}

/** PGlite says of a full disk only that it could not begin. Null where there is room for a little more. */
function lackOfRoom(parent: string, directory: string): Error | null {
  const path = join(existsSync(directory) ? directory : parent, "room");
  try {
    const file = openSync(path, "w");
    try {
      writeSync(file, new Uint8Array(ROOM_BYTES));
    } finally {
      closeSync(file);
    }
    return null;
  } catch (cause) {
    return new Error(`no room for the database in ${parent}: ${toError(cause).message}`, { cause });
  } finally {
    rmSync(path, { force: true });
  }
}

/** A first start that is cut off leaves a directory that Postgres refuses, so it grows under another name. */
async function createDatabase(directory: string, emptyDatabase: string | null): Promise<void> {
  const growing = `${directory}.new`;
  await rm(growing, { recursive: true, force: true });
  if (emptyDatabase !== null && existsSync(emptyDatabase)) await cp(emptyDatabase, growing, { recursive: true });
  else await initDatabase(growing);
  await rename(growing, directory);
}

/** Makes an empty database from nothing. */
export async function initDatabase(directory: string): Promise<void> {
  const db = await PGlite.create({ dataDir: directory, startParams: START_PARAMS });
  await db.close();
}

function overPglite(session: PgliteSession, db: PGlite, release: () => Promise<void>): Database {
  return {
    kind: "pglite",
    ...sqlOver(queryOn(session.query)),
    transaction: (work) => session.transaction((query) => work(sqlOver(queryOn(query)))),
    queuePool: () => pglitePool(db, session),
    async close() {
      await session.idle();
      if (session.stopped() === null) await db.close();
      await release();
    },
  };
}

const queryOn =
  (query: SessionQuery): Query =>
  async (text, values) => {
    const { rows, rowCount } = await query(text, values.map(toParameter));
    return { rows, changed: rowCount };
  };

const toParameter = (value: Value): unknown => (value instanceof Date ? value.toISOString() : value);
