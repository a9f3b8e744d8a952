// A migrated store of its own for each test file: PGlite in a new folder, or a database on the tests' Postgres.
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import type { Database } from "../../src/store/engine/database.ts";

/** What is meant of SQL is meant of both. */
export const STORES = ["pglite", "postgres"] as const;
export type StoreKind = (typeof STORES)[number];

/** Made by the build; without it a first start takes seconds. */
export const EMPTY_DATABASE = resolve("dist/empty-database");

export interface TestStore {
  database: Database;
  /** Empties every table and counts ids from 1 again. */
  wipe(): Promise<void>;
  close(): Promise<void>;
}

/** The store before its first migration. */
export async function openEmptyStore(kind: StoreKind): Promise<TestStore> {
  if (kind === "pglite") {
    const { folder, remove } = await newFolder();
    const database = await openPglite(join(folder, "db"), EMPTY_DATABASE);
    return testStore(database, remove);
  }
  const { url, drop } = await newPostgresDatabase(inject("postgresUrl"));
  return testStore(openPostgres(url, ignoreBrokenConnections), drop);
}

export async function openTestStore(kind: StoreKind): Promise<TestStore> {
  const store = await openEmptyStore(kind);
  await migrate(store.database);
  return store;
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

export async function wipe(database: Database): Promise<void> {
  const tables = await database.many<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'wirewatch' and tablename <> 'migrations'",
  );
  await database.run(`truncate ${tables.map(({ tablename }) => tablename).join(", ")} restart identity cascade`);
}
