// Goal: two Wirewatches never share a data directory. Method: a running one, and others that try.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lockDirectory } from "../../src/store/engine/directory-lock.ts";
import { soundConfig, writeFiles } from "../cli/press.ts";
import { call, seedData, start } from "../cli/wirewatch.ts";
import { newFolder } from "../support/database.ts";
import { until } from "../support/wait.ts";
import type { Running } from "../cli/wirewatch.ts";

let folders: string[];
let first: Running;
let lock: string;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  await writeFiles(join(folder, "config"), soundConfig(["http://no-such-host.invalid/feed"]));
  seedData(join(folder, "data"));
  folders = ["--config", join(folder, "config"), "--data", join(folder, "data")];
  lock = join(folder, "data/wirewatch.lock");
  first = start(["run", ...folders]);
  cleanUps.push(remove, () => first.stop("SIGKILL"));
  await first.says(/"msg":"watching"/);
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test.each([
  ["run", ""],
  ["once", "waiting for process PID \\(.*run.*\\), which has .*data open\n"],
])("a second one (%s) is refused, naming the process of the first, and once waits for it before", async (name, waits) => {
  const { code, stdout, stderr } = await call([name, ...folders]);
  expect([code, stdout]).toEqual([1, ""]);
  const refusal = "wirewatch: .* is in use by process PID on .*Stop that one first.*--data DIR.*\n";
  expect(stderr).toMatch(new RegExp(`^${waits}${refusal}$`.replaceAll("PID", String(first.pid))));
});

test("a round that finds the folder taken for a moment waits, and works once it is free", async () => {
  const data = join(folders[3] ?? "", "for-a-round");
  seedData(data);
  const held = await lockDirectory(data);
  const round = start(["once", "--log-level", "silent", "--config", folders[1] ?? "", "--data", data]);
  cleanUps.push(() => round.stop("SIGKILL"));
  await round.says(/^waiting for process \d+ /);
  await held.release();
  expect((await round.ended).stderr).toMatch(/^waiting for process .*\nno source could be read: .*\n$/);
});

test("doctor finds the first and reports no fault", async () => {
  const { code, stdout } = await call(["doctor", ...folders]);
  expect(code).toBe(0);
  expect(stdout).toContain(`a Wirewatch is running (process ${first.pid})`);
  expect(stdout).toMatch(/^ok {5}queue +on the store, in use$/m);
});

test("the first continues meanwhile", async () => {
  const status = /"status":"(http:[^"]+)"/.exec(first.stderr())?.[1] ?? "";
  expect((await fetch(`${status}readyz`)).status).toBe(200);
});

test("a second demo waits a while, is refused the same way, and the first finishes", async () => {
  const data = join(folders[3] ?? "", "for-demos");
  const demo = start(["demo", "--data", data]);
  cleanUps.push(() => demo.stop("SIGKILL"));
  await until(
    async () => (await readFile(join(data, "demo/wirewatch.lock"), "utf8").catch(() => "")).endsWith("}"),
    "it has begun",
  );
  process.kill(demo.pid, "SIGSTOP");
  const { code, stdout, stderr } = await call(["demo", "--data", data]);
  process.kill(demo.pid, "SIGCONT");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    new RegExp(
      `^waiting for process ${demo.pid} .*\nwirewatch: .*demo is in use by process ${demo.pid} on .*Stop that one first.*--data DIR.*\n$`,
    ),
  );
  expect(await demo.ended).toMatchObject({ code: 0 });
});

test("the lock of a killed process keeps nobody out", async () => {
  await first.stop("SIGKILL");
  await until(async () => (await readFile(lock, "utf8")).includes(String(first.pid)), "the lock is left behind");
  // It did its round; its one feed is nowhere.
  const { stderr } = await call(["once", "--log-level", "silent", ...folders]);
  expect(stderr).toMatch(/^no source could be read: .*\n$/);
});

test("a half-written lock keeps nobody out either", async () => {
  await writeFile(lock, '{"pid":');
  // It did its round; its one feed is nowhere.
  const { stderr } = await call(["once", "--log-level", "silent", ...folders]);
  expect(stderr).toMatch(/^no source could be read: .*\n$/);
});
