// latency: from the answer to the poll that brings an entry to SMTP 250 for `immediately`, on an embedded `wirewatch run` under five articles a second.
import { createServer } from "node:http";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import type { Server, ServerResponse } from "node:http";
import { openApp } from "../src/app/open-app.ts";
import { formatFault } from "../src/config/format-fault.ts";
import { loadConfig } from "../src/config/load/load-config.ts";
import { openLog } from "../src/log.ts";
import { openMailer } from "../src/channels/mail/open-mailer.ts";
import { weighPage } from "../src/newsroom/weigh-page.ts";
import { rss, writeFiles } from "../test/cli/press.ts";
import { inventWords } from "../test/stories/invented.ts";
import { newFolder } from "../test/support/database.ts";
import { quantile, report } from "./support/report.ts";
import type { Item } from "../test/cli/press.ts";
import { freePort } from "../test/support/wait.ts";

const PER_SECOND = 5;
const SECONDS = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 180;
/** One article of so many is what somebody waits for; the others go the same way as far as the matching. */
const MATCHED_EVERY = Number(process.argv[process.argv.indexOf("--matched-every") + 1]) || 5;
/** A start takes some seconds, and is not what is measured. */
const START_MS = 15_000;
const END_MS = 30_000;
/** The median of 88 real news pages. */
const PAGE_BYTES = 112_000;
const OLD_ITEMS = 14;
const DIRECT_MAILS = 50;
const count = PER_SECOND * SECONDS;

/** When the poll that shows an article first was answered, by the article's number. */
const shownAt = new Map<number, number>();
/** The mails as they were taken, and when each got its 250. */
const taken: { raw: Buffer; at: number }[] = [];

/** Apart from the ticks that bring five polls at once. */
const isWanted = (n: number): boolean => (Math.imul(n + 1, 2_654_435_761) >>> 0) % MATCHED_EVERY === 0;
const titleOf = (n: number): string => `${isWanted(n) ? "Storm" : "Calm"} report ${n}`;

function pageOf(n: number): string {
  const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>${inventWords(n * 10 + index, 70)}.</p>`).join("\n");
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${titleOf(n)}</title></head><body><article><h1>${titleOf(n)}</h1>
${paragraphs}</article></body></html>`;
  return weighPage(html, PAGE_BYTES);
}

/** Each feed has a host of its own: old entries, and one that has just come. */
async function openPress(): Promise<{ server: Server; url: (n: number, path: string) => string }> {
  const server = createServer((request, response) => {
    const n = Number(/^f(\d+)\./.exec(request.headers.host ?? "")?.[1] ?? Number.NaN);
    if (request.url === "/feed") answerFeed(n, response);
    else if (request.url === `/report/${n}`) response.writeHead(200, { "content-type": "text/html" }).end(pageOf(n));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = (n: number, path: string) => `http://f${n}.localhost:${port}${path}`;
  function answerFeed(n: number, response: ServerResponse): void {
    const link = (path: string) => url(n, path);
    const items: Item[] = [{ title: titleOf(n), link: link(`/report/${n}`) }];
    for (let old = 0; old < OLD_ITEMS; old++) items.push({ title: `Storm of long ago ${n} ${old}`, link: link(`/old/${old}`) });
    let index = 0;
    const dated = rss(items).replace(
      /<pubDate>[^<]*/g,
      () => `<pubDate>${(index++ === 0 ? new Date() : new Date(0)).toUTCString()}`,
    );
    response.on("finish", () => shownAt.set(n, performance.now()));
    response.writeHead(200, { "content-type": "application/rss+xml" }).end(dated);
  }
  return { server, url };
}

async function openSink(): Promise<{ server: SMTPServer; url: string }> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, callback) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        callback();
        taken.push({ raw: Buffer.concat(pieces), at: performance.now() });
      });
    },
  });
  server.on("error", (error) => console.error(error.message));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

