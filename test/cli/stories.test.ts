// Goal: a person sees a story whole, splits it, and makes two one, whether Wirewatch runs or not. Method: one round over a small press.
import { PassThrough } from "node:stream";
import { userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { newFolder } from "../support/database.ts";
import { freePort } from "../support/wait.ts";
import { answers, openPress, page, servesFeed, soundConfig, writeFiles } from "./press.ts";
import { keepOpen } from "./keep-open.ts";
import { call, onlyJson, seedData, start } from "./wirewatch.ts";
import type { ShownStory } from "../../src/desk/show-story.ts";
import type { Explanation } from "../../src/desk/explain-article.ts";
import type { KeptOpen } from "./keep-open.ts";
import type { Press } from "./press.ts";
import type { Ended } from "./wirewatch.ts";

// Each test starts the program some times.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let press: Press;
let port: number;
let options: string[];
let kept: KeptOpen;
const cleanUps: (() => Promise<unknown>)[] = [];
const run = (...args: string[]): Promise<Ended> => call([...args, ...options]);

const ADDED = "A reporter of ours walked the whole length of the pier before noon and found not one boat that was still afloat.";

beforeAll(async () => {
  const made = await newFolder();
  folder = made.folder;
  port = await freePort();
  const storm = page("Storm over the harbour", "storm");
  press = await openPress({
    wire: servesFeed(() => [
      { title: "Storm over the harbour", link: press.url("wire-pages", "/storm") },
      { title: "UPDATE 1-Storm over the harbour", link: press.url("copy-pages", "/storm") },
      { title: "A storm in the hills", link: press.url("hill-pages", "/storm") },
    ]),
    "wire-pages": answers(storm, "text/html; charset=utf-8"),
    "copy-pages": answers(
      storm
        .replaceAll("Storm over the harbour", "UPDATE 1-Storm over the harbour")
        .replace("</article>", `<p>${ADDED}</p></article>`),
      "text/html; charset=utf-8",
    ),
    "hill-pages": answers(page("A storm in the hills", "storm of the hills"), "text/html; charset=utf-8"),
  });
  cleanUps.push(made.remove, press.close);
  await writeFiles(join(folder, "config"), {
    ...soundConfig([press.url("wire")]),
    "wirewatch.yaml": `fetch: { allow_private: [127.0.0.0/8] }\nweb: { listen: 127.0.0.1:${port} }\n`,
  });
  options = ["--config", join(folder, "config"), "--data", join(folder, "data")];
}, 120_000);

afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
});

/** From now on commands ask a process that has the store open; the ones before opened it for themselves. */
const keep = async (): Promise<void> => {
  kept = await keepOpen(join(folder, "config"), join(folder, "data"));
  cleanUps.push(kept.close);
};

const explained = async (host: string): Promise<{ article: number; story: number; reasons: string[] }> => {
  const { article, story } = onlyJson(await run("explain", "--json", press.url(host, "/storm"))) as Explanation;
  return { article: article?.id ?? 0, story: story?.id ?? 0, reasons: story?.reasons ?? [] };
};

test("before the first round nothing is known, and a text in place of a number is wrong usage", async () => {
  expect((await run("stories", "show", "1")).stderr).toContain("nothing is known yet");
  expect((await run("stories", "merge", "1", "2")).stderr).toContain("nothing is known yet");
  expect((await run("stories", "show", "one")).code).toBe(2);
  expect((await run("stories", "merge", "1", "two")).code).toBe(2);
  expect((await run("stories")).stdout).toContain("split");
});

test("a story is shown with its outlets, its versions, and what a copy adds", async () => {
  seedData(join(folder, "data"));
  await run("once", "--now");
  const [first, copy, hills] = [await explained("wire-pages"), await explained("copy-pages"), await explained("hill-pages")];
  expect(copy.story).toBe(first.story);
  expect(hills.story).not.toBe(first.story);
  const shown = onlyJson(await run("stories", "show", "--json", String(first.story))) as Extract<ShownStory, { kind: "story" }>;
  expect(shown).toMatchObject({
    kind: "story",
    articles: 2,
    reports: 1,
    versions: [{ kind: "update", number: 1, article: String(copy.article) }],
  });
  const changes = shown.carriers.map(({ article, adds, leavesOut }) => ({ article, adds, leavesOut }));
  expect(changes).toContainEqual({ article: first.article, adds: [], leavesOut: [] });
  expect(changes).toContainEqual({ article: copy.article, adds: [ADDED], leavesOut: [] });
  const { stdout } = await run("stories", "show", String(first.story));
  expect(stdout).toMatch(/^Story \d+: 2 articles, 1 report of its own$/m);
  expect(stdout).toMatch(/^ {6}adds: A reporter of ours walked/m);
  expect((await run("stories", "show", "999")).code).toBe(1);
  await keep();
});

