// Goal: the house keeps its shape. Method: read every source file, prove that they were read, then check who imports whom.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { circlesIn, readHouse, roomOf } from "./support/read-house.ts";
import type { SourceFile } from "./support/read-house.ts";

/**
 * The floors of the house, the highest first. A file imports from its own room and from floors below. Rooms of one floor do not know each
 * other, but for what `MAY_KNOW` says.
 */
const FLOORS = [
  ["workers"],
  ["cli"],
  ["app"],
  ["web"],
  ["desk", "chores"],
  ["pipeline"],
  // The schemas of what can be configured stand with each source and channel.
  ["config"],
  ["channels", "sources"],
  ["schema", "store", "http", "queues", "threads", "traces"],
  ["feeds", "articles", "watchlists", "stories", "digests", "feedback", "newsroom"],
  ["text"],
  ["errors", "log", "meter", "failpoint", "built-file", "make-folder"],
];
const DOCS = "docs/architecture.md";
const DOMAIN = ["feeds", "articles", "watchlists", "stories", "digests", "feedback"];
const ADAPTERS = ["store", "http", "queues", "threads", "channels", "sources"];

const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

let files: SourceFile[] = [];
beforeAll(async () => {
  files = await readHouse(["src", "workers"]);
});

const rooms = (): string[] => [...new Set(files.map(({ room }) => room))];
const isOwn = (target: string) => target.startsWith("src/") || target.startsWith("workers/");
const isInside = (target: string, ...wanted: string[]) => isOwn(target) && wanted.includes(roomOf(target));

type Import = SourceFile["imports"][number];

/** Each import of a file in `wanted` that is `wrong`, as one line to read. */
const offences = (wanted: readonly string[], wrong: (one: Import, file: SourceFile) => boolean): string[] =>
  files
    .filter(({ room }) => wanted.includes(room))
    .flatMap((file) => file.imports.filter((one) => wrong(one, file)).map(({ target }) => `${file.path} imports ${target}`));

/** Types go sideways in two cases: between domain folders, and from the configuration to what is opened by it. */
const mayKnow = (from: string, { target, typeOnly }: Import): boolean =>
  typeOnly && ((DOMAIN.includes(from) && isInside(target, ...DOMAIN)) || isInside(target, "config"));

const goesUp = (one: Import, { room }: SourceFile): boolean =>
  isOwn(one.target) && roomOf(one.target) !== room && floorOf(roomOf(one.target)) <= floorOf(room) && !mayKnow(room, one);

/** Imports code, and not types alone, of what stands below the desk. */
const reachesIn = ({ target, typeOnly }: Import): boolean => !typeOnly && isInside(target, "store", "pipeline", "http");

const OPENER = /^export (?:async )?function ((?:open|lock)[A-Z]\w*|migrate|runStage)\b/gm;
/** The files outside app that open something themselves, as docs/architecture.md says. */
const WIRING = ["src/cli/commands/filters/extract.ts", "src/cli/commands/filters/parse-feed.ts"];

