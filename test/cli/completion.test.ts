// Goal: a shell completes what the program takes. Method: each shell itself, with the script that is printed for it.
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder } from "../support/database.ts";
import { installPackages } from "../support/start-services.ts";
import { call } from "./wirewatch.ts";

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await newFolder());
  const missing = ["zsh", "fish"].filter((shell) => spawnSync(shell, ["--version"]).error !== undefined);
  if (missing.length > 0) await installPackages(missing);
}, 300_000);
afterAll(() => remove());

const LINES = ["wirewatch che", "wirewatch feeds imp", "wirewatch --config desk check --exp", "wirewatch feeds import --dry"];
const WHOLE = ["check", "feeds import", "--config desk check --explain", "feeds import --dry-run"];

const script = async (shell: string) => (await call(["completion", shell])).stdout;

/** What Bash proposes for the last word. */
async function proposed(...words: string[]): Promise<string[]> {
  const line = words.map((word) => `'${word}'`).join(" ");
  const input = `${await script("bash")}\nCOMP_WORDS=(wirewatch ${line}); COMP_CWORD=${words.length}; _wirewatch; printf '%s\\n' "\${COMPREPLY[@]}"\n`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-s"], { input, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

test("Bash completes commands, commands of a group, and options after other options", async () => {
  expect(await proposed("che")).toEqual(["check"]);
  expect(await proposed("feeds", "im")).toEqual(["import"]);
  expect(await proposed("--config", "desk", "check", "--ex")).toEqual(["--explain"]);
  expect(await proposed("feeds", "import", "--dry")).toEqual(["--dry-run"]);
  expect(await proposed("digest", "send", "--con")).toEqual(["--config"]);
  expect(await proposed("check", "xyz")).toEqual([]);
});

/** Types lines with a tab at their end into a zsh on a terminal of its own, and says with what each called the program. */
const typedIntoZsh = (before: string, script: string): string => `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; unsetopt prompt_sp; ${before} source ${script}; wirewatch() { print -r -- "GOT:$*:" }; print -r -- "REA""DY"'
zpty -r z out '*READY*'
for line in ${LINES.map((line) => `'${line}'`).join(" ")}; do
  zpty -n -w z "$line"$'\\t\\n'
  zpty -r z out '*GOT:*:*'
  print -r -- "\${\${out##*GOT:}%%:*}"
done
zpty -d z`;

test.each([
  ["by itself", ""],
  ["after the user's own compinit", "autoload -U compinit && compinit -D -u;"],
])("zsh completes %s what is typed", async (_, before) => {
  const file = join(folder, "completion.zsh");
  await writeFile(file, await script("zsh"));
  const env = { ...process.env, HOME: folder, ZDOTDIR: folder };
  const { stdout, stderr } = spawnSync("zsh", ["-f", "-c", typedIntoZsh(before, file)], {
    encoding: "utf8",
    env,
    timeout: 60_000,
  });
  expect([stderr, stdout.trim().split("\n")]).toEqual(["", WHOLE]);
});

test("fish completes commands and options, with what each does", async () => {
  const file = join(folder, "completion.fish");
  await writeFile(file, await script("fish"));
  const asked = LINES.map((line) => `complete -C '${line}' | head -1`).join("; ");
  const env = { ...process.env, HOME: folder };
  const { stdout } = spawnSync("fish", ["--no-config", "-c", `source ${file}; ${asked}`], {
    encoding: "utf8",
    env,
    timeout: 60_000,
  });
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split("\t")),
  ).toEqual([
    ["check", "validate every config file and run each watchlist's tests"],
    ["import", "the feeds of an OPML file, into feeds.yaml"],
    ["--explain"],
    ["--dry-run"],
  ]);
});

test("another shell is wrong usage, and the message names those that there are", async () => {
  const { code, stderr } = await call(["completion", "tcsh"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("bash, zsh, fish")]);
});