test("without --yes a script is shown what would happen, and nothing changes", async () => {
  const [first, copy] = [await explained("wire-pages"), await explained("copy-pages")];
  const split = await run("stories", "split", press.url("copy-pages", "/storm"));
  expect([split.code, split.stderr]).toEqual([2, expect.stringContaining("add --yes")]);
  const [story, , , headline, outlet] = split.stdout.split("\n");
  expect(story).toMatch(new RegExp(`^Story ${first.story}: .*Storm over the harbour$`));
  expect(split.stdout).toContain("\n    2 articles, sent by morning\n");
  expect([headline, outlet]).toEqual([
    "    UPDATE 1-Storm over the harbour",
    `        copy-pages.localhost, article ${copy.article}`,
  ]);
  const merge = await run("stories", "merge", "--json", press.url("hill-pages", "/storm"), press.url("copy-pages", "/storm"));
  expect([merge.code, onlyJson(merge)]).toMatchObject([
    2,
    { kind: "plan", change: "merge", stories: [{}, { story: first.story }] },
  ]);
  expect((await explained("copy-pages")).story).toBe(first.story);
});

test("split and merge are done at once with --yes, by the caller, and explain reports it", async () => {
  const [first, copy] = [await explained("wire-pages"), await explained("copy-pages")];
  const done = await run("stories", "split", "--yes", press.url("copy-pages", "/storm"));
  expect(done.stdout).toMatch(/^1 article of story \d+ is now story \d+\. Later copies follow\.$/m);
  const split = await explained("copy-pages");
  expect(split.story).not.toBe(first.story);
  expect(split.reasons[0]).toContain(`${userInfo().username} split this from story ${first.story} on `);
  const merged = onlyJson(
    await run("stories", "merge", "--yes", "--json", "--by", "the desk", String(split.story), String(first.story)),
  );
  expect(merged).toEqual({ kind: "merge", story: split.story, into: first.story, articles: [copy.article] });
  expect((await run("stories", "show", String(split.story))).stdout).toBe(
    `There is no story ${split.story}: it is part of story ${first.story}.\n`,
  );
  expect((await run("stories", "show", String(first.story))).stdout).toMatch(
    /^Decided by hand\n.* split 1 article.*\n.*the desk put story/m,
  );
  const refused = await run("stories", "split", String(first.article), String(copy.article));
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`that is all of story ${first.story}`)]);
});

test("while Wirewatch runs, it does the change, and reads it", async () => {
  await kept.close();
  const running = start(["run", ...options]);
  try {
    await running.says(/watching|watches/);
    const { article, story } = await explained("copy-pages");
    const done = onlyJson(await run("stories", "split", "--yes", "--json", "--by", "anna", String(article)));
    expect(done).toMatchObject({ kind: "split", story, articles: [article] });
    expect((await explained("copy-pages")).reasons[0]).toContain("anna split this");
    expect((await run("stories", "split", "12345")).stderr).toContain("there is no article 12345");
    expect((await run("stories", "show", String(story))).stdout).toContain("1 article, 1 report");
  } finally {
    await running.stop();
  }
  await keep();
});

test.each([
  ["\n", 1],
  [null, 1],
  ["n\n", 1],
  ["Y\n", 0],
] as const)("on a terminal it asks, and %j ends with code %i", async (answer, code) => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })];
  const reply = (text: Buffer) => String(text).includes("Do it? [y/N]") && (answer === null ? stdin.end() : stdin.write(answer));
  stderr.on("data", (text: Buffer) => void reply(text));
  const [hills, storm] = [await explained("hill-pages"), await explained("wire-pages")];
  const args = ["stories", "merge", press.url("hill-pages", "/storm"), String(storm.story), ...options];
  expect(await main(args, { stdin, stdout, stderr, env: {}, untilStopped: () => new Promise(() => {}) })).toBe(code);
  expect((await explained("hill-pages")).story).toBe(code === 0 ? storm.story : hills.story);
});
