// PGlite as the store: Postgres in this very process, in a directory that only this process may open.
import { cp, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ensureDatabase } from "./create-database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { makePrivate } from "./private-folder.ts";
import { pglitePool } from "./pglite-pool.ts";
import { openPgliteSession } from "./pglite-session.ts";
import { startPglite } from "./start-pglite.ts";
import { sqlOver } from "./database.ts";
import type { PGlite } from "@electric-sql/pglite";
import type { Database, Query, Value } from "./database.ts";
import type { PgliteSession, SessionQuery } from "./pglite-session.ts";

/**
 * Opens the database in `directory`, or makes it. Throws DirectoryInUse if another process has it, and otherwise an error that says what to do.
 * `onStop` hears why Postgres gave up by itself: this process has to end, and the next start finds all that was stored.
 * `emptyDatabase` is the archive of a prepared data folder, which a first start unpacks; null to make one from nothing. A first start that
 * fails leaves no database behind, so that the next one is a first start too.
 */
export async function openPglite(
  directory: string,
  emptyDatabase: string | null,
  onStop?: (why: Error) => void,
): Promise<Database> {
  await makePrivate(dirname(directory));
  const lock = await lockDirectory(dirname(directory));
  try {
    const isNew = await ensureDatabase(directory, emptyDatabase);
    // The prepared database's files have modes that let everybody read.
    await makePrivate(dirname(directory));
    const db = await startPglite(directory).catch(async (error: unknown) => {
      if (isNew) await rm(directory, { recursive: true, force: true });
      throw error;
    });
    return overPglite(openPgliteSession(db, onStop), db, { directory, release: () => lock.release() });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function overPglite(
  session: PgliteSession,
  db: PGlite,
  { directory, release }: { directory: string; release: () => Promise<void> },
): Database {
  return {
    kind: "pglite",
    ...sqlOver(queryOn(session.query)),
    transaction: (work) => session.transaction((query) => work(sqlOver(queryOn(query)))),
    queuePool: () => pglitePool(db, session),
    // What Postgres has written is on the disk or in the system's memory, and a copy reads both: the state is that of a process that died now.
    copyTo: (folder, look) =>
      session.alone(async (query) => {
        await query("checkpoint", []);
        const seen = await look(sqlOver(queryOn(query)));
        await cp(directory, folder, { recursive: true, filter: (file) => !file.endsWith("postmaster.pid") });
        return seen;
      }),
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
