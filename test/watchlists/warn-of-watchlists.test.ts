// Warnings: valid watchlists that do nothing.
import { expect, test } from "vitest";
import { warnOfWatchlists } from "../../src/watchlists/warn-of-watchlists.ts";
import { compile } from "./watch.ts";
import type { WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

const warnings = (...definitions: Omit<WatchlistDefinition, "id">[]) =>
  warnOfWatchlists(compile({ watchlists: definitions.map((definition, index) => ({ id: `w${index}`, ...definition })) })).map(
    ({ path, message, severity }) => [path.slice(1).join("."), message.replace(/:.*/, ""), severity],
  );

test("a mask that hides the watched words gives a warning", () => {
  expect(warnings({ any: ["Burma"], mask: ["burma"] })).toEqual([["0.mask", '"w0" can never match', "warning"]]);
  expect(warnings({ all: ["Burma", "Shave"], mask: ["Burma"] })).toHaveLength(1);
  expect(warnings({ any: ["Burma", "Myanmar"], mask: ["Burma", "Burma Shave"] })).toEqual([]);
});

test("an exclusion that excludes everything gives a warning", () => {
  expect(warnings({ any: ["Burma", "Rangoon"], unless: { any: ["Rangoon", "Burma", "chess"] } })).toEqual([
    ["0.unless", '"w0" can never match', "warning"],
  ]);
  expect(warnings({ any: ["Burma"], unless: { title: ["Burma"] } })).toEqual([]);
});

test("a term that is both wanted and forbidden gives a warning", () => {
  expect(warnings({ any: ["Burma"], none: ["Burma", "chess"] })).toEqual([["0", '"w0" can never match', "warning"]]);
  expect(warnings({ query: '"Burma road" AND NOT Burma' })).toEqual([]);
  expect(warnings({ query: "(Burma NEAR/3 road) AND NOT (Burma NEAR/9 road)" })).toHaveLength(1);
  expect(warnings({ query: "(Burma NEAR/9 road) AND NOT (Burma NEAR/3 road)" })).toEqual([]);
});

test("two watchlists with the same meaning, in any order, give a warning; one that says more does not", () => {
  expect(warnings({ any: ["Burma", "Myanmar"] }, { query: "myanmar OR burma" })).toEqual([
    ["1", '"w1" matches what "w0" in watchlists/a.yaml matches, and nothing else', "warning"],
  ]);
  expect(warnings({ any: ["Burma", "Myanmar"] }, { any: ["Burma"] })).toEqual([]);
  expect(warnings({ any: ["Burma"] }, { any: ["Burma"], filter: { language: ["en"] } })).toEqual([]);
});
