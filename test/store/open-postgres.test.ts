// Postgres: statements that are prepared once must not notice it when their tables change under them.
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openPostgres } from "../../src/store/open-postgres.ts";
import { newPostgresDatabase } from "../support/database.ts";
import type { Database } from "../../src/store/database.ts";

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

test("a statement whose table has changed fails once at most, in and out of transactions, on our pool and the queue's", async () => {
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
