// hostile-feeds: documents made to block their reader, through a thread; the slowest, and the main loop's longest stall.
import { openThreads } from "../src/threads/pool.ts";
import { HOSTILE_DOCUMENTS } from "../test/feeds/hostile-documents.ts";
import { longestStall } from "../test/support/longest-stall.ts";
import { report } from "./support/report.ts";

const threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 256 });
const read = (bytes: Uint8Array) => threads.run("parse-feed", { bytes, url: null, contentType: null });
// Threads alone keep no process alive.
const alive = setInterval(() => undefined, 60_000);
// The first document pays for the thread's start.
await read(new Uint8Array(Buffer.from("<rss><channel><title>T</title></channel></rss>")));

const rows: { name: string; seconds: number; stallMs: number; isRead: boolean }[] = [];
for (const [name, make] of Object.entries(HOSTILE_DOCUMENTS)) {
  const bytes = new Uint8Array(Buffer.from(make(), "latin1"));
  const started = performance.now();
  const { result, stallMs } = await longestStall(() => read(bytes));
  const isRead = result.kind === "done" && result.value.entries[0]?.title === "good";
  rows.push({ name, seconds: (performance.now() - started) / 1000, stallMs, isRead });
}
await threads.close();
clearInterval(alive);
report([
  ...rows.map(({ name, seconds }) => ({ name, value: seconds, unit: "s" })),
  {
    name: "not read in 256 MB",
    value: rows.filter(({ isRead }) => !isRead).length,
    unit: "",
    floor: { kind: "at most", value: 0 },
  },
  { name: "slowest", value: Math.max(...rows.map(({ seconds }) => seconds)), unit: "s", floor: { kind: "at most", value: 2 } },
  {
    name: "longest stall of the main loop",
    value: Math.max(...rows.map(({ stallMs }) => stallMs)),
    unit: "ms",
    floor: { kind: "at most", value: 100 },
  },
]);
