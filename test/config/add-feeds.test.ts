// Goal: a hand-kept list of feeds grows without being rewritten. Method: files of every shape, read again by the loader.
import { expect, test } from "vitest";
import { addFeeds } from "../../src/config/load/add-feeds.ts";
import { configFolder, load } from "./config-folder.ts";

const added = [
  { url: "https://new.example/feed", name: "New: river # one", language: "en", tags: ["asia", "a, b"] },
  { url: `https://long.example/${"a".repeat(300)}`, name: null, language: null, tags: [] },
];

test("feeds go below the last one, and no other character changes", () => {
  const before =
    "# mine\ndefaults:   { backlog: 24h }\nfeeds:\n   # The world\n   - url: https://a.example/   # slow\n     tags: [ x,y ]   # two\n";
  const after = "   # - url: https://off.example/\n\n# the end\n";
  const text = addFeeds(before + after, added) ?? "";
  expect(text.startsWith(before)).toBe(true);
  expect(text.endsWith(after)).toBe(true);
  expect(text.slice(before.length, before.length + 200)).toContain(
    '   - url: https://new.example/feed\n     name: "New: river # one"\n     language: en\n     tags: [asia, "a, b"]\n   - url: https://long.example/aaa',
  );
});

const one = { url: "https://a.example/", name: null };
test.each([
  ["nothing", "", []],
  ["a comment", "# feeds of mine\n", []],
  ["other keys alone", "defaults: { backlog: 7d } # all\n", []],
  ["an empty list", "feeds: []\n", []],
  ["a key without a list", "# x\nfeeds:\ndefaults: { backlog: 7d }\n", []],
  ["a list in brackets", "feeds: [{ url: https://a.example/ }] # one\n", [one]],
  [
    "no indentation",
    "feeds:\n- url: https://a.example/\n  name: |-\n    A\ndefaults: { backlog: 7d }\n",
    [{ ...one, name: "A" }],
  ],
  ["no last line end", "feeds:\n  - url: https://a.example/", [one]],
  ["a comment at the dash", "feeds:\n  - # old - one\n    url: https://a.example/\n", [one]],
  ["braces", "feeds:\n  - { url: https://a.example/ }\n", [one]],
  ["lines of Windows", "feeds:\r\n  - url: https://a.example/\r\ndefaults: { backlog: 7d }\r\n", [one]],
])("a file that holds %s gets them too", async (_, before, known) => {
  const text = addFeeds(before, added) ?? "";
  const { config, lines } = await load(configFolder({ "feeds.yaml": text }));
  expect(lines).toEqual([]);
  expect(config?.feeds.map(({ url, name, tags }) => ({ url, name, tags }))).toEqual([
    ...known.map((feed) => ({ ...feed, tags: [] })),
    ...added.map(({ url, name, tags }) => ({ url, name, tags })),
  ]);
  for (const comment of before.match(/# [\w ]+/g) ?? []) expect(text).toContain(comment.trim());
  expect(/[^\r]\n/.test(text)).toBe(!before.includes("\r\n"));
});

test("a name or address that looks like a variable is not expanded from the environment", async () => {
  const sly = { url: "https://a.example/?q=${SECRET}", name: "$${SECRET} ${SECRET}", language: null, tags: ["${SECRET}"] };
  const dir = configFolder({ "feeds.yaml": addFeeds("", [sly]) ?? "" });
  const { config } = await load(dir, { SECRET: "hunter2" });
  expect(config?.feeds[0]).toMatchObject({ url: sly.url, name: sly.name, tags: sly.tags });
});
