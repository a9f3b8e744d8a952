// PGlite's session: prepared statements survive any change of their tables.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPgliteSession } from "../../src/store/engine/pglite-session.ts";
import { seedData } from "../cli/wirewatch.ts";
import type { PgliteSession } from "../../src/store/engine/pglite-session.ts";

describe("a session of PGlite", () => {
  let folder: string;
  let db: PGlite;
  let session: PgliteSession;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "wirewatch-session-"));
    seedData(folder);
    db = await PGlite.create({ dataDir: join(folder, "db") });
    session = openPgliteSession(db);
  }, 60_000);
  beforeEach(() => session.exec("drop table if exists things; create table things (id int primary key, name text)"));
  afterAll(async () => {
    await session?.close(() => db.close());
    await rm(folder, { recursive: true, force: true });
  });

  const add = (id: number, name: string) => session.query("insert into things values ($1, $2)", [id, name]);
  const names = async () => (await session.query("select name from things order by id", [])).rows.map(({ name }) => name);

  test("with many queries at once gives each its own answer", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => session.query("select $1::int as n, $2::text as t", [index, `${index}`])),
    );
    expect(answers.map(({ rows }) => rows)).toEqual(Array.from({ length: 50 }, (_, index) => [{ n: index, t: `${index}` }]));
  });

  test("reports a wrong statement or value, and goes on", async () => {
    await expect(session.query("selec 1", [])).rejects.toThrow('syntax error at or near "selec"');
    await expect(session.query("select 1 / $1::int as n", [0])).rejects.toThrow("division by zero");
    expect((await session.query("select 1 / $1::int as n", [1])).rows).toEqual([{ n: 1 }]);
  });

  test("has a statement prepared anew when the columns that it gives have changed", async () => {
    const all = () => session.query("select * from things", []);
    await add(1, "a");
    expect((await all()).rows).toEqual([{ id: 1, name: "a" }]);
    await session.exec("alter table things add column more int");
    await expect(all()).rejects.toThrow("cached plan must not change result type");
    expect((await all()).rows).toEqual([{ id: 1, name: "a", more: null }]);
  });

  test("prepares a statement anew after five hundred uses, and keeps two hundred of them", async () => {
    const prepared = async () => (await session.exec("select name from pg_prepared_statements")).rows.map(({ name }) => name);
    await session.query("select 1 as n", []);
    const before = await prepared();
    for (let use = 0; use < 501; use++) await session.query("select 1 as n", []);
    expect(await prepared()).not.toEqual(before);
    for (let n = 0; n < 250; n++) await session.query(`select ${n} as n`, []);
    expect(await prepared()).toHaveLength(200);
    expect((await session.query("select 1 as n", [])).rows).toEqual([{ n: 1 }]);
  });

  test("lets the event loop run, however many statements wait", async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 400 }, () => session.query("select count(*) from generate_series(1, 20000)", [])));
    clearInterval(counting);
    // Each takes a millisecond or more, so that hundreds pass; without a turn there were none.
    expect(turns).toBeGreaterThan(5);
  });

  test("keeps others out of a transaction until it ends", async () => {
    const under = session.transaction(async (query) => {
      await query("insert into things values ($1, $2)", [1, "a"]);
      await query("insert into things values ($1, $2)", [2, "b"]);
      throw new Error("no");
    });
    const other = add(3, "c");
    await expect(under).rejects.toThrow("no");
    await other;
    expect(await names()).toEqual(["c"]);
  });

  test("reports a transaction whose statement failed unnoticed", async () => {
    const under = session.transaction(async (query) => {
      await query("insert into things values ($1, $2)", [1, "a"]);
      await query("select 1 / $1::int", [0]).catch(() => {});
    });
    await expect(under).rejects.toThrow("the transaction was not kept");
    expect(await names()).toEqual([]);
  });

  test("returns how many rows a statement changed, and the last of several what it returned", async () => {
    await add(1, "a");
    expect((await session.query("update things set name = $1", ["b"])).rowCount).toBe(1);
    expect((await session.query("delete from things where id = $1", [9])).rowCount).toBe(0);
    expect(await session.exec("select 1 as n; select 2 as n, null as x")).toEqual({
      rows: [{ n: 2, x: null }],
      rowCount: 1,
      command: "SELECT",
    });
  });
});
