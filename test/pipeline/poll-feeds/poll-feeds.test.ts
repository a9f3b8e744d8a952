// Polling: what each answer of a server means for its feed, and which entries may alert.
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pollFeeds } from "../../../src/pipeline/poll-feeds/poll-feeds.ts";
import { pauseFeed } from "../../../src/store/feeds.ts";
import { serve } from "../../http/serve.ts";
import { STORES } from "../../store/open-test-store.ts";
import { feedConfig, minutesLater, NOW } from "../../store/seed.ts";
import { freePort } from "../../support/wait.ts";
import { openStages } from "../open-stages.ts";
import type { IncomingHttpHeaders, RequestListener } from "node:http";
import type { FeedRow } from "../../../src/store/feeds.ts";
import type { TestStages } from "../open-stages.ts";

const item = (name: string, hoursOld: number | null): string => {
  const date = hoursOld === null ? "" : `<pubDate>${minutesLater(-hoursOld * 60).toUTCString()}</pubDate>`;
  return `<item><guid>${name}</guid><title>${name}</title><link>https://outlet.example/${name}</link>${date}<description>About ${name}.</description></item>`;
};
const rss = (...items: string[]): string =>
  `<rss version="2.0"><channel><title>The Feed</title>${items.join("")}</channel></rss>`;

