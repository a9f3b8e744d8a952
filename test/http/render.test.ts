// Pages that a browser renders. Method: a real Chromium, a site on one loopback address, and a server on another that nobody may reach.
import { createServer, type Server } from "node:http";
import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRender } from "../../src/http/browser/open-render.ts";
import { memoryOf, openRenderer, type Renderer } from "../../src/http/browser/open-renderer.ts";
import { openHttpClient, type HttpClient } from "../../src/http/open-http-client.ts";
import { bringChromium } from "../support/open-chromium.ts";
import { waysTo, WAYS } from "../support/ways-out.ts";
import type { Answered, HttpAnswer } from "../../src/http/answer.ts";

let renderer: Renderer;
let client: HttpClient;
let site: Server;
let forbidden: Server;
let siteUrl = "";
let forbiddenUrl = "";
const udp = createSocket("udp4");
/** What reached the server that nobody may reach. */
const reached: string[] = [];
const pages = new Map<string, string>();
let asked: string[] = [];

beforeAll(async () => {
  await bringChromium();
  site = createServer((request, response) => {
    asked.push(request.url ?? "");
    const body = pages.get(request.url ?? "");
    if (request.url === "/file.zip") return void response.writeHead(200, { "content-type": "application/zip" }).end("PK");
    const type =
      request.url?.endsWith(".js") === true
        ? "text/javascript"
        : request.url?.endsWith(".json") === true
          ? "application/json"
          : "text/html";
    response.writeHead(body === undefined ? 404 : 200, { "content-type": `${type}; charset=utf-8` });
    response.end(body ?? "");
  });
  forbidden = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end("secret");
  });
  forbidden.on("upgrade", (request, socket) => (reached.push(`upgrade ${request.url}`), socket.destroy()));
  forbidden.on("connection", () => reached.push("connection"));
  udp.on("message", () => reached.push("udp"));
  siteUrl = `http://127.0.0.1:${await listen(site, "127.0.0.1")}`;
  const port = await listen(forbidden, "127.0.0.2");
  forbiddenUrl = `127.0.0.2:${port}`;
  await new Promise<void>((resolve) => udp.bind(port, "127.0.0.2", resolve));
  client = openHttpClient({ userAgent: "Wirewatch/test", allowPrivate: ["127.0.0.1"] });
  renderer = openRenderer({ at: null, userAgent: "Wirewatch/test", pageMs: 6_000 });
});
afterAll(async () => {
  await renderer.close();
  await client.close();
  for (const server of [site, forbidden]) {
    server.closeAllConnections();
    server.close();
  }
  udp.close();
});

const listen = (server: Server, host: string): Promise<number> =>
  new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)));

async function render(path: string, html: string): Promise<HttpAnswer> {
  pages.set(path, html);
  asked = [];
  const page = await client.get(`${siteUrl}${path}`, { bodyBytesMax: 1e6, deadlineMs: 10_000 });
  const show = openRender({ renderer, client, mayAsk: () => true });
  return show(page as Answered, [siteUrl]);
}
const htmlOf = (answer: HttpAnswer): string => (answer.kind === "answer" ? Buffer.from(answer.body).toString() : answer.message);

test("shows what scripts write, also what they ask for", async () => {
  pages.set(
    "/app.js",
    `fetch("/data.json").then((answer) => answer.json()).then(({ title }) => { document.body.innerHTML = "<h1>" + title + "</h1>"; });`,
  );
  pages.set("/data.json", JSON.stringify({ title: "The harbour council resigns" }));
  const answer = await render(
    "/app",
    `<div id="app"></div><img src="/picture.png"><link rel="stylesheet" href="/style.css"><script src="/app.js"></script>`,
  );
  expect(htmlOf(answer)).toContain("<h1>The harbour council resigns</h1>");
  expect(asked).toEqual(["/app", "/app.js", "/data.json"]);
});

test("of fifty ways to a server on another address none reaches it", async () => {
  expect(Object.keys(WAYS).length).toBeGreaterThanOrEqual(50);
  const ways = waysTo(forbiddenUrl);
  for (let first = 0; first < ways.length; first += 9) {
    const answer = await render(
      `/ways-${first}`,
      `<p>Before</p>${ways.slice(first, first + 9).join("\n")}<script>document.body.append("After")</script>`,
    );
    expect([first, answer.kind]).toEqual([first, expect.any(String) as string]);
  }
  const moved = await render("/moves", `<script>location.href = "http://${forbiddenUrl}/55"</script>`);
  expect(htmlOf(moved)).not.toContain("secret");
  expect(reached).toEqual([]);
});

