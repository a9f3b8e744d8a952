// Threads isolate a document's damage to its parser.
import { afterEach, expect, test } from "vitest";
import type { Worker } from "node:worker_threads";
import { writePdf } from "../articles/pdf/write-pdf.ts";
import { openThreads, type Threads, type ThreadOptions } from "../../src/threads/pool.ts";

const SENTENCE =
  "The council met again on Tuesday evening, and after a long debate it put the matter off until the spring, to nobody's surprise.";
const page = (title: string) =>
  `<html><head><title>${title}</title></head><body><article>${`<p>${SENTENCE}</p>`.repeat(5)}</article></body></html>`;
/** Takes seconds to read. */
const SLOW = `<title>Slow</title>${`<a href="/x">A link to somewhere else</a> ${SENTENCE}`.repeat(19_000)}`;
const url = "https://a.example/story";

let threads: Threads | null = null;
const open = (options: Partial<ThreadOptions> = {}): Threads =>
  (threads = openThreads({ size: 1, deadlineMs: 20_000, heapMb: 256, ...options }));
afterEach(async () => {
  await threads?.close();
  threads = null;
});

test("a page is read in a thread", async () => {
  const result = await open().run("extract-page", { html: page("One"), url });
  expect(result).toMatchObject({ kind: "done", value: { title: "One", reason: null } });
});

const pdf = () =>
  new Uint8Array(writePdf([[{ text: "The grain store of Varnholm is sold", x: 72, y: 100 }]], { title: "Grain store" }));

test("a PDF is read as a page is, whatever its server calls it", async () => {
  const pool = open();
  for (const contentType of ["application/pdf", "text/html; charset=utf-8", null])
    expect(await pool.run("read-page", { bytes: pdf(), url, contentType })).toMatchObject({
      kind: "done",
      value: { title: "Grain store", method: "pdf", reason: null },
    });
  const inspected = await pool.run("inspect-page", { bytes: pdf(), url, contentType: null });
  expect(inspected).toMatchObject({ value: { text: "The grain store of Varnholm is sold", cuts: [] } });
});

test("bytes that fill their buffer are moved to the thread, and others copied", async () => {
  const pool = open();
  const own = new TextEncoder().encode(page("Own"));
  const whole = Uint8Array.from(own);
  expect(await pool.run("read-page", { bytes: whole, url, contentType: "text/html" })).toMatchObject({
    kind: "done",
    value: { title: "Own" },
  });
  expect(whole.byteLength).toBe(0);
  const shared = Buffer.concat([Buffer.from("xx"), own]).subarray(2);
  expect(await pool.run("read-page", { bytes: shared, url, contentType: null })).toMatchObject({
    kind: "done",
    value: { title: "Own" },
  });
  expect(shared.byteLength).toBe(own.byteLength);
  // Node itself never moves its pool of small buffers; a part of any other buffer would take the rest with it.
  const both = new Uint8Array(own.byteLength + 2);
  both.set(own, 2);
  const part = both.subarray(2);
  expect(await pool.run("read-page", { bytes: part, url, contentType: null })).toMatchObject({ kind: "done" });
  expect([part.byteLength, both.byteLength]).toEqual([own.byteLength, own.byteLength + 2]);
});

test("bytes that were moved before fail the task without a rejection", async () => {
  const bytes = Uint8Array.from(new TextEncoder().encode(page("Twice")));
  structuredClone(bytes, { transfer: [bytes.buffer] });
  expect(await open().run("read-page", { bytes, url, contentType: null })).toMatchObject({
    kind: "failed",
    name: "DataCloneError",
  });
});

test("a feed is parsed, and the code of a feed's fault survives the thread", async () => {
  const pool = open();
  const feed =
    "<rss version='2.0'><channel><title>T</title><item><title>One</title><link>https://a.example/1</link></item></channel></rss>";
  const read = (text: string) =>
    pool.run("parse-feed", { bytes: new TextEncoder().encode(text), url: "https://a.example/feed", contentType: null });
  expect(await read(feed)).toMatchObject({ kind: "done", value: { entries: [{ title: "One" }] } });
  expect(await read("<!doctype html><html><body><p>Not a feed</p></body></html>")).toMatchObject({
    kind: "failed",
    name: "FeedError",
    code: "html",
  });
});

test.each([
  ["that gets no time of the processor is waited for as often as asked", 0, { waits: 4 }, 4],
  ["that gets no time of the processor is waited for twice at the most", 0, {}, 2],
  ["that gets no time of the processor is waited for once if a person waits too", 0, { waits: 1 }, 1],
  ["that worked all the while is waited for once", 100, { waits: 4 }, 2],
])("a task of a process %s", async (_, workedMs, options, asked) => {
  let calls = 0;
  const pool = open({ deadlineMs: 5, processorMs: () => workedMs * calls++, ...options });
  expect(await pool.run("extract-page", { html: SLOW, url })).toEqual({ kind: "timeout" });
  expect(calls).toBe(asked);
});

