// Migrated, empty databases of which each test file takes a copy: migrating takes seconds, copying does not.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { newPostgresDatabase } from "./database.ts";
import type { Database } from "../../src/store/engine/database.ts";

export interface StoreTemplates {
  /** A data directory of PGlite. */
  pglite: string;
  /** The name of a database. */
  postgres: string;
}

/** Made by the build; without it a first start takes seconds. */
export const EMPTY_DATABASE = resolve("dist/empty-database.tar.gz");

export async function makeTemplates(postgresUrl: string): Promise<StoreTemplates> {
  const [pglite, postgres] = await Promise.all([makePglite(), makePostgres(postgresUrl)]);
  return { pglite, postgres };
}

async function makePglite(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), "wirewatch-template-")), "db");
  await fill(await openPglite(folder, EMPTY_DATABASE));
  return folder;
}

async function makePostgres(serverUrl: string): Promise<string> {
  const { url } = await newPostgresDatabase(serverUrl);
  await fill(openPostgres(url, () => undefined));
  return new URL(url).pathname.slice(1);
}

async function fill(database: Database): Promise<void> {
  await migrate(database);
  const backend = await openQueueBackend({ kind: "sql", pool: database.queuePool(), exclusive: false }, () => undefined);
  await backend.close();
  await database.close();
}
