// Goal: the program understands a command line, or says what to type. Method: every command and many mistakes.
import { describe, expect, test } from "vitest";
import { readHouse } from "../support/read-house.ts";
import { call, wirewatch } from "./wirewatch.ts";

const commands = [
  "run",
  "once",
  "demo",
  "check",
  "explain",
  "doctor",
  "digest",
  "feeds",
  "parse-feed",
  "extract",
  "match",
  "group",
];

/** The words of each command and group. */
async function listedPaths(above: string[] = []): Promise<string[][]> {
  const { stdout } = await call([...above, "--help"]);
  const [, list = ""] = stdout.split(/^Usage: wirewatch.*COMMAND.*$/m);
  const names = [...list.matchAll(/^ {2}([a-z][a-z-]+) {2,}\S/gm)].map(([, name = ""]) => name);
  const below = await Promise.all(names.map((name) => listedPaths([...above, name])));
  return [above, ...below.flat()];
}

describe("help", () => {
  test("the overview lists the commands that exist, and exit codes", async () => {
    const { code, stdout, stderr } = await call(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    const listed = [...stdout.matchAll(/^ {2}([a-z][a-z-]+) {2,}\S/gm)].map(([, name]) => name);
    expect(listed).toEqual(expect.arrayContaining(commands));
    expect(stdout).toContain("Exit codes: 0 done, 1 found something wrong, 2 wrong usage.");
    const answers = await Promise.all(listed.map((name) => call([name ?? "", "--help"])));
    expect(answers.map(({ code, stdout }) => [code, /^Usage: wirewatch ([a-z-]+)/.exec(stdout)?.[1]])).toEqual(
      listed.map((name) => [0, name]),
    );
    // No text sends a person to a command that is not there: neither a help, nor a page or a message.
    const sources = (await readHouse(["src"])).map(({ text }) => text);
    const mentioned = [stdout, ...answers.map(({ stdout }) => stdout), ...sources].flatMap((text) => [
      ...text.matchAll(/\bwirewatch ([a-z][a-z-]+)/g),
    ]);
    expect([...new Set(mentioned.map(([, name]) => name))].filter((name) => !listed.includes(name))).toEqual([]);
  });

  test.each(commands)("%s --help shows its usage and names the global options", async (name) => {
    const { code, stdout, stderr } = await call([name, "--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const words of [`Usage: wirewatch ${name}`, "--config DIR", "--data DIR", "--json", "--log-level LEVEL"]) {
      expect(stdout).toContain(words);
    }
  });

  test("a command's own options are in its help", async () => {
    expect((await call(["once", "-h"])).stdout).toContain("--now");
    expect((await call(["extract", "-h"])).stdout).toContain("--url URL");
    expect((await call(["parse-feed", "-h"])).stdout).toContain("--content-type TYPE");
  });

  test("a command group lists its commands, each with its own help", async () => {
    const { code, stdout } = await call(["feeds", "--help"]);
    expect(code).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}([a-z][a-z-]+) {2,}\S/gm)].map(([, name]) => name ?? "");
    expect(listed).toContain("export");
    const answers = await Promise.all(listed.map((name) => call(["feeds", name, "--help"])));
    expect(answers.map(({ stdout }) => /^Usage: wirewatch feeds ([a-z-]+)/.exec(stdout)?.[1])).toEqual(listed);
    expect((await call(["feeds"])).code).toBe(2);
  });

  test("the word help does what --help does, for a command too", async () => {
    expect(await call(["help"])).toEqual(await call(["--help"]));
    expect(await call(["help", "feeds", "import"])).toEqual(await call(["feeds", "import", "--help"]));
    expect((await call(["help", "chekc"])).stderr).toContain('Did you mean "check"?');
  });

  test("each help text fits a terminal of 80 columns, and says all that it said", async () => {
    const words = await listedPaths();
    expect(words.length).toBeGreaterThan(40);
    for (const path of words) {
      const { stdout } = await call([...path, "--help"]);
      expect([path, stdout.split("\n").filter((line) => line.length > 80 && line.trim().includes(" "))]).toEqual([path, []]);
    }
  });

  test("--version prints the package's version", async () => {
    const { code, stdout } = await call(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const words of [["once"], ["match"], ["feeds"], ["feeds", "export"]])
      expect(await call([...words, "--version"])).toMatchObject({ code: 0, stdout, stderr: "" });
  });
});

describe("exit codes", () => {
  test.each([
    [["chekc"], 'there is no command "chekc". Did you mean "check"? See: wirewatch --help'],
    [["telegraph"], 'there is no command "telegraph". See: wirewatch --help'],
    [["toString"], 'there is no command "toString". See: wirewatch --help'],
    [["feeds", "exprt"], 'there is no command "feeds exprt". Did you mean "export"? See: wirewatch feeds --help'],
    [
      ["--json", "feeds", "export", "x"],
      '"wirewatch feeds export" takes no arguments, got 1. See: wirewatch feeds export --help',
    ],
    [["feeds", "--frob"], "Unknown option '--frob'. See: wirewatch feeds --help"],
    [["--frob"], "Unknown option '--frob'. See: wirewatch --help"],
    [["--json"], "no command is named. See: wirewatch --help"],
    [["once", "--frob"], "Unknown option '--frob'. See: wirewatch once --help"],
    [["once", "--now=x"], "Option '--now' does not take an argument. See: wirewatch once --help"],
    [["check", "--config"], "Option '--config <value>' argument missing. See: wirewatch check --help"],
    [["extract", "--url"], "Option '--url <value>' argument missing. See: wirewatch extract --help"],
    [["doctor", "extra"], '"wirewatch doctor" takes no arguments, got 1. See: wirewatch doctor --help'],
    [["check", "extra"], "check takes a watchlist only with --explain: wirewatch check --explain extra"],
    [["extract", "a.html", "b.html"], '"wirewatch extract" takes 0 to 1 arguments, got 2. See: wirewatch extract --help'],
    [["check", "--log-level", "loud"], "--log-level takes debug, info, warn, error, silent"],
  ])("%j is wrong usage: exit code 2, with what to do", async (args, words) => {
    const { code, stdout, stderr } = await call(args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: `wirewatch: ${words}\n` });
  });

  test("an empty command line is wrong usage too, and shows the overview", async () => {
    const { code, stdout } = await call([]);
    expect(code).toBe(2);
    expect(stdout).toContain("Usage: wirewatch COMMAND [options]");
  });

  test.each([
    ["parse-feed", "/nowhere/feed.xml"],
    ["extract", "/nowhere/page.html"],
  ])("%s of a missing file gives exit code 1, and into a pipe a line that names it", async (name, file) => {
    const { code, stdout, stderr } = await call([name, file]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toEqual({
      id: file,
      error: { code: "unreadable-file", message: expect.stringContaining(`cannot read ${file}`) as string },
    });
  });

  test.each([
    [["--version"], 0],
    [["parse-feed", "/nowhere/feed.xml"], 1],
    [["chekc"], 2],
  ])("the built program, called with %j, prints the same and ends with %i", async (args, code) => {
    expect(await wirewatch(args)).toEqual(await call(args));
    expect((await call(args)).code).toBe(code);
  });

  test("global options may precede the command", async () => {
    const { code, stderr } = await call(["--config", "/nowhere", "--log-level=silent", "match"]);
    expect(code).toBe(1);
    expect(stderr).toContain("/nowhere");
  });
});
