// Headers of a source: its own host gets them, and no other, whatever redirects.
import { expect, test } from "vitest";
import { ownHeaders } from "../../src/http/own-headers.ts";
import { bounds, client, textOf } from "./ask.ts";
import { serve } from "./serve.ts";

const FEED = "https://paper.example/members.xml";
const given = [{ url: FEED, headers: { Cookie: "member=1", "X-Key": "k" } }];
const sentTo = (next: string, from: string[] = [FEED]) => [...ownHeaders(given, from, new URL(next)).keys()];

test.each([
  ["https://paper.example/letters", ["cookie", "x-key"]],
  ["https://www.paper.example/letters", ["cookie", "x-key"]],
  ["https://paper.example:8443/letters", []],
  ["http://paper.example/letters", []],
  ["https://guest.example/essay", []],
  ["https://paper.example.evil.example/", []],
  ["https://evil.example/?paper.example", []],
  ["https://blog.paper.example/", []],
])("a request to %s gets %j", (next, names) => {
  expect(sentTo(next)).toEqual(names);
});

test("a request that another source caused gets none", () => {
  expect(sentTo("https://paper.example/letters", ["https://stranger.example/feed"])).toEqual([]);
  expect(sentTo("https://paper.example/letters", ["https://stranger.example/feed", FEED])).toHaveLength(2);
});

test("a redirect to another host and back: only the source's own host reads them, together with cookies of the way", async () => {
  const seen: [string, string | undefined, string | undefined][] = [];
  let [home, away] = [0, 0];
  const guest = await serve((request, response) => {
    seen.push(["guest", request.headers.cookie, request.headers["x-key"] as string | undefined]);
    response.writeHead(302, { location: `http://127.0.0.1:${home}/end` }).end();
  }, "127.0.0.2");
  away = guest.port;
  const paper = await serve((request, response) => {
    seen.push(["paper", request.headers.cookie, request.headers["x-key"] as string | undefined]);
    if (request.url === "/") response.writeHead(302, { location: `http://127.0.0.2:${away}/`, "set-cookie": "turn=2" }).end();
    else response.end("read");
  });
  home = paper.port;
  const url = `http://127.0.0.1:${home}/`;
  const http = client({ sourceHeaders: [{ url, headers: { Cookie: "member=1", "X-Key": "k" } }], allowPrivate: ["127.0.0.0/8"] });
  expect(textOf(await http.get(url, { ...bounds, from: [url] }))).toBe("read");
  expect(seen).toEqual([
    ["paper", "member=1", "k"],
    ["guest", undefined, undefined],
    ["paper", "member=1; turn=2", "k"],
  ]);
});
