// A store of its own for each test file: PGlite in a new folder, or a database on the tests' Postgres.
import { join } from "node:path";
import { inject } from "vitest";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { copyDatabase, newFolder, newPostgresDatabase } from "../support/database.ts";
import { EMPTY_DATABASE } from "../support/store-templates.ts";
import type { Database } from "../../src/store/engine/database.ts";

/** What is meant of SQL is meant of both. */
export const STORES = ["pglite", "postgres"] as const;
export type StoreKind = (typeof STORES)[number];

export { EMPTY_DATABASE };

export interface TestStore {
  database: Database;
  /** Empties every table and counts ids from 1 again. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** The store before its first migration. */
export const openEmptyStore = (kind: StoreKind): Promise<TestStore> => open(kind, { pglite: null, postgres: "template1" });

/** A copy of the migrated store that test/services.ts made. */
export const openTestStore = (kind: StoreKind): Promise<TestStore> => open(kind, inject("storeTemplates"));

async function open(kind: StoreKind, templates: { pglite: string | null; postgres: string }): Promise<TestStore> {
  if (kind === "pglite") {
    const { folder, remove } = await newFolder();
    const directory = join(folder, "db");
    if (templates.pglite !== null) copyDatabase(templates.pglite, directory);
    return testStore(await openPglite(directory, EMPTY_DATABASE), remove);
  }
  const { url, drop } = await newPostgresDatabase(inject("postgresUrl"), templates.postgres);
  return testStore(openPostgres(url, ignoreBrokenConnections), drop);
}

/** A database that is dropped breaks the connections that a pool still holds. */
export const ignoreBrokenConnections = (): void => {};

function testStore(database: Database, remove: () => Promise<void>): TestStore {
  return {
    database,
    wipe: () => wipe(database),
    async close() {
      await database.close();
      await remove();
    },
  };
}

/** To truncate takes new files for each table and index: ten times the time of deleting a few rows. */
const LARGE_BYTES = 256 * 1024;
/** A partitioned table stands for its partitions. */
const TABLES = `
  select quote_ident(relname) as name, relkind = 'r' and pg_relation_size(oid) > ${LARGE_BYTES} as large
  from pg_class
  where relnamespace = 'wirewatch'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'migrations'
  order by relname`;
/** As truncating does, it starts only the sequences of columns again. */
const START_SEQUENCES = `
  select setval(s.seqrelid::regclass, s.seqstart, false) from pg_sequence s
  join pg_class c on c.oid = s.seqrelid and c.relnamespace = 'wirewatch'::regnamespace
  where exists (select from pg_depend d where d.objid = s.seqrelid and d.deptype in ('a', 'i'))`;

/** In one statement, so that no row that refers to another is in the way, and none is planned anew. */
const deleteAll = (names: readonly string[]): string =>
  `with ${names.map((name, index) => `t${index} as (delete from ${name})`).join(", ")} select`;

export async function wipe(database: Database): Promise<void> {
  const tables = await database.many<{ name: string; large: boolean }>(TABLES);
  const names = tables.map(({ name }) => name);
  if (tables.some(({ large }) => large))
    return database.run(`truncate ${names.join(", ")} restart identity cascade`).then(() => undefined);
  await database.run(deleteAll(names));
  await database.run(START_SEQUENCES);
}
