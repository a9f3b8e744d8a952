// Goal: a hub's news arrives at once, and a broken, silent or foreign hub costs only a poll.
// Method: a hub of our own on loopback that verifies, pushes, denies and falls silent; a clock that we set.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askHubs } from "../../../src/pipeline/poll-feeds/websub/follow-hub.ts";
import { pollFeeds } from "../../../src/pipeline/poll-feeds/poll-feeds.ts";
import { openHubCallback } from "../../../src/pipeline/poll-feeds/websub/hub-callback.ts";
import { openWeb } from "../../../src/web/open-web.ts";
import { serve } from "../../http/serve.ts";
import { closing } from "../../support/closing.ts";
import { STORES } from "../../store/open-test-store.ts";
import { feedConfig, minutesLater } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import { reachHubs } from "./reach-hubs.ts";
import type { SubscriptionRow } from "../../../src/pipeline/poll-feeds/websub/subscriptions.ts";
import type { TestStages } from "../open-stages.ts";

const DAY = 24 * 60;
const item = (name: string) => `<item><guid>${name}</guid><title>${name}</title><link>https://gull.example/${name}</link></item>`;

const statusOf = async ({ desk }: TestStages) => (await desk.feedStates())[0]?.hub;

describe.each(STORES)("on %s", (kind) => {
  let stages: TestStages;
  beforeAll(async () => {
    stages = await openStages(kind);
  });
  beforeEach(() => stages.wipe());
  afterAll(() => stages.close());

  /** A feed with a hub, a web page for it to call back, and what both were asked. */
  async function newsroom(hubStatus = 202) {
    const hub = {
      status: hubStatus,
      /** What it grants; null: it never verifies. */
      leaseS: 864_000 as number | null,
      asked: [] as URLSearchParams[],
      verified: [] as { status: number; text: string }[],
    };
    const callBack = (query: Record<string, string>, form = hub.asked.at(-1)) => {
      const { pathname } = new URL(form?.get("hub.callback") ?? "");
      return fetch(`${web.url}${pathname.slice(1)}?${new URLSearchParams(query).toString()}`);
    };
    const { port } = await serve((request, response) => {
      void (async () => {
        const form = new URLSearchParams(await new Response(request as unknown as ReadableStream).text());
        hub.asked.push(form);
        if (hub.status === 202 && hub.leaseS !== null) {
          const query = {
            "hub.mode": form.get("hub.mode") ?? "",
            "hub.topic": form.get("hub.topic") ?? "",
            "hub.challenge": "1234",
            "hub.lease_seconds": String(hub.leaseS),
          };
          const answer = await callBack(query, form);
          hub.verified.push({ status: answer.status, text: await answer.text() });
        }
        response.writeHead(hub.status).end();
      })();
    });
    const feed = { items: ["one"], hub: `<atom:link rel="hub" href="http://127.0.0.1:${port}/hub"/>` };
    const served = await serve((_, response) => {
      response.end(`<rss version="2.0"><channel><title>Gull</title>${feed.hub}${feed.items.map(item).join("")}</channel></rss>`);
    });
    const url = `http://127.0.0.1:${served.port}/feed`;
    await stages.configure({
      web: { host: "127.0.0.1", port: 0, url: "https://wirewatch.example/ww", access: { kind: "loopback" } },
      feeds: [feedConfig(url)],
    });
    const counted: string[] = [];
    const hubCallback = openHubCallback(stages.deps, (_stage, { outcome }) => counted.push(outcome));
    const web = closing(await openWeb({ ...stages.deps, desk: stages.desk, hubCallback }));
    const subscription = () => stages.database.maybeOne<SubscriptionRow>("select * from subscriptions");
    const poll = async () => {
      await stages.database.run("update feeds set next_due_at = $1", [stages.deps.now()]);
      return (await pollFeeds(stages.deps).run({ feed: 1 })).outcome;
    };
    const push = async (
      names: string[],
      { secret, method = "sha256", path }: { secret?: string; method?: string; path?: string } = {},
    ) => {
      const body = `<rss version="2.0"><channel><title>Gull</title>${names.map(item).join("")}</channel></rss>`;
      const row = await subscription();
      const signature = `${method}=${createHmac(method, secret ?? row?.secret ?? "")
        .update(body)
        .digest("hex")}`;
      const answer = await fetch(`${web.url}${path ?? `websub/${row?.token}`}`, {
        method: "POST",
        body,
        headers: { "x-hub-signature": signature, "content-type": "application/rss+xml" },
      });
      return answer.status;
    };
    return { hub, feed, url, web, counted, subscription, poll, push, callBack, ask: askHubs(reachHubs(stages)) };
  }

  const articles = async () =>
    (await stages.database.many<{ url: string }>("select url from articles order by id")).map(({ url }) =>
      new URL(url).pathname.slice(1),
    );
  const at = (minutes: number) => {
    stages.clock.at = minutesLater(minutes);
  };

  test("a hub that the feed names is asked, verified for what was asked, and what it pushes becomes articles at once", async () => {
    const { hub, url, subscription, poll, push, ask } = await newsroom();
    await poll();
    await ask();
    const [form] = hub.asked;
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      "hub.mode": "subscribe",
      "hub.topic": url,
      "hub.lease_seconds": "864000",
    });
    expect(form?.get("hub.callback")).toMatch(/^https:\/\/wirewatch\.example\/ww\/websub\/[\w-]{43}$/);
    expect(form?.get("hub.secret")).toMatch(/^[\w-]{43}$/);
    expect(hub.verified).toEqual([{ status: 200, text: "1234" }]);
    expect(await subscription()).toMatchObject({
      asked: null,
      failures: 0,
      lease_until: minutesLater(10 * DAY),
      next_due_at: minutesLater(8 * DAY),
    });
    expect(await push(["two"], { method: "sha512" })).toBe(202);
    expect(await push(["two", "three"], { method: "sha1" })).toBe(202);
    expect(await articles()).toEqual(["one", "two", "three"]);
    expect(await subscription()).toMatchObject({ pushed: 2, polled: 0, last_push_at: stages.deps.now() });
    expect(await statusOf(stages)).toMatch(/^127\.0\.0\.1:\d+ pushes, not yet often enough to poll less$/);
    await ask();
    expect(hub.asked).toHaveLength(1);
  });

  test("a push with a wrong signature, or none of ours, brings nothing and is seen in the feed's row", async () => {
    const { counted, subscription, poll, push, ask } = await newsroom();
    await poll();
    await ask();
    expect(await push(["forged"], { secret: "guessed" })).toBe(202);
    expect(await push(["true"])).toBe(202);
    expect(counted).toEqual(["unsigned", "pushed"]);
    expect(await articles()).toEqual(["one", "true"]);
    expect(await subscription()).toMatchObject({ unsigned: 1, pushed: 1 });
    expect(await statusOf(stages)).toContain("a push without our signature was ignored");
  });

  test("without a token there is no answer, and nothing is confirmed that was not requested", async () => {
    const { url, web, subscription, poll, push, ask, callBack } = await newsroom();
    await poll();
    await ask();
    expect(await push(["x"], { path: "websub/short" })).toBe(404);
    expect(await push(["x"], { path: `websub/${"a".repeat(43)}` })).toBe(404);
    expect((await fetch(`${web.url}websub/${"a".repeat(43)}?hub.mode=subscribe`)).status).toBe(404);
    const word = { "hub.topic": url, "hub.challenge": "x", "hub.lease_seconds": "9" };
    expect((await callBack({ ...word, "hub.mode": "unsubscribe" })).status).toBe(404);
    expect((await callBack({ ...word, "hub.mode": "subscribe" })).status).toBe(404);
    expect((await callBack({ ...word, "hub.mode": "denied", "hub.topic": "https://other.example/" })).status).toBe(404);
    expect(await subscription()).toMatchObject({ lease_until: minutesLater(10 * DAY), fault: null });
    expect((await fetch(`${web.url}healthz`, { method: "POST", body: "x" })).status).toBe(405);
    const large = await fetch(`${web.url}websub/${(await subscription())?.token}`, {
      method: "POST",
      body: Buffer.alloc(17 * 1024 * 1024),
    }).catch(() => null);
    expect(large?.status ?? 413).toBe(413);
    expect(await articles()).toEqual(["one"]);
  });

  test("a lease is renewed before it ends; where renewing fails it runs out, and is asked for again and again", async () => {
    const { hub, subscription, poll, push, ask } = await newsroom();
    hub.leaseS = 365 * 86_400;
    await poll();
    await ask();
    expect((await subscription())?.lease_until).toEqual(minutesLater(14 * DAY));
    at(11 * DAY);
    await ask();
    expect(hub.asked).toHaveLength(1);
    at(12 * DAY);
    await ask();
    expect(hub.asked).toHaveLength(2);
    expect((await subscription())?.lease_until).toEqual(minutesLater(26 * DAY));
    hub.status = 503;
    for (let day = 23.5; day < 27; day += 0.5) {
      at(day * DAY);
      await ask();
    }
    expect(hub.asked.length).toBeGreaterThan(5);
    expect(await push(["late"])).toBe(410);
    expect(await statusOf(stages)).toMatch(/^no longer subscribed to 127\.0\.0\.1:\d+; server error \(503\)$/);
    hub.status = 202;
    at(29 * DAY);
    await ask();
    expect(await push(["back"])).toBe(202);
    expect(await articles()).toEqual(["one", "back"]);
  });

  test("a hub that takes the request and never verifies is said so and asked ever more rarely", async () => {
    const { hub, subscription, poll, ask } = await newsroom();
    hub.leaseS = null;
    await poll();
    for (let minute = 0; minute < DAY; minute += 5) {
      at(minute);
      await ask();
    }
    expect(hub.asked.length).toBeGreaterThan(3);
    expect(hub.asked.length).toBeLessThan(10);
    expect(await statusOf(stages)).toContain("took the request and did not verify it; can it reach web.url?");
    expect((await subscription())?.lease_until).toBeNull();
  });

  test("a hub that denies is left alone for a week", async () => {
    const { hub, url, poll, ask, callBack } = await newsroom();
    await poll();
    await ask();
    expect((await callBack({ "hub.mode": "denied", "hub.topic": url, "hub.reason": "members only" })).status).toBe(200);
    expect(await statusOf(stages)).toContain("denied: members only");
    at(6 * DAY);
    await ask();
    expect(hub.asked).toHaveLength(1);
    at(7 * DAY);
    await ask();
    expect(hub.asked).toHaveLength(2);
  });

  test("behind a hub that pushes polls grow rare; one that never pushes is found out by them", async () => {
    const { feed, poll, push, ask } = await newsroom();
    await poll();
    await ask();
    const wait = async () => {
      await poll();
      const { next_due_at } = await stages.database.one<{ next_due_at: Date }>("select next_due_at from feeds");
      return (next_due_at.getTime() - stages.deps.now().getTime()) / 60_000;
    };
    const before = await wait();
    feed.items.push("a", "b", "c");
    await wait();
    expect(await statusOf(stages)).toContain("takes subscriptions and never pushes; polled as before");
    expect(await wait()).toBe(before);
    await push(Array.from({ length: 12 }, (_, index) => `pushed-${index}`));
    expect(await wait()).toBe(3 * before);
    expect(await statusOf(stages)).toContain("pushes; polled as a backup");
  });

  test("a feed that no longer names its hub, or is removed, ends its subscription", async () => {
    const { hub, feed, subscription, poll, push, ask } = await newsroom();
    await poll();
    await ask();
    feed.hub = "";
    await poll();
    await ask();
    expect(hub.asked.map((form) => form.get("hub.mode"))).toEqual(["subscribe", "unsubscribe"]);
    expect(hub.verified.at(-1)).toEqual({ status: 200, text: "1234" });
    expect(await subscription()).toBeNull();
    expect(await push(["x"])).toBe(404);
  });

  test("a feed that is removed from feeds.yaml ends its subscription, even if its hub does not answer", async () => {
    const { hub, subscription, poll, ask } = await newsroom();
    await poll();
    await ask();
    hub.status = 500;
    await stages.configure({ web: stages.deps.config().web, feeds: [] });
    for (let hour = 1; hour < 48; hour++) {
      at(hour * 60);
      await ask();
    }
    expect(hub.asked.filter((form) => form.get("hub.mode") === "unsubscribe")).toHaveLength(3);
    expect(await subscription()).toBeNull();
  });

  test("a changed web.url is announced to all hubs at once", async () => {
    const { hub, poll, ask } = await newsroom();
    await poll();
    await ask();
    await stages.configure({ ...stages.deps.config(), web: { ...stages.deps.config().web, url: "https://moved.example" } });
    await ask();
    await ask();
    const [before, after, ...more] = hub.asked.map((form) => new URL(form.get("hub.callback") ?? ""));
    expect([before?.host, after?.host, more]).toEqual(["wirewatch.example", "moved.example", []]);
    expect(after?.pathname.split("/").at(-1)).toBe(before?.pathname.split("/").at(-1));
  });

  test("a hub that must wait for its turn is asked later, and that counts as no failure", async () => {
    const { hub, subscription, poll, ask } = await newsroom();
    await poll();
    await stages.deps.client().hold((await subscription())?.hub ?? "", new Date(Date.now() + 60_000));
    await ask();
    expect(hub.asked).toEqual([]);
    expect(await subscription()).toMatchObject({ failures: 0, fault: null });
    expect((await subscription())?.next_due_at.getTime()).toBeGreaterThan(Date.now());
  });

  test("two processes ask a hub once", async () => {
    const { hub, poll, ask } = await newsroom();
    hub.leaseS = null;
    await poll();
    await Promise.all([ask(), ask(), askHubs(reachHubs(stages))()]);
    expect(hub.asked).toHaveLength(1);
  });
});
