// Commands as sources. Method: real programs, asked as a poll asks them.
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command } from "../../src/sources/command/command.ts";
import { openThreads } from "../../src/threads/pool.ts";
import { configFolder, load } from "../config/config-folder.ts";
import { newFolder } from "../support/database.ts";
import { until } from "../support/wait.ts";
import type { FeedRow } from "../../src/store/feeds.ts";
import type { Threads } from "../../src/threads/pool.ts";

let dir: string;
let remove: () => Promise<void>;
let threads: Threads;
beforeAll(async () => {
  ({ folder: dir, remove } = await newFolder());
  threads = openThreads({ size: 1, deadlineMs: 10_000, heapMb: 128 });
});
afterAll(async () => {
  await threads.close();
  await remove();
});

const row = {} as FeedRow;
const client = () => ({
  get: () => Promise.reject(new Error("nothing is asked")),
  hold: () => Promise.reject(new Error("nothing is held")),
  render: () => Promise.reject(new Error("nothing is rendered")),
  reachMailServer: () => Promise.reject(new Error("nothing is opened")),
});
const now = () => new Date();

const poll = (
  words: string[],
  options: { env?: Record<string, string>; timeout?: number } = {},
  path = process.env["PATH"] ?? "",
) =>
  command.poll(
    { client, threads, now, config: () => ({ dir, path }), log: { warn: () => undefined } },
    { row, setting: words, options, browser: false, backlog: { kind: "all" } },
  );
/** A program of Node, which `print` is the code of. */
const node = (print: string, ...args: string[]) => [process.execPath, "-e", print, ...args];
const printing = (text: string) => node("process.stdout.write(process.argv[1])", text);

test("a command prints a feed", async () => {
  const rss = `<rss version="2.0"><channel><title>Gazette</title><item><title>Tolls end</title><link>https://gazette.example/1</link></item></channel></rss>`;
  expect(await poll(printing(rss))).toMatchObject({
    kind: "fresh",
    document: { feed: { title: "Gazette" }, entries: [{ title: "Tolls end", url: "https://gazette.example/1" }] },
  });
});

test("a command prints an entry a line, and a line that is none is left out and said so", async () => {
  const lines = [
    {
      id: "7",
      url: "https://gazette.example/7",
      title: "Ferry <i>sold</i> & gone",
      publishedAt: "2026-11-29",
      summary: "One.\n\nTwo.",
    },
    { id: 8, title: "Second", content: "<p>Words.</p>", publishedAt: "no date", url: "javascript:alert(1)" },
  ].map((entry) => JSON.stringify(entry));
  expect(await poll(printing(`${lines.join("\n")}\n`))).toMatchObject({
    kind: "fresh",
    document: {
      incomplete: false,
      entries: [
        {
          id: "7",
          title: "Ferry <i>sold</i> & gone",
          publishedAt: "2026-11-29T00:00:00.000Z",
          summary: "One.\n\nTwo.",
          content: null,
        },
        { id: "8", title: "Second", url: null, content: "<p>Words.</p>", publishedAt: null },
      ],
    },
  });
  const torn = await poll(printing(`${lines[0]}\r\n\r\n{"id":"9","ti\n{"title":"no identity"}\n`));
  expect(torn).toMatchObject({ kind: "fresh", document: { incomplete: true, entries: [{ id: "7" }] } });
});

test("a command prints a JSON Feed on one line", async () => {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: "Board",
    items: [{ id: "1", url: "https://b.example/1", title: "One" }],
  };
  expect(await poll(printing(JSON.stringify(feed)))).toMatchObject({
    kind: "fresh",
    document: { feed: { title: "Board" }, entries: [{ id: "1", title: "One" }] },
  });
});

test("a command prints its entries over several lines each, or in the encoding of its system", async () => {
  const pretty = [
    { id: 1, title: "Tolls } end" },
    { id: 2, title: 'The "quay" opens' },
  ].map((one) => JSON.stringify(one, null, 2));
  expect(await poll(printing(`${pretty.join("\n")}\n`))).toMatchObject({
    document: { entries: [{ title: "Tolls } end" }, { title: 'The "quay" opens' }], incomplete: false },
  });
  const latin =
    'process.stdout.write(Buffer.from(JSON.stringify({ id: 1, title: "Mautgeb\u00fchr f\u00e4llt in Z\u00fcrich weg" }), "latin1"))';
  expect(await poll(node(latin))).toMatchObject({ document: { entries: [{ title: "Mautgebühr fällt in Zürich weg" }] } });
});

test("objects of which none is an entry are a fault", async () => {
  expect(await poll(printing('{"title":"Tolls end"}\n{"headline":"Quay opens"}\n'))).toMatchObject({
    fault: "nothing that it printed is an entry: each needs an id or a url",
  });
});

test("a command that prints nothing lists nothing, and one that prints neither feed nor lines is a fault", async () => {
  expect(await poll(printing(""))).toMatchObject({ kind: "fresh", document: { entries: [] } });
  const fault = "its output is neither a feed nor an entry a line as JSON";
  expect(await poll(printing("There is no news today.\nNone at all."))).toMatchObject({ kind: "failed", fault });
  expect(await poll(node("process.stdout.write(Buffer.alloc(5000))"))).toMatchObject({ kind: "failed", fault });
});

