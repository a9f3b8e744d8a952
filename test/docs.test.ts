// Goal: what the documents tell people to write works. Method: each YAML example is loaded as a configuration, and each command line is read
// by the program with --help in its place, so that an unknown command or option is a fault and nothing is run.
import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { call } from "./cli/wirewatch.ts";
import { configFolder, load } from "./config/config-folder.ts";

interface Block {
  language: string;
  text: string;
}

const files = ["README.md", ...(await readdir("docs/guide")).map((name) => `docs/guide/${name}`)];
const blocksOf = async (file: string): Promise<Block[]> =>
  [...(await readFile(file, "utf8")).matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(([, language = "", text = ""]) => ({
    language,
    text,
  }));
const pages = await Promise.all(files.map(async (file) => ({ file, blocks: await blocksOf(file) })));
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

test("the documents have examples of each kind", () => {
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
    .map((words) => (words[0] === "npx" ? words.slice(1) : words))
    .filter(([program]) => program === "wirewatch")
    .map((words) => words.slice(1));
}

const commands = blocks("sh").flatMap(([file, , text]) =>
  text.split("\n").flatMap((line) => callsIn(line).map((words) => [file, words.join(" "), words] as const)),
);

describe("a command line is one that the program takes", () => {
  test.each(commands)("%s: wirewatch %s", async (_, _line, words) => {
    const { code, stdout, stderr } = await call([...words, "--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage: wirewatch ${words[0]}`);
  });
});

test("the README shows, in 150 lines at most", async () => {
  expect((await readFile("README.md", "utf8")).trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

test("an npm script that the documents name exists", async () => {
  const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
  const named = blocks("sh").flatMap(([, , text]) => [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name));
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});
