// rendering: 50 pages of which only scripts show the text, through a real Chromium and our guard: processor time, memory, and what went past the guard (Linux: /proc). --browser PATH names another Chromium.
import { createServer, type Server } from "node:http";
import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { openRender } from "../src/http/browser/open-render.ts";
import { memoryOf, openRenderer } from "../src/http/browser/open-renderer.ts";
import { openHttpClient, type HttpClient } from "../src/http/open-http-client.ts";
import { cpuMs } from "./support/cpu-time.ts";
import { scriptedSite } from "./support/rendering/scripted-pages.ts";
import { median, quantile, report } from "./support/report.ts";
import type { Answered, HttpAnswer } from "../src/http/answer.ts";

const LOOK_MS = 250;
/** On a busy machine a page waits much longer than it works. */
const PAGE_MS = 60_000;
const { browser } = parseArgs({ options: { browser: { type: "string" }, json: { type: "boolean" } } }).values;
const none = { kind: "at most", value: 0 } as const;

const listen = (server: Server, host: string): Promise<number> =>
  new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)));

/** A server that no page may reach, over TCP or UDP; each time that one does is counted. */
async function openTrap(): Promise<{ host: string; reached: string[]; close(): void }> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.end();
  });
  server.on("connection", () => reached.push("a connection"));
  const port = await listen(server, "127.0.0.2");
  const udp = createSocket("udp4").on("message", () => reached.push("a packet"));
  await new Promise<void>((resolve) => udp.bind(port, "127.0.0.2", resolve));
  return { host: `127.0.0.2:${port}`, reached, close: () => (server.close(), udp.close()) };
}

const trap = await openTrap();
const { pages, files } = scriptedSite(trap.host);
const byPath = new Map(pages.map((page) => [page.path, page.html]));
/** Requests that the site was asked, and those that the guarded client sent. */
const counted = { asked: 0, sent: 0 };
const site = createServer(({ url = "" }, response) => {
  counted.asked++;
  const path = url.split("?", 1)[0] ?? "";
  const html = byPath.get(path);
  const file = html === undefined ? files.get(path) : { type: "text/html", body: html };
  response.writeHead(file === undefined ? 404 : 200, { "content-type": `${file?.type ?? "text/plain"}; charset=utf-8` });
  response.end(file?.body ?? "");
});
const siteUrl = `http://127.0.0.1:${await listen(site, "127.0.0.1")}`;
const client = openHttpClient({ userAgent: "Wirewatch/bench", allowPrivate: ["127.0.0.1"] });
const counting: Pick<HttpClient, "get" | "post"> = {
  get(url, options) {
    if (url.startsWith(siteUrl)) counted.sent++;
    return client.get(url, options);
  },
  post(url, form, options) {
    if (url.startsWith(siteUrl)) counted.sent++;
    return client.post(url, form, options);
  },
};
const renderer = openRenderer({ at: browser ?? null, userAgent: "Wirewatch/bench", pageMs: PAGE_MS });
const render = openRender({ renderer, client: counting, mayAsk: () => true });

/** All that this process started, which is Chromium. */
async function memoryOfChildren(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, "utf8");
  const each = await Promise.all(
    children
      .trim()
      .split(" ")
      .map((pid) => memoryOf(Number(pid))),
  );
  return each.reduce((sum, mb) => sum + mb, 0);
}

const htmlOf = (answer: HttpAnswer): string => (answer.kind === "answer" ? Buffer.from(answer.body).toString() : answer.message);

async function show(path: string): Promise<string> {
  const page = (await counting.get(`${siteUrl}${path}`, { bodyBytesMax: 1e6, deadlineMs: 10_000 })) as Answered;
  return htmlOf(await render(page, [siteUrl]));
}

/** To look at memory costs processor time, so each page is shown once more for it. */
async function measure(path: string): Promise<{ html: string; cpuS: number; peakMb: number }> {
  const before = cpuMs();
  const html = await show(path);
  const after = cpuMs();
  let peakMb = 0;
  const looking = setInterval(() => void memoryOfChildren().then((mb) => (peakMb = Math.max(peakMb, mb))), LOOK_MS);
  await show(path);
  clearInterval(looking);
  return { html, cpuS: (after.own - before.own + after.servers - before.servers) / 1_000, peakMb };
}

// Chromium starts with the first page.
await show("/page-0");
const shown: (Awaited<ReturnType<typeof measure>> & { design: string; isShown: boolean })[] = [];
for (const { path, design, shows } of pages) {
  const page = await measure(path);
  const isShown = page.html.includes(shows);
  shown.push({ ...page, design, isShown });
  const missing = isShown ? "" : `, without its text: ${page.html.slice(0, 200)}`;
  console.error(`${design.padEnd(28)} ${page.cpuS.toFixed(2)} s, ${page.peakMb.toFixed(0)} MB${missing}`);
}
await renderer.close();
await client.close();
site.closeAllConnections();
site.close();
trap.close();
const cpu = shown.map(({ cpuS }) => cpuS);
report([
  {
    name: "pages that show their text",
    value: shown.filter(({ isShown }) => isShown).length,
    unit: `of ${pages.length}`,
    floor: { kind: "at least", value: pages.length },
  },
  { name: "processor time of a page, mean", value: cpu.reduce((sum, seconds) => sum + seconds, 0) / cpu.length, unit: "s" },
  { name: "processor time of a page, p50", value: median(cpu), unit: "s" },
  { name: "processor time of a page, longest", value: quantile(cpu, 1), unit: "s", floor: { kind: "at most", value: 3 } },
  {
    name: "memory of Chromium at most",
    value: Math.max(...shown.map(({ peakMb }) => peakMb)),
    unit: "MB",
    floor: { kind: "at most", value: 400 },
  },
  { name: "requests of the pages through the guard", value: counted.sent, unit: "" },
  { name: "requests outside the guard", value: counted.asked - counted.sent + trap.reached.length, unit: "", floor: none },
]);
