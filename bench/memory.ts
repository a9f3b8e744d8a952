// memory: what `wirewatch run` holds in RAM, embedded, first start included: idle, and while the newsroom flows (Linux: /proc).
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { newFolder } from "../test/support/database.ts";
import { writeNewsroomConfig } from "../test/support/newsroom-config.ts";
import { report } from "./support/report.ts";
import type { Newsroom } from "../src/newsroom/open-newsroom.ts";

const IDLE_MS = 30_000;
const FLOW_MS = 30_000;

interface Memory {
  nowMb: number;
  peakMb: number;
}

/** All threads of a process share its memory, so the process's own figures hold them all. */
async function memoryOf(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? Number.NaN) / 1024;
  return { nowMb: mb("VmRSS"), peakMb: mb("VmHWM") };
}

async function run(newsroom: Newsroom, feedsYaml: string, ms: number): Promise<Memory> {
  const { folder, remove } = await newFolder();
  const dir = await writeNewsroomConfig(folder, { ...newsroom, feedsYaml });
  const child = spawn(process.execPath, ["dist/cli.js", "run", "--config", dir, "--data", join(folder, "data")], {
    stdio: "ignore",
  });
  await new Promise((resolve) => setTimeout(resolve, ms));
  const memory = await memoryOf(child.pid ?? 0);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  await remove();
  return memory;
}

const newsroom = await openNewsroom({ startedAt: new Date(), moreArticles: 400 });
const idle = await run(newsroom, "feeds: []\n", IDLE_MS);
const flowing = await run(newsroom, newsroom.feedsYaml, FLOW_MS);
const read = newsroom.requests().pages;
await newsroom.close();
report([
  { name: "idle, after 30 s", value: idle.nowMb, unit: "MB", floor: { kind: "at most", value: 300 } },
  { name: "idle, peak with the first start", value: idle.peakMb, unit: "MB" },
  { name: "while the newsroom flows, peak", value: flowing.peakMb, unit: "MB", floor: { kind: "at most", value: 700 } },
  { name: "pages read meanwhile", value: read, unit: "" },
]);
