import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type HttpClient, openHttpClient } from "../../src/http/open-http-client.ts";
import { answered, bounds, client, failed, textOf } from "./ask.ts";
import { serve, serveBytes, serveRaw } from "./serve.ts";
import { freePort } from "../support/wait.ts";

afterEach(() => vi.unstubAllEnvs());

describe("an answer", () => {
  test("has its status, its headers in lower case, its body and its final address", async () => {
    const { port } = await serve((_request, response) =>
      response.writeHead(404, { "X-Why": "gone fishing" }).end("no such page"),
    );
    const answer = answered(await client().get(`http://127.0.0.1:${port}/a?b=c#part`, bounds));
    expect(answer).toMatchObject({ status: 404, url: `http://127.0.0.1:${port}/a?b=c`, redirects: [] });
    expect(answer.headers["x-why"]).toBe("gone fishing");
    expect(textOf(answer)).toBe("no such page");
  });

  test("with hostile header names neither crashes nor changes any prototype", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "__proto__"];
    const { port } = await serveBytes(
      `HTTP/1.1 200 OK\r\n${names.map((name) => `${name}: evil\r\n`).join("")}content-length: 2\r\n\r\nok`,
      "open",
    );
    const answer = answered(await client().get(`http://127.0.0.1:${port}/`, bounds));
    expect(textOf(answer)).toBe("ok");
    expect(Object.keys(answer.headers)).toContain("constructor");
    expect(({} as Record<string, unknown>)["evil"]).toBeUndefined();
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test("of 304 that names a content-encoding has an empty body", async () => {
    const { port } = await serve((_request, response) =>
      response.writeHead(304, { etag: '"a"', "content-encoding": "gzip" }).end(),
    );
    const answer = answered(await client().get(`http://127.0.0.1:${port}/`, bounds));
    expect(answer.status).toBe(304);
    expect(answer.body).toHaveLength(0);
  });
});

describe("a request", () => {
  test("identifies us, asks for gzip and br, and sends validators byte for byte but no cookies and no other host", async () => {
    const { port } = await serve((request, response) => response.end(JSON.stringify(request.headers)));
    const headers = { "If-None-Match": 'W/"caf\u00e9"', Cookie: "a=b", Host: "elsewhere.example", "X-Bad": "line\r\nbreak" };
    const got: unknown = JSON.parse(
      textOf(await client().get(`http://127.0.0.1:${port}/`, { ...bounds, headers, accept: "text/html" })),
    );
    expect(got).toEqual({
      host: `127.0.0.1:${port}`,
      connection: "keep-alive",
      "user-agent": "Wirewatch/test",
      accept: "text/html",
      "accept-encoding": "gzip, br",
      "if-none-match": 'W/"caf\u00e9"',
    });
  });

  test("keeps and sends no cookies between requests", async () => {
    const seen: (string | undefined)[] = [];
    const { port } = await serve((request, response) => {
      seen.push(request.headers.cookie);
      response.setHeader("set-cookie", "track=1").end("x");
    });
    const http = client();
    const first = answered(await http.get(`http://127.0.0.1:${port}/`, bounds));
    await http.get(`http://127.0.0.1:${port}/`, bounds);
    expect(seen).toEqual([undefined, undefined]);
    expect(first.headers["set-cookie"]).toBeUndefined();
  });

  test("uses the open connection, also after a redirect and an error page", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { location: "/" }).end("over there");
      else response.writeHead(500).end("x".repeat(100_000));
    });
    const http = client();
    for (let turn = 0; turn < 4; turn++) {
      await http.get(`http://127.0.0.1:${server.port}/moved`, bounds);
      // undici takes a connection up again one turn of the event loop after its answer ended.
      await setImmediate();
    }
    expect(server.connections()).toBe(1);
  });

  test("is sent once more when an idle connection turns out to be closed", async () => {
    let requests = 0;
    const server = await serveRaw((socket) => {
      let here = 0;
      socket.on("data", () => {
        requests += 1;
        here += 1;
        if (here === 1) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        else socket.resetAndDestroy();
      });
    });
    const http = client();
    await http.get(`http://127.0.0.1:${server.port}/`, bounds);
    await setImmediate();
    expect(textOf(await http.get(`http://127.0.0.1:${server.port}/`, bounds))).toBe("ok");
    expect({ requests, connections: server.connections() }).toEqual({ requests: 3, connections: 2 });
  });

  test("ignores proxies of the environment", async () => {
    const proxy = await serve((_request, response) => response.end("from the proxy"));
    const { port } = await serve((_request, response) => response.end("direct"));
    for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY"]) vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`);
    expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toBe("direct");
    expect(proxy.connections()).toBe(0);
  });
});

describe("an address that is not fetched", () => {
  test.each([
    ["nonsense", 'not an address: "nonsense"'],
    ["", 'not an address: ""'],
    ["file:///etc/passwd", 'only http and https addresses are fetched, not "file:"'],
    ["ftp://example.org/", 'only http and https addresses are fetched, not "ftp:"'],
    ["https://me:hunter2@example.org/", "addresses with a user name or password in them are not fetched"],
    [`https://example.org/${"a".repeat(17_000)}`, "the address is longer than 16384 characters"],
  ])("%.40s is refused with a message", async (url, message) => {
    expect(await client().get(url, bounds)).toEqual({ kind: "failed", reason: "bad-url", message, temporary: false });
  });

  test("never has its password repeated", async () => {
    const { message } = failed(await client().get("https://me:hunter2@exa mple.org:99999/", bounds));
    expect(message).toContain("not an address");
    expect(message).not.toContain("hunter2");
  });
});

