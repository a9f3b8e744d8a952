// A store for an archive of invented stories: embedded or on a Postgres of its own, kept from run to run if a folder is named.
import { join } from "node:path";
import { migrate } from "../../../src/store/engine/migrate.ts";
import { openPglite } from "../../../src/store/engine/open-pglite.ts";
import { openPostgres } from "../../../src/store/engine/open-postgres.ts";
import { newFolder, newPostgresDatabase } from "../../../test/support/database.ts";
import { startServices } from "../../../test/support/start-services.ts";
import { EMPTY_DATABASE } from "../../../test/support/store-templates.ts";
import { fillArchive } from "./fill-archive.ts";
import type { Database } from "../../../src/store/engine/database.ts";
import type { StoreKind, TestStore } from "../../../test/store/open-test-store.ts";
import type { Archive } from "./fill-archive.ts";

/** An index of a million articles takes longer to build than the program lets a statement run. */
const PATIENT = { statementMs: 3_600_000, lockMs: 60_000, idleInTransactionMs: 60_000, answerMs: 3_660_000 };

export interface ArchiveStore {
  /** What a program is started with to work on this store. */
  dataDir: string;
  postgresUrl: string | null;
  /** May be called again after the store was closed. */
  open(): Promise<TestStore>;
  /** Ends the server, and deletes what nobody asked to keep. */
  remove(): Promise<void>;
}

/** `data` keeps what was filled: the folder of an embedded store, or the URL of a Postgres database. It is null for a new one. */
export async function openArchiveStore(kind: StoreKind, data: string | null): Promise<ArchiveStore> {
  const made = data === null || kind === "postgres" ? await newFolder() : null;
  const dataDir = made?.folder ?? data ?? "";
  if (kind === "pglite")
    return {
      dataDir,
      postgresUrl: null,
      open: async () => whole(await openPglite(join(dataDir, "db"), EMPTY_DATABASE)),
      remove: async () => made?.remove(),
    };
  if (data !== null)
    return {
      dataDir,
      postgresUrl: data,
      open: () => Promise.resolve(whole(openPostgres(data, () => undefined, PATIENT))),
      remove: async () => made?.remove(),
    };
  const services = await startServices({ syncsToDisk: false });
  const { url, drop } = await newPostgresDatabase(services.postgresUrl);
  return {
    dataDir,
    postgresUrl: url,
    open: () => Promise.resolve(whole(openPostgres(url, () => undefined, PATIENT))),
    async remove() {
      await drop();
      await services.stop();
      await made?.remove();
    },
  };
}

/** Migrates a store, and fills it unless an earlier run has. */
export async function fillUnlessFull(
  database: Database,
  { articles, say }: { articles: number; say: (line: string) => void },
): Promise<Archive> {
  await migrate(database);
  return (await findArchive(database)) ?? fillArchive(database, { articles, endsAt: new Date(Date.now() - 60_000) }, say);
}

const findArchive = (database: Database): Promise<Archive | null> =>
  database.maybeOne(
    `select (select count(*)::int from articles) as articles, (select count(*)::int from stories) as stories, max(a.first_seen_at) as "endsAt",
       (select story_id from articles where story_id is not null group by 1 order by count(*) desc limit 1) as large from articles a having count(*) > 0`,
  );

const whole = (database: Database): TestStore => ({
  database,
  wipe: () => Promise.resolve(),
  close: () => database.close(),
});
