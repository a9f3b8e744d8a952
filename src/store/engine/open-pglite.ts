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
 * `onStop` hears why Postgres gave up by itself: this process has to end, and the next start finds all that was stored. `onWait` gets a line
 * for people if the folder is not free at once.
 * `emptyDatabase` is the archive of a prepared data folder, which a first start unpacks; null to make one from nothing. A first start that
 * fails leaves no database behind, so that the next one is a first start too.
 */
export async function openPglite(
  directory: string,
  emptyDatabase: string | null,
  onStop?: (why: Error) => void,
  onWait?: (line: string) => void,
): Promise<Database> {
  await makePrivate(dirname(directory));
  const lock = await lockDirectory(dirname(directory), onWait);
  try {
    const isNew = await ensureDatabase(directory, emptyDatabase);
    // The prepared database's files have modes that let everybody read.
    await makePrivate(dirname(directory));
    const db = await startPglite(directory).catch(async (error: unknown) => {
      if (isNew) await rm(directory, { recursive: true, force: true });
      throw error;
    });
    const session = openPgliteSession(db, { onStop, confirm: () => lock.confirm() });
    return overPglite(session, db, { directory, release: () => lock.release() });
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
  let writes = 0;
  const countWrite = (): void => void writes++;
  const over = (query: SessionQuery) => sqlOver(queryOn(query, countWrite));
  return {
    kind: "pglite",
    ...over(session.query),
    // No other transaction runs meanwhile, so none holds a lock.
    transaction: (work) => session.transaction((query) => work(over(query))),
    writes: () => writes,
    queuePool: () => pglitePool(db, session),
    // What Postgres has written is on the disk or in the system's memory, and a copy reads both: the state is that of a process that died now.
    copyTo: (folder, look) =>
      session.alone(async (query) => {
        await query("checkpoint", []);
        const seen = await look(over(query));
        await cp(directory, folder, { recursive: true, filter: (file) => !file.endsWith("postmaster.pid") });
        return seen;
      }),
    async close() {
      try {
        await session.close(async () => {
          if (session.stopped() === null) await db.close();
        });
      } finally {
        await release();
      }
    },
  };
}

const queryOn =
  (query: SessionQuery, onWrite: () => void): Query =>
  async (text, values) => {
    const { rows, rowCount, command } = await query(text, values.map(toParameter));
    if (mayWrite(text) && (rowCount > 0 || !CHANGES.has(command) || WITH.test(text))) onWrite();
    return { rows, changed: rowCount };
  };

const CHANGES: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE"]);
/** By its text, since a SELECT may write in its WITH; `for update` writes nothing. */
const WRITES = /\b(?:insert\s+into|delete\s+from|update\s+(?!of\b|skip\b)\w+|truncate|do\s+\$)/i;
/** It may have written in a part of which the count of rows says nothing. */
const WITH = /^\s*with\b/i;
const known = new Map<string, boolean>();

function mayWrite(text: string): boolean {
  const found = known.get(text) ?? WRITES.test(text);
  if (known.size < TEXTS_MAX) known.set(text, found);
  return found;
}
/** Our statements are fewer. */
const TEXTS_MAX = 1_000;

const toParameter = (value: Value): unknown => (value instanceof Date ? value.toISOString() : value);
