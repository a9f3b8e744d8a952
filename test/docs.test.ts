// Goal: what the documents tell people to write works. Method: each YAML example is loaded as a configuration, and each command line is read
// by the program with --help in its place, so that an unknown command or option is a fault and nothing is run. The shell runs what makes secrets.
import { execFileSync } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { call } from "./cli/wirewatch.ts";
import { configFolder, load } from "./config/config-folder.ts";

interface Block {
  language: string;
  text: string;
}

const inFolder = async (folder: string) =>
  (await readdir(folder)).filter((name) => name.endsWith(".md")).map((name) => join(folder, name));
const files = ["README.md", "CHANGELOG.md", ...(await inFolder("docs")), ...(await inFolder("docs/guide"))];
const FENCE = /^( *)```(\w*)\n([^]*?)^ *```$/gm;
const pages = await Promise.all(
  files.map(async (file) => {
    const text = await readFile(file, "utf8");
    const blocks = [...text.matchAll(FENCE)].map(([, , language = "", text = ""]): Block => ({ language, text }));
    return { file, blocks, prose: text.replaceAll(FENCE, "") };
  }),
);
const blocks = (language: string) =>
  pages.flatMap(({ file, blocks }) =>
    blocks.filter((block) => block.language === language).map(({ text }, at) => [file, at + 1, text] as const),
  );

/** The file of a configuration that an example belongs to, by the keys at its top; a part of a watchlist gets what is around it. */
function placeOf(text: string): [file: string, text: string] {
  const top = Object.keys((parse(text) ?? {}) as object);
  const has = (...keys: string[]) => keys.some((key) => top.includes(key));
  if (has("watchlists", "sets", "include")) return ["watchlists/lists.yaml", text];
  if (has("digests")) return ["digests.yaml", text];
  if (has("feeds", "defaults")) return ["feeds.yaml", text];
  if (has("any", "all", "query", "near"))
    return ["watchlists/lists.yaml", `watchlists:\n  - id: one\n${text.replace(/^/gm, "    ")}`];
  return ["wirewatch.yaml", text];
}

/** Watchlists of these names, for a digest that takes them. */
const listsFor = (text: string) =>
  ((parse(text) as { digests?: { watchlists?: string[] }[] }).digests ?? [])
    .flatMap(({ watchlists }) => watchlists ?? [])
    .filter((id, at, all) => all.indexOf(id) === at)
    .map((id) => `  - { id: ${id}, any: [${id.split("-")[0]}] }\n`)
    .join("");

/** What reads the examples of each language. */
const READERS: Record<string, string> = {
  yaml: "here",
  sh: "here",
  cron: "here",
  text: "nobody: pictures of letters",
  json: "test/web/api-docs.test.ts; a source's line is in test/sources/command.test.ts",
  nginx: "test/served.test.ts",
  caddyfile: "test/served.test.ts",
  ini: "test/served.test.ts",
  yml: "test/web/metrics.test.ts",
};

test("each example stands in a fence with a language that a test reads, and there are some of each", () => {
  const fences = pages.flatMap(({ file, blocks }) => blocks.map(({ language }) => [file, language]));
  expect(fences.filter(([, language = ""]) => READERS[language] === undefined)).toEqual([]);
  expect(Object.keys(READERS).filter((language) => blocks(language).length === 0)).toEqual([]);
  // Four blanks after an empty line are a block of code too, which nothing reads.
  expect(pages.filter(({ prose }) => /\n\n {4}(?! *[-*\d])\S/.test(prose)).map(({ file }) => file)).toEqual([]);
  expect(blocks("yaml").length).toBeGreaterThan(10);
  expect(blocks("sh").length).toBeGreaterThan(5);
});

describe("a YAML example is a sound configuration, and its own tests hold", () => {
  test.each(blocks("yaml"))("%s, example %i", async (_, _at, text) => {
    const [file, whole] = placeOf(text);
    const lists = file === "digests.yaml" ? listsFor(text) : "";
    const dir = configFolder({
      "digests.yaml":
        file === "digests.yaml" ? null : 'digests:\n  - { id: one, to: [desk@example.org], schedule: "0 7 * * *" }\n',
      "subscriptions.opml": '<opml version="2.0"><body><outline text="River" xmlUrl="https://river.example/feed"/></body></opml>',
      ...(lists !== "" && { "watchlists/lists.yaml": `watchlists:\n${lists}` }),
      [file]: whole,
    });
    const names = [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name = ""]) => name);
    const { lines, failing, faults } = await load(dir, Object.fromEntries(names.map((name) => [name, "word"])));
    expect(faults.some(({ severity }) => severity === "error") ? lines : []).toEqual([]);
    expect(failing.filter((line) => line.includes("does not match") || line.includes("matches"))).toEqual([]);
  });
});

