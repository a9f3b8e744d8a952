// Goal: an edit changes what it is meant to and nothing else. Method: 200 and more complaints in files of every shape; git applies all diffs.
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { spliceYaml } from "../../src/config/splice/splice-yaml.ts";
import { unifiedDiff } from "../../src/config/yaml/unified-diff.ts";
import { edited } from "../../src/feedback/edit.ts";
import { closing } from "../support/closing.ts";
import { newFolder } from "../support/database.ts";
import { SHAPES, TEXTS } from "./yaml-shapes.ts";
import type { Edit } from "../../src/feedback/edit.ts";

const add = (text: string, ...path: string[]): Edit => ({ kind: "add", path: ["watchlists", 1, ...path], text });

/** What a complaint proposes: a rule, and the line that tests it. */
const COMPLAINTS: ((text: string) => Edit[])[] = [
  (text) => [add(text, "mask"), add(`${text}, told`, "tests", "no_match")],
  (text) => [add(text, "unless", "title"), add(text, "tests", "no_match")],
  (text) => [{ kind: "set", path: ["watchlists", 1, "near", "within"], number: 4 }, add(text, "tests", "no_match")],
  (text) => [{ kind: "set", path: ["watchlists", 1, "near", "within"], number: 25 }, add(text, "tests", "match")],
  (text) => [add(text, "filter", "source", "not"), add(text, "unless", "any"), add(text, "unless", "any")],
];

const queryEdit = (offset: number): Edit => ({ kind: "replace", path: ["watchlists", 0, "query"], offset, length: 2, text: "5" });

interface Planted {
  name: string;
  before: string;
  edits: Edit[];
}

function plant(): Planted[] {
  const planted: Planted[] = [];
  let turn = 0;
  for (const [shape, text] of Object.entries(SHAPES))
    for (const [index, complaint] of COMPLAINTS.entries())
      for (const ending of ["\n", "\r\n"])
        for (const isOpen of [false, true]) {
          const before = (isOpen ? text.trimEnd() : text).replaceAll("\n", ending);
          const words = TEXTS[turn++ % TEXTS.length] ?? "";
          planted.push({ name: `${shape}, ${index}, ${JSON.stringify(ending)}, ${isOpen}`, before, edits: complaint(words) });
        }
  return planted;
}

const commentsIn = (text: string): string[] => text.match(/(?<=(?:^|\s))# .*[^\r\n]/g) ?? [];

/** The lines that a diff takes out. */
const takenOut = (diff: string): string[] => diff.split("\n").filter((line) => line.startsWith("-") && !line.startsWith("---"));

/** Each edit puts something in at one place, or a number in the place of one; every other byte stays, but for a comma before a comment. */
function expectRest(before: string, edits: readonly Edit[], name: string): void {
  let text = before;
  for (const edit of edits) {
    const after = spliceYaml(text, [edit]) ?? "";
    let start = 0;
    while (start < text.length && text[start] === after[start]) start++;
    let [end, afterEnd] = [text.length, after.length];
    for (; Math.min(end, afterEnd) > start && text[end - 1] === after[afterEnd - 1]; end--) afterEnd--;
    const [gone, came] = [text.slice(start, end), after.slice(start, afterEnd)];
    const isKept = edit.kind === "set" ? /^\d*$/.test(gone) : gone === "" || (/^ *#/.test(gone) && came.startsWith(`,${gone}`));
    expect(isKept, `${name}: ${gone}\n${after}`).toBe(true);
    text = after;
  }
}

describe("an edit in the text of a file", () => {
  const planted = plant();

  test("changes that value alone, keeps every comment, and is one hunk, in 200 and more files", () => {
    expect(planted.length).toBeGreaterThan(200);
    for (const { name, before, edits } of planted) {
      const after = spliceYaml(before, edits);
      expect(after, name).not.toBeNull();
      const wanted = edits.reduce<unknown>((value, edit) => edited(value, edit), parse(before));
      expect(parse(after ?? ""), name).toEqual(wanted);
      for (const comment of commentsIn(before)) expect(after, name).toContain(comment);
      const diff = unifiedDiff("watchlists/x.yaml", before, after ?? "");
      expect(diff.match(/^@@ /gm), name).toHaveLength(1);
      // A line goes only for one that says the same and more.
      expect(takenOut(diff).length, `${name}\n${diff}`).toBeLessThanOrEqual(
        before.includes("&") || before.includes(", {\n") ? 8 : 5,
      );
      expect((after ?? "").endsWith("\n"), name).toBe(before.endsWith("\n"));
      if (!before.includes("&")) expectRest(before, edits, name);
      if (before.includes("\r\n")) expect((after ?? "").replaceAll("\r\n", ""), name).not.toContain("\n");
    }
  });

  test("is a diff that git applies", async () => {
    const { folder, remove } = await newFolder();
    closing({ close: remove });
    await mkdir(join(folder, "watchlists"));
    const diffs: string[] = [];
    for (const [index, { before, edits }] of planted.entries()) {
      const file = `watchlists/${index}.yaml`;
      await writeFile(join(folder, file), before);
      diffs.push(unifiedDiff(file, before, spliceYaml(before, edits) ?? ""));
    }
    await writeFile(join(folder, "all.diff"), diffs.join(""));
    execFileSync("git", ["apply", "--whitespace=nowarn", "all.diff"], { cwd: folder });
    for (const [index, { before, edits }] of planted.entries())
      expect(await readFile(join(folder, `watchlists/${index}.yaml`), "utf8")).toBe(spliceYaml(before, edits));
  });

  test("changes the part of a query that it names, and no other", () => {
    const query = 'strike NEAR/12 "the port"';
    for (const written of [query, `'${query}'`, JSON.stringify(query), `>-\n      strike NEAR/12\n      "the port"`]) {
      const before = `watchlists:\n  - id: one # ours\n    query: ${written} \n    name: NEAR/12\n`;
      expect(spliceYaml(before, [queryEdit(query.indexOf("12"))])).toBe(before.replace("NEAR/12", "NEAR/5"));
      const wider = { ...queryEdit(0), length: "strike".length, text: "(strike OR strikes)" };
      expect(spliceYaml(before, [wider])).toBe(before.replace("strike", "(strike OR strikes)"));
    }
  });

  test("is refused where it does not fit", () => {
    const before = "watchlists:\n  - id: one\n    query: a\n    mask: word\n";
    expect(spliceYaml(before, [{ kind: "add", path: ["watchlists", 0, "mask"], text: "x" }])).toBeNull();
    expect(spliceYaml(before, [{ kind: "add", path: ["watchlists", 3, "mask"], text: "x" }])).toBeNull();
    expect(spliceYaml(before, [{ kind: "set", path: ["watchlists", 0, "query"], number: 3 }])).toBeNull();
    expect(spliceYaml("a: [", [{ kind: "add", path: ["a"], text: "x" }])).toBeNull();
    // An alias of a long value is not written out.
    const long = `a: &a [${"word, ".repeat(800)}end]\nb: *a\n`;
    expect(spliceYaml(long, [{ kind: "add", path: ["b"], text: "x" }])).toBeNull();
  });
});
