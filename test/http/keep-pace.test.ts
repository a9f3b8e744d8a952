import { EventEmitter, once } from "node:events";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bounds, client, textOf } from "./ask.ts";
import { serveRaw } from "./serve.ts";

const head = "HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\n";
const long = { ...bounds, deadlineMs: 60_000 };
const tooSlow = {
  kind: "failed",
  reason: "timeout",
  message: "sends less than 1 KB in 10 s (while reading the body)",
  temporary: true,
};

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

/** A host whose answer the test sends piece by piece. */
async function slowHost() {
  const arrivals = new EventEmitter();
  const { port } = await serveRaw((socket) => void socket.once("data", () => arrivals.emit("asked", socket)));
  const asked = client().get(`http://127.0.0.1:${port}/`, long);
  const [socket] = (await once(arrivals, "asked")) as [Socket];
  return { asked, send: (bytes: string | Uint8Array) => socket.write(bytes), end: () => socket.end() };
}

/** The body has begun to be read. */
const reading = () => vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));

test.each([
  ["says nothing after its headers", "", ""],
  ["sends a byte now and then", "", "x"],
  ["compresses what it drips", "content-encoding: gzip\r\n", gzipSync("a feed").subarray(0, 12)],
])("a host that %s is given up after ten seconds, long before the deadline", async (_what, header, bytes) => {
  const { asked, send } = await slowHost();
  send(`${head}${header}\r\n`);
  await reading();
  if (bytes.length > 0) send(bytes);
  vi.advanceTimersByTime(10_000);
  expect(await asked).toEqual(tooSlow);
});

test("a slow host that keeps sending is waited for, and given up when it stops", async () => {
  const { asked, send } = await slowHost();
  let bytes = 0;
  send(`${head}\r\n`);
  await reading();
  for (let turn = 0; turn < 4; turn += 1) {
    send("x".repeat(2_000));
    bytes += 2_000;
    // The bytes have to have arrived before the clock moves on; the socket says nothing of that, so the loop is given some turns.
    for (let pause = 0; pause < 50; pause += 1) await new Promise(setImmediate);
    vi.advanceTimersByTime(10_000);
    await new Promise(setImmediate);
  }
  vi.advanceTimersByTime(10_000);
  expect(await asked).toEqual(tooSlow);
  expect(bytes).toBe(8_000);
});

test("the pace of one answer does not affect the next over the same connection, and no timer is left", async () => {
  const arrivals = new EventEmitter();
  const server = await serveRaw((socket) => void socket.on("data", () => arrivals.emit("asked", socket)));
  const http = client();
  for (let turn = 0; turn < 3; turn += 1) {
    const asked = http.get(`http://127.0.0.1:${server.port}/`, long);
    const [socket] = (await once(arrivals, "asked")) as [Socket];
    socket.write(`${head}content-length: 4\r\n\r\n`);
    await reading();
    socket.write("feed");
    expect(textOf(await asked)).toBe("feed");
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(30_000);
    await new Promise(setImmediate);
  }
  expect(server.connections()).toBe(1);
});
