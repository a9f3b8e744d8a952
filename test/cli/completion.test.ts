// Goal: a shell completes what the program takes. Method: Bash itself with the printed script; fish's lines by their text.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { call } from "./wirewatch.ts";

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

test("zsh reads Bash's script, and fish gets a line for each command and option", async () => {
  expect(await script("zsh")).toMatch(/^autoload .*bashcompinit\n_wirewatch\(\)/);
  const fish = await script("fish");
  expect(fish).toMatch(/^complete -c wirewatch -f -n 'not __fish_seen_subcommand_from .*' -a check -d 'validate /m);
  expect(fish).toContain("-n '__fish_seen_subcommand_from feeds; and __fish_seen_subcommand_from import' -l dry-run\n");
  expect(fish).toContain("watchlist\\'s tests");
});

test("another shell is wrong usage, and the message names those that there are", async () => {
  const { code, stderr } = await call(["completion", "tcsh"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("bash, zsh, fish")]);
});
