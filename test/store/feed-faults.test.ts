// When and why a source could not be read, in the database: a row for polls in a row that failed alike.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listFaults, saveFailedPoll } from "../../src/store/feeds.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import { addFeed, minutesLater, NOW } from "./seed.ts";
import type { TestStore } from "./open-test-store.ts";

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(kind);
  });
  afterAll(() => store.close());

  test("a poll that failed like the one before lengthens its row; another fault, or the same after a good poll, begins one", async () => {
    const { database } = store;
    const fail = (feed: number, fault: string, minute: number): Promise<void> => {
      const at = minutesLater(minute);
      return saveFailedPoll(database, feed, { fault, nextDueAt: at, heldUntil: null, muted: false, place: null }, at);
    };
    const id = await addFeed(database);
    for (const minute of [0, 30]) await fail(id, "not found", minute);
    await fail(await addFeed(database, { url: "https://other.example/feed" }), "not found", 40);
    await fail(id, "server error", 60);
    await database.run("update feeds set failures = 0, failing_since = null, fault = null where id = $1", [id]);
    // Twice at one moment, as where two processes poll.
    for (const minute of [120, 120]) await fail(id, "server error", minute);
    expect(await listFaults(database, id, 10)).toEqual([
      { fault: "server error", since: minutesLater(120), until: minutesLater(120), polls: 2 },
      { fault: "server error", since: minutesLater(60), until: minutesLater(60), polls: 1 },
      { fault: "not found", since: NOW, until: minutesLater(30), polls: 2 },
    ]);
  });
});
