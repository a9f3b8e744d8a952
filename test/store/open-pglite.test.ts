// The embedded store on disk: first starts that are cut off, what stays when it is closed, and who may open it.
import { existsSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { newFolder } from "../support/database.ts";
import { EMPTY_DATABASE } from "./open-test-store.ts";
import { addFeed } from "./seed.ts";
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

test("the build has made the empty database that a first start copies", () => {
  expect(existsSync(join(EMPTY_DATABASE, "PG_VERSION"))).toBe(true);
});

test("a first start that was cut off is begun anew, whatever it left behind", async () => {
  const halfMade = join(folder, "data", "db.new");
  await mkdir(join(folder, "data"));
  await cp(EMPTY_DATABASE, halfMade, { recursive: true });
  await rm(join(halfMade, "global"), { recursive: true });
  await writeFile(join(halfMade, "PG_VERSION"), "");
  const database = await open();
  await migrate(database);
  expect(await addFeed(database)).toBe(1);
  expect(existsSync(halfMade)).toBe(false);
});

test("what was stored is there when it is opened again", async () => {
  const first = await open();
  await migrate(first);
  await addFeed(first, { url: "https://kept.example/feed" });
  await close(first);
  const second = await open();
  await migrate(second);
  expect(await second.many("select url from feeds")).toEqual([{ url: "https://kept.example/feed" }]);
});

test("it can't be opened twice, and a second try after closing works", async () => {
  const first = await open();
  await expect(open()).rejects.toThrow(`in use by process ${process.pid}`);
  await close(first);
  await expect(open()).resolves.toMatchObject({ kind: "pglite" });
});

test("a directory that can't be opened leaves no lock behind", async () => {
  await mkdir(join(folder, "data", "db"), { recursive: true });
  await writeFile(join(folder, "data", "db", "PG_VERSION"), "9.0\n");
  await expect(open()).rejects.toThrow();
  expect(existsSync(join(folder, "data", "wirewatch.lock"))).toBe(false);
});
