// Turns at sites, over all workers: one at a time, a gap in between, and hosts that asked to be left alone are.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freeHost, holdHost, hostHeldUntil, takeHost } from "../../src/store/hosts.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

const SITE = "outlet.example";
const turn = (name: string) => ({ site: SITE, host: `${name}.${SITE}` });

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  test("one worker at a time has a site, whichever of its hosts it asks", async () => {
    const taken = await Promise.all(["a", "b", "a", "b"].map((name) => takeHost(database, turn(name), 60_000)));
    expect(taken.filter((free) => free === null)).toHaveLength(1);
    expect(await takeHost(database, { site: "other.example", host: "other.example" }, 60_000)).toBeNull();
    await freeHost(database, SITE, 0);
    expect(await takeHost(database, turn("b"), 60_000)).toBeNull();
  });

  test("a site is free again when the gap after its last request is over, or the lease of a dead worker", async () => {
    await takeHost(database, turn("a"), 60_000);
    await freeHost(database, SITE, 60_000);
    const free = await takeHost(database, turn("b"), 60_000);
    expect(free?.getTime()).toBeGreaterThan(Date.now() + 30_000);
    await database.run("update hosts set next_at = clock_timestamp(), busy_until = clock_timestamp()");
    expect(await takeHost(database, turn("b"), 0)).toBeNull();
    expect(await takeHost(database, turn("a"), 60_000)).toBeNull();
  });

  test("a host that asked to be left alone is, and its site's other hosts are not", async () => {
    const until = new Date(Date.now() + 600_000);
    await holdHost(database, turn("busy").host, until);
    expect(await takeHost(database, turn("busy"), 60_000)).toEqual(until);
    expect(await takeHost(database, turn("a"), 60_000)).toBeNull();
    expect(await hostHeldUntil(database, turn("busy").host)).toEqual(until);
    expect(await hostHeldUntil(database, turn("a").host)).toBeNull();
  });

  test("a host that is its own site and asked to be left alone is", async () => {
    const until = new Date(Date.now() + 600_000);
    await holdHost(database, "192.0.2.1:80", until);
    expect(await takeHost(database, { site: "192.0.2.1:80", host: "192.0.2.1:80" }, 60_000)).toEqual(until);
  });
});
