// polls: what a poll answered 304 costs in processor time, how long a sweep of all feeds takes, and whether a host is ever asked twice at once.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { openApp } from "../src/app/open-app.ts";
import { formatFault } from "../src/config/format-fault.ts";
import { loadConfig } from "../src/config/load/load-config.ts";
import { openLog } from "../src/log.ts";
import { makeFeedsDue } from "../src/store/feeds.ts";
import { rss, writeFiles } from "../test/cli/press.ts";
import { newFolder, newPostgresDatabase } from "../test/support/database.ts";
import { startServices } from "../test/support/start-services.ts";
import { cpuMs } from "./support/cpu-time.ts";
import { report } from "./support/report.ts";
import type { AddressInfo } from "node:net";
import type { App } from "../src/app/open-app.ts";
import type { Figure } from "./support/report.ts";

const option = (name: string, usual: number): number =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : usual;
const FEEDS = option("--feeds", 10_000);
const HOSTS = option("--hosts", 500);
const TIMES_OUT_MS = 300_000;

/** The hosts in a process of their own, which counts what each is asked at once, and tells it at /told. */
async function servePress(): Promise<void> {
  const asking = new Map<string, number>();
  const seen = { polls: 0, atOnce: 0 };
  const server = createServer(({ url, headers }, response) => {
    if (url === "/told") return void response.end(JSON.stringify(seen));
    const host = headers.host ?? "";
    const now = (asking.get(host) ?? 0) + 1;
    asking.set(host, now);
    seen.polls++;
    seen.atOnce = Math.max(seen.atOnce, now);
    setTimeout(() => {
      asking.set(host, (asking.get(host) ?? 1) - 1);
      if (headers["if-none-match"] !== undefined) response.writeHead(304).end();
      else response.writeHead(200, { "content-type": "application/rss+xml", etag: '"same"' }).end(rss([]));
    }, 5);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  console.log((server.address() as AddressInfo).port);
}

async function startPress(): Promise<{ port: number; pid: number; stop(): void }> {
  const child = spawn(process.execPath, [process.argv[1] ?? "", "--press"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve) => child.stdout.once("data", (text) => resolve(Number(text))));
  return { port, pid: child.pid ?? 0, stop: () => void child.kill("SIGKILL") };
}

const waiting = async ({ deps: { database } }: App, since: Date): Promise<number> =>
  (
    await database.one<{ count: number }>(
      "select count(*)::int as count from feeds where last_polled_at is null or last_polled_at < $1",
      [since],
    )
  ).count;

async function sweepAll(app: App): Promise<number> {
  const since = new Date();
  await makeFeedsDue(app.deps.database, since);
  while ((await waiting(app, since)) > 0) {
    if (Date.now() - since.getTime() > TIMES_OUT_MS) throw new Error("the feeds were not polled in time");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return (Date.now() - since.getTime()) / 1_000;
}

async function measure(setUp: string, databaseUrl: string | null): Promise<Figure[]> {
  const press = await startPress();
  const { folder, remove } = await newFolder();
  const feeds = Array.from({ length: FEEDS }, (_, n) => `  - url: http://h${n % HOSTS}.localhost:${press.port}/feed/${n}\n`).join(
    "",
  );
  const dir = join(folder, "config");
  await writeFiles(dir, {
    "wirewatch.yaml": "fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:0 }\n",
    "feeds.yaml": `feeds:\n${feeds}`,
    "watchlists/one.yaml": "watchlists:\n  - id: one\n    any: [volcano]\n",
    "digests.yaml": "digests:\n  - id: me\n    to: [me@example.org]\n    schedule: immediately\n",
  });
  const env = databaseUrl === null ? {} : { DATABASE_URL: databaseUrl };
  const { config, faults } = await loadConfig({ dir, dataDir: join(folder, "data"), env });
  if (config === null) throw new Error(faults.map(formatFault).join("\n"));
  const app = await openApp({ config, log: openLog("error", false) });
  app.start(["poll-feeds"]);
  await sweepAll(app);
  const before = cpuMs([press.pid]);
  const seconds = await sweepAll(app);
  const after = cpuMs([press.pid]);
  const { atOnce } = (await (await fetch(`http://127.0.0.1:${press.port}/told`)).json()) as { atOnce: number };
  await app.close();
  press.stop();
  await remove();
  const [own, servers] = [after.own - before.own, after.servers - before.servers].map((ms) => ms / FEEDS);
  return [
    { name: `${setUp}, a poll answered 304`, value: own ?? Number.NaN, unit: "CPU-ms", floor: { kind: "at most", value: 1.2 } },
    ...(databaseUrl === null ? [] : [{ name: `${setUp}, its server`, value: servers ?? Number.NaN, unit: "CPU-ms" }]),
    { name: `${setUp}, ${FEEDS} feeds on ${HOSTS} hosts`, value: seconds, unit: "s", floor: { kind: "at most", value: 60 } },
    { name: `${setUp}, requests at once at a host`, value: atOnce, unit: "", floor: { kind: "at most", value: 1 } },
  ];
}

if (process.argv.includes("--press")) await servePress();
else {
  const embedded = await measure("embedded", null);
  const services = await startServices({ syncsToDisk: true });
  const made = await newPostgresDatabase(services.postgresUrl);
  const onPostgres = await measure("Postgres", made.url);
  await made.drop();
  await services.stop();
  report([...embedded, ...onPostgres]);
}
