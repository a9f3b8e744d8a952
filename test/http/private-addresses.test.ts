import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bounds, client, failed, textOf } from "./ask.ts";
import { openCookieJar } from "../../src/http/open-cookie-jar.ts";
import { privateSpellings } from "./private-spellings.ts";
import { serve, type Serving } from "./serve.ts";

let canary: Serving;

beforeEach(async () => {
  canary = await serve((_request, response) => response.end("canary"), "any");
});

describe("a private address is never connected to,", () => {
  afterEach(() => {
    expect(canary.connections()).toBe(0);
  });

  test.each(privateSpellings)("requested as %s", async (spelling) => {
    const fault = failed(await client({ allowPrivate: [] }).get(`http://${spelling}:${canary.port}/`, bounds));
    expect(fault).toMatchObject({ reason: "private-address", temporary: false });
    expect(fault.message).toContain("if it is yours, add it to fetch.allow_private");
  });

  test.each(privateSpellings)("redirected to as %s", async (spelling) => {
    const friend = await serve((_request, response) => {
      const ascii = spelling.replace(/[^!-~]/g, encodeURIComponent);
      response.writeHead(302, { location: `http://${ascii}:${canary.port}/` }).end();
    }, "127.0.0.2");
    const answer = await client({ allowPrivate: ["127.0.0.2"] }).get(`http://127.0.0.2:${friend.port}/`, bounds);
    expect(answer).toMatchObject({ reason: "private-address" });
    expect(friend.connections()).toBe(1);
  });

  test.each(privateSpellings)("resolved to as for %s", async (_spelling, address) => {
    const http = client({ allowPrivate: [], resolve: () => Promise.resolve([address]) });
    expect(await http.get(`http://news.example:${canary.port}/`, bounds)).toMatchObject({ reason: "private-address" });
  });

  test.each(privateSpellings)("resolved together with a public one as for %s", async (_spelling, address) => {
    const http = client({ allowPrivate: [], resolve: () => Promise.resolve(["93.184.215.14", address]) });
    expect(await http.get(`http://news.example:${canary.port}/`, bounds)).toMatchObject({ reason: "private-address" });
  });

  test.each(privateSpellings)("when a name is rebound between two connections, as for %s", async (_spelling, address) => {
    const friend = await serve((_request, response) => response.setHeader("connection", "close").end("friend"), "127.0.0.2");
    const answers = [["127.0.0.2"], [address]];
    const http = client({ allowPrivate: ["127.0.0.2"], resolve: () => Promise.resolve(answers.shift() ?? [address]) });
    expect(textOf(await http.get(`http://news.example:${friend.port}/`, bounds))).toBe("friend");
    expect(await http.get(`http://news.example:${friend.port}/`, bounds)).toMatchObject({ reason: "private-address" });
    expect(friend.connections()).toBe(1);
  });

  test("by a name below localhost, which is not looked up in DNS", async () => {
    const asked: string[] = [];
    const resolve = (host: string): Promise<string[]> => {
      asked.push(host);
      return Promise.resolve(["93.184.215.14"]);
    };
    for (const host of ["localhost", "LOCALHOST.", "wire.localhost"]) {
      expect(await client({ allowPrivate: [], resolve }).get(`http://${host}:${canary.port}/`, bounds)).toMatchObject({
        reason: "private-address",
      });
    }
    expect(asked).toEqual([]);
  });

  test("if the list has another port of it", async () => {
    const http = client({ allowPrivate: ["127.0.0.1:9", "localhost:9"] });
    for (const host of ["127.0.0.1", "localhost"]) {
      expect(await http.get(`http://${host}:${canary.port}/`, bounds)).toMatchObject({ reason: "private-address" });
    }
  });
});

