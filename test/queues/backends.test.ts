// Opening a queue: a Redis that would lose work is refused with a message, and the embedded queue starts empty.
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, expect, inject, test } from "vitest";
import { openApp } from "../../src/app/open-app.ts";
import { openLog } from "../../src/log.ts";
import { openQueueBackend } from "../../src/queues/backend.ts";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { addArticle } from "../store/seed.ts";
import { newFolder } from "../support/database.ts";
import { loadNewsroomConfig } from "../support/newsroom-config.ts";
import { freePort, until } from "../support/wait.ts";
import { startRedisServer } from "./redis-server.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Opens the queue on a Redis, and returns everything that is said when it can't. */
async function refusal(url: string): Promise<string> {
  const said: unknown[] = [];
  const backend = await openQueueBackend({ kind: "redis", url }, (error) => said.push(error)).catch((error: unknown) => {
    said.unshift(error);
    return null;
  });
  await backend?.close();
  expect(backend).toBeNull();
  return said.map((error) => `${String(error)} ${String((error as Error).cause)}`).join("\n");
}

test.each(["allkeys-lru", "volatile-ttl"])(
  "a Redis that may evict keys (%s) is refused, with the command that fixes it",
  async (policy) => {
    const { url, kill } = await startRedisServer({ args: ["--maxmemory-policy", policy] });
    cleanUps.push(kill);
    const words = await refusal(url);
    expect(words).toContain(`Redis has maxmemory-policy ${policy}`);
    expect(words).toContain("redis-cli config set maxmemory-policy noeviction");
  },
);

test("a Redis that keeps everything is taken", async () => {
  const backend = await openQueueBackend({ kind: "redis", url: inject("redisUrl") }, () => {});
  await backend.close();
});

test("a Redis whose memory is full is taken, since it still gives jobs out, and says so", async () => {
  const { url, kill } = await startRedisServer({ args: ["--maxmemory-policy", "noeviction", "--maxmemory", "100kb"] });
  cleanUps.push(kill);
  const backend = await openQueueBackend({ kind: "redis", url }, () => {});
  cleanUps.push(() => backend.close());
  expect(await backend.findFull()).toEqual({ used: expect.any(Number), most: 102_400 });
});

test("a server that is no Redis is called that", async () => {
  const server = createServer((socket) => {
    cleanUps.push(async () => void socket.destroy());
    socket.on("error", () => undefined).write("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  cleanUps.push(async () => void server.close());
  const { port } = server.address() as AddressInfo;
  expect(await refusal(`redis://127.0.0.1:${port}/0`)).toContain("does not answer as a Redis does");
});

test("a Redis that nobody answers at is named with its port, and its password is not", async () => {
  const port = await freePort();
  const words = await refusal(`redis://user:geheim-77@127.0.0.1:${port}/0`);
  expect(words).toContain(`Redis at 127.0.0.1:${port} does not answer; is it running`);
  expect(words).not.toContain("geheim");
});

test("a Redis that wants another password is named, and the wrong one is not repeated", async () => {
  const { port, kill } = await startRedisServer({ args: ["--requirepass", "right"] });
  cleanUps.push(kill);
  const words = await refusal(`redis://:geheim-77@127.0.0.1:${port}/0`);
  expect(words).toContain(`Redis at 127.0.0.1:${port} does not take this password`);
  expect(words).not.toContain("geheim");
  expect(await refusal(`redis://127.0.0.1:${port}/0`)).toContain(`Redis at 127.0.0.1:${port} asks for a password`);
});

test("the embedded queue is emptied at the start, and the first sweep brings the work back", async () => {
  const { folder, remove } = await newFolder();
  const newsroom = await openNewsroom({ startedAt: new Date() });
  cleanUps.push(remove, newsroom.close);
  const config = { ...(await loadNewsroomConfig(folder, newsroom)), feeds: [] };
  const log = openLog("silent", false);
  const first = await openApp({ config, log });
  for (const stage of ["fetch-articles", "match-watchlists", "match-watchlists", "done"])
    await addArticle(first.deps.database, { stage, not_before: new Date() });
  expect(await first.sweep()).toBe(3);
  expect(await first.sweep()).toBe(0);
  expect(await first.deps.producer.depths()).toMatchObject({ "fetch-articles": 1, "match-watchlists": 2 });
  await first.close();

  const second = await openApp({ config, log });
  cleanUps.push(second.close);
  expect(await second.deps.producer.depths()).toMatchObject({ "fetch-articles": 0, "match-watchlists": 0 });
  expect(await second.sweep()).toBe(3);
  expect(await second.deps.producer.depths()).toMatchObject({ "fetch-articles": 1, "match-watchlists": 2 });
});

test("an embedded process polls past its queue, which has no other process to tell", async () => {
  const { folder, remove } = await newFolder();
  const newsroom = await openNewsroom({ startedAt: new Date() });
  cleanUps.push(remove, newsroom.close);
  const app = await openApp({ config: await loadNewsroomConfig(folder, newsroom), log: openLog("silent", false) });
  cleanUps.push(app.close);
  const { database, producer } = app.deps;
  const queued: string[] = [];
  const { enqueue } = producer;
  producer.enqueue = async (stage, payloads) => {
    queued.push(stage);
    await enqueue(stage, payloads);
  };
  app.start(["poll-feeds"]);
  const unread = "select exists (select 1 from feeds where last_polled_at is null) as any";
  await until(async () => !(await database.one<{ any: boolean }>(unread)).any, "all feeds are polled");
  expect(queued).toContain("fetch-articles");
  expect(queued).not.toContain("poll-feeds");
});
