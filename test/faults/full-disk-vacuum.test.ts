// Goal: a disk that fills up while the embedded store is vacuumed costs nothing that is stored. Method: its writes fail for a while, as on a full disk.
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { vacuum } from "../../src/chores/vacuum.ts";
import { choreDoneAt } from "../../src/store/upkeep.ts";
import { openPglite } from "../../src/store/engine/open-pglite.ts";
import { seedData } from "../cli/wirewatch.ts";
import { addArticle, addFeed, NOW } from "../store/seed.ts";
import { newFolder } from "../support/database.ts";
import type { Database } from "../../src/store/engine/database.ts";

const HOOK = new URL("full-disk.mjs", import.meta.url).href;

let folder: string;
let remove: () => Promise<void>;
let database: Database;
let stopped: Error[];

beforeEach(async () => {
  ({ folder, remove } = await newFolder());
  vi.stubEnv("FULL_DISK_WHILE", join(folder, "full"));
  await import(HOOK);
  seedData(join(folder, "data"));
  await open();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(join(folder, "full"), { force: true });
  await database.close();
  await remove();
});

async function open(): Promise<void> {
  stopped = [];
  database = await openPglite(join(folder, "data/db"), null, (why) => void stopped.push(why));
}
const tidy = () => vacuum({ database, now: () => NOW });
const count = async () => (await database.one<{ articles: number }>("select count(*)::int as articles from articles")).articles;

test("a vacuum on a full disk fails, says why, and the next one with room finds every row", async () => {
  await addFeed(database);
  for (let article = 0; article < 60; article++) await addArticle(database, { stage: "done", text: "storm ".repeat(2_000) });
  await database.run("delete from articles where id % 2 = 0");
  await writeFile(join(folder, "full"), "");
  await expect(tidy()).rejects.toThrow(/No space left on device/);
  await rm(join(folder, "full"));
  if (stopped.length > 0) {
    await database.close();
    await open();
  }
  expect(await count()).toBe(30);
  expect(await choreDoneAt(database, "vacuum")).toBeNull();
  await tidy();
  expect(await choreDoneAt(database, "vacuum")).toEqual(NOW);
  expect(await count()).toBe(30);
});
