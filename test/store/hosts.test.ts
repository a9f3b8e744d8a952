// Turns at sites, over all workers: one at a time, a gap in between, and hosts that asked to be left alone are.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { holdHost, hostHeldUntil, openHostLease } from "../../src/store/hosts.ts";
import { openTestStore, STORES } from "./open-test-store.ts";
import type { Database } from "../../src/store/engine/database.ts";
import type { TestStore } from "./open-test-store.ts";

const SITE = "outlet.example";
const turn = (name: string) => ({ site: SITE, host: `${name}.${SITE}` });

describe.each(STORES)("on %s", (kind) => {
  let store: TestStore;
  let database: Database;
  let lease: ReturnType<typeof openHostLease>;
  beforeAll(async () => {
    store = await openTestStore(kind);
    database = store.database;
    lease = openHostLease(database);
  });
  beforeEach(() => store.wipe());
  afterAll(() => store.close());

  test("one worker at a time has a site, whichever of its hosts it asks", async () => {
    const taken = await Promise.all(["a", "b", "a", "b"].map((name) => lease.take(turn(name), 60_000)));
    expect(taken.filter((free) => free === null)).toHaveLength(1);
    expect(await lease.take({ site: "other.example", host: "other.example" }, 60_000)).toBeNull();
    await lease.free(SITE, 0);
    expect(await lease.take(turn("b"), 60_000)).toBeNull();
  });

  test("requests that come together share a statement, and each gets the answer for its own site", async () => {
    const asked: string[] = [];
    const counting = {
      ...database,
      many: ((text, values) => (asked.push(text), database.many(text, values))) as Database["many"],
    };
    const [shared, until] = [openHostLease(counting), new Date(Date.now() + 600_000)];
    await holdHost(database, "held.example", until);
    const sites = ["z.example", "held.example", "a.example", "a.example"];
    const [z, held, a, second] = await Promise.all(sites.map((site) => shared.take({ site, host: site }, 60_000)));
    expect([z, held, a, asked.length]).toEqual([null, until, null, 1]);
    expect(second).toBeInstanceOf(Date);
    await Promise.all(["z.example", "a.example"].map((site) => shared.free(site, 0)));
    expect(await Promise.all(["a.example", "z.example"].map((site) => lease.take({ site, host: site }, 60_000)))).toEqual([
      null,
      null,
    ]);
  });

  test("a site is free again when the gap after its last request is over, or the lease of a dead worker", async () => {
    await lease.take(turn("a"), 60_000);
    await lease.free(SITE, 60_000);
    const free = await lease.take(turn("b"), 60_000);
    expect(free?.getTime()).toBeGreaterThan(Date.now() + 30_000);
    await database.run("update hosts set next_at = clock_timestamp(), busy_until = clock_timestamp()");
    expect(await lease.take(turn("b"), 0)).toBeNull();
    expect(await lease.take(turn("a"), 60_000)).toBeNull();
  });

  test("a host that asked to be left alone is, and its site's other hosts are not", async () => {
    const until = new Date(Date.now() + 600_000);
    await holdHost(database, turn("busy").host, until);
    expect(await lease.take(turn("busy"), 60_000)).toEqual(until);
    expect(await lease.take(turn("a"), 60_000)).toBeNull();
    expect(await hostHeldUntil(database, turn("busy").host)).toEqual(until);
    expect(await hostHeldUntil(database, turn("a").host)).toBeNull();
  });

  test("a host that is its own site and asked to be left alone is", async () => {
    const until = new Date(Date.now() + 600_000);
    await holdHost(database, "192.0.2.1:80", until);
    expect(await lease.take({ site: "192.0.2.1:80", host: "192.0.2.1:80" }, 60_000)).toEqual(until);
  });
});
