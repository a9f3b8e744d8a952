// A backup: the embedded database, the configuration and a list of what is in them, in one compressed file.
import { chmod, cp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, extract } from "tar";
import { CommandError, messageOf } from "../../errors.ts";
import { makeFolder } from "../../make-folder.ts";
import { compareVersions } from "./migrate.ts";
import type { Database, Sql } from "./database.ts";

/** What stands in the file next to the data. */
export interface Manifest {
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The version of the tables. */
  tables: number;
  /** Rows by table. */
  rows: Record<string, number>;
}

/** What must not be lost, and what must not be sent again. */
const COUNTED = ["feeds", "entries", "articles", "stories", "issues", "deliveries"] as const;
const MANIFEST = "backup.json";

export async function countRows(sql: Sql): Promise<Record<string, number>> {
  const columns = COUNTED.map((table) => `(select count(*) from wirewatch.${table})::int as ${table}`);
  return sql.one<Record<string, number>>(`select ${columns.join(", ")}`);
}

/**
 * Writes `file`, in place of one of that name only once it is whole. The database stands still while its files are copied; packing them
 * holds nobody up. `configDir` is copied as it is. Throws CommandError where the store is no embedded one, or something cannot be written.
 */
export async function writeBackup(
  database: Database,
  { file, configDir, now }: { file: string; configDir: string; now: Date },
): Promise<Manifest> {
  if (database.copyTo === null)
    throw new CommandError("the store is a Postgres server: back it up with pg_dump, as docs/guide/backup.md shows");
  if (await isFolder(file))
    throw new CommandError(`${file} is a folder: name the file to write, such as ${join(file, "wirewatch-backup.tar.gz")}`);
  const parts = `${file}.parts`;
  try {
    await rm(parts, { recursive: true, force: true });
    await makeFolder(parts, 0o700);
    const { newest: tables } = await compareVersions(database);
    const rows = await database.copyTo(join(parts, "db"), countRows);
    await cp(configDir, join(parts, "config"), { recursive: true, dereference: true, errorOnExist: false });
    const manifest: Manifest = { createdAt: now.toISOString(), tables, rows };
    await writeFile(join(parts, MANIFEST), JSON.stringify(manifest));
    await create({ file: `${file}.new`, cwd: parts, gzip: { level: 6 }, portable: true }, [MANIFEST, "db", "config"]);
    await chmod(`${file}.new`, 0o600);
    await rename(`${file}.new`, file);
    return manifest;
  } catch (error) {
    await rm(`${file}.new`, { force: true }).catch(() => undefined);
    throw new CommandError(`cannot write the backup ${file}: ${messageOf(error)}`, { cause: error });
  } finally {
    await rm(parts, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Unpacks a backup into a new folder: `db`, `config` and what the manifest says. Throws CommandError if it is damaged or cut off. */
export async function readBackup(file: string, folder: string): Promise<Manifest> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "there is no such file" : messageOf(error);
    throw new CommandError(`cannot read ${file}: ${why}`, { cause: error });
  });
  if (found.isDirectory()) throw new CommandError(`${file} is a folder: name the file that wirewatch backup wrote`);
  try {
    await makeFolder(folder, 0o700);
    await extract({ file, cwd: folder, strict: true });
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as Manifest;
    await stat(join(folder, "db", "PG_VERSION"));
    return manifest;
  } catch (error) {
    throw new CommandError(
      `${file} is no whole backup of Wirewatch: ${damageOf(messageOf(error))}. Take an earlier one; nothing was changed`,
      { cause: error },
    );
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** What the unpacking of a damaged file says, for people. */
function damageOf(message: string): string {
  if (/unexpected end of file|truncated/i.test(message)) return "it ends too early, as a copy that was cut off does";
  if (/TAR_BAD_ARCHIVE|incorrect header check/.test(message)) return "it is no compressed archive";
  if (message.startsWith("zlib: ")) return "its content is damaged";
  return message.includes("ENOENT") ? "parts of it are missing" : message;
}
