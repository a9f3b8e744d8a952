// memory: what an embedded `wirewatch run` costs: idle with 100 feeds (processor time, statements, memory), and in memory while the newsroom flows (Linux).
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { rss, writeFiles } from "../test/cli/press.ts";
import { newFolder } from "../test/support/database.ts";
import { writeNewsroomConfig } from "../test/support/newsroom-config.ts";
import { freePort } from "../test/support/wait.ts";
import { report } from "./support/report.ts";
import type { Figure } from "./support/report.ts";
import type { AddressInfo, Server } from "node:net";

const option = (name: string, usual: number): number =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : usual;
const FEEDS = 100;
const ITEMS = 2;
/** The first round and its articles, and what is warm for a while after them. */
const SETTLE_MS = option("--settle", 120) * 1_000;
const MEASURE_MS = option("--seconds", 60) * 1_000;
const FLOW_MS = 30_000;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Runs the program over this configuration for as long as `work` takes. */
async function run(dir: string, folder: string, work: (pid: number) => Promise<void>): Promise<void> {
  const args = ["dist/cli.js", "run", "--config", dir, "--data", join(folder, "data")];
  const child = spawn(process.execPath, args, { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    await work(child.pid ?? 0);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

/** The most that a process has held so far, its threads included, in MB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

/** A hundred hosts with a feed each that says 304 from the second time on. */
function openPress(): { server: Server; polls(): number } {
  let polls = 0;
  const server = createServer(({ url, headers }, response) => {
    if (url !== "/feed") {
      const text = `<p>Nothing much happened at ${headers.host} today, said its mayor, who had seen all of it from the window of the hall.</p>`;
      return void response
        .writeHead(200, { "content-type": "text/html" })
        .end(`<!doctype html><html lang="en"><title>Nothing</title><article><h1>Nothing</h1>${text.repeat(8)}</article></html>`);
    }
    polls++;
    if (headers["if-none-match"] !== undefined) return void response.writeHead(304).end();
    const items = Array.from({ length: ITEMS }, (_, n) => ({
      title: `Report ${n} of ${headers.host}`,
      link: `http://${headers.host}/report/${n}`,
    }));
    response.writeHead(200, { "content-type": "application/rss+xml", etag: '"same"' }).end(rss(items));
  });
  return { server, polls: () => polls };
}

async function scrape(port: number): Promise<{ cpuSeconds: number; statements: number; residentMb: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  return {
    cpuSeconds: value("process_cpu_seconds_total"),
    statements: value("wirewatch_db_statements_total"),
    residentMb: value("process_resident_memory_bytes") / 2 ** 20,
  };
}

const most = (value: number) => ({ floor: { kind: "at most" as const, value } });

async function measureIdle(): Promise<Figure[]> {
  const press = openPress();
  const port = await listen(press.server);
  const metrics = await freePort();
  const { folder, remove } = await newFolder();
  const dir = join(folder, "config");
  const feeds = Array.from({ length: FEEDS }, (_, n) => `  - url: http://f${n}.localhost:${port}/feed\n`).join("");
  await writeFiles(dir, {
    "wirewatch.yaml": `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:0 }\nmetrics: { listen: 127.0.0.1:${metrics} }\n`,
    "feeds.yaml": `feeds:\n${feeds}`,
    "watchlists/one.yaml": "watchlists:\n  - id: one\n    any: [volcano]\n",
    "digests.yaml": "digests:\n  - id: me\n    to: [me@example.org]\n    schedule: immediately\n",
  });
  const figures: Figure[] = [];
  await run(dir, folder, async (pid) => {
    await pause(SETTLE_MS);
    const [before, polledBefore] = [await scrape(metrics), press.polls()];
    await pause(MEASURE_MS);
    const after = await scrape(metrics);
    const a = (name: "cpuSeconds" | "statements") => (after[name] - before[name]) / (MEASURE_MS / 1_000);
    figures.push(
      { name: "idle, processor time", value: 100 * a("cpuSeconds"), unit: "% of a core", ...most(0.3) },
      { name: "idle, statements", value: a("statements"), unit: "a second", ...most(3) },
      { name: "idle, memory", value: after.residentMb, unit: "MB", ...most(200) },
      { name: "idle, peak with the first start", value: await peakOf(pid), unit: "MB" },
      { name: "idle, polls meanwhile", value: press.polls() - polledBefore, unit: "" },
    );
  });
  press.server.close();
  await remove();
  return figures;
}

async function measureFlow(): Promise<Figure[]> {
  const newsroom = await openNewsroom({ startedAt: new Date(), moreArticles: 400 });
  const { folder, remove } = await newFolder();
  let peak = Number.NaN;
  await run(await writeNewsroomConfig(folder, newsroom), folder, async (pid) => {
    await pause(FLOW_MS);
    peak = await peakOf(pid);
  });
  const { pages } = newsroom.requests();
  await newsroom.close();
  await remove();
  return [
    { name: "while the newsroom flows, peak", value: peak, unit: "MB", floor: { kind: "at most", value: 700 } },
    { name: "pages read meanwhile", value: pages, unit: "" },
  ];
}

report([...(await measureIdle()), ...(process.argv.includes("--idle") ? [] : await measureFlow())]);
