// Goal: the demo finishes whatever happens to it. Method: the program itself, killed at random moments and called again.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectationsOf } from "../src/newsroom/expectations.ts";
import { inventedArticles, publish } from "../src/newsroom/edition.ts";
import { newFolder } from "./support/database.ts";
import { countStories, eachOnce, readOutbox } from "./support/read-mails.ts";

let data: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ folder: data, remove } = await newFolder());
});
afterAll(() => remove());

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function demo(killAfterMs: number | null): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--liftoff-only", "dist/cli.js", "demo", "--data", data], {
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

test(
  "killed at eight random moments and called again each time, it tells every story in exactly one digest",
  { timeout: 400_000 },
  async () => {
    const random = chance(20_261_123);
    let killed = 0;
    while (killed < 8) {
      const ended = await demo(300 + random() * 5_000);
      // One that came to its end is checked; the next begins anew.
      if (ended.code === null) killed++;
      else await verify(ended);
    }
    await verify(await demo(null));
  },
);
