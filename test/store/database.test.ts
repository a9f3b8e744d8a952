// The verbs over SQL and their transactions, on both stores.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addFeed } from "./seed.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

describe.each(STORES)("the verbs on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  const urls = async () => (await database.many<{ url: string }>("select url from feeds order by url")).map(({ url }) => url);

  test("one gives the only row", async () => {
    expect(await database.one("select 1 as number, 'a' as letter")).toEqual({ number: 1, letter: "a" });
  });

  test("one throws, naming the statement, where there is none and where there are two", async () => {
    await expect(database.one("select url from feeds")).rejects.toThrow("expected one row, got none: select url from feeds");
    await expect(database.one("select * from generate_series(1, 2)")).rejects.toThrow("got 2: select * from generate_series");
  });

  test("maybeOne gives null where there is none, and throws where there are two", async () => {
    expect(await database.maybeOne("select url from feeds")).toBeNull();
    expect(await database.maybeOne("select 1 as number")).toEqual({ number: 1 });
    await expect(database.maybeOne("select * from generate_series(1, 2)")).rejects.toThrow("expected one row at most, got 2");
  });

  test("many gives all rows, also when there are none", async () => {
    expect(await database.many("select * from generate_series(1, 3) as number")).toEqual([
      { number: 1 },
      { number: 2 },
      { number: 3 },
    ]);
    expect(await database.many("select url from feeds")).toEqual([]);
  });

  test("run says how many rows it changed, also in a statement with several parts", async () => {
    await addFeed(database, { url: "https://a.example/" });
    await addFeed(database, { url: "https://b.example/" });
    expect(await database.run("update feeds set muted = true")).toBe(2);
    expect(await database.run("delete from feeds where url = $1", ["https://c.example/"])).toBe(0);
    const copied =
      "with gone as (delete from feeds where url like '%a.%' returning url) insert into hosts select url, now(), now() from gone";
    expect(await database.run(copied)).toBe(1);
  });

  test("values come back as what they were: dates, bytes, bigints, arrays, JSON", async () => {
    const at = new Date("2026-03-02T10:00:00.123Z");
    const row = await database.one<Record<string, unknown>>(
      "select $1::timestamptz as at, $2::bytea as bytes, 9007199254740991::bigint as big, $3::text[] as list, $4::jsonb as json, $5::boolean as flag",
      [at, new Uint8Array([0, 255, 10]), ["a", 'quote " and , comma', "မြန်မာ"], JSON.stringify({ deep: [1, "ကခ"] }), null],
    );
    expect(row["at"]).toEqual(at);
    expect([...(row["bytes"] as Uint8Array)]).toEqual([0, 255, 10]);
    expect(row).toMatchObject({
      big: Number.MAX_SAFE_INTEGER,
      list: ["a", 'quote " and , comma', "မြန်မာ"],
      json: { deep: [1, "ကခ"] },
      flag: null,
    });
  });

  test("a transaction keeps all of its work", async () => {
    const answer = await database.transaction(async (sql) => {
      await addFeed(sql, { url: "https://a.example/" });
      await addFeed(sql, { url: "https://b.example/" });
      return "both";
    });
    expect(answer).toBe("both");
    expect(await urls()).toEqual(["https://a.example/", "https://b.example/"]);
  });

  test("a transaction whose work throws keeps nothing, and throws the same", async () => {
    const fault = new Error("half way");
    const work = database.transaction(async (sql) => {
      await addFeed(sql);
      throw fault;
    });
    await expect(work).rejects.toBe(fault);
    expect(await urls()).toEqual([]);
  });

  test("a transaction in which a statement failed keeps nothing, and the next one works", async () => {
    const work = database.transaction(async (sql) => {
      await addFeed(sql);
      await sql.run("select 1 / 0");
    });
    await expect(work).rejects.toThrow(/division by zero/);
    await database.transaction((sql) => addFeed(sql, { url: "https://later.example/" }));
    expect(await urls()).toEqual(["https://later.example/"]);
  });
});