describe("a listed private address is reached,", () => {
  test.each([
    ["by its host", "localhost", (_port: number) => "localhost"],
    ["by a name below localhost", "wire.localhost", (port: number) => `wire.localhost:${port}`],
    ["by its address", "127.0.0.1", (_port: number) => "127.0.0.1"],
    ["by its address and port", "127.0.0.1", (port: number) => `127.0.0.1:${port}`],
    ["by its range", "localhost", (_port: number) => "127.0.0.0/8"],
    ["by its range, whatever its name", "news.example", (_port: number) => "127.0.0.0/8"],
    ["by its name", "news.example.", (port: number) => `NEWS.example:${port}`],
  ])("%s", async (_how, host, entry) => {
    const http = client({ allowPrivate: [entry(canary.port)], resolve: () => Promise.resolve(["127.0.0.1"]) });
    expect(textOf(await http.get(`http://${host}:${canary.port}/`, bounds))).toBe("canary");
  });
});

test("a connection goes to the address that was checked, and the name is looked up once", async () => {
  const friend = await serve((request, response) => response.end(`friend for ${request.headers.host}`), "127.0.0.2");
  let lookUps = 0;
  const resolve = (): Promise<string[]> => Promise.resolve([lookUps++ === 0 ? "127.0.0.2" : "127.0.0.1"]);
  const http = client({ allowPrivate: ["127.0.0.2"], resolve });
  expect(textOf(await http.get(`http://news.example:${friend.port}/`, bounds))).toBe(`friend for news.example:${friend.port}`);
  expect(lookUps).toBe(1);
  expect(canary.connections()).toBe(0);
});

test("if the first of several addresses refuses, the next is tried", async () => {
  const friend = await serve((_request, response) => response.end("friend"), "127.0.0.2");
  const http = client({ allowPrivate: ["127.0.0.0/8"], resolve: () => Promise.resolve(["127.0.0.3", "127.0.0.2"]) });
  expect(textOf(await http.get(`http://news.example:${friend.port}/`, bounds))).toBe("friend");
});

const own = {
  allowPrivate: ["127.0.0.1", "10.1.0.0/16"],
  resolve: (host: string) => Promise.resolve([host === "wiki.corp.example" ? "10.1.2.3" : "93.184.215.14"]),
};
const at = (path: string): string => `http://127.0.0.1:${canary.port}${path}`;

describe("a private address that the user allowed", () => {
  test("is asked for what a source on it lists, and for what a source on another private host lists", async () => {
    const http = client(own);
    expect(textOf(await http.get(at("/page"), { ...bounds, from: [at("/feed")] }))).toBe("canary");
    expect(textOf(await http.get(at("/page"), { ...bounds, from: ["command:gazette.sh#0a1b"] }))).toBe("canary");
    expect(textOf(await http.get(at("/page"), { ...bounds, from: ["https://wiki.corp.example/feed"] }))).toBe("canary");
    expect(
      textOf(await http.get(at("/page"), { ...bounds, from: ["https://public.example/feed", "http://10.1.9.9/feed"] })),
    ).toBe("canary");
  });

  test("is not asked for what sources on public hosts list, not even over a connection that is open", async () => {
    const http = client(own);
    expect(textOf(await http.get(at("/feed"), bounds))).toBe("canary");
    const before = canary.connections();
    for (const from of [["https://public.example/feed"], ["telegram:channel"], []]) {
      const fault = failed(await http.get(at("/admin"), { ...bounds, from }));
      expect(fault).toMatchObject({ reason: "private-address", temporary: false });
      expect(fault.message).toContain("only a source that is itself on a private host may lead there");
    }
    expect(canary.connections()).toBe(before);
  });

  test("is not reached by a redirect of a public host, also if the chain is followed host by host", async () => {
    const trail = {
      first: "https://public.example/a",
      redirects: [],
      spentMs: 0,
      passed: { cookies: openCookieJar(), steps: new Set<string>() },
    };
    expect(await client(own).get(at("/admin"), { ...bounds, trail })).toMatchObject({
      reason: "private-address",
    });
    expect(canary.connections()).toBe(0);
  });

  test("gets no form from what a public host named, such as a hub", async () => {
    expect(await client(own).post(at("/hub"), "hub.mode=subscribe", { ...bounds, from: [] })).toMatchObject({
      reason: "private-address",
    });
    expect(canary.connections()).toBe(0);
  });
});
