// Goal: explain says why a story came, or why none did. Method: one round over a small press, then questions.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { answers, openPress, page, rss, servesFeed, soundConfig, writeFiles } from "./press.ts";
import { keepOpen } from "./keep-open.ts";
import { call, onlyJson, seedData } from "./wirewatch.ts";
import type { Explanation } from "../../src/desk/explain-article.ts";
import type { KeptOpen } from "./keep-open.ts";
import type { Press } from "./press.ts";
import type { Ended } from "./wirewatch.ts";

let press: Press;
let configDir: string;
let kept: KeptOpen;
let explain: (...args: string[]) => Promise<Ended>;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  press = await openPress({
    weather: servesFeed(() => [
      { title: "Storm over the harbour", link: press.url("pages", "/storm?utm_source=rss") },
      { title: "Harvest home", link: press.url("pages", "/harvest") },
      { title: "A storm behind a wall", link: press.url("gone", "/storm"), description: "The storm took the pier." },
    ]),
    archive: servesFeed(() => [{ title: "An old storm", link: press.url("pages", "/old") }]),
    undated: (request, response) =>
      answers(
        rss([{ title: "A storm of some day", link: press.url("pages", "/some-day") }]).replace(/<pubDate>.*?<\/pubDate>/g, ""),
        "application/rss+xml; charset=utf-8",
      )(request, response),
    pages: (request, response) =>
      answers(
        request.url?.startsWith("/storm") === true ? page("Storm over the harbour", "storm") : page("Harvest home", "harvest"),
        "text/html; charset=utf-8",
      )(request, response),
    gone: answers("no", "text/plain", 404),
  });
  cleanUps.push(remove, press.close);
  const config = soundConfig([press.url("weather")]);
  await writeFiles(join(folder, "config"), {
    ...config,
    "feeds.yaml": `${config["feeds.yaml"] ?? ""}  - { url: "${press.url("archive")}", name: Archive, backlog: none }\n  - { url: "${press.url("undated")}", name: Undated, backlog: 24h }\n`,
  });
  configDir = join(folder, "config");
  seedData(join(folder, "data"));
  const options = ["--config", configDir, "--data", join(folder, "data")];
  await call(["once", "--now", ...options]);
  kept = await keepOpen(configDir, join(folder, "data"));
  cleanUps.push(kept.close);
  explain = (...args) => call(["explain", ...args, ...options]);
}, 120_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

test("a sent story is explained: its feed, how it was read, what matched where, and its recipients", async () => {
  const { code, stdout } = await explain(press.url("pages", "/storm?utm_medium=mail"));
  expect(code).toBe(0);
  const order = [
    /^Storm over the harbour$/m,
    /^Article \d+: Orla Fenwick, .*; published 2026-11-23 08:30 \(doubtful: well before it was first seen\); first seen 20/m,
    /^Feeds\n {2}The Gullwing Post, 20[-0-9: ]+: Storm over the harbour; dated 2026-11-23 08:30, which is doubtful$/m,
    /^Page\n {2}\d{3} words, by \S+$/m,
    /^Watchlists\n {2}weather: storm\n {4}.*\[storm\]/m,
    /^Story\n {2}story \d+: original/m,
    /^Digests\n {2}morning, by weather: issue \d+, written 20.*\n {4}desk@example\.org: sent 20/m,
  ].map((part) => stdout.search(part));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(stdout).not.toMatch(/stopped|waits/);
});

test("its number gives the same, as one object", async () => {
  const { article } = onlyJson(await explain("--json", press.url("pages", "/storm"))) as Explanation;
  const byNumber = onlyJson(await explain("--json", String(article?.id))) as Explanation;
  expect(byNumber).toMatchObject({
    article,
    stage: "done",
    stopped: null,
    matches: [{ watchlist: "weather", terms: ["storm"] }],
    story: { relation: "original", copies: [] },
    digests: [{ digest: "morning", deliveries: [{ recipient: "desk@example.org", state: "sent" }] }],
  });
});

test("a stopped article is explained with the step and the reason", async () => {
  const { code, stdout } = await explain(press.url("pages", "/harvest"));
  expect(code).toBe(0);
  expect(stdout).toMatch(/It stopped here: no watchlist matched\.\n$/);
});

test("an unreadable page is explained with the reason, and that the feed's words were used", async () => {
  const { stdout } = await explain(press.url("gone", "/storm"));
  expect(stdout).toMatch(/^Page\n {2}not found; the feed's own words went on \(\d+ words, by summary\)$/m);
});

test("an entry older than its feed's backlog is told from one that never came", async () => {
  const old = await explain(press.url("pages", "/old"));
  expect([old.code, old.stdout]).toEqual([
    1,
    expect.stringMatching(/older than the feed's backlog[\s\S]*Archive, 20.*older than its backlog, so that it was not told/),
  ]);
});

test("an entry without a date at its feed's first poll is explained as such, with what would tell it", async () => {
  const { stdout } = await explain(press.url("pages", "/some-day"));
  expect(stdout).toMatch(
    /it has no date, so that it counted as older [\s\S]*`backlog: all`[\s\S]*Undated, 20.*; without a date, which counts as older than its backlog/,
  );
});

test("an unknown address gets the feeds of its host", async () => {
  const strange = await explain(press.url("weather", "/unheard-of"));
  expect(strange.code).toBe(1);
  expect(strange.stdout).toContain("no feed has brought it.\n\nFeeds of its host: The Gullwing Post.");
});

test("an address whose host has no feed is reported as such", async () => {
  expect((await explain("https://elsewhere.example/a")).stdout).toContain("No feed of yours is of its host");
});

test("a number that no article has is reported as such", async () => {
  const { code, stdout } = await explain("99999");
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^There is no article 99999\. /)]);
});

test("a missing address is wrong usage", async () => {
  expect((await explain()).code).toBe(2);
});

test("other watchlists are explained by the missing part, and a newer one by the fact that it would match now", async () => {
  const more =
    "watchlists:\n  - id: sea\n    all: [storm, zeppelin]\n  - id: air\n    any: [zeppelin]\n  - id: wind\n    any: [storm*]\n";
  await writeFiles(configDir, { "watchlists/more.yaml": more });
  await kept.close();
  const { stdout } = await explain(press.url("pages", "/storm"));
  expect(stdout).toContain('\n  not sea: "zeppelin" is not in it\n  not air: "zeppelin" is not in it\n');
  expect(stdout).toMatch(/\n {2}wind: did not match then, and would now: it holds "[Ss]torm"/);
  const { missed } = onlyJson(await explain("--json", press.url("pages", "/storm"))) as { missed: object[] };
  expect(missed).toMatchObject([
    { watchlist: "sea", matches: false, nearly: true },
    { watchlist: "air", matches: false, nearly: false },
    { watchlist: "wind", matches: true },
  ]);
});

test("an address is recognised without its scheme, with www. or without the last slash", async () => {
  const address = press.url("pages", "/storm");
  for (const copied of [address.replace("http://", ""), `${address}/`, address.replace("http:", "https:")])
    expect((await explain(copied)).code, copied).toBe(0);
});
