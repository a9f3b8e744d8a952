import type { TLSSocket } from "node:tls";
import { afterEach, expect, test, vi } from "vitest";
import type { HttpAnswer } from "../../src/http/answer.ts";
import { bounds, client, textOf } from "./ask.ts";
import { type Issued, makeCertificate } from "./make-certificate.ts";
import { serve, serveTls, type Serving } from "./serve.ts";

const root = makeCertificate({ name: "Test Root", authority: true });
const intermediate = makeCertificate({ name: "Test Intermediate", authority: true, issuer: root });

afterEach(() => vi.unstubAllEnvs());

function start(issued: Issued, chain = ""): Promise<Serving> {
  return serveTls({ key: issued.key, cert: issued.cert + chain }, (request, response) => {
    response.end(`to ${String((request.socket as TLSSocket).servername)}`);
  });
}

async function get(server: Serving, host: string): Promise<HttpAnswer> {
  const http = client({ authorities: [root.cert], resolve: () => Promise.resolve(["127.0.0.1"]) });
  return http.get(`https://${host}:${server.port}/`, bounds);
}

test("a host with a good certificate is asked by its name, over one connection", async () => {
  const server = await start(makeCertificate({ name: "news.example", issuer: intermediate }), intermediate.cert);
  const http = client({ authorities: [root.cert], resolve: () => Promise.resolve(["127.0.0.1"]) });
  for (let turn = 0; turn < 3; turn++)
    expect(textOf(await http.get(`https://news.example:${server.port}/`, bounds))).toBe("to news.example");
  expect(server.connections()).toBe(1);
});

test("a new connection to a host resumes the session of the last one", async () => {
  const resumed: boolean[] = [];
  const { key, cert } = makeCertificate({ name: "news.example", issuer: root });
  const server = await serveTls({ key, cert }, (request, response) => {
    resumed.push((request.socket as TLSSocket).isSessionReused());
    response.setHeader("connection", "close").end("x");
  });
  const http = client({ authorities: [root.cert], resolve: () => Promise.resolve(["127.0.0.1"]) });
  for (let turn = 0; turn < 2; turn++) await http.get(`https://news.example:${server.port}/`, bounds);
  expect(resumed).toEqual([false, true]);
  expect(server.connections()).toBe(2);
});

test("a certificate for an address is good for that address", async () => {
  const server = await start(makeCertificate({ name: "127.0.0.1", issuer: root }));
  expect(textOf(await get(server, "127.0.0.1"))).toBe("to false");
});

test.each([
  [
    "a certificate that has expired",
    "certificate has expired",
    { name: "news.example", issuer: root, days: { from: -9, to: -2 } },
  ],
  [
    "a certificate from the future",
    "certificate is not valid yet (or the clock of this machine is wrong)",
    { name: "news.example", issuer: root, days: { from: 2, to: 9 } },
  ],
  ["a certificate for another host", "certificate is for another host", { name: "other.example", issuer: root }],
  ["a certificate that signs itself", "certificate is self-signed", { name: "news.example" }],
  [
    "a chain without its middle",
    "certificate chain is incomplete, or its authority unknown",
    { name: "news.example", issuer: intermediate },
  ],
])("%s is refused with a message", async (_what, message, options) => {
  const server = await start(makeCertificate(options));
  expect(await get(server, "news.example")).toEqual({ kind: "failed", reason: "tls", message, temporary: false });
});

test("an unknown authority is refused with a message", async () => {
  const unknown = makeCertificate({ name: "Unknown Root", authority: true });
  const server = await start(makeCertificate({ name: "news.example", issuer: unknown }), unknown.cert);
  expect(await get(server, "news.example")).toMatchObject({
    reason: "tls",
    message: "certificate comes from an authority that nobody vouches for",
  });
});

test("the environment cannot switch the check off", async () => {
  vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
  const server = await start(makeCertificate({ name: "news.example" }));
  expect(await get(server, "news.example")).toMatchObject({ reason: "tls", message: "certificate is self-signed" });
});

test("a host without TLS at that port is told from a dead one", async () => {
  const server = await serve((_request, response) => response.end("plain"));
  const answer = await get(server, "127.0.0.1");
  expect(answer).toMatchObject({ reason: "tls", message: expect.stringContaining("no secure connection could be agreed on") });
});