test("a task past its deadline ends as a timeout, and the next one is done by a new thread", async () => {
  const pool = open();
  const [slow, next] = await Promise.all([
    pool.run("extract-page", { html: SLOW, url }, { deadlineMs: 1 }),
    pool.run("extract-page", { html: page("Next"), url }),
  ]);
  expect(slow).toEqual({ kind: "timeout" });
  expect(next).toMatchObject({ kind: "done", value: { title: "Next" } });
});

test("a task that needs more memory than its thread may have ends as crashed, and the process lives on", async () => {
  const pool = open({ heapMb: 32 });
  const hungry = `<title>Hungry</title>${`<p>${"ж".repeat(240)}`.repeat(20_000)}`;
  const result = await pool.run("extract-page", { html: hungry, url });
  expect(result).toMatchObject({ kind: "crashed", message: expect.stringContaining("32 MB") as string });
});

test("more tasks than threads wait, first come first served", async () => {
  const pool = open({ size: 2 });
  const finished: string[] = [];
  await Promise.all(
    ["1", "2", "3", "4", "5", "6"].map(async (title) => {
      const result = await pool.run("extract-page", { html: page(title), url });
      finished.push(result.kind === "done" ? (result.value.title ?? "") : result.kind);
    }),
  );
  expect([...finished].sort()).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(Number(finished[0])).toBeLessThanOrEqual(2);
});

test("threads that hold too much memory are replaced without losing a task, and others are kept", async () => {
  const started: Worker[] = [];
  const count = (worker: Worker) => void started.push(worker);
  process.on("worker", count);
  const kept = open();
  for (const title of ["a", "b", "c"]) await kept.run("extract-page", { html: page(title), url });
  await kept.close();
  expect(started).toHaveLength(1);
  const pool = open({ size: 2, heldMb: 1 });
  const results = await Promise.all(
    Array.from({ length: 9 }, (_, i) => pool.run("extract-page", { html: page(String(i)), url })),
  );
  expect(results.map((result) => (result.kind === "done" ? result.value.title : result.kind))).toEqual("012345678".split(""));
  expect(started).toHaveLength(1 + results.length);
  process.off("worker", count);
});

test("the main loop runs on while a thread is busy", async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  await open().run("extract-page", { html: SLOW, url }, { deadlineMs: 300 });
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(10);
});

test("closing finishes waiting tasks and accepts no more", async () => {
  const pool = open();
  const pending = Promise.all(["a", "b"].map((title) => pool.run("extract-page", { html: page(title), url })));
  await pool.close();
  expect((await pending).map((result) => result.kind)).toEqual(["done", "done"]);
  expect(() => pool.run("extract-page", { html: page("late"), url })).toThrow("closed");
});

/** The order in which tasks begin and end. */
async function orderOf(
  tasks: readonly { title: string; isAlone?: boolean }[],
  options: Partial<ThreadOptions>,
): Promise<string[]> {
  const pool = open(options);
  const log: string[] = [];
  const run = async ({ title, ...how }: (typeof tasks)[number]) => {
    const begin = async () => void log.push(`${title} begins`);
    const result = await pool.run("extract-page", { html: page(title), url }, { ...how, begin });
    log.push(`${title} ${result.kind}`);
  };
  await Promise.all(tasks.map(run));
  return log;
}

const WITH_ONE_ALONE = [{ title: "a" }, { title: "b" }, { title: "alone", isAlone: true }, { title: "c" }, { title: "d" }];

test("a task that is to be alone lets those that wait go first, runs when no other does, and is done", async () => {
  const log = await orderOf(WITH_ONE_ALONE, { size: 2 });
  expect(log.slice(0, -2).toSorted()).toEqual(["a", "b", "c", "d"].flatMap((title) => [`${title} begins`, `${title} done`]));
  expect(log.slice(-2)).toEqual(["alone begins", "alone done"]);
});

test("a task that is to be alone and has waited for long lets no other begin before it", async () => {
  const log = await orderOf(WITH_ONE_ALONE, { size: 3, aloneAfterMs: 0 });
  const at = log.indexOf("alone begins");
  expect(log.slice(0, at).toSorted()).toEqual(["a begins", "a done", "b begins", "b done"]);
  expect(log.slice(at, at + 2)).toEqual(["alone begins", "alone done"]);
  expect(log.slice(at + 2).toSorted()).toEqual(["c begins", "c done", "d begins", "d done"]);
});

const isAway = () => Promise.reject(new Error("the store is away"));

test("a task that cannot begin is not done, and its thread takes the next", async () => {
  const pool = open();
  const [late, next] = await Promise.allSettled([
    pool.run("extract-page", { html: page("Late"), url }, { begin: isAway }),
    pool.run("extract-page", { html: page("Next"), url }),
  ]);
  expect(late).toMatchObject({ status: "rejected", reason: { message: "the store is away" } });
  expect(next).toMatchObject({ value: { kind: "done" } });
});

test("a task whose beginning takes longer than a thread stays without work is done", async () => {
  const pool = open({ idleMs: 10, deadlineMs: 2_000 });
  const options = { begin: () => new Promise<void>((resolve) => setTimeout(resolve, 300)) };
  expect(await pool.run("extract-page", { html: page("One"), url }, options)).toMatchObject({ kind: "done" });
});
