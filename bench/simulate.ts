// simulate: 30 days of 200 feeds, pages, sitemaps and channels with 50 restarts on a fake clock; every rule of polling, and how often it is broken.
import { openStages } from "../test/pipeline/open-stages.ts";
import { openBenchStore } from "./support/store.ts";
import { simulate } from "../test/simulation/simulate.ts";
import { report } from "./support/report.ts";

/** Nought is a number too: without restarts, say. */
function asked(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const number = at === -1 ? usual : Number(process.argv[at + 1] || Number.NaN);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} wants a whole number`);
  return number;
}

const given = { feeds: asked("feeds", 200), days: asked("days", 30), restarts: asked("restarts", 50), seed: asked("seed", 1) };
const stages = await openStages("pglite", (await openBenchStore()).store);
try {
  const began = performance.now();
  const { broken, ...counts } = await simulate(stages.deps, given);
  for (const { rule, what } of broken.slice(0, 20)) console.error(`${rule}: ${what}`);
  report([
    { name: "rules broken", value: broken.length, unit: "times", floor: { kind: "at most", value: 0 } },
    { name: "requests", value: counts.requests, unit: "" },
    { name: "entries published", value: counts.published, unit: "" },
    { name: "entries told", value: counts.told, unit: "" },
    { name: "gaps reported", value: counts.gaps, unit: "" },
    { name: "restarts", value: counts.restarts, unit: "" },
    { name: "a request cost", value: (performance.now() - began) / counts.requests, unit: "ms" },
    { name: "took", value: (performance.now() - began) / 1000, unit: "s" },
  ]);
} finally {
  await stages.close();
}