/** The words of each call of the program in a line of shell: quotes are read, comments and other programs are left out. */
function callsIn(line: string): string[][] {
  const words = [...line.replace(/(^|\s)#.*$/, "").matchAll(/'([^']*)'|"([^"]*)"|(\||&&|;|>)|([^\s|;>&]+)/g)].map(
    ([, single, double, sign, bare]) => (sign === undefined ? { word: single ?? double ?? bare ?? "" } : { sign }),
  );
  const calls: string[][] = [[]];
  for (const word of words)
    if ("sign" in word) calls.push([]);
    else calls.at(-1)?.push(word.word);
  return calls
    .map((words) => words.slice(words.findIndex((word) => word !== "npx" && word !== "sudo" && !/^[A-Z_]+=/.test(word))))
    .map((words) => (words[0] === "docker" && words.includes("dist/cli.js") ? words.slice(words.indexOf("dist/cli.js")) : words))
    .filter(([program]) => program === "wirewatch" || program === "dist/cli.js")
    .map((words) => words.slice(1));
}

/** Lines of shell: those of the examples, those for cron without their five times, and those within a sentence. */
const lines = [
  ...blocks("sh").flatMap(([file, , text]) => text.split("\n").map((line) => [file, line] as const)),
  ...blocks("cron").map(([file, , text]) => [file, text.replace(/^(\S+ ){5}/, "")] as const),
  ...pages.flatMap(({ file, prose }) =>
    [...prose.matchAll(/`((?:npx |sudo )?wirewatch [a-z][^`]*)`/g)].map(
      ([, line = ""]) => [file, line.replaceAll(/\s+/g, " ")] as const,
    ),
  ),
];
const commands = lines.flatMap(([file, line]) => callsIn(line).map((words) => [file, words.join(" "), words] as const));

describe("a command line is one that the program takes", () => {
  test.each(commands)("%s: wirewatch %s", async (_, _line, words) => {
    const { code, stdout, stderr } = await call([...words, "--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(words[0] === "help" ? "Usage: wirewatch COMMAND" : `Usage: wirewatch ${words[0]}`);
  });
});

test("the README shows, in 150 lines at most", async () => {
  expect((await readFile("README.md", "utf8")).trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

test("an npm script that the documents name exists, and so does a bench", async () => {
  const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
  const benches = (
    await Promise.all(["bench", "bench/long", "bench/web", "bench/learn"].map((folder) => readdir(folder)))
  ).flat();
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const named = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  expect(named(/npm run ([\w:-]+)/g).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  expect(named(/npm run bench -- ([a-z][\w-]*)/g).filter((name) => !benches.includes(`${name}.ts`))).toEqual([]);
});

test("the lines that make the secrets for Docker make them as they should be", async () => {
  const [, , text = ""] = blocks("sh").find(([, , text]) => text.includes("mkdir -m 700 secrets")) ?? [];
  const folder = configFolder({ "wirewatch.yaml": null });
  const made = text.split("\n").filter((line) => !line.startsWith("docker"));
  execFileSync("sh", ["-euc", made.join("\n")], { cwd: folder });
  const read = (name: string) => readFile(join(folder, "secrets", name), "utf8");
  const password = (await read("postgres_password")).trim();
  expect(password).toMatch(/^[0-9a-f]{48}$/);
  expect((await read("database_url")).trim()).toBe(`postgres://wirewatch:${password}@postgres:5432/wirewatch`);
  expect((await read("smtp_url")).trim()).toBe("smtp://mailpit:1025?tls=off");
  expect(await read("web_password")).toBe("");
  expect((await stat(join(folder, "secrets"))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, "secrets/smtp_url"))).mode & 0o777).toBe(0o644);
});