test("the server that nobody may reach can be reached", async () => {
  expect(await (await fetch(`http://${forbiddenUrl}/self`)).text()).toBe("secret");
  expect(reached.splice(0)).toContain("GET /self");
});

test("a script reads no other host that does not allow it, and sends it no password of the source", async () => {
  const seen: (string | undefined)[] = [];
  const vault = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.end("secret");
  });
  const source = `http://127.0.0.1:${await listen(vault, "127.0.0.1")}`;
  const headers = { authorization: "Basic dXNlcjpwYXNz" };
  const own = openHttpClient({
    userAgent: "Wirewatch/test",
    allowPrivate: ["127.0.0.1"],
    sourceHeaders: [{ url: source, headers }],
  });
  pages.set(
    "/thief",
    `<p id="p">…</p><script>fetch("${source}/mail").then((answer) => answer.text()).catch(() => "refused").then((text) => { p.textContent = text; });</script>`,
  );
  const page = await own.get(`${siteUrl}/thief`, { bodyBytesMax: 1e6, deadlineMs: 10_000 });
  const show = openRender({ renderer, client: own, mayAsk: () => true });
  expect(htmlOf(await show(page as Answered, [source]))).toContain(">refused<");
  expect(seen).toEqual([undefined]);
  await own.get(`${source}/mail`, { bodyBytesMax: 1e6, deadlineMs: 10_000, from: [source] });
  expect(seen.at(-1)).toBe(headers.authorization);
  await own.close();
  vault.closeAllConnections();
  vault.close();
});

test("a page that loops or allocates without end is given up, and the next one is rendered", async () => {
  expect(await render("/loop", `<script>for (;;);</script>`)).toMatchObject({
    kind: "failed",
    message: expect.stringContaining("could not be rendered") as string,
  });
  const hungry = await render("/hungry", `<script>const all = []; for (;;) all.push(new Uint8Array(2 ** 24).fill(1))</script>`);
  expect(hungry.kind).toBe("failed");
  expect(htmlOf(await render("/next", `<script>document.write("<h1>Next</h1>")</script>`))).toContain("<h1>Next</h1>");
});

test("a page that asks without end gets a hundred answers", async () => {
  pages.set("/many.json", "{}");
  await render(
    "/many",
    `<script>(async () => { for (let at = 0; ; at++) await fetch("/many.json?" + at).catch(() => 0) })()</script>`,
  );
  expect(asked.length).toBeLessThanOrEqual(102);
});

test.each([
  ["comes after a timer", `setTimeout(SHOW, 1_300)`],
  ["comes after a timer and an answer", `setTimeout(() => fetch("/data.json").then(SHOW), 1_200)`],
  ["stands in a page that is loaded again and again", `SHOW(); setTimeout(() => location.reload(), 30)`],
  ["stands in a page that leads to a file", `SHOW(); location = "/file.zip"`],
  [
    "comes after long work on an answer",
    `const work = () => { for (const began = Date.now(); Date.now() - began < 900; ); };
     const next = () => fetch("/data.json").then(work);
     next().then(next).then(next).then(SHOW)`,
  ],
])("text that %s is shown", async (name, script) => {
  pages.set("/data.json", "{}");
  const path = `/late-${name.length}`;
  const show = `const SHOW = () => document.body.append("The harbour ", "council resigns. ", "It did so today. ".repeat(30));`;
  expect(
    htmlOf(await render(path, `<p>Loading</p><script>addEventListener("load", () => { ${show} ${script} })</script>`)),
  ).toContain("The harbour council resigns");
});

test("where no Chromium is, the message says what to install", async () => {
  const none = openRenderer({ at: "/nowhere/chromium", userAgent: "Wirewatch/test" });
  const page = { kind: "answer", status: 200, headers: {}, body: new Uint8Array(), url: siteUrl, redirects: [] } as const;
  const answer = await none.render({ ...page, redirects: [] }, () => Promise.reject(new Error("nothing is asked")));
  expect(answer).toMatchObject({
    kind: "failed",
    message: expect.stringMatching(/^could not be rendered: the Chromium at \/nowhere\/chromium does not start/) as string,
  });
  await none.close();
});

test("the memory of a process and of all below it is read", async () => {
  expect(await memoryOf(process.pid)).toBeGreaterThan(10);
});
