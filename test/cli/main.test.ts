// Goal: the command line can be called as a function. Method: run commands in this process with streams and variables of our own.
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newFolder } from "../support/database.ts";
import { call, onlyJson } from "./wirewatch.ts";

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => ({ folder, remove } = await newFolder()));
afterAll(() => remove());

test.each([
  [["--help"], 0, /^Wirewatch watches the news/, /^$/],
  [[], 2, /^Wirewatch watches the news/, /^$/],
  [["feeds"], 2, /^Usage: wirewatch feeds COMMAND/, /^$/],
  [["feeds", "--help"], 0, /^Usage: wirewatch feeds COMMAND/, /^$/],
  [["search", "--help"], 0, /^Usage: wirewatch search QUERY/, /^$/],
  [["--json"], 2, /^$/, /^wirewatch: no command is named\./],
  [["serch"], 2, /^$/, /^wirewatch: there is no command "serch"\. Did you mean "search"\?/],
  [["search"], 2, /^$/, /^wirewatch: "wirewatch search" takes 1 argument, got 0\./],
  [["check", "--log-level", "loud"], 2, /^$/, /^wirewatch: --log-level takes debug, info/],
  [["search", "Mekong", "dam"], 2, /^$/, /got 2: put the words in quotes, as in wirewatch search '"Mekong dam"'\. See:/],
  [["search", "Mekong", "AND", "dam"], 2, /^$/, /got 3: put the words in quotes, as in wirewatch search 'Mekong AND dam'\. See:/],
  [
    ["check", "--confg", "x"],
    2,
    /^$/,
    /^wirewatch: Unknown option '--confg'\. Did you mean --config\? See: wirewatch check --help/,
  ],
  [["--confg", "x", "check"], 2, /^$/, /^wirewatch: Unknown option '--confg'\. Did you mean --config\? See: wirewatch --help/],
  [["search", "x", "--limt=3"], 2, /^$/, /^wirewatch: Unknown option '--limt'\. Did you mean --limit\? See/],
  [["check", "--data", "package.json"], 2, /^$/, /^wirewatch: --data takes a folder, and package\.json is a file\n$/],
  [["once", "--config", "package.json"], 2, /^$/, /^wirewatch: --config takes a folder, and package\.json is a file\n$/],
  [["check", "--nonsense"], 2, /^$/, /^wirewatch: Unknown option '--nonsense'\. See: wirewatch check --help/],
])("%j resolves to its exit code and writes only to the streams it was given", async (args, code, stdout, stderr) => {
  const own = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
  const ended = await call(args);
  for (const spy of own) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  expect(ended).toMatchObject({ code, stdout: expect.stringMatching(stdout), stderr: expect.stringMatching(stderr) });
  expect(process.exitCode).toBeUndefined();
});

test("--version prints the version of package.json", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(await call(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test("a command reads the variables that it was given, and not those of the process", async () => {
  await mkdir(join(folder, "watchlists"), { recursive: true });
  await writeFile(join(folder, "feeds.yaml"), "feeds:\n  - url: ${FEED}\n");
  const args = ["feeds", "export", "--json", "--config", folder];
  const url = "https://feeds.example/one";
  expect(onlyJson(await call(args, { env: { FEED: url } }))).toMatchObject([{ url }]);
  vi.stubEnv("FEED", url);
  expect(await call(args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("FEED") });
  vi.unstubAllEnvs();
});

test("a filter reads the input that it was given", async () => {
  const ended = await call(["group"], { input: `${JSON.stringify({ id: 1, title: "One", text: "Two" })}\n` });
  expect(onlyJson(ended)).toMatchObject({ id: 1, relation: "original" });
});
