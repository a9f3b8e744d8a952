// Pages that a browser renders. Method: a real Chromium, a site on one loopback address, and a server on another that nobody may reach.
import { createServer, type Server } from "node:http";
import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRender } from "../../src/http/browser/open-render.ts";
import { memoryOf, openRenderer, type Renderer } from "../../src/http/browser/open-renderer.ts";
import { openHttpClient, type HttpClient } from "../../src/http/open-http-client.ts";
import { findChromium } from "../../src/http/browser/find-chromium.ts";
import { installPackages } from "../support/start-services.ts";
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
  if (findChromium() === null) await installPackages(["chromium"]);
  site = createServer((request, response) => {
    asked.push(request.url ?? "");
    const body = pages.get(request.url ?? "");
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

/** Ways to a server; `X` stands for its host and port. */
const WAYS: Record<string, string> = {
  "an image": `<img src="http://X/1">`,
  "a source of a picture": `<picture><source srcset="http://X/2"><img srcset="http://X/2 2x"></picture>`,
  "a script": `<script src="http://X/3"></script>`,
  "a module": `<script type="module">import "http://X/4";</script>`,
  "an imported module": `<script>import("http://X/5").catch(() => 0)</script>`,
  "a style sheet": `<link rel="stylesheet" href="http://X/6">`,
  "an imported style sheet": `<style>@import url("http://X/7");</style>`,
  "a background": `<div style="background:url(http://X/8);width:9px;height:9px">.</div>`,
  "a font": `<style>@font-face{font-family:f;src:url(http://X/9)}body{font-family:f}</style>`,
  "a frame": `<iframe src="http://X/10"></iframe>`,
  "a frame with its own document": `<iframe srcdoc="<img src='http://X/11'><script>fetch('http://X/11')</script>"></iframe>`,
  "a sandboxed frame": `<iframe sandbox="allow-scripts" src="data:text/html,<script>fetch('http://X/12',{mode:'no-cors'})</script>"></iframe>`,
  "an object": `<object data="http://X/13"></object>`,
  "an embedded file": `<embed src="http://X/14">`,
  "a video": `<video src="http://X/15" autoplay muted poster="http://X/15p"></video>`,
  "a sound": `<audio src="http://X/16" autoplay></audio>`,
  subtitles: `<video autoplay muted><track default src="http://X/17"></video>`,
  fetch: `<script>fetch("http://X/18", {mode: "no-cors"})</script>`,
  "fetch with a body": `<script>fetch("http://X/19", {method: "POST", mode: "no-cors", body: "a"})</script>`,
  "fetch that outlives the page": `<script>fetch("http://X/20", {keepalive: true, mode: "no-cors", method: "POST", body: "a"})</script>`,
  "fetch with a preflight": `<script>fetch("http://X/21", {headers: {"x-a": "1"}})</script>`,
  XMLHttpRequest: `<script>const x = new XMLHttpRequest(); x.open("GET", "http://X/22"); x.send()</script>`,
  "a waiting XMLHttpRequest": `<script>const y = new XMLHttpRequest(); y.open("GET", "http://X/23", false); try { y.send() } catch {}</script>`,
  "a beacon": `<script>navigator.sendBeacon("http://X/24", "a")</script>`,
  "a web socket": `<script>new WebSocket("ws://X/25")</script>`,
  "a web socket of a frame": `<iframe srcdoc="<script>new WebSocket('ws://X/26')</script>"></iframe>`,
  "an event source": `<script>new EventSource("http://X/27")</script>`,
  "a worker": `<script>new Worker(URL.createObjectURL(new Blob(["fetch('http://X/28',{mode:'no-cors'}); new WebSocket('ws://X/28'); importScripts('http://X/28i')"])))</script>`,
  "a worker of a worker": `<script>new Worker(URL.createObjectURL(new Blob(["new Worker(URL.createObjectURL(new Blob([\\"fetch('http://X/29',{mode:'no-cors'})\\"])))"])))</script>`,
  "a shared worker": `<script>new SharedWorker(URL.createObjectURL(new Blob(["fetch('http://X/30',{mode:'no-cors'})"])))</script>`,
  "an event source of a worker": `<script>new Worker(URL.createObjectURL(new Blob(["new EventSource('http://X/31')"])))</script>`,
  "a service worker": `<script>navigator.serviceWorker?.register("/worker.js").catch(() => 0)</script>`,
  "WebRTC by STUN": `<script>const p = new RTCPeerConnection({iceServers: [{urls: "stun:X"}]}); p.createDataChannel("a"); p.createOffer().then((o) => p.setLocalDescription(o))</script>`,
  "WebRTC by TURN": `<script>const q = new RTCPeerConnection({iceServers: [{urls: "turn:X?transport=tcp", username: "a", credential: "b"}], iceTransportPolicy: "relay"}); q.createDataChannel("a"); q.createOffer().then((o) => q.setLocalDescription(o))</script>`,
  "WebRTC of a frame": `<iframe srcdoc="<script>const r = new RTCPeerConnection({iceServers: [{urls: 'stun:X'}]}); r.createDataChannel('a'); r.createOffer().then((o) => r.setLocalDescription(o))</script>"></iframe>`,
  "WebRTC of an empty frame":
    "<script>const f = document.createElement('iframe'); document.body.append(f); const P = f.contentWindow.RTCPeerConnection; const z = new P({iceServers: [{urls: 'stun:X'}]}); z.createDataChannel('a'); z.createOffer().then((o) => z.setLocalDescription(o))</script>",
  WebTransport: `<script>new WebTransport("https://X/36")</script>`,
  "a look-up in advance": `<link rel="dns-prefetch" href="http://X/37">`,
  "a connection in advance": `<link rel="preconnect" href="http://X/38">`,
  "a request in advance": `<link rel="prefetch" href="http://X/39"><link rel="preload" as="fetch" href="http://X/39b" crossorigin><link rel="modulepreload" href="http://X/39c">`,
  "rules of speculation": `<script type="speculationrules">{"prefetch":[{"source":"list","urls":["http://X/40"]}],"prerender":[{"source":"list","urls":["http://X/40b"]}]}</script>`,
  "a page that is rendered in advance": `<link rel="prerender" href="http://X/41">`,
  "a window": `<script>window.open("http://X/42")</script>`,
  "a link with a target": `<a id="l43" target="_blank" ping="http://X/43p" href="http://X/43">a</a><script>document.getElementById("l43").click()</script>`,
  "a download": `<a id="l44" download href="http://X/44">a</a><script>document.getElementById("l44").click()</script>`,
  "a form": `<form id="f45" target="_blank" method="post" action="http://X/45"><input name="a"></form><script>document.getElementById("f45").submit()</script>`,
  "a form in a frame": `<iframe name="n46"></iframe><form id="f46" target="n46" action="http://X/46"></form><script>document.getElementById("f46").submit()</script>`,
  "a manifest and an icon": `<link rel="manifest" href="http://X/47"><link rel="icon" href="http://X/47i">`,
  "a picture in a drawing": `<svg><image href="http://X/48"/><use href="http://X/48u#a"/></svg>`,
  "a policy that reports": `<meta http-equiv="Content-Security-Policy" content="img-src 'none'; report-uri http://X/49"><img src="/a.png">`,
  "another spelling of the address": `<img src="http://2130706434:PORT/50"><script>fetch("http://0x7f000002:PORT/50", {mode: "no-cors"}); fetch("http://[::ffff:127.0.0.2]:PORT/50", {mode: "no-cors"})</script>`,
  "a name that leads there": `<script>fetch("http://localtest.localhost:PORT/51", {mode: "no-cors"}); new WebSocket("ws://a.localhost:PORT/51")</script>`,
  "a paint worklet": `<script>CSS.paintWorklet?.addModule("http://X/52").catch(() => 0)</script>`,
  "an address of files": `<iframe src="file:///etc/passwd"></iframe><script>fetch("file:///etc/passwd").catch(() => 0)</script>`,
  "a refresh": `<meta http-equiv="refresh" content="0;url=http://X/54">`,
};

test("of fifty ways to a server on another address none reaches it", async () => {
  expect(Object.keys(WAYS).length).toBeGreaterThanOrEqual(50);
  const port = forbiddenUrl.split(":")[1] ?? "";
  const ways = Object.values(WAYS).map((way) => way.replaceAll("PORT", port).replace(/(?<![A-Za-z])X(?=[/":?'])/g, forbiddenUrl));
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
