// soak: a Wirewatch under a steady flow of new articles, with polls and retention speeded up: how fast heap, memory, handles and rows grow.
import { createServer } from "node:http";
import { join } from "node:path";
import { openApp } from "../../src/app/open-app.ts";
import { formatFault } from "../../src/config/format-fault.ts";
import { loadConfig } from "../../src/config/load/load-config.ts";
import { openLog } from "../../src/log.ts";
import { STAGE_NAMES } from "../../src/pipeline/pipeline.ts";
import { makeFeedsDue } from "../../src/store/feeds.ts";
import { deleteOld } from "../../src/store/retention.ts";
import { rss, writeFiles } from "../../test/cli/press.ts";
import { inventWords } from "../../test/stories/invented.ts";
import { newFolder } from "../../test/support/database.ts";
import { report, slopeOf } from "../support/report.ts";

import type { AddressInfo } from "node:net";
import type { App } from "../../src/app/open-app.ts";

const option = (name: string): number | undefined =>
  process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : undefined;
const HOURS = option("--hours") ?? 5 / 60;
const FEEDS = option("--feeds") ?? 20;
const HOUR_MS = 3_600_000;
const SAMPLE_MS = Math.min(60_000, Math.max(5_000, (HOURS * HOUR_MS) / 60));
/** Each feed has a new article each time, and is asked so often; a real one is asked each 20 minutes. */
const ROUND_MS = 5_000;
/** An article is deleted after so long; a real one after 90 days. */
const KEPT_MS = 120_000;
/** What grows until everything was used once, and until the first articles are deleted, is no leak. */
const WARM_SHARE = 0.4;
/** So many words of a page begin another one's too: some articles are copies. */
const COPY_OF = 5;

let published = 0;
const items = new Map<string, number[]>();

/** A press of as many hosts as feeds; each answer to a poll has one more article. One request of a hundred fails. */
const press = createServer(({ url = "/", headers }, response) => {
  const host = headers.host ?? "";
  const [, n] = /^\/report\/(\d+)$/.exec(url) ?? [];
  if (url !== "/feed" && n === undefined) return void response.writeHead(404).end();
  if (Math.random() < 0.01) return void response.writeHead(503).end();
  if (n !== undefined) {
    const seed = Number(n) - (Number(n) % COPY_OF);
    const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>${inventWords(seed * 10 + index, 60)}.</p>`).join("");
    const html = `<!doctype html><html lang="en"><title>Storm report ${n}</title><article><h1>Storm report ${n}</h1>${paragraphs}</article></html>`;
    return void response.writeHead(200, { "content-type": "text/html" }).end(html);
  }
  const shown = [++published, ...(items.get(host) ?? [])].slice(0, 20);
  items.set(host, shown);
  const listed = shown.map((number) => ({ title: `Storm report ${number}`, link: `http://${host}/report/${number}` }));
  response.writeHead(200, { "content-type": "application/rss+xml" }).end(rss(listed));
});

interface Sample {
  hours: number;
  heapMb: number;
  residentMb: number;
  handles: number;
  rows: number;
  storeMb: number;
}

const { folder, remove } = await newFolder();
await new Promise<void>((resolve) => press.listen(0, "127.0.0.1", resolve));
const { port } = press.address() as AddressInfo;
const dir = join(folder, "config");
const feeds = Array.from({ length: FEEDS }, (_, n) => `  - url: http://f${n}.localhost:${port}/feed\n`).join("");
await writeFiles(dir, {
  "wirewatch.yaml":
    "fetch:\n  allow_private: [127.0.0.0/8]\n  limits: { entries_a_day: 1000000, megabytes_a_day: 100000, pages_an_hour: 100000 }\nweb: { listen: 127.0.0.1:0 }\n",
  "feeds.yaml": `feeds:\n${feeds}`,
  "watchlists/storms.yaml": "watchlists:\n  - id: storms\n    any: [storm]\n",
  "digests.yaml": "digests:\n  - id: me\n    to: [me@example.org]\n    schedule: every 15m\n",
});
const { config, faults } = await loadConfig({ dir, dataDir: join(folder, "data"), env: {} });
if (config === null) throw new Error(faults.map(formatFault).join("\n"));
const app = await openApp({ config, log: openLog("silent", false) });
app.start(STAGE_NAMES);

async function sample({ deps: { database } }: App, beganMs: number): Promise<Sample> {
  globalThis.gc?.();
  const { heapUsed, rss: resident } = process.memoryUsage();
  const { rows, bytes } = await database.one<{ rows: number; bytes: number }>(
    `select (select count(*) from articles)::int + (select count(*) from entries)::int + (select count(*) from bullmq.job)::int
       + (select count(*) from bullmq.event)::int as rows, pg_database_size(current_database())::float8 as bytes`,
  );
  return {
    hours: (performance.now() - beganMs) / HOUR_MS,
    heapMb: heapUsed / 2 ** 20,
    residentMb: resident / 2 ** 20,
    handles: process.getActiveResourcesInfo().filter((name) => name !== "Timeout" && name !== "Immediate").length,
    rows,
    storeMb: bytes / 1e6,
  };
}

const began = performance.now();
const samples: Sample[] = [];
const until = began + HOURS * HOUR_MS;
let sampleAt = began;
while (performance.now() < until) {
  await makeFeedsDue(app.deps.database, new Date());
  const now = new Date();
  // Entries that no feed shows any longer are looked for once a day.
  await app.deps.database.run("delete from chores where name = 'old-entries'");
  await deleteOld(app.deps.database, {
    before: new Date(now.getTime() - KEPT_MS),
    windowEnd: new Date(now.getTime() - KEPT_MS),
    now,
  });
  if (performance.now() >= sampleAt) {
    samples.push(await sample(app, began));
    sampleAt += SAMPLE_MS;
  }
  await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
}
samples.push(await sample(app, began));
const { outcomes } = app.tally.totals();
await app.close();
press.close();
await remove();

const warm = samples.filter(({ hours }) => hours >= WARM_SHARE * HOURS);
const slope = (value: (one: Sample) => number): number => slopeOf(warm.map((one) => [one.hours, value(one)]));
/** Of less than half an hour the slopes are told and not judged: one collection of garbage more or less is tens of megabytes an hour. */
const isJudged = HOURS >= 0.5;
const most = (value: number) => (isJudged ? { floor: { kind: "at most" as const, value } } : {});
const last = samples.at(-1);
report([
  { name: "articles published", value: published, unit: "" },
  { name: "articles matched", value: outcomes["match-watchlists"]?.["matched"] ?? 0, unit: "" },
  { name: "heap at the end", value: last?.heapMb ?? Number.NaN, unit: "MB" },
  { name: "memory at the end", value: last?.residentMb ?? Number.NaN, unit: "MB" },
  { name: "store at the end", value: last?.storeMb ?? Number.NaN, unit: "MB" },
  { name: "heap grows by", value: slope(({ heapMb }) => heapMb), unit: "MB an hour", ...most(HOURS >= 4 ? 5 : 20) },
  { name: "memory grows by", value: slope(({ residentMb }) => residentMb), unit: "MB an hour", ...most(HOURS >= 4 ? 5 : 20) },
  { name: "handles grow by", value: slope(({ handles }) => handles), unit: "an hour", ...most(1) },
  { name: "rows grow by", value: slope(({ rows }) => rows), unit: "an hour" },
  { name: "store grows by", value: slope(({ storeMb }) => storeMb), unit: "MB an hour" },
]);
