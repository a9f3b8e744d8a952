// Goal: no queue on a Redis that drops jobs when its memory is full. Method: a Redis with allkeys-lru, then corrected.
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { soundConfig, writeFiles } from "../cli/press.ts";
import { call } from "../cli/wirewatch.ts";
import { findBinary } from "../support/start-services.ts";
import { newFolder, newPostgresDatabase } from "../support/database.ts";
import { freePort } from "../support/wait.ts";

let folder: string;
let env: Record<string, string>;
let redis: Redis;
const cleanUps: (() => unknown)[] = [];

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  const database = await newPostgresDatabase(inject("postgresUrl"));
  const port = await freePort();
  const options = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--save",
    "",
    "--maxmemory",
    "50mb",
    "--maxmemory-policy",
    "allkeys-lru",
  ];
  const server = spawn(await findBinary("redis-server", "redis-server"), options, { stdio: "ignore" });
  // Connects again until the server is up.
  redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  cleanUps.push(
    made.remove,
    database.drop,
    () => server.kill("SIGKILL"),
    () => redis.disconnect(),
  );
  await redis.ping();
  env = { DATABASE_URL: database.url, REDIS_URL: `redis://127.0.0.1:${port}/0` };
  await writeFiles(join(folder, "config"), soundConfig(["http://no-such-host.invalid/feed"]));
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

const run = (name: string) =>
  call([name, "--log-level", "silent", "--config", join(folder, "config"), "--data", join(folder, "data")], { env });
const refusal =
  /Redis has maxmemory-policy allkeys-lru: when its memory is full it would drop queued work .*config set maxmemory-policy noeviction/;

test.each(["once", "run"])("%s refuses it with a remedy, and puts nothing on it", async (name) => {
  const { code, stdout, stderr } = await run(name);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(refusal);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(await redis.dbsize()).toBe(0);
  await expect(readdir(join(folder, "data"))).rejects.toThrow("ENOENT");
});

test("doctor says the same, and that the store is good", async () => {
  const { code, stdout } = await run("doctor");
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok {5}store /m);
  expect(stdout.split("\n").find((line) => line.startsWith("FAULT  queue"))).toMatch(refusal);
});

test("once it is corrected as advised, it is accepted", async () => {
  await redis.config("SET", "maxmemory-policy", "noeviction");
  // It did its round; its one feed is nowhere.
  expect((await run("once")).stderr).toMatch(/^no source could be read: .*\n$/);
});
