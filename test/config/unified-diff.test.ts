// Diffs with one hunk: git applies them, and they make of the old text the new one, byte for byte.
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { unifiedDiff, withLineBreaksOf } from "../../src/config/yaml/unified-diff.ts";
import { closing } from "../support/closing.ts";
import { newFolder } from "../support/database.ts";

const run = promisify(execFile);

const TEXTS = [
  "",
  "a\n",
  "a",
  "a\nb\nc\nd\ne\nf\ng\nh\n",
  "a\nb\nc\nd\ne\nf\ng\nh",
  "a\nb\nX\nd\ne\nf\ng\nh\n",
  "b\nc\nd\ne\nf\ng\nh\n",
  "a\nb\nc\nd\ne\nf\ng\n",
  "a\r\nb\r\nc\r\n",
  "a\r\nb\nc\r\n",
  "a\na\na\na\n",
  "a\na\n",
  "မြန်မာ\nb\n",
];

test("git applies each, and the outcome is the new text", async () => {
  const { folder, remove } = await newFolder();
  closing({ close: remove });
  await mkdir(join(folder, "watchlists"));
  const file = "watchlists/x.yaml";
  for (const before of TEXTS)
    for (const after of TEXTS) {
      // A diff to or from an empty file is one of another kind.
      if (before === after || before === "" || after === "") continue;
      const diff = unifiedDiff(file, before, after);
      expect(diff.match(/^@@ /gm)).toHaveLength(1);
      await writeFile(join(folder, file), before);
      await writeFile(join(folder, "edit.diff"), diff);
      await run("git", ["apply", "--whitespace=nowarn", "edit.diff"], { cwd: folder });
      expect(await readFile(join(folder, file), "utf8")).toBe(after);
    }
});

test("equal texts have no diff", () => {
  expect(unifiedDiff("x", "a\n", "a\n")).toBe("");
});

test("an edit from a form has the line breaks of its file", () => {
  for (const before of TEXTS) {
    const typed = before.replace(/\r?\n/g, "\r\n");
    expect(withLineBreaksOf(before, typed)).toBe(before);
  }
  expect(withLineBreaksOf("a\nb\n", "a\r\nX\r\nb\r\n")).toBe("a\nX\nb\n");
  expect(withLineBreaksOf("a\r\nb\r\n", "a\r\nX\r\nb\r\n")).toBe("a\r\nX\r\nb\r\n");
  expect(withLineBreaksOf("a\nb\r\nc\n", "a\r\nb\r\nX\r\nc\r\n")).toBe("a\nb\r\nX\nc\n");
  expect(withLineBreaksOf("a\nb", "a\r\nb\r\nc")).toBe("a\nb\nc");
});
