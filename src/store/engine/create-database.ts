// Makes the embedded database on a first start: complete under another name, and then in its place at once.
import { existsSync } from "node:fs";
import { readdir, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { create, extract } from "tar";
import { createPglite, retryPassing } from "./start-pglite.ts";
import { makeFolder } from "../../make-folder.ts";

/**
 * Makes a database in `directory` unless there is one; true if it did. `emptyDatabase` is the archive of a prepared data folder: unpacking
 * it spares the first start its initdb (6 s, and 780 MB of memory). Throws if the folder holds other files: PGlite would write a new
 * database over them. A failure leaves nothing behind.
 */
export async function ensureDatabase(directory: string, emptyDatabase: string | null): Promise<boolean> {
  if (existsSync(join(directory, "PG_VERSION"))) return false;
  if (existsSync(directory)) {
    if ((await readdir(directory)).length > 0)
      throw new Error(
        `${directory} holds files but no whole database (PG_VERSION is missing), and nothing in it was changed; ` +
          "put an earlier copy in its place, or move it away to begin with an empty one",
      );
    await rmdir(directory);
  }
  await retryPassing(directory, () => createDatabase(directory, emptyDatabase));
  return true;
}

/** A first start that is cut off leaves a folder that Postgres refuses, so it grows under another name. */
async function createDatabase(directory: string, emptyDatabase: string | null): Promise<void> {
  const growing = `${directory}.new`;
  await rm(growing, { recursive: true, force: true });
  try {
    if (emptyDatabase !== null && existsSync(emptyDatabase)) await unpack(emptyDatabase, growing);
    else await initDatabase(growing);
    await rename(growing, directory);
  } catch (error) {
    await rm(growing, { recursive: true, force: true });
    throw error;
  }
}

/** `strict`: a damaged archive is an error, not a folder with files missing. */
async function unpack(archive: string, directory: string): Promise<void> {
  await makeFolder(directory);
  await extract({ file: archive, cwd: directory, strict: true });
}

/**
 * Writes a data folder into one compressed file: npm leaves empty folders out of a package, and Postgres does not start without them.
 * The same folder gives the same bytes on each machine, apart from the times in Postgres' own files.
 */
export async function packDatabase(directory: string, archive: string): Promise<void> {
  await create({ file: archive, cwd: directory, gzip: { level: 9 }, portable: true, noMtime: true }, ["."]);
}

/** Postgres copies them where somebody makes another database, which nobody does here; they are half of an empty one's files. */
const TEMPLATES = ["template0", "template1"];

/** Makes an empty database from nothing. */
export async function initDatabase(directory: string): Promise<void> {
  const db = await createPglite(directory, []);
  for (const name of TEMPLATES) {
    await db.exec(`alter database ${name} is_template false`);
    await db.exec(`drop database ${name}`);
  }
  await db.close();
}
