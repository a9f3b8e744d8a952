// Goal: the demo of the packed program finishes from any folder, whatever happens to it. Method: the program as npm would install it, killed
// at random moments and called again.
import { execFileSync, spawn } from "node:child_process";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { extract } from "tar";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectationsOf } from "../src/newsroom/expectations.ts";
import { inventedArticles, publish } from "../src/newsroom/edition.ts";
import { FLAGS } from "./support/flags.ts";
import { newFolder } from "./support/database.ts";
import { countStories, eachOnce, readOutbox } from "./support/read-mails.ts";

let data: string;
let program: string;
let unpackedBytes: number;
let elsewhere: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  let folder: string;
  ({ folder, remove } = await newFolder());
  program = await install(join(folder, "installed"));
  elsewhere = join(folder, "elsewhere");
  await mkdir(elsewhere);
  data = join(elsewhere, "data");
});
afterAll(() => remove());

/** Packs the program and unpacks it again, with the packages of this clone. Resolves to the path of its command. */
async function install(folder: string): Promise<string> {
  await mkdir(folder);
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename, unpackedSize }] = JSON.parse(packed.toString()) as [{ filename: string; unpackedSize: number }];
  unpackedBytes = unpackedSize;
  await extract({ file: join(folder, filename), cwd: folder });
  await symlink(resolve("node_modules"), join(folder, "package/node_modules"));
  const { bin } = JSON.parse(await readFile(join(folder, "package/package.json"), "utf8")) as { bin: { wirewatch: string } };
  return join(folder, "package", bin.wirewatch);
}

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function demo(killAfterMs: number | null): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...FLAGS, program, "demo", "--data", "data"], {
      cwd: elsewhere,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended: Ended = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (ended.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (ended.stderr += chunk.toString()));
    if (killAfterMs !== null) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("close", (code) => resolve({ ...ended, code }));
  });
}

async function expected() {
  const { startedAt, port } = JSON.parse(await readFile(join(data, "demo/demo.json"), "utf8")) as {
    startedAt: string;
    port: number;
  };
  return expectationsOf(publish(inventedArticles, new Date(startedAt), port), "");
}

/** Repeatable chance (Park and Miller's generator), so that a failure can be had again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

async function verify(ended: Ended): Promise<void> {
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  const stories = await expected();
  expect(countStories(await readOutbox(join(data, "demo/outbox")), stories)).toEqual(eachOnce(stories));
}

test("the package takes at most 12 MB unpacked", () => {
  expect(unpackedBytes).toBeGreaterThan(1_000_000);
  expect(unpackedBytes).toBeLessThanOrEqual(12_000_000);
});

test(
  "killed at eight random moments and called again each time, it tells every story in exactly one digest",
  { timeout: 400_000 },
  async () => {
    const random = chance(20_261_123);
    let killed = 0;
    while (killed < 8) {
      // Each begins where the one before was killed, so that the later moments of a demo come too.
      const ended = await demo(300 + random() * 2_500);
      // One that came to its end is checked; the next begins anew.
      if (ended.code === null) killed++;
      else await verify(ended);
    }
    await verify(await demo(null));
  },
);