describe("the files", () => {
  test("are all read, with their imports", () => {
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "src", "workers"], {
      encoding: "utf8",
    })
      .split("\n")
      .filter((path) => path.endsWith(".ts"));
    expect(files.map(({ path }) => path).filter((path) => !listed.includes(path))).toEqual([]);
    expect(files.length).toBeGreaterThan(400);
    // Counted in another way than they are read.
    const statements = files.flatMap(({ text }) => text.match(/^(?:import|export)\b[^;]*?\bfrom "\.[^"]*";$/gm) ?? []);
    const read = files.flatMap(({ imports }) => imports.filter(({ target }) => isOwn(target)));
    expect(read.length).toBeGreaterThanOrEqual(statements.length);
    expect(statements.length).toBeGreaterThan(1_500);
  });

  test("stand in rooms that have a floor", () => {
    expect(rooms().filter((room) => floorOf(room) < 0)).toEqual([]);
  });

  test("import only files that exist", () => {
    // A pack of names is a YAML file, bundled as its text.
    expect(offences(rooms(), ({ target, exists }) => isOwn(target) && !(exists && /\.(ts|yaml)$/.test(target)))).toEqual([]);
  });

  test("open with one sentence on what they are for", () => {
    expect(files.filter(({ text }) => !/^(#!.*\n)?\/\/ \S/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("are no drawers and no barrels, and at most 300 lines long", () => {
    const drawers = /(^|\/)(utils?|helpers?|common|types|lib|misc|index)\.ts$/;
    expect(files.filter(({ path }) => drawers.test(path)).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path)).toEqual([]);
  });

  test("have generators at their top alone, since what one within a function refers to lives on until a full collection", () => {
    // A method may be one as well: `async *count() {`.
    const within = /^[ \t](?:.*\bfunction ?\*|[ \t]*(?:static )?(?:async )?\*[\w$#["'])/m;
    expect(files.filter(({ text }) => within.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("are 50 to 110 lines long at the median", () => {
    const lengths = files.map(({ text }) => text.split("\n").length - 1).sort((a, b) => a - b);
    const median = lengths[Math.floor(lengths.length / 2)];
    expect(median).toBeGreaterThanOrEqual(50);
    expect(median).toBeLessThanOrEqual(110);
  });

  test("are at most 30 in a folder, tests and benches too", () => {
    const listed = execFileSync("git", ["ls-files", "src", "workers", "test", "bench", "docs"], { encoding: "utf8" });
    const counts = new Map<string, number>();
    for (const path of listed.split("\n")) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
    expect(counts.size).toBeGreaterThan(80);
    expect([...counts].filter(([folder, count]) => count > 30 && !folder.includes("fixtures"))).toEqual([]);
  });
});

describe(DOCS, () => {
  test("draws the floors as they are here", async () => {
    const [floors = ""] = /(?<=## Who may import whom[^]*?```text\n)[^]*?(?=\n```)/.exec(await readFile(DOCS, "utf8")) ?? [];
    expect(floors.split("\n").map((line) => line.split(" "))).toEqual(FLOORS);
  });

  test("names only files that exist", async () => {
    const named = [...(await readFile(DOCS, "utf8")).matchAll(/`([\w./-]+\.(?:ts|yml|md))`/g)].map(([, path = ""]) => path);
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" }).split(
      "\n",
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !listed.some((file) => file === path || file.endsWith(`/${path}`)))).toEqual([]);
  });
});

/** Words and forms that cost a reader a second look; docs/CONTRIBUTING.md says what to write instead. */
const BANNED = [
  /\bwhoever\b/i,
  /\bin words\b/,
  /\breckon/i,
  /\bmend(s|ed|ing)?\b/i,
  /\bno more([.;,):]|$)/m,
  /\bin (its|their) stead\b/,
  /\b(brings?|brought) along\b/,
  /\bbeside\b/i,
  /\bsets? aside\b/,
  /^\s*(\/\/|\/\*\*|\*) Who\b/m,
];
/** Invented reports speak as newspapers do. */
const INVENTED = /newsroom\/articles\/|test\/stories\/invent|test\/architecture/;

describe("what people read", () => {
  test("has no banned words", async () => {
    const listed = execFileSync("git", ["ls-files", "*.ts", "*.mjs", "*.md", "*.yaml", "*.yml"], { encoding: "utf8" });
    const paths = listed.split("\n").filter((path) => path !== "" && !INVENTED.test(path) && existsSync(path));
    expect(paths.length).toBeGreaterThan(700);
    const texts = await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as const));
    const found = texts.flatMap(([path, text]) =>
      BANNED.flatMap((banned) => {
        const at = text.search(banned);
        return at < 0 ? [] : [`${path}:${text.slice(0, at).split("\n").length}: ${banned.source}`];
      }),
    );
    expect(found).toEqual([]);
  });
});

describe("who may import whom", () => {
  test("no import goes upward, and none to another room of the same floor", () => {
    expect(offences(rooms(), goesUp)).toEqual([]);
  });

  test("commands and pages reach the store, the pipeline and other sites by the desk or by app alone; they may know types", () => {
    expect(offences(["cli", "web"], reachesIn)).toEqual([]);
    // The rule is not empty: the rooms between do import them.
    expect(offences(["app", "desk"], reachesIn).length).toBeGreaterThan(40);
  });

  test("no files import each other in a circle", () => {
    expect(circlesIn(files)).toEqual([]);
  });

  test("the domain does no I/O", () => {
    const io =
      /^(node:)?(fs|net|tls|http|https|dns|child_process|worker_threads|timers|os|process)(\/|$)|^(undici|pg|bullmq|ioredis|nodemailer)(\/|$)/;
    expect(offences([...DOMAIN, "text"], ({ target }) => io.test(target))).toEqual([]);
  });

  test("the domain reads no clock, no randomness and no environment", () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bperformance\.now\(|\bprocess\.env\b/;
    expect(
      files.filter(({ room, text }) => [...DOMAIN, "text"].includes(room) && impure.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  test("only pipeline, desk and chores have failpoints, and the program itself arms none", () => {
    const others = rooms().filter((room) => !["pipeline", "desk", "chores"].includes(room));
    expect(offences(others, ({ target }) => target === "src/failpoint.ts")).toEqual([]);
    expect(files.filter(({ path, text }) => path !== "src/failpoint.ts" && text.includes("armFailpoint"))).toEqual([]);
  });

  test("only app opens adapters, and of the commands those that need one thing and no app", () => {
    // Whatever an adapter exports that opens something: found in the files, so that a new one is under the rule at once.
    const opening = files.filter(({ room, path }) => ADAPTERS.includes(room) || dirname(path) === "src/pipeline");
    const ofAdapters = opening.map(({ text }) => text);
    const openers = ofAdapters.flatMap((text) => [...text.matchAll(OPENER)].map(([, name]) => name ?? ""));
    expect(openers).toEqual(
      expect.arrayContaining(["openPoliteClient", "openThreads", "openPglite", "lockDirectory", "runStage"]),
    );
    // What is used is imported: a text may hold a name such as that of the command "migrate".
    const uses = new RegExp(`^import [^;]*\\b(${openers.join("|")})\\b[^;"]*\\bfrom "`, "m");
    const wiring = files.filter(({ room, text }) => ["cli", "web", "desk", "chores"].includes(room) && uses.test(text));
    expect(wiring.map(({ path }) => path).sort()).toEqual(WIRING);
  });

  test("workers are thin: 25 lines at most", () => {
    const workers = files.filter(({ room }) => room === "workers");
    expect(workers.filter(({ text }) => text.split("\n").length > 25).map(({ path }) => path)).toEqual([]);
  });

  test.each([
    ["ioredis", /^ioredis$/, ["queues"]],
    ["pg and PGlite", /^(pg|@electric-sql\/pglite)$/, ["store"]],
    ["prom-client", /^prom-client$/, ["meter"]],
    ["OpenTelemetry", /^(@opentelemetry\/|bullmq-otel$)/, ["traces"]],
    ["tar", /^tar$/, ["store"]],
    ["undici", /^undici$/, ["http"]],
    ["socks", /^socks$/, ["http"]],
    ["tldts", /^tldts$/, ["text"]],
    ["nodemailer", /^nodemailer(\/|$)/, ["channels"]],
    ["worker_threads", /^node:worker_threads$/, ["store", "threads"]],
    ["jsdom and Readability", /^(jsdom|@mozilla\/readability)(\/|$)/, ["articles"]],
    ["unpdf", /^unpdf(\/|$)/, ["articles"]],
    ["rss-parser", /^rss-parser(\/|$)/, ["feeds"]],
    ["postal-mime", /^postal-mime$/, ["feeds"]],
    ["playwright-core", /^playwright-core$/, ["http"]],
    ["imapflow", /^imapflow$/, ["sources"]],
  ])("only one room imports %s", (_, library, wanted) => {
    const importers = files.filter(({ imports }) => imports.some(({ target }) => library.test(target)));
    expect([...new Set(importers.map(({ room }) => room))].sort()).toEqual(wanted);
  });

  test("only config reads the environment", () => {
    const readers = files.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ room }) => room);
    expect(new Set(readers)).toEqual(new Set(["config"]));
  });
});

test("only test files and test/no-leaks.ts register hooks, since other files are loaded once for many test files", async () => {
  const shared = (await readHouse(["test"])).filter(({ path }) => !/\.test\.ts$|no-leaks\.ts$/.test(path));
  expect(shared.length).toBeGreaterThan(50);
  expect(shared.filter(({ text }) => /\b(before|after)(Each|All)\(/.test(text)).map(({ path }) => path)).toEqual([]);
});

test("the actions of the workflows are pinned by commit, since a tag can be moved", () => {
  const workflows = readdirSync(".github/workflows").map((name) => readFileSync(`.github/workflows/${name}`, "utf8"));
  const used = workflows.flatMap((text) => [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action));
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((action) => !/@[0-9a-f]{40} # v[\d.]+$/.test(action))).toEqual([]);
});

test("every package in the lock file has the hash of its content", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { integrity?: string }>;
  };
  const entries = Object.entries(packages).filter(([path]) => path !== "");
  expect(entries.length).toBeGreaterThan(300);
  expect(entries.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
});
