// fair-sources: how long an honest feed's story takes to its mail with a hostile feed: alone, next to 5,000 entries, and with 400 of its site's addresses.
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AddressInfo } from "node:net";
import { answers, page, rss, writeFiles } from "../test/cli/press.ts";
import { newFolder } from "../test/support/database.ts";
import { until } from "../test/support/wait.ts";
import { report } from "./support/report.ts";

const ROUNDS = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 3;
const PREPARE = pathToFileURL(resolve("test/support/public-hosts.mjs")).href;
const FEED = "application/rss+xml";

/** By then the addresses that a feed of 400 brings wait for their site. */
const WAITING_MS = 5_000;
/** By then nothing more comes of the feeds' first documents. */
const SETTLED_MS = 5_000;

type Scenario = "alone" | "next to 5,000 entries" | "400 addresses of its site listed by another";

/** Milliseconds from the answer with the honest feed's story to its mail. */
async function storyTakes(scenario: Scenario): Promise<number> {
  const { folder, remove } = await newFolder();
  let shownAt = 0;
  let junk = 0;
  let floodedAt = Infinity;
  let isFirstRound = true;
  const calm = new Set<string>();
  const at = (host: string, path: string) => `http://${host}.test:${(server.address() as AddressInfo).port}${path}`;
  const flood = (host: string, count: number) =>
    rss(Array.from({ length: count }, (_, index) => ({ title: `Item ${index} of the day`, link: at(host, `/junk/${index}`) })));
  const server = createServer((request, response) => {
    const host = (request.headers.host ?? "").split(".")[0];
    const path = request.url ?? "";
    const answer = (body: string, type: string) => answers(body, type)(request, response);
    if (path === "/robots.txt") return void response.writeHead(404).end();
    if (path === "/feed" && isFirstRound) return answer(rss([{ title: "A calm day", link: at(host ?? "", "/calm") }]), FEED);
    if (path === "/calm") calm.add(host ?? "");
    if (path === "/feed" && host === "hostile") {
      floodedAt = performance.now();
      return answer(scenario === "next to 5,000 entries" ? flood("hostile", 5_000) : flood("honest", 400), FEED);
    }
    if (path === "/feed") {
      // The story comes while the flood is under way. No page of its site is asked for while its feed is, but by then they wait.
      const isUnderWay = () =>
        scenario === "alone" || (scenario === "next to 5,000 entries" ? junk >= 5 : performance.now() - floodedAt > WAITING_MS);
      return void until(isUnderWay, "the flood is under way").then(() => {
        shownAt = performance.now();
        answer(rss([{ title: "A storm is coming", link: at("honest", "/storm") }]), FEED);
      });
    }
    if (path.startsWith("/junk/")) junk += 1;
    return answer(page(path === "/storm" ? "A storm is coming" : `Calm ${path}`, path), "text/html; charset=utf-8");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const names = [...(scenario === "alone" ? [] : ["hostile"]), "honest"];
  await writeFiles(join(folder, "config"), {
    "wirewatch.yaml": "web: { listen: 127.0.0.1:0 }\n",
    "feeds.yaml": `defaults: { backlog: all }\nfeeds:\n${names.map((name) => `  - url: ${at(name, "/feed")}\n    name: ${name}\n`).join("")}`,
    "watchlists/storm.yaml": "watchlists:\n  - { id: storm, any: [storm] }\n",
    "digests.yaml": "digests:\n  - { id: now, to: [desk@example.org], schedule: immediately, settle: none }\n",
  });
  const start = (...command: string[]) =>
    spawn(process.execPath, ["dist/cli.js", ...command, "--config", join(folder, "config"), "--data", join(folder, "data")], {
      env: { PATH: process.env["PATH"], NODE_OPTIONS: `--import ${PREPARE}` },
      stdio: "ignore",
    });
  const program = start("run");
  // What sources list when they are new waits for the end of that round, for a minute at most. The flood comes later, as most do.
  await until(() => calm.size === names.length, "the first round is read", 180_000);
  await new Promise((settled) => setTimeout(settled, SETTLED_MS));
  isFirstRound = false;
  const polls = names.map((name) => start("feeds", "poll", name));
  const mails = async () =>
    (await readdir(join(folder, "data", "outbox")).catch(() => [])).filter((name) => name.endsWith(".eml"));
  await until(async () => (await mails()).length > 0, "the story is mailed", 180_000);
  const tookMs = performance.now() - shownAt;
  for (const one of [...polls, program]) {
    const ended = new Promise((closed) => one.once("close", closed));
    if (one.exitCode === null && one.kill("SIGKILL")) await ended;
  }
  server.closeAllConnections();
  server.close();
  await remove();
  return tookMs;
}

const scenarios: Scenario[] = ["alone", "next to 5,000 entries", "400 addresses of its site listed by another"];
const taken: Record<Scenario, number[]> = Object.fromEntries(scenarios.map((scenario) => [scenario, []])) as never;
for (let round = 0; round < ROUNDS; round++) for (const scenario of scenarios) taken[scenario].push(await storyTakes(scenario));
const middle = (scenario: Scenario): number => (taken[scenario].toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN) / 1000;
report([
  ...scenarios.map((scenario) => ({ name: scenario, value: middle(scenario), unit: "s" })),
  {
    name: "next to 5,000 entries, times alone",
    value: middle("next to 5,000 entries") / middle("alone"),
    unit: "",
    floor: { kind: "at most", value: 1.5 },
  },
  {
    name: "400 addresses listed by another",
    value: middle("400 addresses of its site listed by another"),
    unit: "s",
    floor: { kind: "at most", value: 5 },
  },
]);
