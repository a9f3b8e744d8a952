// Goal: `once` works in cron and in scripts. Method: the newsroom, round after round, with stdout and stderr in pipes.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openNewsroom } from "../../src/newsroom/open-newsroom.ts";
import { configFolder } from "../config/config-folder.ts";
import { newFolder } from "../support/database.ts";
import { writeNewsroomConfig } from "../support/newsroom-config.ts";
import { countStories, eachOnce, readOutbox } from "../support/read-mails.ts";
import { call, onlyJson, seedData } from "./wirewatch.ts";
import type { RoundSummary } from "../../src/desk/run-round.ts";
import type { Newsroom } from "../../src/newsroom/open-newsroom.ts";
import type { Ended } from "./wirewatch.ts";

let newsroom: Newsroom;
let outbox: string;
let once: (...options: string[]) => Promise<Ended>;
let first: Ended;
let second: Ended;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const { folder, remove } = await newFolder();
  newsroom = await openNewsroom({ startedAt: new Date() });
  cleanUps.push(remove, newsroom.close);
  seedData(join(folder, "data"));
  const [config, data] = [await writeNewsroomConfig(folder, newsroom), join(folder, "data")];
  outbox = join(data, "outbox");
  once = (...options) => call(["once", ...options, "--config", config, "--data", data]);
  first = await once("--json", "--now");
  second = await once("--json", "--now");
});

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

/** The contract's object, as it stands there. */
const contract = {
  feeds: { polled: expect.any(Number), failed: expect.any(Number) },
  entries: { new: expect.any(Number) },
  articles: { extracted: expect.any(Number), summaryOnly: expect.any(Number) },
  matches: expect.any(Number),
  stories: { new: expect.any(Number), copies: expect.any(Number) },
  digests: { sent: expect.any(Number), failed: expect.any(Number) },
  errors: expect.any(Array),
};

test("--json prints the contract's object and nothing else", () => {
  expect(first.code).toBe(0);
  const summary = onlyJson(first) as RoundSummary;
  expect(Object.keys(summary)).toEqual(Object.keys(contract));
  expect(summary).toEqual(contract);
  for (const error of summary.errors) {
    expect(error).toEqual({ stage: expect.any(String), subject: expect.any(String), message: expect.any(String) });
  }
});

test("its figures are the newsroom's", () => {
  const { feeds, entries, articles, stories, digests } = onlyJson(first) as RoundSummary;
  const { expected } = newsroom;
  expect(feeds).toEqual({ polled: newsroom.feeds.length, failed: 1 });
  expect(entries.new).toBe(expected.articles);
  expect(articles.extracted + articles.summaryOnly).toBe(expected.articles);
  expect(stories.new).toBe(expected.stories.length);
  expect(digests).toEqual({ sent: 1, failed: 0 });
});

test("--now sends what is not due yet: every story once", async () => {
  expect(countStories(await readOutbox(outbox), newsroom.expected)).toEqual(eachOnce(newsroom.expected));
});

test("a second round finds nothing new and sends nothing", async () => {
  expect(second.code).toBe(0);
  expect(onlyJson(second)).toMatchObject({ entries: { new: 0 }, matches: 0, digests: { sent: 0, failed: 0 } });
  expect(await readOutbox(outbox)).toHaveLength(1);
});

test("in a pipe there is no progress: text on stdout, whole lines of log on stderr", async () => {
  const { code, stdout, stderr } = await once();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Feeds +13 polled, 1 failed; 0 new entries\nArticles +0 read.*\nMatches +0, .*\nDigests +0 sent, 0 not delivered\n/,
  );
  expect(stdout).toMatch(/ ! poll-feeds +http:\/\/saltmarsh\.localhost:4\/feed\.xml\n +connection refused/);
  for (const text of [stdout, stderr, first.stderr]) {
    expect(text.includes("\u001b") || text.includes("\r")).toBe(false);
  }
  for (const line of stderr.split("\n").filter((line) => line !== "")) {
    expect(JSON.parse(line)).toMatchObject({ level: "warn", feed: newsroom.expected.deadFeed });
  }
});

test("--log-level silent keeps stderr empty", async () => {
  const { code, stderr } = await once("--json", "--log-level", "silent");
  expect([code, stderr]).toEqual([0, ""]);
});

test.each([
  ["none of the sources", ["http://127.0.0.1:1/a", "http://127.0.0.1:1/b"], 1],
  ["one of the sources alone", ["http://127.0.0.1:1/a", ""], 0],
])("exit code if %s could not be read", async (_, addresses, code) => {
  const { folder, remove } = await newFolder();
  cleanUps.push(remove);
  seedData(join(folder, "data"));
  const [sound] = newsroom.feeds;
  const feeds = addresses.map((address) => `  - { url: "${address === "" ? sound?.url : address}", robots: ignore }\n`);
  const dir = configFolder({
    "feeds.yaml": `feeds:\n${feeds.join("")}`,
    "digests.yaml": 'digests:\n  - { id: desk, to: [desk@example.org], schedule: "0 7 * * *" }\n',
    "wirewatch.yaml": "fetch:\n  allow_private: [127.0.0.0/8]\n",
  });
  const ended = await call(["once", "--config", dir, "--data", join(folder, "data"), "--log-level", "silent"]);
  expect([ended.code, ended.stderr.includes("no source could be read")]).toEqual([code, code === 1]);
});