test("a command that fails is quoted with its last words", async () => {
  expect(await poll(node("console.error('the login\\nhas lapsed'); process.exit(3)"))).toMatchObject({
    kind: "failed",
    fault: "the command failed (exit code 3): the login has lapsed",
  });
  expect(await poll(node("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)"))).toMatchObject({
    fault: "the command failed (ended by SIGTERM)",
  });
  expect(await poll(["./no-such-program"])).toMatchObject({
    fault: expect.stringContaining("the command could not be started (spawn ./no-such-program ENOENT)") as string,
  });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Prints its own number and that of a child which ignores every polite request to end. */
const forking = (then: string) =>
  node(
    `const child = require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"], { stdio: "inherit" });
     console.error("pids " + process.pid + " " + child.pid); ${then}`,
  );
const pidsIn = (fault: string): number[] => (/pids (\d+) (\d+)/.exec(fault) ?? []).slice(1).map(Number);

test("a command that hangs is ended with all that it started", async () => {
  const polled = await poll(forking(""), { timeout: 1_500 });
  expect(polled).toMatchObject({
    kind: "failed",
    fault: expect.stringContaining("did not end within 1.5 s, and was stopped") as string,
  });
  const pids = pidsIn((polled as { fault: string }).fault);
  expect(pids).toHaveLength(2);
  await until(() => !pids.some(isAlive), "the command and its child have ended");
});

test("what a command leaves running when it ends is ended too", async () => {
  const polled = await poll(forking("process.exitCode = 4; child.unref(); setTimeout(() => process.exit(), 100)"), {
    timeout: 20_000,
  });
  expect(polled).toMatchObject({ fault: expect.stringContaining("exit code 4") as string });
  const pids = pidsIn((polled as { fault: string }).fault);
  expect(pids).toHaveLength(2);
  await until(() => !pids.some(isAlive), "the child has ended");
});

test("a command that has ended is read, although a process that it left in a session of its own holds its output open", async () => {
  const child = 'require("child_process").spawn("sleep", ["30"], { stdio: "inherit", detached: true })';
  const words = node(`const { pid } = ${child}; console.log(JSON.stringify({ id: "7", title: String(pid) })); process.exit()`);
  const polled = await poll(words, { timeout: 20_000 });
  expect(polled).toMatchObject({ kind: "fresh", document: { entries: [{ id: "7" }] } });
  const [entry] = (polled as { document: { entries: { title: string }[] } }).document.entries;
  expect(isAlive(Number(entry?.title))).toBe(true);
  process.kill(Number(entry?.title), "SIGKILL");
});

test("a command that prints without end is stopped at 10 MB", async () => {
  expect(
    await poll(node("const line = Buffer.alloc(65536, 'a'); (function more() { process.stdout.write(line, more) })()")),
  ).toMatchObject({
    fault: "the command printed more than 10 MB, and was stopped",
  });
});

test("a command runs in the configuration folder and gets no environment but PATH and env", async () => {
  await mkdir(join(dir, "bin"), { recursive: true });
  await writeFile(
    join(dir, "bin", "gazette"),
    `#!/bin/sh\nenv | sed 's/=.*//' | sort | tr '\\n' ' ' >&2; echo "$REGION $1" >&2; exit 9\n`,
  );
  await chmod(join(dir, "bin", "gazette"), 0o755);
  const env = { REGION: "north" };
  const said = expect.stringMatching(/exit code 9\): (_ )?PATH PWD REGION (SHLVL )?(_ )?north new$/) as string;
  expect(await poll(["./bin/gazette", "new"], { env })).toMatchObject({ fault: said });
  expect(await poll(["gazette", "new"], { env }, `${join(dir, "bin")}:/usr/bin:/bin`)).toMatchObject({ fault: said });
});

test("feeds.yaml names a command with its limits, and its arguments show in no address", async () => {
  const folder = configFolder({
    "feeds.yaml": `feeds:
  - command: [./gazette.sh, --key, s3cret]
    name: Gazette
    env: { REGION: north }
    timeout: 90s
`,
  });
  const { config, faults } = await load(folder);
  expect(faults).toEqual([]);
  expect(config?.feeds).toMatchObject([
    { kind: "command", setting: ["./gazette.sh", "--key", "s3cret"], options: { env: { REGION: "north" }, timeout: 90_000 } },
  ]);
  expect(config?.feeds[0]?.url).toMatch(/^command:gazette\.sh#[\da-f]{16}$/);
});

test.each([
  ["- command: []", "names no program"],
  ["- command: [a]\n    timeout: 2h", "is no limit of time"],
  ["- url: https://a.example/f\n    timeout: 5s", "belongs to command:, and this item has none"],
])("a mistake in %s is named", async (item, message) => {
  const { faults } = await load(configFolder({ "feeds.yaml": `feeds:\n  ${item}\n` }));
  expect(faults.map((fault) => fault.message).join("\n")).toContain(message);
});

test.each([
  ["a byte order mark and lines of Windows", '\ufeff{"id":"1"}\r\n{"id":"2"}\r\n'],
  ["one array", '\n[{"id":"1"},\n {"id":"2"}]\n'],
  ["record separators", '\u001e{"id":"1"}\n\u001e{"id":"2"}\n'],
])("a command may print its entries with %s", async (_, text) => {
  const polled = await poll(printing(text));
  expect(polled).toMatchObject({ kind: "fresh", document: { incomplete: false } });
  expect(polled.kind === "fresh" && polled.document.entries.map(({ id }) => id)).toEqual(["1", "2"]);
});

test("a command that prints one line of nine million characters, or bytes of a program, is read, or refused with the reason", async () => {
  const long = node('process.stdout.write(JSON.stringify({ id: "1", title: "a".repeat(9e6) }))');
  expect(await poll(long)).toMatchObject({ kind: "fresh", document: { entries: [{ id: "1" }] } });
  const bytes = node("process.stdout.write(Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7) % 256)))");
  expect(await poll(bytes)).toMatchObject({ fault: "its output is neither a feed nor an entry a line as JSON" });
});

test("a command that speaks on stderr alone, and ends well, lists nothing", async () => {
  expect(await poll(node('console.error("nothing new today")'))).toMatchObject({ kind: "fresh", document: { entries: [] } });
});
