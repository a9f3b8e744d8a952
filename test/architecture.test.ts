// Goal: the house keeps its shape. Method: read every source file, prove that they were read, then check who imports whom.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";

interface SourceFile {
  path: string;
  text: string;
  /** Folder under src, or the file's name where it stands in src itself. */
  room: string;
  imports: { target: string; typeOnly: boolean }[];
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|^\s*import\s+["']([^"']+)["']/gm;

const roots = ["src", "workers"];
let files: SourceFile[] = [];

function readTree(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? readTree(path) : path.endsWith(".ts") ? [path] : [];
  });
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? "";
    return { target: name.startsWith(".") ? normalize(join(dirname(path), name)) : name, typeOnly: match[1] !== undefined };
  });
  return { path, text, room: roomOf(path), imports };
}

const roomOf = (path: string): string => {
  const [root, room = ""] = path.split("/");
  return root === "src" ? room.replace(/\.ts$/, "") : (root ?? "");
};

beforeAll(() => {
  files = roots.flatMap(readTree).map(readSource);
});

/** Each import of a file in `rooms`, as one line to read, where `wrong` says so. */
const offences = (rooms: readonly string[], wrong: (target: string, typeOnly: boolean, file: SourceFile) => boolean): string[] =>
  files
    .filter(({ room }) => rooms.includes(room))
    .flatMap((file) =>
      file.imports
        .filter(({ target, typeOnly }) => wrong(target, typeOnly, file))
        .map(({ target }) => `${file.path} imports ${target}`),
    );

const isInside = (target: string, ...rooms: string[]) =>
  rooms.some((room) => target.startsWith(`src/${room}/`) || target === `src/${room}.ts`);
const isThere = (target: string) => existsSync(target) && /\.(ts|yaml)$/.test(target);
const isOwn = (target: string) => target.startsWith("src/") || target.startsWith("workers/");

const DOMAIN = ["feeds", "articles", "watchlists", "stories", "digests"];
const ADAPTERS = ["store", "http", "mail", "queues", "threads"];

const mayAdapterImport = (target: string, typeOnly: boolean, file: SourceFile) =>
  isInside(target, file.room, "errors", "log", "text", "built-file") || (typeOnly && isInside(target, ...DOMAIN, "config"));

// A thread's entry is where the domain runs.
const isWrongForAdapter = (target: string, typeOnly: boolean, file: SourceFile) =>
  isOwn(target) &&
  !mayAdapterImport(target, typeOnly, file) &&
  !(file.room === "threads" && isInside(target, "articles", "feeds"));

const OPENER = /^export (?:async )?function ((?:open|lock)[A-Z]\w*|migrate|runStage)\b/gm;
/** As docs/architecture.md says it. */
const WIRING = [
  "src/app.ts",
  ...["doctor", "extract", "feeds-discover", "fetch-page", "look-at-store", "parse-feed", "start-app"].map(
    (name) => `src/cli/${name}.ts`,
  ),
  "src/open-settings.ts",
];

