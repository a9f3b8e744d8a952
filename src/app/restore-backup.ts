// Restores a backup: unpacks it next to its place, opens it and counts what is in it, and only then moves it there.
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, messageOf } from "../errors.ts";
import { countRows, readBackup, type Manifest } from "../store/engine/backup-file.ts";
import { lockDirectory } from "../store/engine/directory-lock.ts";
import { compareVersions, migrate, tellVersions } from "../store/engine/migrate.ts";
import { openPglite } from "../store/engine/open-pglite.ts";
import { makePrivate } from "../store/engine/private-folder.ts";
import { restoreConfig } from "./restore-config.ts";

/** Unpacking a damaged archive ends with files under way. */
const UNTIL_EMPTY = { recursive: true, force: true, maxRetries: 20, retryDelay: 50 };

export interface Restored extends Manifest {
  /** Whether the configuration was restored too: one that is there is not touched. */
  config: "restored" | "kept";
}

/** Proves that a backup opens and holds what its manifest says, in a folder of its own. Throws CommandError where it does not. */
export async function verifyBackup(file: string): Promise<Manifest> {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-verify-"));
  try {
    return await prove(file, folder);
  } finally {
    await rm(folder, UNTIL_EMPTY);
  }
}

/** Throws CommandError, and changes nothing, if the data folder holds a database or is in use, or if the backup is not whole. */
export async function restoreBackup(
  file: string,
  { dataDir, configDir }: { dataDir: string; configDir: string },
): Promise<Restored> {
  const isNew = !existsSync(dataDir);
  await makePrivate(dataDir);
  const lock = await lockDirectory(dataDir);
  const folder = join(dataDir, "restore.new");
  try {
    if (existsSync(join(dataDir, "db")))
      throw new CommandError(
        `${dataDir} holds a database already, and nothing in it was changed: name another folder with --data DIR, or move that one away`,
      );
    await rm(folder, UNTIL_EMPTY);
    const manifest = await prove(file, folder);
    const config = await restoreConfig(join(folder, "config"), configDir);
    // Last, since a folder with a database takes no second restore.
    await rename(join(folder, "db"), join(dataDir, "db")).catch(async (error: unknown) => {
      await config.undo();
      throw new CommandError(`cannot put the database into ${dataDir}: ${messageOf(error)}; nothing was restored`, {
        cause: error,
      });
    });
    return { ...manifest, config: config.kind };
  } finally {
    await rm(folder, UNTIL_EMPTY);
    await lock.release();
    // A folder that holds what was restored stays.
    if (isNew) await rmdir(dataDir).catch(() => undefined);
  }
}

/** Unpacks a backup into the folder, brings its tables to this version and compares what is in them. */
async function prove(file: string, folder: string): Promise<Manifest> {
  const manifest = await readBackup(file, folder);
  const database = await openPglite(join(folder, "db"), null);
  try {
    const told = tellVersions(await compareVersions(database));
    if (!told.ok) throw new CommandError(`${file}: ${told.text}; nothing was changed`);
    const rows = await countRows(database);
    const different = Object.entries(manifest.rows).filter(([table, count]) => rows[table] !== count);
    if (different.length > 0) {
      const told = different.map(([table, count]) => `${rows[table] ?? 0} ${table} in place of ${count}`).join(", ");
      throw new CommandError(`${file} opens but is not whole: it holds ${told}. Take an earlier one; nothing was changed`);
    }
    await migrate(database);
  } finally {
    await database.close();
  }
  return manifest;
}