const answer =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  /** Serves a feed, configures it, and returns how to poll it. */
  async function feed(listener: RequestListener, more = {}) {
    const asked: IncomingHttpHeaders[] = [];
    const { port } = await serve((request, response) => {
      asked.push(request.headers);
      listener(request, response);
    });
    return { asked, ...(await feedAt(`http://127.0.0.1:${port}/feed`, more)) };
  }
  async function feedAt(url: string, more = {}) {
    await stages.configure({ feeds: [...stages.deps.config().feeds, feedConfig(url, more)] });
    const row = () => stages.database.one<FeedRow>("select * from feeds where url = $1", [url]);
    const { id } = await row();
    /** Polls it, due or not, and says how that ended. */
    const poll = async (at: Date = stages.clock.at ?? NOW) => {
      if (stages.clock.at !== null) stages.clock.at = at;
      await stages.database.run("update feeds set next_due_at = $2 where id = $1", [id, stages.deps.now()]);
      return (await pollFeeds(stages.deps).run({ feed: id })).outcome;
    };
    return { id, row, poll };
  }
  const articles = async () =>
    (await stages.database.many<{ url: string }>("select url from articles order by url")).map(({ url }) =>
      new URL(url).pathname.slice(1),
    );

  test.each([
    ["24h", { kind: "within", ms: 24 * 3_600_000 }, ["young"]],
    ["none", { kind: "none" }, []],
    ["all", { kind: "all" }, ["old", "undated", "young"]],
  ])(
    "of what a feed holds at its first poll, a backlog of %s alerts; later all that is new does",
    async (_, backlog, expected) => {
      let document = rss(item("young", 2), item("old", 30), item("undated", null));
      const { poll, row } = await feed((_, response) => void response.end(document), { backlog });
      expect(await poll()).toBe("new-entries");
      expect(await articles()).toEqual(expected);
      expect(await row()).toMatchObject({ title: "The Feed", last_entries: 3, first_polled_at: NOW });
      document = rss(item("later", null), item("late-but-old", 50), item("young", 2), item("old", 30), item("undated", null));
      expect(await poll(minutesLater(20))).toBe("new-entries");
      expect(await articles()).toEqual([...expected, "later", "late-but-old"].sort());
      expect(await poll(minutesLater(40))).toBe("nothing-new");
    },
  );

  test("a poll before its time asks nothing", async () => {
    const { id, asked } = await feed(answer(rss()));
    stages.clock.at = minutesLater(-1);
    expect(await pollFeeds(stages.deps).run({ feed: id })).toEqual({ outcome: "already-done" });
    expect(await pollFeeds(stages.deps).run({ feed: 999 })).toEqual({ outcome: "already-done" });
    expect(asked).toEqual([]);
  });

  test("an unchanged document is requested with its validators, and not sent again (304)", async () => {
    const { poll, row, asked } = await feed((request, response) => {
      const known = request.headers["if-none-match"] === '"v1"';
      response
        .writeHead(known ? 304 : 200, { etag: '"v1"', "last-modified": "Mon, 02 Mar 2026 09:00:00 GMT" })
        .end(known ? undefined : rss(item("a", 1)));
    });
    expect(await poll()).toBe("new-entries");
    expect(await poll(minutesLater(20))).toBe("not-modified");
    expect(asked[1]).toMatchObject({ "if-none-match": '"v1"', "if-modified-since": "Mon, 02 Mar 2026 09:00:00 GMT" });
    expect(await row()).toMatchObject({ failures: 0, last_ok_at: minutesLater(20), etag: '"v1"', title: "The Feed" });
    expect((await row()).next_due_at.getTime()).toBeGreaterThanOrEqual(minutesLater(30).getTime());
  });

  test("a server that always says 304 is asked for the whole document once a week, and daily once it was caught", async () => {
    let document = rss(item("a", 1));
    const { poll, row, asked } = await feed((request, response) => {
      const isConditional = request.headers["if-none-match"] !== undefined;
      response.writeHead(isConditional ? 304 : 200, { etag: '"always"' }).end(isConditional ? undefined : document);
    });
    const whole = () => asked.filter((headers) => headers["if-none-match"] === undefined).length;
    const hour = 60;
    await poll();
    document = rss(item("b", 0), item("a", 1));
    for (let day = 1; day < 7; day += 1) expect(await poll(minutesLater(day * 24 * hour))).toBe("not-modified");
    expect(whole()).toBe(1);
    expect(await poll(minutesLater(7 * 24 * hour))).toBe("new-entries");
    expect(await row()).toMatchObject({ hides_news: true, document_at: minutesLater(7 * 24 * hour) });
    expect(await poll(minutesLater(7 * 24 * hour + 60))).toBe("not-modified");
    document = rss(item("c", 0), item("b", 1));
    expect(await poll(minutesLater(8 * 24 * hour))).toBe("new-entries");
    expect(whole()).toBe(3);
  });

  test("a feed's wish for an interval is kept with its document, also while it does not change", async () => {
    const { poll, row } = await feed((request, response) => {
      const known = request.headers["if-none-match"] !== undefined;
      response.writeHead(known ? 304 : 200, { etag: '"1"' });
      response.end(known ? undefined : rss(item("a", 1)).replace("<title>The Feed", "<ttl>120</ttl><title>The Feed"));
    });
    await poll();
    expect((await row()).next_due_at).toEqual(minutesLater(120));
    expect(await poll(minutesLater(120))).toBe("not-modified");
    expect((await row()).next_due_at).toEqual(minutesLater(240));
  });

  test("a moved feed is asked at its new address after a week, repeats nothing, and is asked at the old one when that ends", async () => {
    let gone = false;
    const target = await serve((_, response) => void response.writeHead(gone ? 404 : 200).end(rss(item("a", 1))));
    const url = `http://127.0.0.1:${target.port}/new`;
    const { poll, row, asked } = await feed((_, response) =>
      gone ? void response.end(rss(item("a", 1))) : void response.writeHead(301, { location: url }).end(),
    );
    const day = 24 * 60;
    await poll();
    expect(await row()).toMatchObject({ moved_to: url, moved_since: NOW, asked_url: null });
    await poll(minutesLater(6 * day));
    expect(await poll(minutesLater(7 * day))).toBe("nothing-new");
    expect(await row()).toMatchObject({ asked_url: url });
    expect(await poll(minutesLater(8 * day))).toBe("nothing-new");
    expect(asked).toHaveLength(3);
    gone = true;
    expect(await poll(minutesLater(9 * day))).toBe("failed");
    expect(await row()).toMatchObject({ asked_url: null, moved_to: null, next_due_at: minutesLater(9 * day + 10) });
    expect(await poll(minutesLater(10 * day))).toBe("nothing-new");
    expect(await articles()).toEqual(["a"]);
  });

  test("an address that is given up (410) within the week after its move is not the end of the feed", async () => {
    const target = await serve((_, response) => void response.end(rss(item("a", 1))));
    const url = `http://127.0.0.1:${target.port}/new`;
    let status = 301;
    const { poll, row } = await feed((_, response) => void response.writeHead(status, { location: url }).end());
    await poll();
    status = 410;
    expect(await poll(minutesLater(60))).toBe("failed");
    expect(await row()).toMatchObject({ muted: false, asked_url: url, next_due_at: minutesLater(70) });
    expect(await poll(minutesLater(70))).toBe("nothing-new");
  });

  test("two feeds at one address are polled once for both, and not at all while that one is paused", async () => {
    const target = await feed(answer(rss(item("a", 1))));
    const moved = await feed(answer("", { location: (await target.row()).url }, 301));
    await moved.poll();
    await moved.poll(minutesLater(7 * 24 * 60));
    expect(await moved.poll(minutesLater(8 * 24 * 60))).toBe("same-as-another");
    expect(await moved.row()).toMatchObject({ twin_of: target.id, last_polled_at: minutesLater(8 * 24 * 60) });
    await pauseFeed(stages.database, target.id, true, minutesLater(8 * 24 * 60));
    expect(await moved.poll(minutesLater(9 * 24 * 60))).toBe("same-as-another");
    expect(target.asked).toHaveLength(2);
    await stages.configure({ feeds: [feedConfig((await moved.row()).url)] });
    expect(await moved.poll(minutesLater(10 * 24 * 60))).toBe("nothing-new");
    expect(await moved.row()).toMatchObject({ twin_of: null });
  });

  test("a feed that is gone for good (410) is no longer polled", async () => {
    const { poll, row, asked } = await feed(answer("", {}, 410));
    expect(await poll()).toBe("gone");
    expect(await row()).toMatchObject({ muted: true });
    expect((await row()).fault).toMatch(/410.*take it out of feeds\.yaml/);
    expect(await poll(minutesLater(5000))).toBe("already-done");
    expect(asked).toHaveLength(1);
  });

  test("a feed that redirects to a rate-limited host waits for it, and asks its own host no more often than before", async () => {
    stages.clock.at = null;
    const busy = await feed(answer("", { "retry-after": "60" }, 429));
    await busy.poll();
    const moved = await feed(answer("", { location: (await busy.row()).url }, 302));
    const begun = Date.now();
    expect(await moved.poll()).toBe("held");
    expect((await moved.row()).next_due_at.getTime()).toBeGreaterThanOrEqual(begun + 600_000);
    expect([busy.asked.length, moved.asked.length]).toEqual([1, 1]);
  });

  test("a rate-limited server (429) is left alone by all feeds of its host for the given time, also after a reload", async () => {
    stages.clock.at = null;
    const first = await feed(answer("", { "retry-after": "600" }, 429));
    const second = await feedAt((await first.row()).url.replace("/feed", "/other"));
    const begun = Date.now();
    expect(await first.poll()).toBe("failed");
    const { held_until, next_due_at } = await first.row();
    expect(held_until?.getTime()).toBeGreaterThanOrEqual(begun + 600_000);
    expect(next_due_at.getTime()).toBeGreaterThanOrEqual(begun + 600_000);
    expect(await second.poll()).toBe("held");
    expect((await second.row()).held_until?.getTime()).toBeGreaterThanOrEqual(begun + 600_000);
    expect(await second.row()).toMatchObject({ failures: 0, fault: null });
    // A changed way of fetching opens a new client, and is no leave to come back.
    const { feeds } = stages.deps.config();
    await stages.configure({ feeds, fetch: { userAgent: "Wirewatch/2", allowPrivate: ["127.0.0.1"] } });
    expect(await first.poll()).toBe("held");
    expect(first.asked).toHaveLength(1);
  });

  test("a failing server is asked less and less often, at most daily, and never given up", async () => {
    const { poll, row } = await feed(answer("oops", {}, 500));
    const pauses: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const at = minutesLater(turn * 10_000);
      expect(await poll(at)).toBe("failed");
      pauses.push(((await row()).next_due_at.getTime() - at.getTime()) / 60_000);
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
    expect(await row()).toMatchObject({ failures: 10, failing_since: NOW, muted: false });
    expect((await row()).fault).toMatch(/500/);
  });

  test.each([
    [
      "a page",
      answer("<!doctype html><html><body><h1>News</h1></body></html>", { "content-type": "text/html", etag: '"page"' }),
      /HTML|web page/i,
    ],
    ["nothing", answer(""), /empty/i],
    [
      "a picture",
      answer(Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1"), { "content-type": "image/png" }),
      /not a feed|no feed/i,
    ],
    [
      "a gzip bomb",
      answer(gzipSync(Buffer.alloc(20 * 1024 * 1024)), { "content-encoding": "gzip" }),
      /larger than|too large|MB/i,
    ],
  ])("%s in place of a feed is reported as a fault, and its metadata is not kept", async (_, listener, words) => {
    const { poll, row } = await feed(listener);
    expect(await poll()).toBe("failed");
    expect((await row()).fault).toMatch(words);
    expect(await row()).toMatchObject({ failures: 1, etag: null, first_polled_at: null });
  });

  test("an endless body is cut off", async () => {
    const { poll, row } = await feed((_, response) => {
      const more = () => {
        while (response.write("<item/>".repeat(10_000)));
      };
      response.on("drain", more);
      more();
    });
    expect(await poll()).toBe("failed");
    expect((await row()).fault).toMatch(/larger than|too large|MB/i);
  });

  test("a host that does not answer is a fault, and recovers when it answers", async () => {
    const { poll, row } = await feedAt(`http://127.0.0.1:${await freePort()}/feed`);
    expect(await poll()).toBe("failed");
    expect((await row()).fault).toMatch(/refused/);
  });

  test("one good poll ends a series of failures", async () => {
    let status = 503;
    const { poll, row } = await feed((_, response) => void response.writeHead(status).end(rss(item("a", 1))));
    await poll();
    status = 200;
    expect(await poll(minutesLater(15))).toBe("new-entries");
    expect(await row()).toMatchObject({ failures: 0, failing_since: null, fault: null });
  });

  test("a late failure does not mark a feed that another worker has polled meanwhile", async () => {
    const { id, poll, row } = await feed(answer(rss(item("a", 1))));
    await poll();
    stages.clock.at = minutesLater(1);
    await pollFeeds(stages.deps).giveUp({ feed: id }, new Error("late"));
    expect(await row()).toMatchObject({ failures: 0, fault: null });
  });
});
