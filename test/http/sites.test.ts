// Hosts of one registrable domain take turns; other sites don't wait for them. Method: real servers, their names led to loopback.
import { expect, test } from "vitest";
import { openHostLines } from "../../src/http/host-line.ts";
import { openPoliteClient } from "../../src/http/polite-client.ts";
import { siteOf } from "../../src/text/outlets/site-of.ts";
import { until } from "../support/wait.ts";
import { bounds, client } from "./ask.ts";
import { serve } from "./serve.ts";

/** Every name leads to loopback, and yet none is the user's own. */
const onLoopback = () =>
  openPoliteClient({
    client: client({ allowPrivate: ["127.0.0.0/8"], resolve: () => Promise.resolve(["127.0.0.1"]) }),
    lines: openHostLines({ gapMs: 0 }),
    heldUntil: new Map(),
    allowPrivate: [],
    lease: null,
    robots: null,
    gapMs: 1,
  });

test.each([
  ["news.example.org", "example.org"],
  ["news.example.org:8080", "example.org"],
  ["www.example.co.uk", "example.co.uk"],
  ["www.xn--b1aew.xn--p1ai", "xn--b1aew.xn--p1ai"],
  ["a.blogspot.com", "a.blogspot.com"],
  ["somebody.github.io", "somebody.github.io"],
  ["blogspot.com", "blogspot.com"],
  ["localhost:8080", "localhost:8080"],
  ["nas:8080", "nas:8080"],
  ["192.0.2.1:8080", "192.0.2.1:8080"],
  ["[2001:db8::1]:8080", "[2001:db8::1]:8080"],
])("%s belongs to the site %s", (host, site) => {
  expect(siteOf(host)).toBe(site);
});

test("two hosts of a site are asked one after the other, and another site meanwhile", async () => {
  const waiting: { host: string; answer: () => void }[] = [];
  const { port } = await serve((request, response) => {
    waiting.push({ host: request.headers.host ?? "", answer: () => void response.end("news") });
  });
  const urlOf = (name: string) => `http://${name}.test:${port}/`;
  const polite = onLoopback();
  const first = polite.get(urlOf("news.outlet"), bounds);
  await until(() => waiting.length === 1, "the first host is asked");
  const second = polite.get(urlOf("sports.outlet"), bounds);
  const other = polite.get(urlOf("news.paper"), bounds);
  await until(() => waiting.length === 2, "the other site is asked");
  const names = () => waiting.map(({ host }) => host.split(".test")[0]);
  expect(names()).toEqual(["news.outlet", "news.paper"]);
  for (const { answer } of waiting) answer();
  await Promise.all([first, other]);
  await until(() => waiting.length === 3, "the site's second host is asked");
  expect(names()[2]).toBe("sports.outlet");
  waiting[2]?.answer();
  expect(await second).toMatchObject({ kind: "answer", status: 200 });
});

test("a host that asks to be left alone keeps nobody from its site's other hosts", async () => {
  const { port } = await serve((_, response) => void response.end("news"));
  const polite = onLoopback();
  await polite.hold(`http://busy.outlet.test:${port}/`, new Date(Date.now() + 60_000));
  expect(await polite.get(`http://busy.outlet.test:${port}/`, bounds)).toMatchObject({ kind: "held" });
  expect(await polite.get(`http://news.outlet.test:${port}/`, bounds)).toMatchObject({ kind: "answer" });
});

test("a site is asked for no more pages than the budget of a source of another site allows, also over a redirect; its own sources have none", async () => {
  const asked: string[] = [];
  const { port } = await serve((request, response) => {
    asked.push(`${request.headers.host?.split(".test")[0]}${request.url}`);
    if (request.headers.host?.startsWith("short") !== true) return void response.end("news");
    return void response.writeHead(302, { location: `http://news.paper.test:${port}/led` }).end();
  });
  const polite = onLoopback();
  let left = 1;
  const budget = { pagesMax: 1, isSpent: () => false, take: async () => left-- > 0 };
  const get = (host: string, from: string) =>
    polite.get(`http://${host}.test:${port}/`, { ...bounds, budget, from: [`http://${from}.test:${port}/feed`] });
  expect(await get("news.paper", "loud.stranger")).toMatchObject({ kind: "answer" });
  const message = "its source is of another site, and led to more than 1 pages of paper.test within an hour";
  expect(await get("news.paper", "loud.stranger")).toMatchObject({ kind: "failed", reason: "over-budget", message });
  expect(await get("short.stranger", "loud.stranger")).toMatchObject({ kind: "failed", reason: "over-budget" });
  expect(await get("news.paper", "feeds.paper")).toMatchObject({ kind: "answer" });
  expect(asked).toEqual(["news.paper/", "short.stranger/", "news.paper/"]);
});
