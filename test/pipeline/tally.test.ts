// The tally: every end is counted once, also after a time in which the database was away, however many jobs ended then.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTally } from "../../src/pipeline/tally.ts";
import { recentOutcomes } from "../../src/store/outcomes.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { openTestStore } from "../store/open-test-store.ts";
import { NOW } from "../store/seed.ts";
import type { TestStore } from "../store/open-test-store.ts";
import type { Sql } from "../../src/store/engine/database.ts";

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore("pglite");
});
afterAll(() => store.close());

test("what ended while the database was away is counted once it is back, and takes no more room for it", async () => {
  const away = openPostgres("postgres://nobody@127.0.0.1:9/none", () => {});
  const tally = openTally();
  for (let job = 0; job < 20_000; job++) {
    tally.count("match-watchlists", { outcome: job % 4 === 0 ? "matched" : "unmatched" });
    if (job % 5_000 === 0) await expect(tally.save(away, NOW)).rejects.toThrow(/ECONNREFUSED/);
  }
  await away.close();
  let sent = "";
  const watched: Sql = {
    ...store.database,
    run: (text, values) => {
      sent += JSON.stringify(values);
      return store.database.run(text, values);
    },
  };
  await tally.save(watched, NOW);
  await tally.save(watched, NOW);
  expect(sent.length).toBeLessThan(300);
  expect(await recentOutcomes(store.database, 1, NOW)).toEqual([
    { stage: "match-watchlists", outcome: "unmatched", count: 15_000 },
    { stage: "match-watchlists", outcome: "matched", count: 5_000 },
  ]);
  expect(tally.totals().outcomes).toEqual({ "match-watchlists": { matched: 5_000, unmatched: 15_000 } });
});
