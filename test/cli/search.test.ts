// Goal: the archive answers in the watchlists' query language. Method: one round over a small press, then queries, also while it runs.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "./press.ts";
import { keepOpen } from "./keep-open.ts";
import { call, onlyJson, seedData, start } from "./wirewatch.ts";
import type { SearchResult } from "../../src/desk/search-archive.ts";
import type { Backtest } from "../../src/desk/backtest.ts";
import type { KeptOpen } from "./keep-open.ts";
import type { Press } from "./press.ts";
import type { Ended } from "./wirewatch.ts";

let press: Press;
let folder: string;
let kept: KeptOpen;
let options: string[];
const cleanUps: (() => Promise<unknown>)[] = [];
const ask = (...args: string[]): Promise<Ended> => call([...args, ...options]);

beforeAll(async () => {
  const place = await newFolder();
  folder = place.folder;
  const pages = ["storm", "gale", "harvest", "pageant"];
  press = await openPress({
    weather: servesFeed(() =>
      pages.map((subject) => ({ title: `The ${subject} of the year`, link: press.url("pages", `/${subject}`) })),
    ),
    pages: (request, response) => {
      const subject = (request.url ?? "/").slice(1);
      answers(page(`The ${subject} of the year`, subject), "text/html; charset=utf-8")(request, response);
    },
  });
  cleanUps.push(place.remove, press.close);
  const config = soundConfig([press.url("weather")]);
  await writeFiles(join(folder, "config"), {
    ...config,
    "wirewatch.yaml": `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: "127.0.0.1:0" }\n`,
    "watchlists/weather.yaml": "sets:\n  winds: [storm, gale]\nwatchlists:\n  - id: weather\n    any: [storm]\n",
  });
  options = ["--config", join(folder, "config"), "--data", join(folder, "data")];
  seedData(join(folder, "data"));
  await ask("once", "--now");
  kept = await keepOpen(join(folder, "config"), join(folder, "data"));
  cleanUps.push(kept.close);
}, 120_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("a query finds its articles, with the sentence and what matched in brackets", async () => {
  const { code, stdout, stderr } = await ask("search", "$winds AND NOT title:gale");
  expect([code, stderr]).toEqual([0, "1 of 4 articles.\n"]);
  expect(stdout).toMatch(/^2026-11-23 08:30 {2}\S.* {2}\(article \d+\)\n {2}The \[storm\] of the year\n {4}.*\[storm\]/);
});

test("--json prints the same as one object, and --limit and --since are respected", async () => {
  const { hits, more, archived } = onlyJson(await ask("search", "year", "--limit", "2", "--json")) as SearchResult;
  expect([hits.length, more, archived]).toEqual([2, true, 4]);
  expect(hits[0]).toMatchObject({ title: expect.stringContaining("of the year"), terms: ["year"], language: "en" });
  const later = await ask("search", "year", "--since", "2999-01-01");
  expect([later.code, later.stdout, later.stderr]).toEqual([1, "", "Nothing in 0 articles since 2999-01-01.\n"]);
});

test("an unreadable query is shown with a caret under the place and the fix", async () => {
  const { code, stderr } = await ask("search", "storm or gale");
  expect(code).toBe(1);
  expect(stderr).toBe(
    'wirewatch: operators are in capitals: write OR, or "or" in quotes where the word is meant\n    storm or gale\n          ^\n',
  );
});

test("a wrong option is wrong usage", async () => {
  expect((await ask("search", "storm", "--since", "yesterday")).code).toBe(2);
  expect((await ask("search", "storm", "--limit", "0")).code).toBe(2);
  expect((await ask("backtest", "weather", "--query", "storm")).code).toBe(2);
});

test("a backtest shows what a watchlist matched, a day at a time", async () => {
  const { code, stdout } = await ask("backtest", "weather");
  expect(code).toBe(0);
  const today = new Date().toISOString().slice(0, 10);
  expect(stdout).toContain("4 articles since ");
  expect(stdout).toMatch(/\nweather: 1 matches, in 1 story, 1\.0 a day\n/);
  expect(stdout).toContain(`  ${today}  ${"█".repeat(40)} 1\n`);
  expect(stdout).toContain("  The same as what it matched when each article came.\n");
  expect(stdout).toContain("The [storm] of the year");
});

test("an edited watchlist is tried without taking effect: what it adds and drops", async () => {
  const edited = join(folder, "edited.yaml");
  await writeFile(edited, "watchlists:\n  - id: weather\n    any: [gale, harvest]\n");
  const result = onlyJson(await ask("backtest", "--file", edited, "--json")) as Backtest;
  expect(result.watchlists).toMatchObject([
    {
      watchlist: "weather",
      count: 2,
      added: { count: 2 },
      dropped: { count: 1, samples: [{ title: "The storm of the year", terms: ["storm"] }] },
    },
  ]);
  const { stdout } = await ask("backtest", "--file", edited);
  expect(stdout).toContain("Against the one in force: 2 more, 1 fewer");
  expect(stdout).toMatch(/New:\n[^]*\[harvest\][^]*Gone:\n[^]*\[storm\]/);
});

test("a faulty edited file is reported with the place, and nothing is tried", async () => {
  const broken = join(folder, "broken.yaml");
  await writeFile(broken, "watchlists:\n  - id: weather\n    query: storm or gale\n");
  const { code, stdout, stderr } = await ask("backtest", "--file", broken);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/broken\.yaml:3:18: operators are in capitals[^]*\^\n/);
  expect((await ask("backtest", "--file", join(folder, "none.yaml"))).stderr).toContain("there is no such file");
});

test("an expression can be tried before it is in any file, and one that matches too much is reported", async () => {
  const result = onlyJson(await ask("backtest", "--query", "$winds", "--json")) as Backtest;
  expect(result.watchlists).toMatchObject([{ watchlist: "query", count: 2, added: null, dropped: null }]);
  expect((await ask("backtest", "nobody")).stderr).toContain('no watchlist has the id "nobody": there are weather');
});

test("the same answers come while Wirewatch runs, and nothing is mailed", async () => {
  await kept.close();
  const before = (await ask("search", "year", "--json")).stdout;
  const tried = (await ask("backtest", "--json")).stdout;
  const running = start(["run", ...options]);
  await running.says(/watching/);
  expect((await ask("search", "year", "--json")).stdout).toBe(before);
  expect((await ask("backtest", "--json")).stdout).toBe(tried);
  await running.stop();
});
