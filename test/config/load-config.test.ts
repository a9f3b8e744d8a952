// The whole configuration: defaults, files, environment, and every fault of every file at once.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatFault } from "../../src/config/format-fault.ts";
import { loadConfig } from "../../src/config/load/load-config.ts";
import { configFolder, load } from "./config-folder.ts";

test("without wirewatch.yaml the defaults apply", async () => {
  const dir = configFolder();
  const { config, faults } = await load(dir);
  expect(faults).toEqual([]);
  expect(config).toMatchObject({
    dir,
    dataDir: join(dir, "data"),
    store: { kind: "pglite", dir: join(dir, "data/db") },
    queue: { kind: "store" },
    mail: {
      from: "Wirewatch <wirewatch@localhost>",
      smtp: { kind: "outbox", dir: join(dir, "data/outbox") },
      uncertain: "resend",
    },
    web: { host: "127.0.0.1", port: 8080, url: "http://localhost:8080" },
    fetch: { allowPrivate: [] },
    retentionMs: 90 * 86_400_000,
    feeds: [
      {
        url: "https://news.example.org/feed",
        name: null,
        language: null,
        tags: [],
        backlog: { kind: "within", ms: 86_400_000 },
        robots: "obey",
      },
    ],
    digests: [
      {
        id: "morning",
        channels: [{ kind: "mail", recipient: "desk@example.org", setting: "desk@example.org" }],
        watchlists: null,
        schedule: { kind: "cron", expression: "0 7 * * *" },
        timezone: "Asia/Yangon",
        quiet: null,
        atMost: 40,
        holdMs: 14_400_000,
        brief: null,
        whenEmpty: "skip",
        surge: true,
      },
    ],
  });
  expect(config?.fetch.userAgent).toMatch(/^Wirewatch\/1 \(\+https:/);
});

test("the shipped configuration has no fault, and wirewatch.yaml shows the defaults themselves", async () => {
  const { config, faults } = await loadConfig({ dir: "config", dataDir: "data", env: {} });
  expect(faults.map(formatFault)).toEqual([]);
  expect(config?.feeds.length).toBeGreaterThanOrEqual(12);
  expect(config?.digests).toHaveLength(1);
  const { readFileSync } = await import("node:fs");
  const uncommented = readFileSync("config/wirewatch.yaml", "utf8").replace(/^# (?=( *#)?( *)[a-z_]+:( |$))/gm, "");
  const shown = await load(configFolder({ "wirewatch.yaml": uncommented }));
  const bare = await load(configFolder());
  expect(shown.lines).toEqual([]);
  for (const key of ["queue", "web", "fetch", "retentionMs"] as const) expect(shown.config?.[key]).toEqual(bare.config?.[key]);
  expect(shown.config?.store.kind).toBe("pglite");
});

test("the configuration holds what the files say, and is frozen", async () => {
  const { config, lines } = await load(
    configFolder({
      "wirewatch.yaml":
        "store: postgres://me:secret@db.example/news\nqueue: rediss://cache.example:6380/1\nmail: { from: desk@example.org, smtp: 'smtps://mail.example' }\n" +
        "web: { listen: '[::1]:0', url: https://news.example.org/w/ }\nfetch: { user_agent: Me, allow_private: [10.1.0.0/16, 'localhost:8080', '[fd00::7]:80'] }\nretention: 52w\n",
      "feeds.yaml":
        "defaults: { backlog: none }\nfeeds:\n  - { url: 'https://a.example/feed', name: A, language: zh_Hant, tags: [asia, wire], backlog: all, robots: ignore }\n  - url: https://b.example/feed\n",
      "digests.yaml":
        'digests:\n  - { id: d, to: [Desk <d@example.org>, d@example.org], watchlists: [junta], schedule: every 15m, timezone: UTC, quiet: "22:00-06:00", at_most: 5 }\n',
    }),
  );
  expect(lines).toEqual([]);
  expect(config).toMatchObject({
    store: { kind: "postgres", url: "postgres://me:secret@db.example/news" },
    queue: { kind: "redis", url: "rediss://cache.example:6380/1" },
    mail: { from: "desk@example.org", smtp: { kind: "smtp", url: "smtps://mail.example" }, uncertain: "resend", dkim: null },
    web: { host: "::1", port: 0, url: "https://news.example.org/w" },
    fetch: { userAgent: "Me", allowPrivate: ["10.1.0.0/16", "localhost:8080", "[fd00::7]:80"] },
    retentionMs: 364 * 86_400_000,
    feeds: [
      {
        url: "https://a.example/feed",
        name: "A",
        language: "zh-hant",
        tags: ["asia", "wire"],
        backlog: { kind: "all" },
        robots: "ignore",
      },
      { url: "https://b.example/feed", backlog: { kind: "none" }, robots: "obey" },
    ],
    watchlists: [
      { file: "watchlists/lists.yaml", content: { sets: { junta: ["junta"] }, watchlists: [{ id: "junta", any: ["$junta"] }] } },
    ],
    digests: [{ schedule: { kind: "every", minutes: 15 }, quiet: { from: 1320, to: 360 }, atMost: 5, watchlists: ["junta"] }],
  });
  expect(() => config?.feeds[0]?.tags.push("x")).toThrow(TypeError);
  expect(() => config?.watchlists[0]?.content.watchlists?.pop()).toThrow(TypeError);
});

test("every fault of every file is reported at once, in the order of files and lines", async () => {
  const { config, lines } = await load(
    configFolder({
      "wirewatch.yaml": "stor: pglite\nretention: soon\n",
      "feeds.yaml": "feeds:\n  - url: nope\n  - opml: gone.opml\n  - url: https://a.example/\n    nam: A\n",
      "watchlists/a.yaml":
        "watchlists:\n  - id: a\n    any: 5\n  - id: b\n    query: a AND (b\n  - id: c\n    any: [$missing]\n    color: red\n",
      "watchlists/b.yaml": "watchlists:\n\t- id: x\n",
      "digests.yaml": "digests:\n  - id: d\n    to: [nobody]\n    schedule: immediately\n    watchlists: [a, z]\n",
    }),
  );
  expect(config).toBeNull();
  expect(lines.map((line) => /^[^:]+:\d+:\d+/.exec(line)?.[0])).toEqual([
    "wirewatch.yaml:1:1",
    "wirewatch.yaml:2:12",
    "feeds.yaml:2:10",
    "feeds.yaml:3:11",
    "feeds.yaml:5:5",
    "watchlists/a.yaml:3:10",
    expect.stringMatching(/^watchlists\/a.yaml:5:\d+$/),
    "watchlists/a.yaml:8:5",
    "watchlists/b.yaml:2:1",
    "digests.yaml:3:10",
    "digests.yaml:5:21",
  ]);
});

test("a set is not reported as unknown while a file that may define it is broken", async () => {
  const user = "watchlists:\n  - id: a\n    any: [$elsewhere]\n";
  const broken = await load(configFolder({ "watchlists/a.yaml": user, "watchlists/b.yaml": "sets:\n\telsewhere: [x]\n" }));
  expect(broken.lines).toEqual(["watchlists/b.yaml:2:1: a tab: indent with spaces"]);
  const missing = await load(configFolder({ "watchlists/a.yaml": user }));
  expect(missing.lines).toMatchObject([expect.stringMatching(/^watchlists\/a.yaml:3:11: .*elsewhere/)]);
});

test.each([
  ["an empty list", "watchlists: []\n"],
  ["sets alone", "sets:\n  junta: [junta]\n"],
])("files without a watchlist (%s) are an error, so an edit that leaves none is not taken over", async (_, text) => {
  const { config, lines } = await load(configFolder({ "watchlists/lists.yaml": text }));
  expect(config).toBeNull();
  expect(lines).toEqual([expect.stringMatching(/^watchlists:1:1: no file of this folder has a watchlist, so nothing would be/)]);
});

test("missing files are reported with a remedy", async () => {
  const bare = await load(configFolder({ "feeds.yaml": null, "watchlists/lists.yaml": null, "digests.yaml": null }));
  expect(bare.config).toBeNull();
  expect(bare.lines).toEqual([
    expect.stringContaining("feeds.yaml:1:1: there is no feeds.yaml: write one"),
    expect.stringContaining("watchlists:1:1: there is no watchlist: write one"),
    expect.stringContaining("digests.yaml:1:1: there is no digests.yaml, so nothing is sent"),
  ]);
  const gone = await loadConfig({ dir: join(configFolder(), "gone"), dataDir: "data", env: {} });
  expect(gone.faults).toMatchObject([
    { message: "there is no such configuration folder: write one with `wirewatch init`, or name it with --config DIR" },
  ]);
});

test("without digests Wirewatch runs, and says that it sends nothing", async () => {
  for (const text of [null, "", "digests: []\n"]) {
    const { config, faults } = await load(configFolder({ "digests.yaml": text }));
    expect(faults).toMatchObject([{ severity: "warning", message: expect.stringContaining("so nothing is sent") }]);
    expect(config?.digests).toEqual([]);
  }
});

test("a file with a nearly right name is reported", async () => {
  const { config, lines } = await load(configFolder({ "feed.yml": "feeds: []\n", "notes.yaml": "x: 1\n" }));
  expect(lines).toEqual(["feed.yml:1:1: is not read: it would have to be called feeds.yaml"]);
  expect(config).not.toBeNull();
});

test("a feed listed twice is polled once, with a warning", async () => {
  const text = "feeds:\n  - url: https://a.example/feed/\n    name: First\n  - url: http://A.example:80/feed#top\n";
  const { config, faults, lines } = await load(configFolder({ "feeds.yaml": text }));
  expect(lines).toEqual(["feeds.yaml:4:10: this feed stands in line 2 already: keep one of the two"]);
  expect(faults[0]?.severity).toBe("warning");
  expect(config?.feeds.map(({ name }) => name)).toEqual(["First"]);
});

test("an OPML file adds its feeds, with the tags and language of its item", async () => {
  const opml =
    '<opml version="2.0"><body><outline text="One" xmlUrl="https://one.example/feed"/><outline text="Two" xmlUrl="ftp://two.example/"/></body></opml>';
  const dir = configFolder({
    "feeds.yaml": "feeds:\n  - opml: subs.opml\n    tags: [asia]\n    language: my\n",
    "subs.opml": opml,
  });
  const { config, faults } = await load(dir);
  expect(config?.feeds).toMatchObject([{ url: "https://one.example/feed", name: "One", tags: ["asia"], language: "my" }]);
  expect(faults.every(({ severity }) => severity === "warning")).toBe(true);
});

test("an OPML file behind a link that leaves the folder is not read", async () => {
  const outside = configFolder({ "secret.opml": "<opml/>" });
  const dir = configFolder({ "feeds.yaml": "feeds:\n  - opml: link.opml\n" });
  symlinkSync(join(outside, "secret.opml"), join(dir, "link.opml"));
  const { lines } = await load(dir);
  expect(lines).toEqual(["feeds.yaml:2:11: link.opml lies outside the configuration folder: copy it into it"]);
});

test("a folder in place of a file, and a file that is not UTF-8, are faults", async () => {
  const dir = configFolder({ "feeds.yaml": null, "digests.yaml": Buffer.from([0x64, 0xe9, 0x0a]) });
  mkdirSync(join(dir, "feeds.yaml"));
  const { lines } = await load(dir);
  expect(lines[0]).toMatch(/^feeds.yaml:1:1: is not a file/);
  expect(lines[1]).toMatch(/^digests.yaml:1:1: is not in UTF-8: save it as UTF-8/);
});

test("variables are expanded from the environment, a secret file or their default", async () => {
  const dir = configFolder({
    "wirewatch.yaml":
      "mail:\n  smtp: smtp://me:${SMTP_PASSWORD}@${HOST:-mail.example}:587\n  from: ${FROM:-${}\nretention: ${KEEP:-30d}\n".replace(
        "${FROM:-${}",
        "${FROM}",
      ),
    "digests.yaml":
      'digests:\n  - { id: d, to: ["${TO}"], schedule: immediately }\n  - id: e\n    to: ["${TO}"]\n    schedule: immediately\n    at_most: ${MOST}\n',
    "watchlists/lists.yaml": 'watchlists:\n  - id: a\n    any: ["costs $${PRICE}"]\n',
  });
  writeFileSync(join(dir, "password"), "s3cret\n");
  const env = { SMTP_PASSWORD_FILE: join(dir, "password"), FROM: "a@b.example", TO: "c@d.example", MOST: "7", KEEP: "" };
  const { config, lines } = await load(dir, env);
  expect(lines).toEqual([]);
  expect(config?.mail).toEqual({
    from: "a@b.example",
    smtp: { kind: "smtp", url: "smtp://me:s3cret@mail.example:587" },
    uncertain: "resend",
    dkim: null,
  });
  expect(config?.retentionMs).toBe(30 * 86_400_000);
  expect(config?.digests.map(({ channels, atMost }) => [channels.map(({ recipient }) => recipient), atMost])).toEqual([
    [["c@d.example"], 40],
    [["c@d.example"], 7],
  ]);
  expect(config?.watchlists[0]?.content.watchlists?.[0]?.any).toEqual(["costs ${PRICE}"]);
});

test("DATABASE_URL, REDIS_URL, SMTP_URL and WEB_LISTEN override the file, each also from a _FILE", async () => {
  const dir = configFolder({
    "wirewatch.yaml": "store: postgres://file.example/a\nqueue: redis://file.example\nweb: { listen: localhost:80 }\n",
  });
  writeFileSync(join(dir, "redis"), "redis://:pw@secret.example:6379\n");
  const env = {
    DATABASE_URL: "postgres://env.example/b",
    REDIS_URL_FILE: join(dir, "redis"),
    SMTP_URL: "smtp://env.example",
    WEB_LISTEN: "0.0.0.0:8081",
  };
  const { config } = await load(dir, env);
  expect(config).toMatchObject({
    store: { url: "postgres://env.example/b" },
    queue: { kind: "redis", url: "redis://:pw@secret.example:6379" },
    mail: { smtp: { url: "smtp://env.example" } },
    web: { host: "0.0.0.0", port: 8081, url: "http://localhost:8081" },
  });
});

test("a faulty variable is named, but not its value", async () => {
  const { config, lines } = await load(configFolder(), {
    DATABASE_URL: "mysql://me:canary@h",
    SMTP_URL_FILE: "/nowhere/smtp",
    WEB_LISTEN: "canary",
  });
  expect(config).toBeNull();
  expect(lines).toEqual([
    "environment:1:1: DATABASE_URL is not understood: write pglite, or postgres://user:password@host:5432/database",
    "environment:1:1: SMTP_URL_FILE names /nowhere/smtp, which cannot be read (ENOENT): check the path and who may read it",
    "environment:1:1: WEB_LISTEN is no address to listen on: write host:port, as in 127.0.0.1:8080 or 0.0.0.0:8080",
  ]);
});

test("a fault is one line with its place", () => {
  const fault = { file: "config/feeds.yaml", line: 3, column: 5, message: "a tab: indent with spaces" };
  expect(formatFault({ ...fault, severity: "error" })).toBe("config/feeds.yaml:3:5: a tab: indent with spaces");
  expect(formatFault({ ...fault, severity: "warning" })).toBe("config/feeds.yaml:3:5: warning: a tab: indent with spaces");
});

const listNumbered = (index: number): string => `  - id: w${index}\n    any: [Kasho${index}, Belno${index}]\n`;

test("nearly a megabyte of watchlists is read to the end, and a larger file is refused with a remedy", async () => {
  const large = `watchlists:\n${Array.from({ length: 20_000 }, (_, index) => listNumbered(index)).join("")}`;
  expect(large.length).toBeGreaterThan(900_000);
  const { config, faults } = await load(configFolder({ "watchlists/large.yaml": large }));
  expect(faults).toEqual([]);
  expect(config?.watchlists.find(({ file }) => file.endsWith("large.yaml"))?.content.watchlists).toHaveLength(20_000);
  const { lines } = await load(configFolder({ "watchlists/large.yaml": large + large.slice("watchlists:\n".length) }));
  expect(lines).toEqual([
    expect.stringMatching(/^watchlists\/large\.yaml:1:1: holds \d\.\d MiB, and a file may hold 1 MiB: split/),
  ]);
});
