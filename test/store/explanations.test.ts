// Articles are explained by index: what is asked for is found without going through the tables, however it is asked.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findExplained, listExplainedEntries } from "../../src/store/views/explanations.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addFeed, NOW } from "./seed.ts";
import type { Database, Sql } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

const ARTICLES = 3_000;

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
    const feed = await addFeed(database);
    await database.run(
      `insert into articles (url, stage, not_before, first_seen_at)
       select 'https://outlet.example/' || n, 'done', $1, $1 from generate_series(1, ${ARTICLES}) n`,
      [NOW],
    );
    await database.run(
      `insert into entries (feed_id, key, article_id, url, first_seen_at, last_seen_at)
       select $1, n::text, case when n <= ${ARTICLES} then n end, 'https://outlet.example/' || n || '?utm_source=rss', $2, $2
       from generate_series(1, ${ARTICLES} + 1) n`,
      [feed, NOW],
    );
    await database.run("analyze");
  });
  afterAll(() => store.close());

  /** What `ask` answers, and how many rows it read by going through tables. */
  const ask = <T>(question: (sql: Sql) => Promise<T>): Promise<{ answer: T; rowsScanned: number }> =>
    database.transaction(async (sql) => {
      const answer = await question(sql);
      const { rows } = await sql.one<{ rows: number }>(
        "select sum(seq_tup_read)::int as rows from pg_stat_xact_user_tables where relname in ('articles', 'entries')",
      );
      return { answer, rowsScanned: rows };
    });

  test.each([
    { by: "number", asked: { article: 2_000 } },
    { by: "address", asked: { urls: ["https://outlet.example/2000"] } },
    {
      by: "the address in its feed",
      asked: { urls: ["https://nowhere.example/", "https://outlet.example/2000?utm_source=rss"] },
    },
  ])("an article is found by $by without a scan", async ({ asked }) => {
    const { answer, rowsScanned } = await ask((sql) => findExplained(sql, asked));
    expect(answer).toMatchObject({ id: 2_000 });
    expect(rowsScanned).toBe(0);
  });

  test("what feeds said is found by article and by address without a scan", async () => {
    const urls = [`https://outlet.example/${ARTICLES + 1}?utm_source=rss`];
    for (const of of [{ article: 2_000 }, { urls }]) {
      const { answer, rowsScanned } = await ask((sql) => listExplainedEntries(sql, of));
      expect(answer).toHaveLength(1);
      expect(rowsScanned).toBe(0);
    }
  });

  test("an unknown number or address is found nowhere, without a scan", async () => {
    for (const asked of [{ article: 99_999 }, { urls: ["https://nowhere.example/"] }, { urls: [] }])
      expect(await ask((sql) => findExplained(sql, asked))).toEqual({ answer: null, rowsScanned: 0 });
  });

  test("an address longer than a B-tree takes is stored and found", async () => {
    const path = Array.from({ length: 60 }, (_, n) => createHash("sha256").update(String(n)).digest("hex")).join("");
    const url = `https://outlet.example/${path}`;
    await database.run("update entries set url = $1 where article_id = 1", [url]);
    expect(await findExplained(database, { urls: [url] })).toMatchObject({ id: 1 });
  });
});