/** The feeds stand in the store, each due at its second: a Wirewatch that has run for long polls them one after the other, not all at once. */
async function prepare(folder: string, urlOf: (n: number) => string, env: Record<string, string>): Promise<string[]> {
  const folders = { dir: join(folder, "config"), dataDir: join(folder, "data") };
  const feeds = Array.from({ length: count }, (_, n) => `  - url: ${urlOf(n)}\n`).join("");
  await writeFiles(folders.dir, {
    "wirewatch.yaml": `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: "127.0.0.1:${await freePort()}" }\n`,
    "feeds.yaml": `defaults: { backlog: 24h }\nfeeds:\n${feeds}`,
    "watchlists/weather.yaml": "watchlists:\n  - id: weather\n    any: [storm]\n",
    "digests.yaml":
      "digests:\n  - { id: alerts, to: [desk@example.org], schedule: immediately, settle: none, mails_per_hour: 3600, timezone: UTC, surge: false, at_most: 200 }\n",
  });
  const { config, faults } = await loadConfig({ ...folders, env });
  if (config === null) throw new Error(faults.map(formatFault).join("\n"));
  const app = await openApp({ config, log: openLog("error", false) });
  const started = new Date(Date.now() + START_MS);
  await app.deps.database.run(
    `update feeds f set first_polled_at = now() - interval '1 day', next_due_at = $1::timestamptz + r.place * interval '${1_000 / PER_SECOND} ms'
     from (select id, row_number() over (order by id) as place from feeds) r where r.id = f.id`,
    [started],
  );
  await app.close();
  return ["run", "--log-level", "warn", "--config", folders.dir, "--data", folders.dataDir];
}

/** How long each wanted article took, in ms from its poll's answer to the 250 of the first mail that tells it; and how often any was told. */
async function read(): Promise<{ latencies: number[]; told: number }> {
  const first = new Map<number, number>();
  let told = 0;
  for (const { raw, at } of taken) {
    const { text } = await simpleParser(raw, { skipTextToHtml: true });
    for (const [, n] of new Set((text ?? "").matchAll(/^\s*http:\S*\/report\/(\d+)$/gm))) {
      told++;
      first.set(Number(n), Math.min(at, first.get(Number(n)) ?? Infinity));
    }
  }
  return { latencies: [...first].map(([n, at]) => at - (shownAt.get(n) ?? Number.NaN)), told };
}

const atOnce = (): Promise<void> => Promise.resolve();

/** The floor: the same mails to the same server, by the same code, and nothing else. */
async function sendDirectly(url: string): Promise<number[]> {
  const mailer = openMailer({ kind: "smtp", url });
  const times: number[] = [];
  for (const { raw } of taken.slice(0, DIRECT_MAILS)) {
    const began = performance.now();
    await mailer.deliver({
      from: "wirewatch@localhost",
      to: "desk@example.org",
      bytes: raw,
      fileName: "mail",
      onBodyStart: atOnce,
    });
    times.push(performance.now() - began);
  }
  await mailer.close();
  return times;
}

const { folder, remove } = await newFolder();
const press = await openPress();
const sink = await openSink();
const env = { SMTP_URL: sink.url };
const args = await prepare(folder, (n) => press.url(n, "/feed"), env);
const child = spawn(process.execPath, ["dist/cli.js", ...args], {
  env: { ...process.env, ...env },
  stdio: ["ignore", "ignore", "inherit"],
});
const wanted = Array.from({ length: count }, (_, n) => n).filter(isWanted).length;
await new Promise((resolve) => setTimeout(resolve, START_MS + SECONDS * 1_000 + END_MS));
child.kill("SIGTERM");
await new Promise((resolve) => child.once("exit", resolve));

const { latencies, told } = await read();
const mails = taken.length;
const direct = await sendDirectly(sink.url);
const times = [...shownAt.values()].toSorted((a, b) => a - b);
report([
  {
    name: "new entries shown, a second",
    value: (times.length - 1) / (((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000),
    unit: "",
  },
  { name: "mails, of all that were wanted", value: mails, unit: `of ${wanted}` },
  { name: "wanted entries not mailed", value: wanted - latencies.length, unit: "", floor: { kind: "at most", value: 0 } },
  { name: "wanted entries mailed again", value: told - latencies.length, unit: "", floor: { kind: "at most", value: 0 } },
  { name: "from the poll's answer to the 250, p50", value: quantile(latencies, 0.5) / 1_000, unit: "s" },
  { name: "the same, p95", value: quantile(latencies, 0.95) / 1_000, unit: "s", floor: { kind: "at most", value: 2 } },
  { name: "the same, longest", value: Math.max(...latencies) / 1_000, unit: "s" },
  { name: "the same mail sent directly, p50", value: quantile(direct, 0.5), unit: "ms" },
  { name: "p50 as a multiple of that", value: quantile(latencies, 0.5) / quantile(direct, 0.5), unit: "" },
]);
press.server.close();
press.server.closeAllConnections();
await new Promise<void>((resolve) => sink.server.close(() => resolve()));
await remove();
