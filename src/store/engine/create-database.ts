// Makes the embedded database on a first start: complete under another name, and then in its place at once.
import { existsSync } from "node:fs";
import { cp, readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { createPglite, retryPassing } from "./start-pglite.ts";

/**
 * Makes a database in `directory` unless there is one. `emptyDatabase` is a prepared data folder, a copy of which spares the first start
 * its initdb (6 s, and 780 MB of memory). Throws if the folder holds other files: PGlite would write a new database over them.
 */
export async function ensureDatabase(directory: string, emptyDatabase: string | null): Promise<void> {
  if (existsSync(join(directory, "PG_VERSION"))) return;
  if (existsSync(directory)) {
    if ((await readdir(directory)).length > 0)
      throw new Error(
        `${directory} holds files but no whole database (PG_VERSION is missing), and nothing in it was changed; ` +
          "put an earlier copy in its place, or move it away to begin with an empty one",
      );
    await rmdir(directory);
  }
  await retryPassing(directory, () => createDatabase(directory, emptyDatabase));
}

/** A first start that is cut off leaves a folder that Postgres refuses, so it grows under another name. */
async function createDatabase(directory: string, emptyDatabase: string | null): Promise<void> {
  const growing = `${directory}.new`;
  await rm(growing, { recursive: true, force: true });
  if (emptyDatabase !== null && existsSync(emptyDatabase)) await cp(emptyDatabase, growing, { recursive: true });
  else await initDatabase(growing);
  await rename(growing, directory);
}

/** Makes an empty database from nothing. */
export async function initDatabase(directory: string): Promise<void> {
  const db = await createPglite(directory, []);
  await db.close();
}
