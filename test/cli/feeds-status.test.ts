// Goal: people see a feed's health. Method: the program over a folder of YAML, before a round and after it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { compareVersions, migrate } from "../../src/store/engine/migrate.ts";
import { openPostgres } from "../../src/store/engine/open-postgres.ts";
import { configFolder } from "../config/config-folder.ts";
import { serve } from "../http/serve.ts";
import { newPostgresDatabase } from "../support/database.ts";
import { call, onlyJson, seedData } from "./wirewatch.ts";

const item = (n: number) =>
  `<item><guid>${n}</guid><title>Item ${n}</title><link>http://127.0.0.1/${n}</link><pubDate>${new Date(Date.now() - n * 3_600_000).toUTCString()}</pubDate></item>`;

test("each feed has a line: not polled yet, then read, damaged, muted, failing or paused by hand, with the reason", async () => {
  const { port } = await serve((request, response) => {
    const items = [1, 2, 3].map(item).join("");
    if (request.url === "/gone") return void response.writeHead(410).end();
    if (request.url === "/lost") return void response.writeHead(404).end();
    response.end(
      `<rss version="2.0"><channel><title>Served</title>${items}${request.url === "/cut" ? "<item><title>Ite" : "</channel></rss>"}`,
    );
  });
  const names = ["good", "gone", "lost", "cut"];
  const dir = configFolder({
    "feeds.yaml": `defaults: { backlog: none }\nfeeds:\n${names.map((name) => `  - { url: "http://127.0.0.1:${port}/${name}", name: ${name} }\n`).join("")}`,
    "wirewatch.yaml": "fetch: { allow_private: [127.0.0.0/8] }\n",
  });
  const options = ["--config", dir, "--data", join(dir, "data")];
  const states = async () => {
    const feeds = onlyJson(await call(["feeds", "status", "--json", ...options])) as { name: string; state: string }[];
    return Object.fromEntries(feeds.map(({ name, state }) => [name, state]));
  };
  expect(await states()).toEqual({ good: "not polled", gone: "not polled", lost: "not polled", cut: "not polled" });
  expect(existsSync(join(dir, "data"))).toBe(false);
  seedData(join(dir, "data"));
  await call(["once", ...options]);
  expect(await states()).toEqual({ good: "good", gone: "muted", lost: "failing", cut: "damaged" });
  const { code, stdout } = await call(["feeds", "status", ...options]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^gone +muted +– +– +– +– +muted: gone for good.*410/m);
  expect(stdout).toMatch(/^lost +failing +– +20\d\d-\d\d-\d\d \d\d:\d\d +– +– +not found, since 20/m);
  expect(stdout).toMatch(/^cut +damaged .* damaged: entries may be missing$/m);
  const feeds = (...args: string[]) => call(["feeds", ...args, ...options]);
  expect(await feeds("pause", "lost")).toMatchObject({ code: 0, stdout: "lost is paused.\n" });
  expect((await feeds("pause", "lost")).stdout).toMatch(/^lost is paused already, since 20.* UTC\.$/m);
  expect((await feeds("status")).stdout).toMatch(/^lost +paused +– +– +– +– +paused by hand since 20/m);
  expect((await feeds("poll", "lost")).stdout).toMatch(/^lost: it was not asked: it is paused by hand since 20\S+\.$/m);
  const paused = onlyJson(await feeds("resume", "--json", "lost")) as { id: number };
  expect(paused).toMatchObject({ name: "lost", pausedSince: null, changed: true });
  expect(onlyJson(await feeds("pause", "--json", String(paused.id)))).toMatchObject({ name: "lost", changed: true });
  expect(await feeds("pause", "unknown")).toMatchObject({ code: 1, stderr: expect.stringContaining("no source is called") });
}, 120_000);

test("it only looks: it needs no watchlist, makes no tables, and leaves tables of another version alone", async () => {
  const { url, drop } = await newPostgresDatabase(inject("postgresUrl"));
  const database = openPostgres(url, () => undefined);
  try {
    const feeds = "feeds: [{ url: https://outlet.example/feed, name: Outlet }]\n";
    const dir = configFolder({ "feeds.yaml": feeds, "watchlists/lists.yaml": null, "digests.yaml": null });
    const status = () => call(["feeds", "status", "--config", dir], { env: { DATABASE_URL: url } });
    expect(await status()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Outlet +not polled/m) });
    expect(await database.many("select nspname from pg_namespace where nspname = 'wirewatch'")).toEqual([]);

    await migrate(database);
    const { newest } = await compareVersions(database);
    await database.run("delete from wirewatch.migrations where id = $1", [newest]);
    expect(await status()).toMatchObject({ code: 1, stderr: expect.stringContaining("the next start of Wirewatch brings it") });
    expect(await compareVersions(database)).toMatchObject({ newest: newest - 1 });
    await database.run("insert into wirewatch.migrations (id, name) values ($1, 'later')", [newest + 1]);
    expect(await status()).toMatchObject({ code: 1, stderr: expect.stringContaining("run a newer Wirewatch") });
  } finally {
    await database.close();
    await drop();
  }
}, 120_000);
