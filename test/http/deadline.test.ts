import { EventEmitter, once } from "node:events";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { HttpAnswer } from "../../src/http/answer.ts";
import { bounds, client } from "./ask.ts";
import { serveNobody } from "./serve-nobody.ts";
import { serve, serveRaw } from "./serve.ts";

const deadlineMs = 200;
const head = "HTTP/1.1 200 OK\r\n";

afterEach(() => vi.useRealTimers());

/** Fails if the answer comes before a timer that is due a little before the deadline; without a deadline none would come at all. */
async function timed(ask: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  let isDue = false;
  setTimeout(() => (isDue = true), deadlineMs - 5);
  const answer = await ask();
  expect(isDue).toBe(true);
  return answer;
}

function drip(socket: Socket, bytes: string): void {
  let sent = 0;
  const timer = setInterval(() => socket.write(bytes.charAt(sent++ % bytes.length)), 10);
  socket.once("close", () => clearInterval(timer));
}

describe("the deadline ends a request", () => {
  test.each([
    ["while waiting for headers", "a host that says nothing", () => {}],
    ["while waiting for headers", "a drip of headers", (socket: Socket) => drip(socket, `${head}x-a: b\r\n`)],
    ["while waiting for headers", "hints for ever", (socket: Socket) => drip(socket, "HTTP/1.1 103 Early Hints\r\n\r\n")],
    [
      "while reading the body",
      "a body that does not start",
      (socket: Socket) => void socket.write(`${head}content-length: 5\r\n\r\n`),
    ],
    ["while reading the body", "a drip of a body", (socket: Socket) => (socket.write(`${head}\r\n`), drip(socket, "drip"))],
    [
      "while reading the body",
      "a compressed body that stops half-way",
      (socket: Socket) => {
        socket.write(`${head}content-encoding: gzip\r\n\r\n`);
        socket.write(gzipSync("half a feed").subarray(0, 20));
      },
    ],
    [
      "while reading the body",
      "a compressed body that does not start",
      (socket: Socket) => void socket.write(`${head}content-encoding: gzip\r\n\r\n`),
    ],
  ])("%s: %s", async (phase, _what, behave) => {
    const { port } = await serveRaw((socket) => void socket.once("data", () => behave(socket)));
    expect(await timed(() => client().get(`http://127.0.0.1:${port}/`, { ...bounds, deadlineMs }))).toEqual({
      kind: "failed",
      reason: "timeout",
      message: `took longer than 0.2 s (${phase})`,
      temporary: true,
    });
  });

  test("while looking up the host", async () => {
    const http = client({ resolve: () => new Promise(() => {}) });
    const answer = await timed(() => http.get("http://slow-names.example/", { ...bounds, deadlineMs }));
    expect(answer).toMatchObject({ reason: "timeout", message: "took longer than 0.2 s (while looking up the host)" });
  });

  test("while connecting", async () => {
    const { port } = await serveNobody();
    const answer = await timed(() => client().get(`https://127.0.0.1:${port}/`, { ...bounds, deadlineMs }));
    expect(answer).toMatchObject({ reason: "timeout", message: "took longer than 0.2 s (while connecting)" });
  });

  test("while negotiating TLS", async () => {
    // Takes the connection, and never answers in TLS.
    const { port } = await serveRaw(() => {});
    const answer = await timed(() => client().get(`https://127.0.0.1:${port}/`, { ...bounds, deadlineMs }));
    expect(answer).toMatchObject({
      reason: "timeout",
      message: "took longer than 0.2 s (while agreeing on a secure connection)",
    });
  });

  test("over all its redirects together", async () => {
    const { port } = await serve((request, response) => {
      const turn = Number(request.url?.slice(1));
      setTimeout(() => response.writeHead(302, { location: `/${turn + 1}` }).end(), 90);
    });
    const answer = await timed(() => client().get(`http://127.0.0.1:${port}/1`, { ...bounds, deadlineMs }));
    expect(answer).toMatchObject({ reason: "timeout" });
  });
});

test("a TLS handshake that does not finish is given up after ten seconds, whatever the deadline", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const arrivals = new EventEmitter();
  const { port } = await serveRaw((socket) => void socket.once("data", () => arrivals.emit("hello")));
  const asked = client().get(`https://127.0.0.1:${port}/`, { ...bounds, deadlineMs: 60_000 });
  await once(arrivals, "hello");
  vi.advanceTimersByTime(10_000);
  expect(await asked).toMatchObject({
    reason: "timeout",
    message: `no secure connection (TLS) with 127.0.0.1:${port} within 10 s`,
  });
});

test("a host that accepts no connection is given up after ten seconds, whatever the deadline", async () => {
  const { port } = await serveNobody();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const asked = client().get(`http://127.0.0.1:${port}/`, { ...bounds, deadlineMs: 60_000 });
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(1));
  vi.advanceTimersByTime(10_000);
  expect(await asked).toMatchObject({ reason: "timeout", message: `no connection to 127.0.0.1:${port} within 10 s` });
});

describe("a signal", () => {
  test("ends its request, and the connection", async () => {
    const closed = new Set<Socket>();
    const { port } = await serveRaw((socket) => {
      socket.once("data", () => {
        socket.write(`${head}\r\nhalf`);
        stop.abort();
      });
      socket.once("close", () => closed.add(socket));
    });
    const stop = new AbortController();
    const answer = await client().get(`http://127.0.0.1:${port}/`, { ...bounds, signal: stop.signal });
    expect(answer).toEqual({ kind: "failed", reason: "aborted", message: "stopped before it was done", temporary: true });
    await vi.waitFor(() => expect(closed.size).toBe(1));
  });

  test("aborted before the request prevents it", async () => {
    const server = await serve((_request, response) => response.end("x"));
    const answer = await client().get(`http://127.0.0.1:${server.port}/`, { ...bounds, signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ reason: "aborted" });
    expect(server.connections()).toBe(0);
  });
});
