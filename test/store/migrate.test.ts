// The database's tables: made once, by whichever process is first, and never by a program older than them.
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { compareVersions, migrate, tryMigrations } from "../../src/store/engine/migrate.ts";
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
      /^the database is at version 9999, but this Wirewatch knows only up to \d+: run a newer Wirewatch, such as the one that wrote it$/,
    );
    expect(await ran()).toEqual(before);
    await store.database.run("delete from wirewatch.migrations where id = 9999");
    await migrate(store.database);
  });
});

describe.each(STORES)("a %s of an earlier version", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openEmptyStore(kind);
  });
  afterAll(() => store.close());

  /** Rows as the first version wrote them, of each kind that must not be lost. */
  const fill = async (version: number): Promise<void> => {
    const { database } = store;
    await database.run("insert into feeds (url, next_due_at) values ($1, now())", [`https://gull.example/${version}`]);
    await database.run(
      "insert into articles (url, stage, not_before, first_seen_at, title, text) values ($1, 'done', now(), now(), 'Old', 'news')",
      [`https://gull.example/${version}/a`],
    );
    await database.run(
      `insert into entries (feed_id, key, article_id, first_seen_at, last_seen_at) select f.id, 'k', a.id, now(), now()
       from feeds f, articles a where f.url = $1 and a.url = $1 || '/a'`,
      [`https://gull.example/${version}`],
    );
    await database.run(
      "insert into matches (article_id, watchlist_id, spans, matched_at) select id, 'w', '[]', now() from articles where url = $1",
      [`https://gull.example/${version}/a`],
    );
    await database.run(
      "insert into stories (article_id, created_at, last_copy_at) select id, now(), now() from articles where url = $1",
      [`https://gull.example/${version}/a`],
    );
    await database.run("insert into digests (id, schedule) values ($1, 'immediately')", [`d${version}`]);
    await database.run(
      "insert into issues (digest_id, created_at, content, subject, html, plain) values ($1, now(), '{}', 's', 'h', 'p')",
      [`d${version}`],
    );
    await database.run(
      `insert into digest_stories (digest_id, story_id, watchlist_id, added_at, issue_id) select $1, max(s.id), 'w', now(), max(i.id) from stories s, issues i`,
      [`d${version}`],
    );
    await database.run(
      `insert into deliveries (issue_id, recipient, message_id, message, state, not_before, created_at) select max(id), 'a@example.org', $1, '', 'sent', now(), now() from issues`,
      [`<${version}@example.org>`],
    );
  };

  test("is upgraded with all that it holds, from whichever version", async () => {
    const { database } = store;
    await migrate(database, { upTo: 1 });
    const { known } = await compareVersions(database);
    expect(known).toBeGreaterThan(40);
    for (let version = 1; version < known; version++) {
      await fill(version);
      await migrate(database, { upTo: version + 1 });
      expect((await compareVersions(database)).newest).toBe(version + 1);
    }
    for (const table of [
      "feeds",
      "articles",
      "entries",
      "matches",
      "stories",
      "digests",
      "issues",
      "digest_stories",
      "deliveries",
    ])
      expect([table, await database.one(`select count(*)::int as rows from ${table}`)]).toEqual([table, { rows: known - 1 }]);
    // What the upgraded ledger says was sent is not sent again.
    expect(await database.many("select 1 from deliveries where state <> 'sent'")).toEqual([]);
  });
});

test("no two indexes are the same", async () => {
  const store = await openEmptyStore("pglite");
  try {
    await migrate(store.database);
    const twice = await store.database.many(
      `select array_agg(indexrelid::regclass::text) as indexes from pg_index
       group by indrelid, indkey::text, indclass::text, indoption::text, pg_get_expr(indexprs, indrelid), pg_get_expr(indpred, indrelid) having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  } finally {
    await store.close();
  }
});

test("a try says what each step takes, and changes nothing", async () => {
  const store = await openEmptyStore("pglite");
  try {
    await migrate(store.database, { upTo: 40 });
    const steps = await tryMigrations(store.database);
    const { newest, known } = await compareVersions(store.database);
    expect([newest, steps.map(({ id }) => id)]).toEqual([40, Array.from({ length: known - 40 }, (_, index) => 41 + index)]);
    await migrate(store.database);
    expect(await tryMigrations(store.database)).toEqual([]);
  } finally {
    await store.close();
  }
});

test("a migration that is cut off at any of its statements leaves the version before, and the next one works", async () => {
  const store = await openEmptyStore("pglite");
  const { database } = store;
  try {
    await migrate(database, { upTo: 41 });
    const { known } = await compareVersions(database);
    let cuts = 0;
    for (let at = 1; (await compareVersions(database)).newest < known; at++) {
      let statements = 0;
      const dying: typeof database = {
        ...database,
        transaction: (work, options) =>
          database.transaction((sql) => {
            const run: typeof sql.run = (text, values) => {
              if (++statements === at) throw new Error("killed");
              return sql.run(text, values);
            };
            return work({ ...sql, run });
          }, options),
      };
      await migrate(dying).then(
        () => undefined,
        () => cuts++,
      );
      if (cuts === at) expect((await compareVersions(database)).newest).toBe(41);
    }
    expect(cuts).toBeGreaterThan(10);
  } finally {
    await store.close();
  }
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
