// simulate: 30 days of 200 feeds with 50 restarts on a fake clock; every rule of polling, and how often it is broken.
import { openStages } from "../test/stages/open-stages.ts";
import { simulate } from "../test/simulation/simulate.ts";
import { report } from "./support-report.ts";

const option = (name: string, usual: number): number =>
  Number(process.argv[process.argv.indexOf(`--${name}`) + 1] ?? usual) || usual;
const asked = (name: string, usual: number): number => (process.argv.includes(`--${name}`) ? option(name, usual) : usual);

const stages = await openStages("pglite");
try {
  const began = performance.now();
  const given = { feeds: asked("feeds", 200), days: asked("days", 30), restarts: asked("restarts", 50), seed: asked("seed", 1) };
  const { broken, ...counts } = await simulate(stages.deps, given);
  for (const { rule, what } of broken.slice(0, 20)) console.error(`${rule}: ${what}`);
  report([
    { name: "rules broken", value: broken.length, unit: "times", floor: { kind: "at most", value: 0 } },
    { name: "requests", value: counts.requests, unit: "" },
    { name: "entries published", value: counts.published, unit: "" },
    { name: "entries told", value: counts.told, unit: "" },
    { name: "gaps reported", value: counts.gaps, unit: "" },
    { name: "restarts", value: counts.restarts, unit: "" },
    { name: "took", value: (performance.now() - began) / 1000, unit: "s" },
  ]);
} finally {
  await stages.close();
}
