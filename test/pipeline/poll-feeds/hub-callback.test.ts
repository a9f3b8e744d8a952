// Goal: a stranger's request to the hub callback costs little. Method: requests of every kind to the callback alone, on a real store.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openHubCallback } from "../../../src/pipeline/poll-feeds/websub/hub-callback.ts";
import {
  countPolled,
  findSubscription,
  savePush,
  wantSubscription,
} from "../../../src/pipeline/poll-feeds/websub/subscriptions.ts";
import { feedConfig, NOW } from "../../store/seed.ts";
import { openStages } from "../open-stages.ts";
import type { TestStages } from "../open-stages.ts";

const TOKEN = "t".repeat(43);
const TOPIC = "https://gull.example/feed";
const outcomes: string[] = [];

let stages: TestStages;
beforeAll(async () => void (stages = await openStages("pglite")));
beforeEach(async () => {
  outcomes.length = 0;
  await stages.wipe();
  await stages.configure({ feeds: [feedConfig(TOPIC)] });
  await wantSubscription(stages.database, { feed: 1, hub: "https://hub.example/", topic: TOPIC, token: TOKEN, secret: "s" }, NOW);
});
afterAll(() => stages.close());

const callback = () => openHubCallback(stages.deps, (_stage, { outcome }) => outcomes.push(outcome));
const request = (body: ReadableStream | string, headers: Record<string, string> = {}) => {
  const init = { method: "POST", body, headers, duplex: "half" as const };
  return new Request("http://localhost/", init);
};
const post = (body: ReadableStream, headers = {}) => callback()(request(body, headers), TOKEN);
const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)) });

test("an unknown token and a subscription that nobody verified bring nothing", async () => {
  expect(await callback()(request("<rss/>"), "t")).toMatchObject({ status: 404 });
  expect(await callback()(request("<rss/>"), "x".repeat(43))).toMatchObject({ status: 404 });
  expect(await callback()(request("<rss/>"), TOKEN)).toMatchObject({ status: 410 });
  expect(await callback()(new Request("http://localhost/", { method: "PUT" }), TOKEN)).toMatchObject({ status: 405 });
  expect(outcomes).toEqual(["unwanted"]);
});

test("a body that is too large or compressed is refused unread, whatever length it claims", async () => {
  expect(await post(endless())).toMatchObject({ status: 413 });
  expect(await post(endless(), { "content-length": String(16 * 1024 * 1024 + 1) })).toMatchObject({ status: 413 });
  expect(await post(endless(), { "content-encoding": "gzip" })).toMatchObject({ status: 413 });
  expect(outcomes).toEqual([]);
});

test("a body that stops coming is given up after twenty seconds", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    // By the time the body is asked for, the limit is running.
    const silent = new ReadableStream({ pull: () => void vi.advanceTimersByTime(20_000) }, { highWaterMark: 0 });
    expect(await post(silent)).toMatchObject({ status: 408 });
  } finally {
    vi.useRealTimers();
  }
  expect(outcomes).toEqual([]);
});

test("a fifth push at a time is sent away until another ends", async () => {
  const ends: (() => void)[] = [];
  const held = () =>
    new ReadableStream({ start: (controller) => void ends.push(() => controller.close()) }, { highWaterMark: 0 });
  const answer = callback();
  const push = (body: ReadableStream) => answer(request(body), TOKEN);
  const busy = [held(), held(), held(), held()].map(push);
  expect(await push(held())).toMatchObject({ status: 503 });
  for (const end of ends) end();
  expect((await Promise.all(busy)).map(({ status }) => status)).toEqual([410, 410, 410, 410]);
  expect(outcomes).toHaveLength(4);
});

test("entries of long ago count ever less for what a hub is worth", async () => {
  const worth = async () => {
    const row = await findSubscription(stages.database, TOKEN);
    if (row === null) throw new Error("no subscription");
    return row;
  };
  await savePush(stages.database, await worth(), 100, NOW);
  expect(await worth()).toMatchObject({ pushed: 100, polled: 0 });
  await savePush(stages.database, await worth(), 2, NOW);
  expect(await worth()).toMatchObject({ pushed: 51, polled: 0 });
  await countPolled(stages.database, (await worth()).id, 59);
  expect(await worth()).toMatchObject({ pushed: 25, polled: 29 });
});
