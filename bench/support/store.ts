// An embedded store in a folder of its own, migrated, and how much of the disk it takes.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { newFolder } from "../../test/support/database.ts";
import { wipe } from "../../test/store/open-test-store.ts";
import { EMPTY_DATABASE } from "../../test/support/store-templates.ts";
import type { TestStore } from "../../test/store/open-test-store.ts";

export interface BenchStore {
  store: TestStore;
  /** Bytes on disk, as `du` counts them: of the whole folder, and of its write-ahead log. */
  sizes(): { folder: number; log: number };
}

export async function openBenchStore(): Promise<BenchStore> {
  const { folder, remove } = await newFolder();
  const directory = join(folder, "db");
  const database = await openPglite(directory, EMPTY_DATABASE);
  await migrate(database);
  const store: TestStore = {
    database,
    wipe: () => wipe(database),
    async close() {
      await database.close();
      await remove();
    },
  };
  return { store, sizes: () => ({ folder: bytesIn(directory), log: bytesIn(join(directory, "pg_wal")) }) };
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).blocks * 512,
    0,
  );
