// PGlite as the store: Postgres in this very process, in a directory that only this process may open.
import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { lockDirectory } from "./directory-lock.ts";
import { pglitePool } from "./pglite-pool.ts";
import { openPgliteSession } from "./pglite-session.ts";
import { sqlOver } from "./database.ts";
import type { Database, Query, Value } from "./database.ts";
import type { SessionQuery } from "./pglite-session.ts";

const INT8 = 20;

// As it comes PGlite keeps 128 MB of shared buffers; one person's archive needs a sixteenth of that.
const START_PARAMS = [...PGlite.defaultStartParams, "-c", "shared_buffers=8MB", "-c", "search_path=wirewatch,bullmq"];

/**
 * Opens (or makes) the database in `directory`. Throws DirectoryInUse where another process has it.
 * `emptyDatabase` is a prepared data directory, a copy of which spares the first start its initdb (6 s, and 780 MB of memory).
 */
export async function openPglite(directory: string, emptyDatabase: string | null): Promise<Database> {
  await mkdir(dirname(directory), { recursive: true });
  const lock = await lockDirectory(dirname(directory));
  try {
    if (!existsSync(directory)) await createDatabase(directory, emptyDatabase);
    const db = await PGlite.create({ dataDir: directory, startParams: START_PARAMS, parsers: { [INT8]: Number } });
    return overPglite(db, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
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

function overPglite(db: PGlite, release: () => Promise<void>): Database {
  const session = openPgliteSession(db);
  return {
    kind: "pglite",
    ...sqlOver(queryOn(session.query)),
    transaction: (work) => session.transaction((query) => work(sqlOver(queryOn(query)))),
    queuePool: () => pglitePool(db, session),
    async close() {
      await session.idle();
      await db.close();
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
