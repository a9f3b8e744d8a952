// Articles with long texts are loaded by several statements, so that none of them holds up all else.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findToMatch } from "../../src/store/articles.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addArticle, NOW } from "./seed.ts";
import type { Database, Value } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => void (store = await openTestStore(kind)));
  afterAll(() => store.close());

  test("each statement loads so much text, or one article, and a quarantined one hides none after it", async () => {
    const { database } = store;
    const [long, short] = [randomBytes(1_100_000).toString("hex"), "Text."];
    const ids: number[] = [];
    for (const text of [short, long, "gone", long, short])
      ids.push(await addArticle(database, { stage: "match-watchlists", text }));
    await database.run("update articles set set_aside_at = $1 where text = 'gone'", [NOW]);
    const sizes: number[] = [];
    const many = async <T>(text: string, values?: readonly Value[]): Promise<T[]> => {
      const rows = await database.many<T>(text, values);
      sizes.push(rows.length);
      return rows;
    };
    const counting: Database = { ...database, many };
    const loaded = await findToMatch(counting, ids);
    expect(loaded.map((article) => article?.text === long || article?.text)).toEqual([short, true, undefined, true, short]);
    expect(sizes).toEqual([1, 1, 1, 1]);
  });
});
