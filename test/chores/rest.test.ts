// Goal: an idle process asks its database almost nothing, and is late for nothing. Method: the chores on a real embedded store, with a set clock.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { afterWrites } from "../../src/chores/after-writes.ts";
import { sweepWhenDue } from "../../src/chores/sweep.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { addArticle, addDigest, addFeed, addIssue, insert, NOW } from "../store/seed.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(() => stages.wipe());
afterAll(() => stages.close());

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const at = (ms: number) => new Date(NOW.getTime() + ms);

/** Counts the statements that ask when something is due, and the sweeps. */
function openSweeper() {
  const seen = { asked: 0, swept: 0 };
  const { database } = stages;
  const one: typeof database.one = (...given) => {
    seen.asked++;
    return database.one(...given);
  };
  const look = sweepWhenDue({ ...stages.deps, database: { ...database, one } }, async () => seen.swept++);
  return {
    seen,
    /** A tick of the chore so long after the beginning. */
    async tick(ms: number) {
      stages.clock.at = at(ms);
      await look();
    },
  };
}

describe("the sweep of the embedded store", () => {
  test("asks once when something is due, and not again until then", async () => {
    await addFeed(stages.database, { url: "https://a.example/", next_due_at: at(20 * SECOND_MS) });
    const { seen, tick } = openSweeper();
    for (let second = 0; second < 20; second++) await tick(second * SECOND_MS);
    expect(seen).toEqual({ asked: 1, swept: 0 });
    await tick(20 * SECOND_MS);
    expect(seen).toEqual({ asked: 2, swept: 1 });
  });

  test("looks again right after a write, whatever it wrote", async () => {
    const { seen, tick } = openSweeper();
    await tick(0);
    await tick(SECOND_MS);
    await addArticle(stages.database, { stage: "match-watchlists", not_before: at(0) });
    await tick(2 * SECOND_MS);
    expect(seen).toEqual({ asked: 2, swept: 1 });
  });

  test("finds what is on no queue a minute after it was enqueued", async () => {
    await addArticle(stages.database, { stage: "group-stories", not_before: at(0), enqueued_at: at(0) });
    const { seen, tick } = openSweeper();
    for (let second = 0; second <= 59; second++) await tick(second * SECOND_MS);
    expect(seen.swept).toBe(0);
    await tick(MINUTE_MS + 1);
    expect(seen.swept).toBe(1);
  });

  test("looks twice a minute however sure it is, and when the clock was set back", async () => {
    const { seen, tick } = openSweeper();
    for (let second = 0; second < 60; second++) await tick(second * SECOND_MS);
    expect(seen.asked).toBe(2);
    await tick(-1);
    expect(seen.asked).toBe(3);
  });

  test("is kept awake by nothing that it would not take", async () => {
    const { database } = stages;
    await addFeed(database, { url: "https://gone.example/", next_due_at: at(-1), muted: true });
    await addFeed(database, { url: "https://left.example/", next_due_at: at(-1), configured: false });
    await addFeed(database, { url: "https://paused.example/", next_due_at: at(-1), paused_at: at(-1) });
    await addArticle(database, { stage: "fetch-articles", not_before: at(-1), set_aside_at: at(-1) });
    await addArticle(database, { stage: "done", not_before: at(-1) });
    const { seen, tick } = openSweeper();
    await tick(0);
    await tick(SECOND_MS);
    expect(seen).toEqual({ asked: 1, swept: 0 });
  });

  test("looks again after a sweep that failed", async () => {
    await addFeed(stages.database, { url: "https://a.example/", next_due_at: at(0) });
    let tries = 0;
    const look = sweepWhenDue(stages.deps, async () => {
      tries++;
      if (tries === 1) throw new Error("the queue is away");
    });
    await expect(look()).rejects.toThrow("the queue is away");
    await look();
    expect(tries).toBe(2);
  });

  test("takes a mail that is held for a person for one that is never due", async () => {
    const { database } = stages;
    await addDigest(database, "morning");
    const row = { issue_id: await addIssue(database, "morning"), message: new Uint8Array(), created_at: NOW, state: "uncertain" };
    await insert(database, "deliveries", { ...row, not_before: "infinity", recipient: "a@x", message_id: "1" });
    const { seen, tick } = openSweeper();
    await tick(0);
    await tick(SECOND_MS);
    expect(seen).toEqual({ asked: 1, swept: 0 });
  });

  test("on a server asks each time, since other processes write too", async () => {
    const { seen } = openSweeper();
    const database = { ...stages.database, writes: null };
    const one: typeof database.one = (...given) => {
      seen.asked++;
      return stages.database.one(...given);
    };
    const look = sweepWhenDue({ ...stages.deps, database: { ...database, one } }, async () => 0);
    for (let tick = 0; tick < 3; tick++) await look();
    expect(seen.asked).toBe(3);
  });

  test("on a server reads by an index what is due, and nothing else", async () => {
    const { database } = stages;
    const plans: string[] = [];
    const one: typeof database.one = async (text, values) => {
      await database.transaction(async (sql) => {
        // A table of a few rows is read as a whole otherwise.
        await sql.run("set local enable_seqscan = off");
        await sql.run("set local enable_bitmapscan = off");
        const lines = await sql.many<{ "QUERY PLAN": string }>(`explain ${text}`, values);
        plans.push(...lines.map((line) => line["QUERY PLAN"]));
      });
      return database.one(text, values);
    };
    let swept = 0;
    const look = sweepWhenDue({ ...stages.deps, database: { ...database, writes: null, one } }, async () => swept++);
    await addFeed(database, { url: "https://a.example/", next_due_at: at(SECOND_MS) });
    await look();
    expect(swept).toBe(0);
    const conditions = plans.flatMap((line) => /Index Cond: \((next_due_at|not_before) <=/.exec(line)?.[1] ?? []);
    expect(conditions.toSorted()).toEqual(["next_due_at", "not_before", "not_before"]);
    stages.clock.at = at(SECOND_MS);
    await look();
    expect(swept).toBe(1);
  });
});

const run = (writes: (() => number) | null) => {
  let runs = 0;
  const chore = afterWrites({ writes }, async () => runs++);
  return { go: () => chore(new AbortController().signal), runs: () => runs };
};

describe("a chore that runs after writes", () => {
  test("runs at first, and again only after a write", async () => {
    const { go, runs } = run(stages.database.writes);
    await go();
    await go();
    expect(runs()).toBe(1);
    await addFeed(stages.database, { url: "https://a.example/" });
    await go();
    expect(runs()).toBe(2);
  });

  test("runs always on a server", async () => {
    const { go, runs } = run(null);
    await go();
    await go();
    expect(runs()).toBe(2);
  });
});

const writes = () => stages.database.writes?.() ?? -1;
const counted = async (work: () => Promise<unknown>) => {
  const before = writes();
  await work();
  return writes() - before;
};

describe("the count of writes", () => {
  test.each([
    ["an insert", "insert into chores (name, done_at) values ('a', now())", 1],
    ["an update that finds its row", "update chores set note = 'b'", 1],
    ["a statement that reads, with a part that writes", "with gone as (delete from chores returning 1) select 1 from gone", 1],
    [
      "an insert of nothing, with a part that writes",
      "with same as (update chores set note = 'c' returning 1) insert into chores (name, done_at) select 'd', now() where not exists (select 1 from same)",
      1,
    ],
    ["an update that finds none", "update chores set note = 'b' where name = 'none'", 0],
    ["a delete that finds none", "delete from chores where name = 'none'", 0],
    ["reading", "select count(*) from chores", 0],
    ["reading with a lock", "select id from articles a where id = 1 for update of a skip locked", 0],
  ])("takes %s for what it is", async (_, text, expected) => {
    if (expected === 1 && !text.startsWith("insert"))
      await stages.database.run("insert into chores (name, done_at) values ('c', now())");
    expect(await counted(() => stages.database.many(text))).toBe(expected);
  });

  test("takes those of a transaction too", async () => {
    const insert = "insert into chores (name, done_at) values ('t', now())";
    expect(await counted(() => stages.database.transaction((sql) => sql.run(insert)))).toBe(1);
  });
});
