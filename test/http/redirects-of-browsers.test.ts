import { describe, expect, test } from "vitest";
import { openCookieJar } from "../../src/http/open-cookie-jar.ts";
import { answered, bounds, client, failed, textOf } from "./ask.ts";
import { serve, serveBytes } from "./serve.ts";

const leadTo = (to: string) => `<title>${to}</title><meta http-equiv="refresh" content="0; url=${to}"><p>Please wait.</p>`;

describe("a redirect is followed", () => {
  test.each([
    ["/новости/рудник", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/%D1%80%D1%83%D0%B4%D0%BD%D0%B8%D0%BA"],
    [Buffer.from("/caf\u00e9", "latin1"), "/caf%E9"],
  ])("if its Location holds letters beyond ASCII: %s", async (location, path) => {
    const { port: to } = await serve((request, response) => response.end(request.url));
    const start = Buffer.concat([Buffer.from(`HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:${to}`), Buffer.from(location)]);
    const { port } = await serveBytes(Buffer.concat([start, Buffer.from("\r\nContent-Length: 0\r\n\r\n")]), "end");
    expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toBe(path);
  });

  test("if it names its Location twice", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/")
        response
          .writeHead(
            302,
            [
              ["Location", "/a,b"],
              ["Location", "/c"],
            ].flat(),
          )
          .end();
      else response.end(request.url);
    });
    expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toBe("/a,b");
  });

  test("if it is a 300 that names one, and if the address has 8 kB", async () => {
    const long = `/${"a".repeat(8_192)}`;
    const { port } = await serve((request, response) => {
      if (request.url === "/") response.writeHead(300, { location: long }).end("choose");
      else response.end(`${request.url?.length}`);
    });
    expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toBe("8193");
  });

  test.each(["0; url=/real", "0;URL='/real'", '1, url="/real"', "0; /real", "0 ; url = /real"])(
    "if it is the Refresh header %s",
    async (refresh) => {
      const { port } = await serve((request, response) => {
        if (request.url === "/") response.writeHead(200, { refresh }).end("<p>wait</p>");
        else response.end("arrived");
      });
      const answer = answered(await client().get(`http://127.0.0.1:${port}/`, bounds));
      expect(textOf(answer)).toBe("arrived");
      expect(answer.url).toBe(`http://127.0.0.1:${port}/real`);
    },
  );

  test.each(["300; url=/real", "5; url=/real", "0", "30", "0; url=/"])(
    "but a page with the Refresh header %s is read",
    async (refresh) => {
      const { port } = await serve((_request, response) => response.writeHead(200, { refresh }).end("long ".repeat(500)));
      expect(textOf(await client().get(`http://127.0.0.1:${port}/`, bounds))).toContain("long");
    },
  );

  test("but not to a private address by a Refresh header", async () => {
    const { port } = await serve((_request, response) =>
      response.writeHead(200, { refresh: "0; url=http://127.0.0.2:1/" }).end(),
    );
    expect(failed(await client().get(`http://127.0.0.1:${port}/`, bounds)).reason).toBe("private-address");
  });

  test("by a Refresh header only if robots.txt allows it", async () => {
    const asked: string[] = [];
    const { port } = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(200, { refresh: "0; url=/private" }).end();
    });
    const refusal = { kind: "failed", reason: "robots", message: "no", temporary: false } as const;
    const answer = await client().get(`http://127.0.0.1:${port}/`, { ...bounds, mayFollow: () => Promise.resolve(refusal) });
    expect(failed(answer).reason).toBe("robots");
    expect(asked).toEqual(["/"]);
  });
});

