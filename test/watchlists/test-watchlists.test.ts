// The tests in watchlists: which sentence fails, and why.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { explainWatchlists } from "../../src/watchlists/explain-watchlist.ts";
import { testWatchlists } from "../../src/watchlists/test-watchlists.ts";
import { compile } from "./watch.ts";
import type { WatchlistDefinition, WatchlistFile } from "../../src/watchlists/watchlist.ts";

const messages = (definition: Omit<WatchlistDefinition, "id">) =>
  testWatchlists(compile({ watchlists: [{ id: "one", ...definition }] })).map(({ path, message }) => [
    path.slice(2).join("."),
    message,
  ]);

test("passing tests are silent, and filters are ignored", () => {
  const filter = { language: ["fr"], source: ["nobody"] };
  expect(messages({ any: ["junta"], filter, tests: { match: ["a junta"], no_match: ["an adjunta"] } })).toEqual([]);
  expect(messages({ query: "junta AND lang:fr AND NOT site:x.org", tests: { match: ["a junta"] } })).toEqual([]);
});

test("a failing test quotes its sentence and says what was missing", () => {
  expect(messages({ all: ["junta", "talks", "Myanmar"], tests: { match: ["no word", "the junta in Myanmar"] } })).toEqual([
    ["tests.match.0", '"no word" does not match one: "junta" is not in it; "talks" is not in it; "Myanmar" is not in it'],
    ["tests.match.1", '"the junta in Myanmar" does not match one: "talks" is not in it'],
  ]);
  expect(messages({ any: ["a1", "b1", { stem: "c1" }], tests: { match: ["x"] } })).toEqual([
    ["tests.match.0", '"x" does not match one: none of "a1", "b1" and "c1" is in it'],
  ]);
});

test("a failing test says how far apart the sides of a near are", () => {
  const near = { near: { within: 2, a: "junta", b: ["Myanmar", "Burma"] } };
  expect(messages({ ...near, tests: { match: ["a junta far away from Burma"] } })).toEqual([
    [
      "tests.match.0",
      '"a junta far away from Burma" does not match one: "junta" and "Burma" are both in it, but 4 words apart at best, and 2 is the most: it would hold with within: 4',
    ],
  ]);
});

test("a failing test says which mask, exclusion or number of mentions prevented the match", () => {
  expect(messages({ any: ["Burma"], mask: ["Burma Shave"], tests: { match: ["Burma Shave"] } })[0]?.[1]).toContain(
    '"Burma" stands only inside a mask',
  );
  expect(messages({ any: ["Burma"], unless: { any: ["crossword*"] }, tests: { match: ["Burma crosswords"] } })[0]?.[1]).toContain(
    'unless vetoes it: it holds "crosswords" (crossword*)',
  );
  expect(messages({ any: ["Burma"], min_mentions: 2, tests: { match: ["Burma"] } })[0]?.[1]).toContain("1 of the 2 mentions");
});

test("a sentence that must not match but does is shown with the words found", () => {
  expect(messages({ any: ["Burma"], tests: { no_match: ["Burma’s roads"] } })).toEqual([
    ["tests.no_match.0", '"Burma’s roads" must not match, but does one: it holds "Burma"; a mask or a near would keep it out'],
  ]);
});

test("an explanation says which filter kept an article out", () => {
  const compiled = compile({ watchlists: [{ id: "one", any: ["junta"], filter: { language: ["en", "my"] } }] });
  expect(explainWatchlists(compiled, { title: "", text: "junta", language: "fr" })).toEqual([
    {
      watchlist: "one",
      matches: false,
      nearly: true,
      reason: "the filter keeps it out: its language (fr) is none of en, my; without it, its words are there",
      spans: [],
    },
  ]);
});

test.each(["myanmar-junta", "russia"])("the shipped watchlist %s is valid and its tests pass", (name) => {
  const content = parse(readFileSync(new URL(`../../config/watchlists/${name}.yaml`, import.meta.url), "utf8")) as WatchlistFile;
  const compiled = compile(content);
  expect(compiled.watchlists.length).toBeGreaterThan(0);
  expect(content.watchlists?.every(({ tests }) => tests?.match?.length && tests.no_match?.length)).toBe(true);
  expect(testWatchlists(compiled)).toEqual([]);
});
