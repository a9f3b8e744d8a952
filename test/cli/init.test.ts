// Goal: somebody with an empty folder gets a configuration that works. Method: the command into new and used folders, and `check` on what it wrote.
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { call, onlyJson } from "./wirewatch.ts";

const root = await mkdtemp(join(tmpdir(), "wirewatch-test-init-"));
afterAll(() => rm(root, { recursive: true, force: true }));
const untilStopped = () => new Promise<string>(() => {});
let folders = 0;
const newFolder = () => join(root, String(++folders));
const textOf = (dir: string, path: string) => readFile(join(dir, "config", path), "utf8");
const checked = async (dir: string) =>
  onlyJson(await call(["check", "--json", "--config", join(dir, "config"), "--data", join(dir, "data")]));

test("an empty folder gets the examples, their schemas and the next steps, and check finds nothing wrong", async () => {
  const dir = newFolder();
  const { code, stdout } = await call(["init", dir]);
  expect(code).toBe(0);
  expect((await readdir(join(dir, "config"), { recursive: true })).sort()).toEqual([
    "digests.yaml",
    "feeds.yaml",
    "schemas",
    "schemas/digests.schema.json",
    "schemas/feeds.schema.json",
    "schemas/watchlists.schema.json",
    "schemas/wirewatch.schema.json",
    "watchlists",
    "watchlists/myanmar-junta.yaml",
    "watchlists/russia.yaml",
    "wirewatch.yaml",
  ]);
  expect(stdout).toContain("wirewatch once --now --config ");
  expect(await checked(dir)).toMatchObject({ ok: true, watchlists: 2 });
});

test("what is wished stands in the files: names in every script, terms as written, addresses and feeds", async () => {
  const dir = newFolder();
  const wishes = [
    "--watch",
    "Min Aung Hlaing",
    "--watch",
    "rare earths",
    "--watch",
    "စစ်ကောင်စီ",
    "--to",
    "desk@example.org",
    "--to",
    "b@example.org",
  ];
  const { code } = await call(["init", dir, ...wishes, "--feed", "https://news.example.org/feed?a=1&b=2"]);
  expect(code).toBe(0);
  const watchlists = await textOf(dir, "watchlists/my-watchlists.yaml");
  expect(watchlists).toContain('- { name: "Min Aung Hlaing" }');
  expect(watchlists).toContain('- "rare earths"');
  expect(watchlists).toContain("- id: watch-3");
  expect(await textOf(dir, "digests.yaml")).toContain('to: ["desk@example.org", "b@example.org"]');
  expect((await textOf(dir, "feeds.yaml")).split("feeds:\n")[1]).toBe('  - url: "https://news.example.org/feed?a=1&b=2"\n');
  expect(await checked(dir)).toMatchObject({ ok: true, feeds: 1, watchlists: 3, digests: 1, tests: 3 });
});

test("an OPML file is copied and its feeds are polled", async () => {
  const dir = newFolder();
  const file = join(root, "subscriptions.xml");
  await writeFile(file, '<opml version="2.0"><body><outline text="River" xmlUrl="https://river.example/feed"/></body></opml>');
  expect((await call(["init", dir, "--opml", file])).code).toBe(0);
  expect(await checked(dir)).toMatchObject({ ok: true, feeds: 1 });
});

test("an OPML file in an encoding of its own becomes one in UTF-8", async () => {
  const dir = newFolder();
  const file = join(root, "latin.opml");
  const text =
    '<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><body><outline text="Rivi\u00e8re" xmlUrl="https://river.example/feed"/></body></opml>';
  await writeFile(file, text, "latin1");
  expect((await call(["init", dir, "--opml", file])).code).toBe(0);
  expect(await textOf(dir, "subscriptions.opml")).toBe(text.replace("ISO-8859-1", "UTF-8"));
  expect((await call(["feeds", "status", "--config", join(dir, "config"), "--data", join(dir, "data")])).stdout).toContain(
    "Rivi\u00e8re",
  );
});

test("files that are there stay, and no example is put next to somebody's own watchlists", async () => {
  const dir = newFolder();
  await mkdir(join(dir, "config/watchlists"), { recursive: true });
  await writeFile(join(dir, "config/feeds.yaml"), "feeds: []\n");
  await writeFile(join(dir, "config/watchlists/own.yaml"), "watchlists: []\n");
  const { code, stdout } = await call(["init", dir, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    kept: ["feeds.yaml", "watchlists/myanmar-junta.yaml", "watchlists/russia.yaml"],
    written: expect.arrayContaining(["digests.yaml", "schemas/feeds.schema.json"]),
  });
  expect(await textOf(dir, "feeds.yaml")).toBe("feeds: []\n");
  expect(await readdir(join(dir, "config/watchlists"))).toEqual(["own.yaml"]);
  const again = await call(["init", dir]);
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("nothing was written")]);
});

test.each([
  [["--to", "desk at example"], /digests\.yaml:\d+:\d+: .*desk at example/],
  [["--feed", "not an address"], /feeds\.yaml:\d+:\d+: /],
  [["--watch", "***"], /my-watchlists\.yaml:\d+:\d+: /],
  [["--opml", "/nowhere.opml"], /cannot read \/nowhere\.opml/],
])("%s cannot work: it says so and writes nothing", async (wish, message) => {
  const dir = newFolder();
  const { code, stderr } = await call(["init", dir, ...wish]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  expect(existsSync(dir)).toBe(false);
});

test("a folder that cannot be written is named, and what was written is taken back", async () => {
  const dir = newFolder();
  await mkdir(join(dir, "config"), { recursive: true });
  // A file where a folder should be stops it half-way, for root too.
  await writeFile(join(dir, "config/watchlists"), "");
  const { code, stderr } = await call(["init", dir]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/cannot write the configuration: .*watchlists.*nothing was left behind/),
  ]);
  expect(await readdir(join(dir, "config"))).toEqual(["watchlists"]);
  await chmod(join(dir, "config"), 0o700);
});

test("a folder that the system does not make is refused, and not tried for ever", async () => {
  const { code, stderr } = await call(["init", "/proc/wirewatch/news"]);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/cannot write the configuration: the system makes no folder \/proc\/wirewatch: name another place/),
  ]);
  for (const command of [["restore", "nowhere.tar.gz"], ["demo"]]) {
    const { code: ended, stderr: said } = await call([...command, "--data", "/proc/wirewatch/data"]);
    expect([ended, said]).toEqual([1, "wirewatch: the system makes no folder /proc/wirewatch: name another place\n"]);
  }
});

test("on a terminal it asks, and takes the answers", async () => {
  const dir = newFolder();
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })];
  const answers = ["Aung San Suu Kyi, coup", "desk@example.org", "https://news.example.org/feed"];
  // The next answer is typed when the question is there.
  stderr.on("data", (text: Buffer) => void (String(text).endsWith("): ") && stdin.write(`${answers.shift()}\n`)));
  expect(await main(["init", dir], { stdin, stdout, stderr, env: {}, untilStopped })).toBe(0);
  expect(answers).toEqual([]);
  expect(await checked(dir)).toMatchObject({ ok: true, feeds: 1, watchlists: 2 });
  expect(await textOf(dir, "digests.yaml")).toContain("desk@example.org");
});