describe("redirects", () => {
  test("are followed and reported", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/old") response.writeHead(301, { location: "/new" }).end();
      else if (request.url === "/new") response.writeHead(307, { location: `//localhost:${port}/end#part` }).end();
      else response.end(`here ${request.headers.authorization ?? "without a login"} ${request.headers["if-none-match"] ?? ""}`);
    });
    const headers = { authorization: "Basic abc", "if-none-match": '"v"' };
    const answer = answered(await client().get(`http://127.0.0.1:${port}/old`, { ...bounds, headers }));
    expect(textOf(answer)).toBe('here without a login "v"');
    expect(answer.url).toBe(`http://localhost:${port}/end`);
    expect(answer.redirects).toEqual([
      { status: 301, to: `http://127.0.0.1:${port}/new` },
      { status: 307, to: `http://localhost:${port}/end` },
    ]);
  });

  test("of up to twenty hops arrive, and one more does not", async () => {
    const { port } = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end("arrived");
    });
    expect(textOf(await client().get(`http://127.0.0.1:${port}/20`, bounds))).toBe("arrived");
    expect(await client().get(`http://127.0.0.1:${port}/21`, bounds)).toMatchObject({
      reason: "redirect-loop",
      message: "redirects more than 20 times",
    });
  });

  test("in a circle are detected", async () => {
    let requests = 0;
    const { port } = await serve((request, response) => {
      requests += 1;
      response.writeHead(302, { location: request.url === "/a" ? "/b" : "/a" }).end();
    });
    expect(await client().get(`http://127.0.0.1:${port}/a`, bounds)).toMatchObject({
      reason: "redirect-loop",
      message: `redirects in a circle, back to 127.0.0.1:${port}/a`,
    });
    expect(requests).toBe(2);
  });

  test("without a target are answers, and to an invalid address are refused with the name of the redirecting host", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/none") response.writeHead(302).end("nowhere");
      else response.writeHead(302, { location: "file:///etc/passwd" }).end();
    });
    expect(await client().get(`http://127.0.0.1:${port}/none`, bounds)).toMatchObject({ kind: "answer", status: 302 });
    expect(failed(await client().get(`http://127.0.0.1:${port}/file`, bounds)).message).toBe(
      `only http and https addresses are fetched, not "file:" (redirected there by 127.0.0.1:${port})`,
    );
  });
});

describe("faults have a message:", () => {
  test("nothing listens", async () => {
    const port = await freePort();
    expect(await client().get(`http://127.0.0.1:${port}/`, bounds)).toEqual({
      kind: "failed",
      reason: "refused",
      message: `connection refused by 127.0.0.1:${port}`,
      temporary: true,
    });
  });

  test("unknown host, and a name server that is down", async () => {
    expect(await unresolved("ENOTFOUND").get("http://no.example/", bounds)).toMatchObject({
      reason: "dns",
      message: "no such host",
      temporary: false,
    });
    expect(await unresolved("EAI_AGAIN").get("http://no.example/", bounds)).toMatchObject({ reason: "dns", temporary: true });
    const empty = client({ resolve: () => Promise.resolve([]) });
    expect(await empty.get("http://no.example/", bounds)).toMatchObject({ reason: "dns", message: "no such host" });
  });

  test.each([
    ["a reset before the answer", "", "reset"],
    ["an end before the answer", "", "end"],
    ["a reset within the body", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf", "reset"],
    ["a body shorter than its content-length", "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf", "end"],
    ["a chunked body without its end", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n", "end"],
  ] as const)("%s", async (_what, bytes, after) => {
    const server = await serveBytes(bytes, after);
    const fault = failed(await client().get(`http://127.0.0.1:${server.port}/`, bounds));
    expect(fault).toMatchObject({ reason: "reset", temporary: true });
    expect(fault.message).toMatch(/connection was cut|not as long as/);
    expect(server.connections()).toBe(1);
  });

  test.each([
    ["something else than HTTP", "SSH-2.0-OpenSSH_9.6\r\n", "SSH-2.0-OpenSSH_9.6"],
    ["a bad content-length", "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n", "content-length: many"],
  ])("%s", async (_what, bytes, line) => {
    const { port } = await serveBytes(bytes, "open");
    expect(await client().get(`http://127.0.0.1:${port}/`, bounds)).toMatchObject({
      reason: "not-http",
      message: `the host did not answer in HTTP: "${line}"`,
    });
  });

  test("a megabyte of headers", async () => {
    const { port } = await serveBytes(`HTTP/1.1 200 OK\r\nx-long: ${"a".repeat(1_000_000)}\r\n\r\n`, "open");
    expect(await client().get(`http://127.0.0.1:${port}/`, bounds)).toMatchObject({ reason: "too-large", temporary: false });
  });
});

describe("closing", () => {
  test("ends running requests with a message", async () => {
    const { port } = await serveRaw(() => {});
    const http = openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: ["127.0.0.1"] });
    const waiting = http.get(`http://127.0.0.1:${port}/`, bounds);
    await setImmediate();
    await http.close();
    expect(await waiting).toMatchObject({ kind: "failed", reason: "aborted" });
    expect(await http.get(`http://127.0.0.1:${port}/`, bounds)).toMatchObject({ kind: "failed", reason: "aborted" });
  });
});

function unresolved(code: string): HttpClient {
  return client({ resolve: () => Promise.reject(Object.assign(new Error(code), { code })) });
}
