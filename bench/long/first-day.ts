// first-day: a hundred feeds of fifty matching entries each are polled for the first time: how many mails two immediate digests send, and what they lead to.
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { simpleParser } from "mailparser";
import type { AddressInfo } from "node:net";
import { answers, rss, writeFiles } from "../../test/cli/press.ts";
import { inventWords } from "../../test/stories/invented.ts";
import { newFolder } from "../../test/support/database.ts";
import { freePort } from "../../test/support/wait.ts";
import { report } from "../support/report.ts";

const { values } = parseArgs({
  options: {
    feeds: { type: "string", default: "100" },
    entries: { type: "string", default: "50" },
    json: { type: "boolean", default: false },
  },
});
const [FEEDS, ENTRIES] = [Number(values.feeds), Number(values.entries)];
const PREPARE = pathToFileURL(resolve("test/support/public-hosts.mjs")).href;
/** The second digest wants one entry of so many. */
const NARROW_EVERY = 5;
const DIGESTS = ["broad", "narrow"] as const;
const HOUR_MS = 3_600_000;
const LOOK_MS = 5_000;
/** When all is found nothing waits any more; for so long a mail too many would still be counted. */
const REST_MS = 120_000;
const COUNT = FEEDS * ENTRIES;

type DigestName = (typeof DIGESTS)[number];

interface Mail {
  digest: DigestName;
  at: number;
  stories: Set<number>;
  page: string | null;
}

const isNarrow = (n: number): boolean => n % NARROW_EVERY === 0;
const titleOf = (n: number): string =>
  `${isNarrow(n) ? "Storm and flood" : "Storm"} report ${n}: ${inventWords(n + 7_000_000, 6)}`;
const wantedBy = (digest: DigestName): number => (digest === "broad" ? COUNT : Math.ceil(COUNT / NARROW_EVERY));

/** Numbers of the entries that a text links to. */
const linkedIn = (text: string): number[] => [...text.matchAll(/\.test:\d+\/report\/(\d+)/g)].map(([, n]) => Number(n));

function pageOf(n: number): string {
  const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>${inventWords(n * 10 + index, 70)}.</p>`).join("\n");
  const title = titleOf(n);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>
${paragraphs}</article></body></html>`;
}

