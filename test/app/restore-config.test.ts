// Completing a restore that was cut off: what a person wrote meanwhile stays.
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { restoreConfig } from "../../src/app/restore-config.ts";

let from: string;
let to: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "wirewatch-test-"));
  [from, to] = [join(folder, "backup"), join(folder, "config")];
  await mkdir(join(from, "watchlists"), { recursive: true });
  await mkdir(join(to, ".restore.new"), { recursive: true });
  await writeFile(join(from, "feeds.yaml"), "feeds: of the backup\n");
  await writeFile(join(from, "watchlists", "a.yaml"), "watchlists: of the backup\n");
});

test("what the first restore left is completed, and files of others stay", async () => {
  await writeFile(join(to, "feeds.yaml"), "feeds: of the backup\n");
  await writeFile(join(to, "notes.txt"), "mine\n");
  expect(await restoreConfig(from, to)).toMatchObject({ kind: "restored" });
  expect((await readdir(to)).sort()).toEqual(["feeds.yaml", "notes.txt", "watchlists"]);
  expect(await readFile(join(to, "watchlists", "a.yaml"), "utf8")).toBe("watchlists: of the backup\n");
});

test.each(["feeds.yaml", "watchlists/a.yaml"])("%s that was edited meanwhile is named, and nothing is changed", async (name) => {
  await mkdir(join(to, "watchlists"));
  await writeFile(join(to, name), "mine\n");
  await expect(restoreConfig(from, to)).rejects.toThrow(
    `a restore did not end in ${to}, and ${join(to, name)} is not the backup's: move it away and call restore again; nothing was restored`,
  );
  expect(await readFile(join(to, name), "utf8")).toBe("mine\n");
  expect(await readdir(to)).toContain(".restore.new");
});

test("a folder that lacks a file of the backup is named", async () => {
  await mkdir(join(to, "watchlists"));
  await expect(restoreConfig(from, to)).rejects.toThrow("a.yaml is not the backup's: move its folder away");
});

test("taken back, it leaves the mark of the restore that did not end", async () => {
  await writeFile(join(to, "feeds.yaml"), "feeds: of the backup\n");
  const restored = await restoreConfig(from, to);
  await restored.undo();
  expect((await readdir(to)).sort()).toEqual([".restore.new", "feeds.yaml"]);
});
