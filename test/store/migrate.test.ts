// The database's tables: made once, by whichever process is first, and never by a program older than them.
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { migrate } from "../../src/store/engine/migrate.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import { buildProgram } from "./child-program.ts";
import { ignoreBrokenConnections, openEmptyStore, STORES } from "./open-test-store.ts";
import { addFeed } from "./seed.ts";
import type { TestStore } from "./open-test-store.ts";

describe.each(STORES)("migrating %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openEmptyStore(kind);
  });
  afterAll(() => store.close());

  const ran = () => store.database.many<{ id: number }>("select id from wirewatch.migrations order by id");

  test("a second time changes nothing and loses nothing", async () => {
    await migrate(store.database);
    const first = await ran();
    await addFeed(store.database);
    await migrate(store.database);
    expect(first.length).toBeGreaterThan(0);
    expect(await ran()).toEqual(first);
    expect(await store.database.one("select count(*)::int as feeds from feeds")).toEqual({ feeds: 1 });
  });

  test("a database that is newer than the program is refused with a message, and unchanged", async () => {
    await store.database.run("insert into wirewatch.migrations (id, name) values (9999, 'from the future')");
    const before = await ran();
    await expect(migrate(store.database)).rejects.toThrow(
      /^the database is at version 9999, but this Wirewatch knows only up to \d+: run a newer Wirewatch$/,
    );
    expect(await ran()).toEqual(before);
    await store.database.run("delete from wirewatch.migrations where id = 9999");
    await migrate(store.database);
  });
});

test("two processes that start at once on an empty Postgres both find it migrated", async () => {
  const { folder, remove } = await newFolder();
  const { url, drop } = await newPostgresDatabase(inject("postgresUrl"));
  const start = await buildProgram(
    folder,
    `import { migrate } from "src/store/engine/migrate.ts"; import { openPostgres } from "src/store/engine/open-postgres.ts";`,
    `const database = openPostgres(process.argv[2], () => {});
     await migrate(database);
     const { feeds } = await database.one("select count(*)::int as feeds from feeds");
     console.log("migrated, feeds:", feeds);
     await database.close();`,
  );
  const outputs = await Promise.all([start(url).ended, start(url).ended]);
  expect(outputs).toEqual(["migrated, feeds: 0\n", "migrated, feeds: 0\n"]);
  const database = openPostgres(url, ignoreBrokenConnections);
  // Within one process too, over as many connections.
  await Promise.all([migrate(database), migrate(database), migrate(database)]);
  expect(await database.many("select id from migrations group by id having count(*) > 1")).toEqual([]);
  await database.close();
  await drop();
  await remove();
});
