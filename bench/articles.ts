// articles: pages to text, against Readability alone on jsdom and on linkedom, in time and in F1, on the newsroom's pages or a folder's (.html, .html.gz).
import { spawnSync } from "node:child_process";
import { Worker } from "node:worker_threads";
import { Readability } from "@mozilla/readability";
import { JSDOM, VirtualConsole } from "jsdom";
import { parseHTML } from "linkedom";
import { readPage } from "../src/articles/read-page.ts";
import { decodeBytes } from "../src/text/decode-bytes.ts";
import { openThreads } from "../src/threads/pool.ts";
import { benchArticles } from "./support/pages.ts";
import { median, report } from "./support/report.ts";
import type { BenchPage } from "./support/pages.ts";

const ROUNDS = 3;
const URL_READ = "https://www.ledger.example/2024/08/03/ferry-vote";
/** Tells the processes that read the same pages which way to read them. */
const SIDE = "--side=";
const SIDES = ["ours", "jsdom", "linkedom"] as const;
type Side = (typeof SIDES)[number];

/** Most programs do this. The page is decoded by us, since both peers take text. */
function readOnJsdom(bytes: Uint8Array): string {
  const { window } = new JSDOM(textOf(bytes), { url: URL_READ, virtualConsole: new VirtualConsole() });
  const text = new Readability(window.document).parse()?.textContent ?? "";
  window.close();
  return text;
}

/** The faster DOM that many programs choose instead of jsdom. */
const readOnLinkedom = (bytes: Uint8Array): string =>
  new Readability(parseHTML(textOf(bytes)).document).parse()?.textContent ?? "";

const textOf = (bytes: Uint8Array): string => decodeBytes(bytes, { contentType: null, kind: "html" }).text;
const readByUs = (bytes: Uint8Array) => readPage(bytes, { url: URL_READ, contentType: null });
const READERS: Record<Side, (bytes: Uint8Array) => string> = {
  ours: (bytes) => readByUs(bytes).text,
  jsdom: readOnJsdom,
  linkedom: readOnLinkedom,
};

/** The mean F1 of the words of each text against the expected ones, each word as often as it occurs; null without expected texts. */
function meanF1(pages: readonly BenchPage[], read: (bytes: Uint8Array) => string): number | null {
  const scores = pages.flatMap(({ bytes, expected }) => (expected === null ? [] : [f1(wordsOf(read(bytes)), wordsOf(expected))]));
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

function f1(found: readonly string[], expected: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of expected) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of found) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return common === 0 ? 0 : (2 * common) / (found.length + expected.length);
}

interface Measured {
  /** Of the processor's time, which a busy machine does not stretch. */
  cpuMs: number;
  /** The most memory that the process held. */
  rssMb: number;
}

/** In this process: first to compile, then to be timed. */
function measure(side: Side, pages: readonly Uint8Array[]): Measured {
  const read = READERS[side];
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
  const threads = openThreads({ size, deadlineMs: 10_000, heapMb: 256, heldMb: Number.POSITIVE_INFINITY });
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

async function compare(articles: readonly BenchPage[], folder: string | undefined): Promise<void> {
  const pages = articles.map(({ bytes }) => bytes);
  const rounds: Record<Side, Measured>[] = [];
  // In turns, so that a busy moment of the machine affects all.
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({
      ours: measureAlone("ours", folder),
      jsdom: measureAlone("jsdom", folder),
      linkedom: measureAlone("linkedom", folder),
    });
  const counted = 1 / ((await countInThreads(1)) / (await countInThreads(2)));
  const [one, two] = [await throughThreads(pages, 1), await throughThreads(pages, 2)];
  const perSecond = pages.length / (median(rounds.map(({ ours }) => ours.cpuMs)) / 1000);
  const timesOf = (side: Side) => median(rounds.map((round) => round[side].cpuMs / round.ours.cpuMs));
  const heldBy = (side: Side) => Math.max(...rounds.map((round) => round[side].rssMb));
  const accuracy = SIDES.flatMap((side) => {
    const value = meanF1(articles, READERS[side]);
    const name = side === "ours" ? "F1 of the words" : `F1 of Readability on ${side}`;
    return value === null ? [] : [{ name, value, unit: "" }];
  });
  report([
    { name: "pages", value: pages.length, unit: "" },
    { name: "their size", value: pages.reduce((sum, { length }) => sum + length, 0) / 1024 / 1024, unit: "MB" },
    {
      name: "without text",
      value: pages.filter((bytes) => readByUs(bytes).reason !== null).length,
      unit: "",
      floor: { kind: "at most", value: 0 },
    },
    ...accuracy,
    { name: "pages a second of one core", value: perSecond, unit: "" },
    { name: "Readability on jsdom takes", value: timesOf("jsdom"), unit: "times as long", floor: { kind: "at least", value: 7 } },
    { name: "Readability on linkedom takes", value: timesOf("linkedom"), unit: "times as long" },
    { name: "peak memory, in one thread", value: heldBy("ours"), unit: "MB", floor: { kind: "at most", value: 350 } },
    { name: "Readability on jsdom held", value: heldBy("jsdom"), unit: "MB" },
    { name: "Readability on linkedom held", value: heldBy("linkedom"), unit: "MB" },
    { name: "two threads read", value: two.perSecond / one.perSecond, unit: "times as many" },
    { name: "where a page costs, of the processor's time,", value: two.cpuMs / one.cpuMs, unit: "times as much" },
    { name: "and two threads that only count reach", value: counted, unit: "times as far" },
  ]);
}

const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
const articles = await benchArticles(folder);
const side = SIDES.find((candidate) => process.argv.includes(`${SIDE}${candidate}`));
if (side === undefined) await compare(articles, folder);
else
  console.log(
    JSON.stringify(
      measure(
        side,
        articles.map(({ bytes }) => bytes),
      ),
    ),
  );