describe("a page that only leads on", () => {
  const PAGE = "<html><body><h1>The article</h1></body></html>";
  /** A host that shows `gate` to a client without its cookie. */
  const gated = (gate: string, headers: Record<string, string> = {}) =>
    serve((request, response) => {
      if (/\bin=1/.test(request.headers.cookie ?? "")) response.end(PAGE);
      else response.writeHead(200, { "content-type": "text/html", "set-cookie": "in=1; Path=/", ...headers }).end(gate);
    });

  test.each([
    ["a refresh of itself", '<html><head><meta http-equiv="refresh" content="0"></head><body>Wait</body></html>', {}],
    ["a refresh that names itself", '<meta content="1;URL=/a" http-equiv=Refresh>', {}],
    ["a refresh to another address", '<meta http-equiv="refresh" content="0; url=/b?c=1&amp;d=2">', {}],
    ["a header without an address", "<p>Wait</p>", { refresh: "0" }],
    ["a script that reloads", "<title>Wait</title><script>window.location.reload(true);</script>", {}],
    ["a script that goes to itself", "<script>location.href = location.href;</script>", {}],
    ["a script that goes elsewhere", '<script>location.replace("\\/b")</script>Wait', {}],
  ])("is followed with the cookie that it sets: %s", async (_how, gate, headers) => {
    const { port } = await gated(gate, headers);
    expect(textOf(await client().get(`http://127.0.0.1:${port}/a`, bounds))).toBe(PAGE);
  });

  test.each([
    ["it has more to read", `<p>${"A short report. ".repeat(20)}</p><script>function go(){location.href="/login"}</script>`],
    ["it waits", '<meta http-equiv="refresh" content="5;url=/b">'],
    ["it is long", `<meta http-equiv="refresh" content="0;url=/b">${"<p>word</p>".repeat(2_000)}`],
    ["it leads to an app", '<meta http-equiv="refresh" content="0;url=intent://article#x">'],
    ["it leads old browsers away", `<!--[if lt IE 9]><meta http-equiv="refresh" content="0;url=/b"><![endif]--><p>Short.</p>`],
    [
      "it leads browsers without scripts away",
      `<noscript><meta http-equiv="refresh" content="0;url=/b"></noscript><p>${"A short report. ".repeat(20)}</p>`,
    ],
    [
      "it holds its text for a script",
      `<div id="a"></div><script>if(!self.Promise)location.href="/b"</script><script type="application/json">{"text":"A report."}</script>`,
    ],
    ["its refresh is nothing but spaces and quotes", `<meta http-equiv="refresh" content="0${" ".repeat(2_000)}'/b'c">`],
  ])("is read if %s", async (_why, gate) => {
    const { port } = await gated(gate);
    expect(textOf(await client().get(`http://127.0.0.1:${port}/a`, bounds))).toBe(gate);
  });

  test("is followed without a cookie only for a source", async () => {
    const gate = '<meta http-equiv="refresh" content="0; url=/b">';
    const { port } = await serve((request, response) =>
      response.setHeader("content-type", "text/html").end(request.url === "/b" ? PAGE : gate),
    );
    const http = client();
    expect(textOf(await http.get(`http://127.0.0.1:${port}/a`, bounds))).toBe(gate);
    expect(textOf(await http.get(`http://127.0.0.1:${port}/a`, { ...bounds, followsPages: true }))).toBe(PAGE);
  });

  test("is read if it leads back to a page that led to it", async () => {
    const asked: string[] = [];
    const { port } = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.setHeader("content-type", "text/html").end(leadTo(request.url === "/a" ? "/b" : "/a"));
    });
    expect(textOf(await client().get(`http://127.0.0.1:${port}/a`, { ...bounds, followsPages: true }))).toBe(leadTo("/a"));
    expect(asked).toEqual(["/a", "/b"]);
  });

  test("is read after two reloads, if it sets another cookie each time", async () => {
    let asked = 0;
    const { port } = await serve((_request, response) =>
      response
        .writeHead(200, { "content-type": "text/html", "set-cookie": `n=${++asked}` })
        .end('<meta http-equiv="refresh" content="0">'),
    );
    expect(textOf(await client().get(`http://127.0.0.1:${port}/a`, bounds))).toContain("refresh");
    expect(asked).toBe(3);
  });

  test("does not lead to a private address, nor where robots.txt forbids it", async () => {
    const away = await gated('<meta http-equiv="refresh" content="0;url=http://127.0.0.2:1/">');
    expect(failed(await client().get(`http://127.0.0.1:${away.port}/`, bounds)).reason).toBe("private-address");
    const { port } = await gated('<meta http-equiv="refresh" content="0;url=/b">');
    const refusal = { kind: "failed", reason: "robots", message: "no", temporary: false } as const;
    const answer = await client().get(`http://127.0.0.1:${port}/`, { ...bounds, mayFollow: () => Promise.resolve(refusal) });
    expect(failed(answer).reason).toBe("robots");
  });
});

describe("cookies on the way", () => {
  test("are sent back within one request, and forgotten after it", async () => {
    const got: string[] = [];
    const { port } = await serve((request, response) => {
      got.push(request.headers.cookie ?? "");
      if (request.headers.cookie === "seen=1; b=2") response.end("arrived");
      else response.writeHead(302, { location: "/", "set-cookie": ["seen=1; Path=/", "b=2"] }).end();
    });
    const http = client();
    for (let asked = 0; asked < 2; asked++) expect(textOf(await http.get(`http://127.0.0.1:${port}/`, bounds))).toBe("arrived");
    expect(got).toEqual(["", "seen=1; b=2", "", "seen=1; b=2"]);
  });

  test("that change for ever end after twenty steps, those that stay after one", async () => {
    let asked = 0;
    const { port } = await serve((request, response) => {
      asked += 1;
      response.writeHead(302, { location: request.url, "set-cookie": request.url === "/a" ? "a=1" : `a=${asked}` }).end();
    });
    expect(failed(await client().get(`http://127.0.0.1:${port}/a`, bounds)).message).toContain("in a circle");
    expect(asked).toBe(2);
    expect(failed(await client().get(`http://127.0.0.1:${port}/b`, bounds)).message).toBe("redirects more than 20 times");
  });

  test("go to the host that set them, and to hosts of its site if it says so", () => {
    const jar = openCookieJar();
    jar.take(new URL("https://www.example.co.uk/a/b"), [
      "own=1",
      "site=2; Domain=.example.co.uk; Path=/",
      "registry=3; Domain=co.uk",
      "other=4; Domain=example.org",
      "safe=5; Secure; Path=/",
    ]);
    expect(jar.headerFor(new URL("https://www.example.co.uk/a/c"))).toBe("own=1; site=2; safe=5");
    expect(jar.headerFor(new URL("http://news.example.co.uk/a/c"))).toBe("site=2");
    expect(jar.headerFor(new URL("https://example.org/"))).toBeNull();
    jar.take(new URL("https://www.example.co.uk/a/b"), [
      "own=; Max-Age=0",
      "site=; Domain=example.co.uk; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ]);
    expect(jar.headerFor(new URL("https://www.example.co.uk/a/c"))).toBe("safe=5");
  });

  test("of a megabyte are kept to 8 kB", () => {
    const jar = openCookieJar();
    const url = new URL("http://example.org/");
    jar.take(
      url,
      Array.from({ length: 10_000 }, (_, i) => `c${i}=${"x".repeat(1_000)}`),
    );
    jar.take(url, [`large=${"x".repeat(1_048_576)}`]);
    expect(jar.headerFor(url)?.length).toBeLessThan(8_192);
    expect(jar.headerFor(url)).toContain("c0=x");
  });
});