/** Each feed has a host of its own, which is asked once a second as any host is. */
async function openPress() {
  const read = new Set<number>();
  const at = (feed: number, path: string) => `http://f${feed}.test:${(server.address() as AddressInfo).port}${path}`;
  const server = createServer((request, response) => {
    const feed = Number(/^f(\d+)\./.exec(request.headers.host ?? "")?.[1]);
    const n = Number(/^\/report\/(\d+)$/.exec(request.url ?? "")?.[1] ?? Number.NaN);
    if (request.url === "/feed") {
      const own = Array.from({ length: ENTRIES }, (_, index) => feed * ENTRIES + index);
      const text = rss(own.map((one) => ({ title: titleOf(one), link: at(feed, `/report/${one}`) })));
      const dated = text.replace(/<pubDate>[^<]*/g, `<pubDate>${new Date().toUTCString()}`);
      answers(dated, "application/rss+xml; charset=utf-8")(request, response);
    } else if (Number.isNaN(n)) response.writeHead(404).end();
    else {
      read.add(n);
      answers(pageOf(n), "text/html; charset=utf-8")(request, response);
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, read, at };
}

async function readMails(outbox: string, known: Map<string, Mail>): Promise<void> {
  const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith(".eml") && !known.has(name));
  for (const name of names) {
    const mail = await simpleParser(await readFile(join(outbox, name)), { skipTextToHtml: true });
    const to = [mail.to ?? []]
      .flat()
      .flatMap(({ text }) => text)
      .join();
    known.set(name, {
      digest: to.startsWith("broad") ? "broad" : "narrow",
      at: mail.date?.getTime() ?? Number.NaN,
      stories: new Set(linkedIn(`${mail.text ?? ""} ${String(mail.html)}`)),
      page: /http:\/\/127\.0\.0\.1:\d+\/issues\/\d+\/[\w-]+/.exec(mail.text ?? "")?.[0] ?? null,
    });
  }
}

/** What a reader comes to from these mails: what stands in them, and on the pages of the issues that they link to. */
async function findFrom(mails: readonly Mail[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const { stories, page } of mails) {
    const shown = page === null ? "" : await (await fetch(page)).text();
    for (const n of [...stories, ...linkedIn(shown)]) found.add(n);
  }
  return found;
}

const { folder, remove } = await newFolder();
const press = await openPress();
const port = await freePort();
const digestYaml = (id: string) => `  - { id: ${id}, to: [${id}@example.org], watchlists: [${id}], schedule: immediately }\n`;
await writeFiles(join(folder, "config"), {
  "wirewatch.yaml": `web: { listen: "127.0.0.1:${port}", url: "http://127.0.0.1:${port}" }\n`,
  "feeds.yaml": `feeds:\n${Array.from({ length: FEEDS }, (_, feed) => `  - url: ${press.at(feed, "/feed")}\n`).join("")}`,
  "watchlists/weather.yaml": "watchlists:\n  - { id: broad, any: [storm] }\n  - { id: narrow, any: [flood] }\n",
  "digests.yaml": `digests:\n${DIGESTS.map(digestYaml).join("")}`,
});
const folders = ["--config", join(folder, "config"), "--data", join(folder, "data")];
const program = spawn(process.execPath, ["dist/cli.js", "run", "--log-level", "warn", ...folders], {
  env: { PATH: process.env["PATH"], NODE_OPTIONS: `--import ${PREPARE}` },
  stdio: ["ignore", "ignore", "inherit"],
});
const ended = new Promise((closed) => program.once("exit", closed));

const began = Date.now();
const mails = new Map<string, Mail>();
const ofDigest = (digest: DigestName): Mail[] => [...mails.values()].filter((mail) => mail.digest === digest);
const found = new Map<DigestName, number>();
let allFoundAt: number | null = null;
/** The first mails may be late on a slow machine, and the hour begins with the first. */
const firstAt = (): number => [...mails.values()].reduce((first, { at }) => Math.min(first, at), Date.now());
while (program.exitCode === null && Date.now() < firstAt() + HOUR_MS && Date.now() - began < 2 * HOUR_MS) {
  await new Promise((resume) => setTimeout(resume, LOOK_MS));
  const before = mails.size;
  await readMails(join(folder, "data", "outbox"), mails);
  if (mails.size !== before) for (const digest of DIGESTS) found.set(digest, (await findFrom(ofDigest(digest))).size);
  const counts = DIGESTS.map((digest) => `${digest}: ${ofDigest(digest).length} mails, ${found.get(digest) ?? 0} found`);
  console.error(`${Math.round((Date.now() - began) / 1_000)} s: ${press.read.size} pages asked for; ${counts.join("; ")}`);
  if (DIGESTS.every((digest) => found.get(digest) === wantedBy(digest))) allFoundAt ??= Date.now();
  if (allFoundAt !== null && Date.now() - allFoundAt > REST_MS) break;
}
program.kill("SIGTERM");
await ended;

const inFirstHour = (digest: DigestName): number => ofDigest(digest).filter(({ at }) => at < firstAt() + HOUR_MS).length;
report([
  ...DIGESTS.flatMap((digest) => [
    { name: `mails, ${digest}`, value: inFirstHour(digest), unit: "", floor: { kind: "at most" as const, value: 2 } },
    {
      name: `matching entries found from them, ${digest}`,
      value: found.get(digest) ?? 0,
      unit: `of ${wantedBy(digest)}`,
      floor: { kind: "at least" as const, value: wantedBy(digest) },
    },
    {
      name: `of these in the mails themselves, ${digest}`,
      value: new Set(ofDigest(digest).flatMap(({ stories }) => [...stories])).size,
      unit: "",
    },
  ]),
  { name: "from the start to the first mail", value: (firstAt() - began) / 1_000, unit: "s" },
  { name: "from the start until all is found", value: ((allFoundAt ?? Number.NaN) - began) / 1_000, unit: "s" },
]);
press.server.closeAllConnections();
press.server.close();
await remove();
