// articles: pages to text and metadata, against Readability alone on jsdom, on the newsroom's pages or a folder's (.html, .html.gz).
import { spawnSync } from "node:child_process";
import { Worker } from "node:worker_threads";
import { Readability } from "@mozilla/readability";
import { JSDOM, VirtualConsole } from "jsdom";
import { readPage } from "../src/articles/read-page.ts";
import { decodeBytes } from "../src/text/decode-bytes.ts";
import { openThreads } from "../src/threads/pool.ts";
import { benchPages } from "./support/pages.ts";
import { median, report } from "./support/report.ts";

const ROUNDS = 3;
const URL_READ = "https://www.ledger.example/2024/08/03/ferry-vote";
/** Tells the processes that read the same pages which way to read them. */
const SIDE = "--side=";
type Side = "ours" | "theirs";

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

interface Threaded {
  perSecond: number;
  /** Of the processor's time, for all pages. */
  cpuMs: number;
}

/** Reads pages through so many threads, each as warm as a thread that has been running for a while. */
async function throughThreads(pages: readonly Uint8Array[], size: number): Promise<Threaded> {
  const threads = openThreads({ size, deadlineMs: 10_000, heapMb: 256, pagesPerThread: Number.POSITIVE_INFINITY });
  const readAll = () =>
    Promise.all(
      pages.map((bytes) => threads.run("read-page", { url: URL_READ, bytes: new Uint8Array(bytes), contentType: null })),
    );
  // Threads alone keep no process alive.
  const alive = setInterval(() => undefined, 60_000);
  for (let round = 0; round < 2 * size; round++) await readAll();
  const started = performance.now();
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round++) await readAll();
  const { user, system } = process.cpuUsage(before);
  const perSecond = (ROUNDS * pages.length) / ((performance.now() - started) / 1000);
  await threads.close();
  clearInterval(alive);
  return { perSecond, cpuMs: (user + system) / 1000 };
}

const COUNTING = `let n = 0; const end = Date.now() + 1000; while (Date.now() < end) n++; require("node:worker_threads").parentPort.postMessage(n)`;

/** How far so many threads count in a second that share no memory and wait for nothing: what the machine itself allows. */
async function countInThreads(size: number): Promise<number> {
  const counts = Array.from(
    { length: size },
    () => new Promise<number>((resolve) => void new Worker(COUNTING, { eval: true }).once("message", resolve)),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function compare(pages: readonly Uint8Array[], folder: string | undefined): Promise<void> {
  const rounds: Record<Side, Measured>[] = [];
  // Turn about, so that a busy moment of the machine falls on both.
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ ours: measureAlone("ours", folder), theirs: measureAlone("theirs", folder) });
  const counted = 1 / ((await countInThreads(1)) / (await countInThreads(2)));
  const [one, two] = [await throughThreads(pages, 1), await throughThreads(pages, 2)];
  const perSecond = pages.length / (median(rounds.map(({ ours }) => ours.cpuMs)) / 1000);
  const ratio = median(rounds.map(({ ours, theirs }) => theirs.cpuMs / ours.cpuMs));
  const rssMb = Math.max(...rounds.map(({ ours }) => ours.rssMb));
  report([
    { name: "pages", value: pages.length, unit: "" },
    { name: "their size", value: pages.reduce((sum, { length }) => sum + length, 0) / 1024 / 1024, unit: "MB" },
    {
      name: "without text",
      value: pages.filter((bytes) => readByUs(bytes).reason !== null).length,
      unit: "",
      floor: { kind: "at most", value: 0 },
    },
    { name: "pages a second of one core", value: perSecond, unit: "" },
    { name: "Readability on jsdom takes", value: ratio, unit: "times as long", floor: { kind: "at least", value: 7 } },
    { name: "peak memory, in one thread", value: rssMb, unit: "MB", floor: { kind: "at most", value: 350 } },
    { name: "Readability on jsdom held", value: Math.max(...rounds.map(({ theirs }) => theirs.rssMb)), unit: "MB" },
    { name: "two threads read", value: two.perSecond / one.perSecond, unit: "times as many" },
    { name: "where a page costs, of the processor's time,", value: two.cpuMs / one.cpuMs, unit: "times as much" },
    { name: "and two threads that only count reach", value: counted, unit: "times as far" },
  ]);
}

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const pages = await benchPages(folder);
const side = (["ours", "theirs"] as const).find((side) => process.argv.includes(`${SIDE}${side}`));
if (side === undefined) await compare(pages, folder);
else console.log(JSON.stringify(measure(side, pages)));
