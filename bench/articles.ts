// articles: pages to text and metadata, against Readability alone on jsdom, on the newsroom's pages or a folder's (.html, .html.gz).
import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Readability } from "@mozilla/readability";
import { JSDOM, VirtualConsole } from "jsdom";
import { readPage } from "../src/articles/read-page.ts";
import { openHttpClient } from "../src/http/open-http-client.ts";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { decodeBytes } from "../src/text/decode-bytes.ts";
import { openThreads } from "../src/threads/pool.ts";
import { median, report } from "./support-report.ts";

const ROUNDS = 3;
const ARTICLES = 60;
/** The median of 88 real news pages was 112 kB. */
const PAGE_BYTES = 112_000;
const URL_READ = "https://www.ledger.example/2024/08/03/ferry-vote";
/** Tells the processes that read the same pages which way to read them. */
const SIDE = "--side=";
type Side = "ours" | "theirs";

async function newsroomPages(): Promise<Uint8Array[]> {
  const newsroom = await openNewsroom({ startedAt: new Date(), moreArticles: ARTICLES, pageBytesMin: PAGE_BYTES });
  const client = openHttpClient({ userAgent: "Wirewatch bench", allowPrivate: ["127.0.0.0/8"] });
  try {
    const bodies: Uint8Array[] = [];
    for (const url of newsroom.expected.stories.flatMap(({ articles }) => articles)) {
      const answer = await client.get(url, { bodyBytesMax: 10 * PAGE_BYTES, deadlineMs: 10_000 });
      if (answer.kind === "answer" && answer.status === 200) bodies.push(answer.body);
    }
    return bodies;
  } finally {
    await client.close();
    await newsroom.close();
  }
}

async function folderPages(folder: string): Promise<Uint8Array[]> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.html?(?:\.gz)?$/i.test(name)).toSorted();
  return Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    }),
  );
}

/** What most programs do: the page decoded by us, since jsdom and Readability are given text. */
function readByPeer(bytes: Uint8Array): void {
  const { text } = decodeBytes(bytes, { contentType: null, kind: "html" });
  const { window } = new JSDOM(text, { url: URL_READ, virtualConsole: new VirtualConsole() });
  new Readability(window.document).parse();
  window.close();
}

const readByUs = (bytes: Uint8Array) => readPage(bytes, { url: URL_READ, contentType: null });

interface Measured {
  /** Of the processor's time, which a busy machine does not stretch. */
  cpuMs: number;
  /** The most memory that the process held. */
  rssMb: number;
}

/** In this process: first to compile, then to be timed. */
function measure(side: Side, pages: readonly Uint8Array[]): Measured {
  const read = side === "ours" ? readByUs : readByPeer;
  for (const bytes of pages) read(bytes);
  const before = process.cpuUsage();
  for (const bytes of pages) read(bytes);
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, rssMb: process.resourceUsage().maxRSS / 1024 };
}

/** In a process of its own: what the one leaves on its heap would slow the other down. */
function measureAlone(side: Side, folder: string | undefined): Measured {
  const args = [process.argv[1] ?? "", `${SIDE}${side}`, ...(folder === undefined ? [] : [folder])];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error(`reading the pages ended with ${status}`);
  return JSON.parse(stdout) as Measured;
}

/** Pages a second through so many threads. */
async function throughThreads(pages: readonly Uint8Array[], size: number): Promise<number> {
  const threads = openThreads({ size, deadlineMs: 10_000, heapMb: 256 });
  const readAll = () =>
    Promise.all(
      pages.map((bytes) => threads.run("read-page", { url: URL_READ, bytes: new Uint8Array(bytes), contentType: null })),
    );
  // Threads alone keep no process alive.
  const alive = setInterval(() => undefined, 60_000);
  await readAll();
  const started = performance.now();
  await readAll();
  const perSecond = pages.length / ((performance.now() - started) / 1000);
  await threads.close();
  clearInterval(alive);
  return perSecond;
}

async function compare(pages: readonly Uint8Array[], folder: string | undefined): Promise<void> {
  const rounds: Record<Side, Measured>[] = [];
  // Turn about, so that a busy moment of the machine falls on both.
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ ours: measureAlone("ours", folder), theirs: measureAlone("theirs", folder) });
  const [one, two] = [await throughThreads(pages, 1), await throughThreads(pages, 2)];
  const perSecond = pages.length / (median(rounds.map(({ ours }) => ours.cpuMs)) / 1000);
  const ratio = median(rounds.map(({ ours, theirs }) => theirs.cpuMs / ours.cpuMs));
  const rssMb = Math.max(...rounds.map(({ ours }) => ours.rssMb));
  report([
    { name: "pages", value: pages.length, unit: "" },
    { name: "their size", value: pages.reduce((sum, { length }) => sum + length, 0) / 1024 / 1024, unit: "MB" },
    { name: "without text", value: pages.filter((bytes) => readByUs(bytes).reason !== null).length, unit: "" },
    { name: "pages a second of one core", value: perSecond, unit: "" },
    { name: "Readability on jsdom takes", value: ratio, unit: "times as long", floor: { kind: "at least", value: 7 } },
    { name: "peak memory, in one thread", value: rssMb, unit: "MB", floor: { kind: "at most", value: 350 } },
    { name: "Readability on jsdom held", value: Math.max(...rounds.map(({ theirs }) => theirs.rssMb)), unit: "MB" },
    { name: "two threads read", value: two / one, unit: "times as many" },
  ]);
}

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const pages = folder === undefined ? await newsroomPages() : await folderPages(folder);
const side = (["ours", "theirs"] as const).find((side) => process.argv.includes(`${SIDE}${side}`));
if (side === undefined) await compare(pages, folder);
else console.log(JSON.stringify(measure(side, pages)));
