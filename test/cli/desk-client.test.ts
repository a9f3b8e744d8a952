// Goal: a command finds the desk, whether a Wirewatch runs, has died, or another command is faster. Method: commands in this process.
import { existsSync } from "node:fs";
import { chmod, chown, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { readConfig } from "../../src/app/read-config.ts";
import { startApp } from "../../src/app/start-app.ts";
import { openLog } from "../../src/log.ts";
import { newFolder } from "../support/database.ts";
import { serve } from "../http/serve.ts";
import { answers, rss, soundConfig, writeFiles } from "./press.ts";
import { call, onlyJson, seedData } from "./wirewatch.ts";
import type { Ended } from "./wirewatch.ts";

let folder: string;
let data: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await newFolder());
  await writeFiles(join(folder, "config"), soundConfig(["http://gull.example/feed"]));
});
afterAll(() => remove());

let made = 0;
beforeEach(() => {
  data = join(folder, `data-${++made}`);
  seedData(data);
});

const status = (): Promise<Ended> => call(["feeds", "status", "--json", "--config", join(folder, "config"), "--data", data]);
const feeds = [{ url: "http://gull.example/feed", state: "not polled" }];

test("two commands at once both get their answer: the second waits until the store is free", async () => {
  const ended = await Promise.all([status(), status(), status()]);
  for (const one of ended) expect([one.code, onlyJson(one)]).toEqual([0, [expect.objectContaining(feeds[0])]]);
});

test("a process that has the store open serves commands until it closes", async () => {
  const config = await readConfig({ configDir: join(folder, "config"), dataDir: data, env: {}, tell: () => {} });
  const app = await startApp({ config, log: openLog("silent", false) });
  try {
    expect(existsSync(join(data, "desk.sock"))).toBe(true);
    expect(onlyJson(await status())).toEqual([expect.objectContaining(feeds[0])]);
  } finally {
    await app.close();
  }
  expect(existsSync(join(data, "desk.sock"))).toBe(false);
});

test("while the configuration on disk is broken, a process that runs answers by its own, and alone a command refuses", async () => {
  const broken = join(folder, "broken-config");
  await writeFiles(broken, { ...soundConfig(["http://gull.example/feed"]), "digests.yaml": "digests:\n  - idd: desk\n" });
  const ask = (...args: string[]) => call([...args, "--config", broken, "--data", data]);
  expect(await ask("digest", "preview", "desk")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("nothing was started"),
  });
  const config = await readConfig({ configDir: join(folder, "config"), dataDir: data, env: {}, tell: () => {} });
  const id = config.digests[0]?.id ?? "";
  const app = await startApp({ config, log: openLog("silent", false) });
  try {
    for (const args of [
      ["digest", "preview", id],
      ["digest", "send", id],
      ["feedback", "list"],
    ]) {
      const { code, stderr } = await ask(...args);
      expect([code, stderr]).toEqual([0, expect.stringContaining("the configuration on disk is broken")]);
      expect(stderr).toContain("digests.yaml:2:5");
    }
    expect((await ask("digest", "send", "idd")).stderr).toContain(`has no digest "idd"; it has ${id}`);
    expect((await ask("search", "gull")).stderr).toContain("Nothing in 0 articles");
    await writeFiles(broken, { "feeds.yaml": "feeds: [\n", "wirewatch.yaml": "retention: never\n" });
    expect((await ask("feeds", "status")).stdout).toContain("http://gull.example/feed");
    expect((await ask("digest", "log")).stderr).toContain("No such mail.");
  } finally {
    await app.close();
  }
});

test("feeds are looked for by the process that runs, which knows when each host may be asked", async () => {
  const site = await serve(answers(rss([{ title: "One", link: "http://gull.example/1" }]), "application/rss+xml"));
  const address = `http://127.0.0.1:${site.port}/feed`;
  const closed = join(folder, "closed-config");
  await writeFiles(closed, { "wirewatch.yaml": "retention: 90d\n" });
  const discover = () => call(["feeds", "discover", address, "--config", closed, "--data", data]);
  // The command's own configuration allows no private network; that of the process which runs does.
  expect((await discover()).stderr).toContain("127.0.0.1 is a private address");
  const config = await readConfig({ configDir: join(folder, "config"), dataDir: data, env: {}, tell: () => {} });
  const app = await startApp({ config, log: openLog("silent", false) });
  try {
    expect((await discover()).stdout).toContain(`  - url: ${address}`);
  } finally {
    await app.close();
  }
});

test("a socket or a pointer that leads nowhere keeps no command from the store", async () => {
  await writeFile(join(data, "desk.sock"), "no socket");
  expect((await status()).code).toBe(0);
  await writeFile(join(data, "desk.path"), "/no/such/wirewatch-folder/desk.sock");
  expect((await status()).code).toBe(0);
});

test("another user's socket is refused with the name of that user", async () => {
  const isRoot = process.getuid?.() === 0;
  // Root may open every socket, but makes no files in another's folder.
  if (isRoot) await chown(data, 65_534, 65_534);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(data, "desk.sock"), resolve));
  if (isRoot) server.close();
  else await chmod(join(data, "desk.sock"), 0);
  const { code, stderr } = await status();
  server.close();
  expect([code, stderr]).toEqual([
    isRoot ? 1 : 0,
    isRoot ? expect.stringMatching(/belongs to .*, but this process runs as root/) : "",
  ]);
});
