// Brings the tables up to date without starting anything, or only tries it.
import { CommandError, messageOf } from "../errors.ts";
import { DirectoryInUse } from "../store/engine/directory-lock.ts";
import { compareVersions, migrate, tryMigrations } from "../store/engine/migrate.ts";
import { openDatabase } from "./open-app.ts";
import type { Config } from "../config/config.ts";
import type { Versions } from "../store/engine/migrate.ts";

export interface Migrated extends Versions {
  /** What `dryRun` did and took back. */
  steps: { id: number; name: string; ms: number }[];
}

/** Returns the versions as they are afterwards. Throws CommandError with what to do. */
export async function migrateStore(settings: Pick<Config, "store">, dryRun: boolean): Promise<Migrated> {
  try {
    const database = await openDatabase(settings, () => undefined);
    try {
      const steps = dryRun ? await tryMigrations(database) : [];
      if (!dryRun) await migrate(database);
      return { ...(await compareVersions(database)), steps };
    } finally {
      await database.close();
    }
  } catch (thrown) {
    if (thrown instanceof DirectoryInUse)
      throw new CommandError(
        "a Wirewatch is running on this data: stop it first; it brings its tables up to date at each start",
        {
          cause: thrown,
        },
      );
    throw new CommandError(messageOf(thrown), { cause: thrown });
  }
}
