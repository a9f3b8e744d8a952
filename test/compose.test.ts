// Goal: the scale-out set-up sends every story once. Method: the very commands of docker-compose.yml as processes, two of each,
// on a real Redis and a real Postgres; on the way one worker is stopped and one is killed.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { openNewsroom } from "../src/newsroom/open-newsroom.ts";
import { FLAGS } from "./support/flags.ts";
import { newFolder, newPostgresDatabase } from "./support/database.ts";
import { writeNewsroomConfig } from "./support/newsroom-config.ts";
import { countStories, eachOnce } from "./support/read-mails.ts";
import { openSmtpSink } from "./support/smtp-sink.ts";
import { until } from "./support/wait.ts";
import type { Newsroom } from "../src/newsroom/open-newsroom.ts";
import type { SmtpSink } from "./support/smtp-sink.ts";

interface Compose {
  services: Record<
    string,
    {
      command?: string[];
      ports?: string[];
      environment?: Record<string, string>;
      stop_grace_period?: string;
      read_only?: boolean;
    }
  >;
}

const REPLICAS = 2;
const workers = new Map<string, ChildProcess[]>();
const logs: string[] = [];
const cleanUps: (() => Promise<unknown>)[] = [];
let compose: Compose;
let newsroom: Newsroom;
let sink: SmtpSink;
let server: pg.Client;

beforeAll(async () => {
  compose = parse(await readFile("docker-compose.yml", "utf8"), { merge: true }) as Compose;
  const { folder, remove } = await newFolder();
  const database = await newPostgresDatabase(inject("postgresUrl"));
  server = new pg.Client({ connectionString: database.url, options: "-c search_path=wirewatch" });
  await server.connect();
  newsroom = await openNewsroom({ startedAt: new Date() });
  sink = await openSmtpSink();
  cleanUps.push(remove, database.drop, () => server.end(), newsroom.close, sink.close);
  const shipped = await readFile("config/wirewatch.yaml", "utf8");
  await writeNewsroomConfig(folder, newsroom, {
    settingsYaml: `${shipped}\nfetch: { allow_private: [127.0.0.0/8] }\n`,
    digestsYaml: "digests:\n  - { id: alerts, to: [desk@example.org], schedule: immediately, settle: none, timezone: UTC }\n",
  });
  // What Docker's names and ports stand for on this one machine.
  const here = {
    DATABASE_URL: database.url,
    REDIS_URL: inject("redisUrl").replace(/\/0$/, "/7"),
    SMTP_URL: sink.url,
    WEB_LISTEN: "127.0.0.1:0",
  };
  for (const [name, service] of Object.entries(compose.services)) {
    const [script, ...rest] = service.command ?? [];
    if (script?.startsWith("dist/") !== true) continue;
    const start = () => {
      const env = { PATH: process.env["PATH"], ...withDefaults(service.environment), ...here };
      const child = spawn(process.execPath, [...FLAGS, "--disable-proto=delete", resolve(script), ...rest], {
        cwd: folder,
        env,
        stdio: ["ignore", "ignore", "pipe"],
      });
      child.stderr?.on("data", (chunk: Buffer) => logs.push(`${name}: ${chunk.toString()}`));
      return child;
    };
    workers.set(name, Array.from({ length: REPLICAS }, start));
  }
  cleanUps.push(async () => Promise.all([...workers.values()].flat().map(stop)));
}, 60_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

/** As Docker Compose fills them in where nothing is set. */
const withDefaults = (environment: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{\w+:-(.*?)\}/g, "$1")]));

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((ended) => {
    child.once("exit", () => ended());
    child.kill("SIGKILL");
  });
}

/** Articles and mails that some worker has still to take up. */
async function onTheirWay(): Promise<number> {
  const { rows } = await server.query<{ waiting: number }>(
    `select (select count(*) from articles where stage <> 'done')::int
       + (select count(*) from deliveries where state not in ('sent', 'failed'))::int
       + (select count(*) from digest_stories where issue_id is null and told_at is null)::int as waiting`,
  );
  return rows[0]?.waiting ?? Number.NaN;
}

const told = () => Object.values(countStories(sink.mails, newsroom.expected)).filter((count) => count > 0).length;

test("the compose file has the five workers, a grace period longer than the drain, and a Redis without eviction", () => {
  expect([...workers.keys()].sort()).toEqual([
    "fetch-articles",
    "group-stories",
    "match-watchlists",
    "poll-feeds",
    "send-digests",
  ]);
  for (const name of workers.keys()) expect(compose.services[name]).toMatchObject({ stop_grace_period: "60s", read_only: true });
  expect(compose.services["redis"]?.command?.join(" ")).toContain("--maxmemory-policy noeviction");
  expect(compose.services["redis"]?.command?.join(" ")).toContain("--appendonly yes");
  expect(
    Object.values(compose.services)
      .flatMap(({ ports = [] }) => ports)
      .filter((port) => !port.startsWith("127.0.0.1:")),
  ).toEqual([]);
});

test(
  "with one worker stopped and one killed on the way, every story is in exactly one digest",
  { timeout: 480_000 },
  async () => {
    const { expected } = newsroom;
    try {
      await until(() => told() >= 2, "the first stories are told");
      const [stopped] = workers.get("match-watchlists") ?? [];
      const [killed] = workers.get("fetch-articles") ?? [];
      killed?.kill("SIGKILL");
      const exited = new Promise<number | null>((resolve) => stopped?.once("exit", resolve));
      stopped?.kill("SIGTERM");
      expect(await exited).toBe(0);
      await until(() => told() >= expected.stories.length, "all stories are told", 120_000);
      // A copy that was on its way to the worker which died comes last, and would be the one told twice.
      await until(async () => (await onTheirWay()) === 0, "nothing is on its way any more", 120_000);
    } catch (error) {
      console.error(join(...logs.slice(-40)));
      throw error;
    }
    expect(countStories(sink.mails, expected)).toEqual(eachOnce(expected));
  },
);
