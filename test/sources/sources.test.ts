// The table of sources: what a new kind gets by one line there. Method: a source that is invented, next to the real ones.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { PermanentError } from "../../src/errors.ts";
import { pollFeeds } from "../../src/pipeline/poll-feeds/poll-feeds.ts";
import { SOURCES } from "../../src/sources/sources.ts";
import { feedConfig, minutesLater } from "../store/seed.ts";
import { openStages } from "../pipeline/open-stages.ts";
import { configFolder, load } from "../config/config-folder.ts";
import type { AskedSource, Polled, Source } from "../../src/sources/source.ts";
import type { Entry } from "../../src/feeds/feed.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { TestStages } from "../pipeline/open-stages.ts";

let stages: TestStages;
beforeAll(async () => {
  stages = await openStages("pglite");
});
beforeEach(async () => {
  await stages.wipe();
  asked = [];
  await stages.configure({ feeds: [notice("one")] });
});
afterAll(() => stages.close());

/** Lists what the test tells it to, and no web server is asked. */
let answer: Polled;
let asked: AskedSource<unknown>[] = [];
const noticeboard: Source<{ board: string }> = {
  kind: "noticeboard",
  key: "board",
  schema: z.strictObject({ board: z.string() }),
  inYaml: "board: NAME",
  does: "a board with notices",
  addressOf: ({ board }) => `board:${board}`,
  identityOf: ({ board }) => `board:${board.toLowerCase()}`,
  poll: (_deps, source) => {
    asked.push(source);
    return Promise.resolve(answer);
  },
};
const notice = (board: string) =>
  feedConfig(`board:${board}`, { kind: "noticeboard", setting: { board }, backlog: { kind: "all" } });

const entry = (name: string): Entry => ({
  id: name,
  url: `https://board.example/${name}`,
  title: `Notice ${name}`,
  author: null,
  publishedAt: null,
  updatedAt: null,
  summary: "Words.",
  content: null,
});
const fresh = (names: string[], cursor: unknown): Polled => ({
  kind: "fresh",
  document: {
    feed: { title: "Board", url: null, language: null },
    entries: names.map(entry),
    incomplete: false,
    ttlMinutes: null,
  },
  web: null,
  cursor,
});
const row = () => stages.database.one<FeedRow>("select * from feeds");

/** Polls it, however soon, and says how that ended. */
async function poll(polled: Polled, minute: number, sources: readonly Source[] = [...SOURCES, noticeboard]) {
  answer = polled;
  stages.clock.at = minutesLater(minute);
  await stages.database.run("update feeds set next_due_at = $1", [stages.clock.at]);
  return pollFeeds(stages.deps, sources).run({ feed: (await row()).id });
}

test("a source that is no feed brings articles by the same door, and gets its setting and its last cursor", async () => {
  expect(await poll(fresh(["a", "b"], { seen: 2 }), 0)).toMatchObject({ outcome: "new-entries", counts: { entries: 2 } });
  expect(await poll(fresh(["b", "c"], { seen: 3 }), 60)).toMatchObject({ outcome: "new-entries", counts: { entries: 1 } });
  expect(asked.map(({ row: { cursor }, setting }) => [cursor, setting])).toEqual([
    [null, { board: "one" }],
    [{ seen: 2 }, { board: "one" }],
  ]);
  const urls = await stages.database.many<{ url: string }>("select url from articles order by url");
  expect(urls.map(({ url }) => url)).toEqual(["a", "b", "c"].map((name) => `https://board.example/${name}`));
  expect(await row()).toMatchObject({ title: "Board", failures: 0, cursor: { seen: 3 }, last_ok_at: minutesLater(60) });
});

test("a source without news keeps its cursor, and one that fails keeps it too and is reported", async () => {
  await poll(fresh(["a"], { seen: 1 }), 0);
  expect(await poll({ kind: "unchanged", web: null }, 30)).toMatchObject({ outcome: "not-modified" });
  expect(await row()).toMatchObject({ cursor: { seen: 1 }, last_ok_at: minutesLater(30) });
  const failed = { heldUntil: null, isGone: false, status: 0, redirected: false };
  expect(await poll({ kind: "failed", fault: "the board is away", ...failed }, 60)).toMatchObject({ outcome: "failed" });
  expect(await row()).toMatchObject({ cursor: { seen: 1 }, fault: "the board is away", failures: 1, muted: false });
  expect(await poll({ kind: "failed", fault: "taken down", ...failed, isGone: true }, 90)).toMatchObject({ outcome: "gone" });
  expect(await row()).toMatchObject({ muted: true });
});

test("entries that came and went between two polls are a gap since the last good one", async () => {
  await poll(fresh(["a", "b", "c"], 1), 0);
  await poll({ kind: "unchanged", web: null }, 30);
  await poll(fresh(["x", "y", "z"], 2), 60);
  expect(await stages.database.many("select since, until from gaps")).toEqual([
    { since: minutesLater(30), until: minutesLater(60) },
  ]);
});

test("an address that changes its kind keeps its history and no cursor of the other kind", async () => {
  await poll(fresh(["a"], { seen: 1 }), 0);
  await stages.configure({ feeds: [feedConfig("board:one")] });
  expect(await row()).toMatchObject({ kind: "feed", cursor: null, first_polled_at: minutesLater(0) });
});

test("a source of a kind that this version does not know is reported, and others are polled", async () => {
  await expect(poll(fresh([], null), 0, SOURCES)).rejects.toThrow(PermanentError);
  const { id } = await row();
  await pollFeeds(stages.deps, SOURCES).giveUp({ feed: id }, new PermanentError('no sources of the kind "noticeboard"'));
  expect(await row()).toMatchObject({ fault: 'no sources of the kind "noticeboard"', failures: 1 });
});

test("README lists every source as it stands in feeds.yaml, and no other", async () => {
  const lines = SOURCES.map(({ inYaml, does }) => `| \`- ${inYaml}\` | ${does} |`);
  const opml = "| `- opml: FILE.opml` | all feeds of an OPML file in `config/` |";
  expect(await readFile("README.md", "utf8")).toContain(`| in \`feeds\` | |\n|---|---|\n${[...lines, opml].join("\n")}\n\n`);
});

test("an item of feeds.yaml has the kind, the address and the setting of its source", async () => {
  const { config } = await load(configFolder());
  expect(config?.feeds).toMatchObject([
    { kind: "feed", url: "https://news.example.org/feed", setting: "https://news.example.org/feed" },
  ]);
});
