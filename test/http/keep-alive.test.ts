import { setImmediate } from "node:timers/promises";
import type { RequestListener } from "node:http";
import { expect, test } from "vitest";
import { answered, bounds, client } from "./ask.ts";
import { makeCertificate } from "./make-certificate.ts";
import { serve, serveTls, type Serving } from "./serve.ts";

const root = makeCertificate({ name: "Test Root", authority: true });

/** Nothing new, in each of the ways that servers say so. */
const notModified: RequestListener = (request, response) => {
  const headers: Record<string, string>[] = [
    { etag: '"a"' },
    { etag: '"a"', "content-encoding": "gzip", vary: "accept-encoding" },
    { etag: '"a"', "content-length": "0" },
  ];
  response.writeHead(304, headers[Number(request.url?.slice(1))]).end();
};

const hosts: [string, () => Promise<{ server: Serving; origin: string }>][] = [
  [
    "http",
    async () => {
      const server = await serve(notModified);
      return { server, origin: `http://127.0.0.1:${server.port}` };
    },
  ],
  [
    "https",
    async () => {
      const { key, cert } = makeCertificate({ name: "news.example", issuer: root });
      const server = await serveTls({ key, cert }, notModified);
      return { server, origin: `https://news.example:${server.port}` };
    },
  ],
];

test.each(hosts)("over %s, one connection serves a dozen polls without news", async (_scheme, start) => {
  const { server, origin } = await start();
  const http = client({ authorities: [root.cert], resolve: () => Promise.resolve(["127.0.0.1"]) });
  for (let poll = 0; poll < 12; poll += 1) {
    const answer = answered(await http.get(`${origin}/${poll % 3}`, { ...bounds, headers: { "if-none-match": '"a"' } }));
    expect([answer.status, answer.body.byteLength]).toEqual([304, 0]);
    // undici takes a connection up again one turn of the event loop after its answer ended.
    await setImmediate();
  }
  expect(server.connections()).toBe(1);
});

test("a 304 that gives the length of the document counts as no news too (RFC 9110 section 8.6)", async () => {
  const { port } = await serve((_request, response) => void response.writeHead(304, { "content-length": "48213" }).end());
  const http = client();
  for (let poll = 0; poll < 3; poll += 1) {
    const answer = answered(await http.get(`http://127.0.0.1:${port}/`, bounds));
    expect([answer.status, answer.body.byteLength]).toEqual([304, 0]);
  }
});
