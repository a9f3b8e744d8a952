// Postgres: prepared statements survive changes of their tables.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { OutageError } from "../../src/errors.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { newPostgresDatabase } from "../support/database.ts";
import { until } from "../support/wait.ts";
import type { Database } from "../../src/store/engine/database.ts";

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await newPostgresDatabase(inject("postgresUrl"));
  drop = made.drop;
  database = openPostgres(made.url, () => {});
  await database.run("create schema wirewatch");
  await database.run("create table things (id int, name text)");
  await database.run("insert into things values (1, 'a')");
});
afterAll(async () => {
  await database?.close();
  await drop?.();
});

test("a statement whose table has changed fails at most once, in and out of transactions, on our pool and the queue's", async () => {
  const all = "select * from wirewatch.things where id = $1";
  const pool = database.queuePool();
  const ways: (() => Promise<unknown>)[] = [
    () => database.many(all, [1]),
    () => database.transaction((sql) => sql.many(all, [1])),
    async () => (await pool.query(all, [1])).rows,
  ];
  let columns = 0;
  for (const ask of ways) {
    const before = await ask();
    await database.run(`alter table things add column more${++columns} int`);
    const after = await ask().catch((error: unknown) => {
      expect(String(error)).toContain("cached plan must not change result type");
      return ask();
    });
    expect(after).toEqual([{ ...(before as object[])[0], [`more${columns}`]: null }]);
  }
});

test("a connection that breaks between two statements of a transaction fails that transaction, and ends no process", async () => {
  const ended = database.transaction(async (sql) => {
    const { pid } = await sql.one<{ pid: number }>("select pg_backend_pid() as pid");
    await sql.run("insert into things values (2, 'b')");
    await database.run("select pg_terminate_backend($1)", [pid]);
    // Its end is to arrive while nobody asks this connection anything.
    await until(
      async () => (await database.many("select 1 from pg_stat_activity where pid = $1", [pid])).length === 0,
      "the session is gone",
    );
    await new Promise((resolve) => setImmediate(resolve));
    return sql.run("insert into things values (3, 'c')");
  });
  await expect(ended).rejects.toBeInstanceOf(OutageError);
  expect(await database.many("select id from things order by id")).toEqual([{ id: 1 }]);
});

test("an unreachable server is an outage, in its own words, and a wrong statement is not", async () => {
  const away = openPostgres("postgres://nobody@127.0.0.1:9/none", () => {});
  for (const ask of [() => away.one("select 1"), () => away.transaction((sql) => sql.one("select 1"))]) {
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutageError);
    expect(String(error)).toMatch(/ECONNREFUSED/);
  }
  await away.close();
  const wrong: unknown = await database.one("select nothing from nowhere").catch((thrown: unknown) => thrown);
  expect(wrong).not.toBeInstanceOf(OutageError);
});
