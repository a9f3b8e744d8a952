// Sources that say themselves when something is new. Method: a kind of source whose connections the test holds, over a real store.
import * as z from "zod";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { watchSources } from "../../../src/pipeline/poll-feeds/watch-sources.ts";
import { pauseFeed } from "../../../src/store/feeds.ts";
import { addFeed, feedConfig, minutesLater, NOW } from "../../store/seed.ts";
import { closing } from "../../support/closing.ts";
import { until } from "../../support/wait.ts";
import { openStages, type TestStages } from "../open-stages.ts";
import type { Source } from "../../../src/sources/source.ts";

interface Connection {
  url: string;
  setting: unknown;
  cursor: unknown;
  news(): void;
  lose(): void;
  refuse(): void;
}

let stages: TestStages;
let connections: Connection[] = [];
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(async () => {
  connections = [];
  await stages.wipe();
});
afterAll(() => stages.close());

const bell: Source = {
  kind: "bell",
  key: "bell",
  schema: z.unknown(),
  inYaml: "",
  does: "",
  addressOf: String,
  identityOf: String,
  poll: () => Promise.reject(new Error("nothing is asked")),
  watch: (_, { row, setting }, { onNews, signal }) =>
    new Promise((resolve, reject) => {
      const refuse = (): void => reject(new Error("the server refuses the password"));
      const connection = { url: row.url, setting, cursor: row.cursor, news: onNews, lose: () => resolve(), refuse };
      connections.push(connection);
      signal.addEventListener("abort", () => {
        connections = connections.filter((one) => one !== connection);
        resolve();
      });
    }),
};

const URL = "bell:one";
const OTHER = "bell:other";
const PAUSES = { lookMs: 5, gatherMs: 5, pollMs: 5, lostMs: 5, lostMsMax: 10, leaseMs: 600_000 };
const begin = () => closing(watchSources(stages.deps, { pauses: PAUSES, sources: [bell] }));
const addBell = async (more = {}) => {
  const next = { next_due_at: minutesLater(20), first_polled_at: NOW, ...more };
  const feed = await addFeed(stages.database, { url: URL, kind: "bell", configured: true, ...next });
  await stages.configure({ feeds: [{ ...feedConfig(URL), kind: "bell", setting: "loud" }] });
  return feed;
};
const dueAt = async (feed: number): Promise<Date> =>
  (await stages.database.one<{ next_due_at: Date }>("select next_due_at from feeds where id = $1", [feed])).next_due_at;
const askedOf = (url: string) => connections.filter((one) => one.url === url);
const connected = (count = 1) => until(() => connections.length === count, `${count} connections are open`);

test("a source that says that something is new is due at once", async () => {
  const feed = await addBell();
  begin();
  await connected();
  expect(await dueAt(feed)).toEqual(minutesLater(20));
  connections[0]?.news();
  await until(async () => (await dueAt(feed)) <= NOW, "it is due");
});

test("what comes during a poll makes the source due again when that poll has ended", async () => {
  const feed = await addBell({ next_due_at: NOW });
  begin();
  await connected();
  connections[0]?.news();
  await stages.database.run("update feeds set next_due_at = $2 where id = $1", [feed, minutesLater(20)]);
  await until(async () => (await dueAt(feed)) <= NOW, "it is due again");
});

test("a lost connection is opened again, and compares with what was read last", async () => {
  const feed = await addBell({ cursor: JSON.stringify({ last: 1 }) });
  begin();
  await connected();
  await stages.database.run("update feeds set cursor = '{\"last\": 2}' where id = $1", [feed]);
  connections[0]?.lose();
  await connected(2);
  expect(connections.map(({ cursor }) => cursor)).toEqual([{ last: 1 }, { last: 2 }]);
});

test("a source that refuses is polled before it is asked again, and not asked again if that poll fails", async () => {
  const feed = await addBell({ last_polled_at: NOW });
  await addFeed(stages.database, {
    url: OTHER,
    kind: "bell",
    configured: true,
    next_due_at: minutesLater(20),
    first_polled_at: NOW,
  });
  await stages.configure({ feeds: [URL, OTHER].map((url) => ({ ...feedConfig(url), kind: "bell", setting: "loud" })) });
  begin();
  /** So often that one which is not waited for would have been asked again. */
  const loseOther = async (): Promise<void> => {
    for (let times = 0; times < 3; times++) {
      const { length } = askedOf(OTHER);
      askedOf(OTHER).at(-1)?.lose();
      await until(() => askedOf(OTHER).length > length, "the other is asked again");
    }
  };
  await until(() => askedOf(URL).length + askedOf(OTHER).length === 2, "both are asked");
  askedOf(URL)[0]?.refuse();
  await until(async () => (await dueAt(feed)) <= NOW, "it is to be polled");
  await loseOther();
  expect(askedOf(URL)).toHaveLength(1);
  await stages.database.run("update feeds set last_polled_at = $2, next_due_at = $2 where id = $1", [feed, minutesLater(1)]);
  await until(() => askedOf(URL).length === 2, "a good poll lets it be asked again");
  askedOf(URL)[1]?.refuse();
  await loseOther();
  await stages.database.run("update feeds set last_polled_at = $2, failures = 1 where id = $1", [feed, minutesLater(2)]);
  await until(() => askedOf(URL).length < 2, "its watch has ended");
  await loseOther();
  expect(askedOf(URL).length).toBeLessThan(2);
});

test("a source that cannot be read, or is paused, is left to its polls", async () => {
  const feed = await addBell({ failures: 1 });
  begin();
  await stages.database.run("update feeds set failures = 0 where id = $1", [feed]);
  await connected();
  await stages.database.run("update feeds set failures = 1 where id = $1", [feed]);
  await connected(0);
  await stages.database.run("update feeds set failures = 0 where id = $1", [feed]);
  await connected();
  await stages.database.run("update feeds set paused_at = now() where id = $1", [feed]);
  await connected(0);
});

test("a source that is paused by hand is not waited at, and is again once it is resumed", async () => {
  const feed = await addBell();
  begin();
  await connected();
  await pauseFeed(stages.database, feed, true, NOW);
  await connected(0);
  await pauseFeed(stages.database, feed, false, NOW);
  await connected();
});

test("of two processes one waits at a source, and the other does once that one has stopped or died", async () => {
  const feed = await addBell();
  const lease = (until: string) =>
    stages.database.run(`update feeds set watched_by = 'another', watched_until = ${until} where id = $1`, [feed]);
  await lease("now() + interval '1 hour'");
  const first = begin();
  await addFeed(stages.database, {
    url: OTHER,
    kind: "bell",
    configured: true,
    first_polled_at: NOW,
    next_due_at: minutesLater(9),
  });
  await stages.configure({ feeds: [URL, OTHER].map((url) => ({ ...feedConfig(url), kind: "bell", setting: "loud" })) });
  await until(() => askedOf(OTHER).length === 1, "the free one is watched");
  expect(askedOf(URL)).toEqual([]);
  await lease("now() - interval '1 second'");
  await connected(2);
  begin();
  await first.close();
  await connected(2);
  const { watchers } = await stages.database.one<{ watchers: number }>(
    "select count(distinct watched_by)::int as watchers from feeds where watched_until > now()",
  );
  expect(watchers).toBe(1);
});

test("a changed setting opens another connection, and one that left feeds.yaml is closed", async () => {
  await addBell();
  begin();
  await connected();
  await stages.configure({ feeds: [{ ...feedConfig(URL), kind: "bell", setting: "soft" }] });
  await until(() => connections[0]?.setting === "soft", "the new setting is in force");
  await stages.configure({ feeds: [] });
  await connected(0);
});
