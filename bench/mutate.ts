// mutate: 20,000 mutated pages through the threads; how each ended, the slowest, and how long the main loop stood still meanwhile.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openThreads } from "../src/threads/pool.ts";
import { brokenRule, mutatePage } from "../test/articles/mutate-page.ts";
import { openDice } from "../test/support/open-dice.ts";
import { benchPages } from "./support/pages.ts";
import { report } from "./support/report.ts";

const COUNT = Number(process.argv[process.argv.indexOf("--count") + 1]) || 20_000;
const SEED = Number(process.argv[process.argv.indexOf("--seed") + 1]) || 1;
const AT_ONCE = 8;
const SLOWEST_MS = 10_000;

const pages = (await benchPages(undefined)).map((bytes) => new TextDecoder().decode(bytes));
const threads = openThreads({ size: 2, deadlineMs: SLOWEST_MS, heapMb: 256 });
const delay = monitorEventLoopDelay({ resolution: 5 });
const ends = new Map<string, number>();
let slowestMs = 0;
let broken = 0;
let next = 0;

async function work(): Promise<void> {
  while (next < COUNT) {
    const n = next++;
    const { bytes, contentType } = mutatePage(pages[n % pages.length] ?? "", openDice(SEED * 1_000_003 + n));
    const began = performance.now();
    const result = await threads.run("read-page", { bytes, url: "https://paper.example/a/b", contentType });
    // Of AT_ONCE pages all but the two that are read wait; what is told is an upper bound.
    slowestMs = Math.max(slowestMs, performance.now() - began);
    const end = result.kind === "done" ? (result.value.reason ?? "text") : result.kind;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    const fault = result.kind === "done" ? brokenRule(result.value) : result.kind;
    if (fault === null) continue;
    broken++;
    if (broken <= 20) console.error(`page ${n}: ${fault}`);
  }
}

// Threads alone keep no process alive.
const alive = setInterval(() => undefined, 60_000);
delay.enable();
await Promise.all(Array.from({ length: AT_ONCE }, work));
delay.disable();
await threads.close();
clearInterval(alive);
report([
  { name: "mutated pages", value: COUNT, unit: "" },
  ...[...ends].toSorted((a, b) => b[1] - a[1]).map(([end, count]) => ({ name: `  ${end}`, value: count, unit: "" })),
  { name: "rules broken, crashes and time-outs", value: broken, unit: "", floor: { kind: "at most", value: 0 } },
  {
    name: "slowest, with the wait for a thread",
    value: slowestMs / 1000,
    unit: "s",
    floor: { kind: "at most", value: SLOWEST_MS / 1000 },
  },
  { name: "main loop stood still, p99", value: delay.percentile(99) / 1e6, unit: "ms", floor: { kind: "at most", value: 100 } },
]);
