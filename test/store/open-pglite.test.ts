// The embedded store on disk: first starts that are cut off, what stays when it is closed, and who may open it.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, extract } from "tar";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { seedData } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import { EMPTY_DATABASE } from "./open-test-store.ts";
import type { Database } from "../../src/store/engine/database.ts";

let folder: string;
let remove: () => Promise<void>;
let opened: Database[] = [];
beforeEach(async () => {
  ({ folder, remove } = await newFolder());
});
afterEach(async () => {
  for (const database of opened) await database.close();
  opened = [];
  await remove();
});

async function open(): Promise<Database> {
  const database = await openPglite(join(folder, "data", "db"), EMPTY_DATABASE);
  opened.push(database);
  return database;
}

const close = async (database: Database) => {
  await database.close();
  opened = opened.filter((one) => one !== database);
};

/** Something to find again: to make the program's own tables takes longer than all else here. */
async function keep(database: Database): Promise<unknown[]> {
  await database.run("create table public.kept (word text)");
  await database.run("insert into public.kept values ('harbour')");
  return kept(database);
}
const kept = (database: Database) => database.many("select word from public.kept");
const KEPT = [{ word: "harbour" }];

test("the build has made the empty database that a first start unpacks", () => {
  expect(existsSync(EMPTY_DATABASE)).toBe(true);
});

test("a first start with a damaged archive leaves nothing behind, and the next one works", async () => {
  const damaged = join(folder, "damaged.tar.gz");
  const whole = await readFile(EMPTY_DATABASE);
  await writeFile(damaged, whole.subarray(0, whole.length / 2));
  await expect(openPglite(join(folder, "data", "db"), damaged)).rejects.toThrow();
  expect(await readdir(join(folder, "data"))).toEqual([]);
  expect(await (await open()).one("select 1 as works")).toEqual({ works: 1 });
});

test("a first start whose database cannot start leaves nothing behind", async () => {
  const foreign = join(folder, "foreign");
  await mkdir(foreign);
  await extract({ file: EMPTY_DATABASE, cwd: foreign });
  await writeFile(join(foreign, "PG_VERSION"), "9\n");
  await create({ file: join(folder, "foreign.tar.gz"), cwd: foreign }, ["."]);
  await expect(openPglite(join(folder, "data", "db"), join(folder, "foreign.tar.gz"))).rejects.toThrow(
    "the version of Wirewatch that made it",
  );
  expect(existsSync(join(folder, "data", "db"))).toBe(false);
});

test("a first start that was cut off is begun anew, whatever it left behind", async () => {
  const halfMade = join(folder, "data", "db.new");
  await mkdir(halfMade, { recursive: true });
  await extract({ file: EMPTY_DATABASE, cwd: halfMade });
  await rm(join(halfMade, "global"), { recursive: true });
  await writeFile(join(halfMade, "PG_VERSION"), "");
  const database = await open();
  expect(await keep(database)).toEqual(KEPT);
  expect(existsSync(halfMade)).toBe(false);
});

test("opens next to the empty postmaster.pid of a process that was killed as it made it", async () => {
  seedData(join(folder, "data"));
  const first = await open();
  await keep(first);
  await close(first);
  await writeFile(join(folder, "data", "db", "postmaster.pid"), "");
  const second = await open();
  expect(await kept(second)).toEqual(KEPT);
});

test("makes its database in an empty folder that somebody else made", async () => {
  await mkdir(join(folder, "data", "db"), { recursive: true });
  const database = await open();
  expect(await database.one("select 1 as works")).toEqual({ works: 1 });
});

test("refuses a half-unpacked folder, changes nothing in it and says what to do", async () => {
  const directory = join(folder, "data", "db");
  await mkdir(join(directory, "base", "1"), { recursive: true });
  await writeFile(join(directory, "base", "1", "1259"), "rows of somebody");
  await expect(open()).rejects.toThrow(
    `${directory} holds files but no whole database (PG_VERSION is missing), and nothing in it was changed; ` +
      "put an earlier copy in its place, or move it away to begin with an empty one",
  );
  expect(await readdir(directory, { recursive: true })).toEqual(["base", "base/1", "base/1/1259"]);
});

test("refuses a folder of another Postgres, and says so in its words", async () => {
  seedData(join(folder, "data"));
  const directory = join(folder, "data", "db");
  await writeFile(join(directory, "PG_VERSION"), "17\n");
  await expect(open()).rejects.toThrow(
    new RegExp(
      `^the database in ${directory} does not open: database files are incompatible with server: ` +
        "The data directory was initialized by PostgreSQL version 17.*; run the version of Wirewatch that made it$",
    ),
  );
});

test("what was stored is there when it is opened again", async () => {
  seedData(join(folder, "data"));
  const first = await open();
  await keep(first);
  await close(first);
  const second = await open();
  expect(await kept(second)).toEqual(KEPT);
});

test("it can't be opened twice, and a second try after closing works", async () => {
  seedData(join(folder, "data"));
  const first = await open();
  await expect(open()).rejects.toThrow(`in use by process ${process.pid}`);
  await close(first);
  await expect(open()).resolves.toMatchObject({ kind: "pglite" });
});

test("a statement that comes after the end is refused plainly, and those before it are answered", async () => {
  seedData(join(folder, "data"));
  const database = await open();
  const answered = database.one("select 1 as one");
  const closed = close(database);
  await expect(database.run("select 2")).rejects.toThrow(/^the database is closed$/);
  await expect(database.transaction((sql) => sql.run("select 3"))).rejects.toThrow(/^the database is closed$/);
  expect(await answered).toEqual({ one: 1 });
  await closed;
});

test("a directory that can't be opened leaves no lock behind", async () => {
  await mkdir(join(folder, "data", "db"), { recursive: true });
  await writeFile(join(folder, "data", "db", "PG_VERSION"), "9.0\n");
  await expect(open()).rejects.toThrow();
  expect(existsSync(join(folder, "data", "wirewatch.lock"))).toBe(false);
});