describe("the files", () => {
  test("were read: every room of the house, and the imports in them", () => {
    expect(files.length).toBeGreaterThan(120);
    expect(new Set(files.map(({ room }) => room))).toEqual(
      new Set([
        ...DOMAIN,
        ...ADAPTERS,
        "text",
        "stages",
        "config",
        "web",
        "cli",
        "newsroom",
        "workers",
        "app",
        "errors",
        "failpoint",
        "log",
        "tally",
        "built-file",
        "open-settings",
        "start-ticking",
      ]),
    );
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(400);
    const app = files.find(({ path }) => path === "src/app.ts");
    expect(app?.imports).toContainEqual({ target: "src/store/migrate.ts", typeOnly: false });
  });

  test("every import of ours leads to a file", () => {
    // A pack of names is a YAML file, bundled as its text.
    expect(offences([...new Set(files.map(({ room }) => room))], (target) => isOwn(target) && !isThere(target))).toEqual([]);
  });

  test("each opens with one sentence on what it is for", () => {
    expect(files.filter(({ text }) => !/^(#!.*\n)?\/\/ \S/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test("none is a drawer or a barrel, and none is longer than 300 lines", () => {
    const drawers = /(^|\/)(utils?|helpers?|common|types|lib|misc|index)\.ts$/;
    expect(files.filter(({ path }) => drawers.test(path)).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path)).toEqual([]);
  });

  test("the median is under 110 lines", () => {
    const lengths = files.map(({ text }) => text.split("\n").length - 1).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(110);
  });
});

describe("who may import whom", () => {
  test("the domain knows itself, text and errors; another domain only by its types; config only by its types", () => {
    const wrong = (target: string, typeOnly: boolean, file: SourceFile) =>
      isOwn(target) && !isInside(target, file.room, "text", "errors") && !(typeOnly && isInside(target, ...DOMAIN, "config"));
    expect(offences([...DOMAIN, "text"], wrong)).toEqual([]);
  });

  test("the domain does no I/O", () => {
    const io =
      /^(node:)?(fs|net|tls|http|https|dns|child_process|worker_threads|timers|os|process)(\/|$)|^(undici|pg|bullmq|ioredis|nodemailer)(\/|$)/;
    expect(offences([...DOMAIN, "text"], (target) => io.test(target))).toEqual([]);
  });

  test("the domain reads no clock, no randomness and no environment", () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bperformance\.now\(|\bprocess\.env\b/;
    expect(
      files.filter(({ room, text }) => [...DOMAIN, "text"].includes(room) && impure.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  test("adapters know domain types, errors and log, never each other and never stages", () => {
    expect(offences(ADAPTERS, isWrongForAdapter)).toEqual([]);
  });

  test("stages know the domain, and of adapters what app hands them; they never wire", () => {
    expect(offences(["stages"], (target, typeOnly) => !typeOnly && isInside(target, "app", "cli", "web"))).toEqual([]);
  });

  test("only stages have failpoints, and the program itself arms none", () => {
    expect(
      offences(
        [...new Set(files.map(({ room }) => room))].filter((room) => room !== "stages"),
        (target) => target === "src/failpoint.ts",
      ),
    ).toEqual([]);
    expect(files.filter(({ path, text }) => path !== "src/failpoint.ts" && text.includes("armFailpoint"))).toEqual([]);
  });

  test("only app opens adapters, and of the commands those that need one thing and no app", () => {
    // Whatever an adapter exports that opens something: found in the files, so that a new one is under the rule at once.
    const ofAdapters = files.filter(({ room }) => ADAPTERS.includes(room)).map(({ text }) => text);
    const openers = ofAdapters.flatMap((text) => [...text.matchAll(OPENER)].map(([, name]) => name ?? ""));
    expect(openers).toEqual(
      expect.arrayContaining(["openPoliteClient", "openThreads", "openPglite", "lockDirectory", "runStage"]),
    );
    const uses = new RegExp(`\\b(${openers.join("|")})\\b`);
    const wiring = files.filter(({ room, text }) => !ADAPTERS.includes(room) && uses.test(text)).map(({ path }) => path);
    expect(wiring.sort()).toEqual(WIRING);
  });

  test("nobody imports cli, web, workers or app but those above them", () => {
    const below = [...DOMAIN, ...ADAPTERS, "text", "stages", "config", "newsroom", "errors", "log", "tally"];
    expect(offences(below, (target) => isInside(target, "cli", "web", "app") || target.startsWith("workers/"))).toEqual([]);
    expect(offences(["web"], (target) => isInside(target, "cli"))).toEqual([]);
  });

  test("workers are thin: 25 lines at most, and nothing imports them", () => {
    const workers = files.filter(({ room }) => room === "workers");
    expect(workers.map(({ path }) => path).sort()).toEqual(
      ["all", "fetch-articles", "group-stories", "match-watchlists", "poll-feeds", "send-digests"].map(
        (name) => `workers/${name}.ts`,
      ),
    );
    expect(workers.filter(({ text }) => text.split("\n").length > 25).map(({ path }) => path)).toEqual([]);
  });

  test.each([
    ["bullmq and ioredis", /^(bullmq|ioredis)$/, ["queues"]],
    ["pg and PGlite", /^(pg|@electric-sql\/pglite)$/, ["store"]],
    ["undici", /^undici$/, ["http"]],
    ["nodemailer", /^nodemailer(\/|$)/, ["mail"]],
    ["worker_threads", /^node:worker_threads$/, ["threads"]],
    ["jsdom and Readability", /^(jsdom|@mozilla\/readability)(\/|$)/, ["articles"]],
    ["rss-parser", /^rss-parser(\/|$)/, ["feeds"]],
  ])("only one room imports %s", (_, library, rooms) => {
    const importers = new Set(
      files.filter(({ imports }) => imports.some(({ target }) => library.test(target))).map(({ room }) => room),
    );
    expect([...importers].sort()).toEqual(rooms);
  });

  test("only config reads the environment", () => {
    const readers = files.filter(({ text }) => /\bprocess\.env\b/.test(text)).map(({ room }) => room);
    expect(new Set(readers)).toEqual(new Set(["config"]));
  });
});
