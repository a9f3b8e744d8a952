// Warnings: watchlists that compile and yet do nothing.
import { expect, test } from "vitest";
import { warnOfWatchlists } from "../../src/watchlists/warn-of-watchlists.ts";
import { compile } from "./watch.ts";
import type { WatchlistDefinition } from "../../src/watchlists/watchlist.ts";

const warnings = (...definitions: Omit<WatchlistDefinition, "id">[]) =>
  warnOfWatchlists(compile({ watchlists: definitions.map((definition, index) => ({ id: `w${index}`, ...definition })) })).map(
    ({ path, message, severity }) => [path.slice(1).join("."), message.replace(/:.*/, ""), severity],
  );

test("a mask that hides the very words that are looked for is told", () => {
  expect(warnings({ any: ["Burma"], mask: ["burma"] })).toEqual([["0.mask", '"w0" can never match', "warning"]]);
  expect(warnings({ all: ["Burma", "Shave"], mask: ["Burma"] })).toHaveLength(1);
  expect(warnings({ any: ["Burma", "Myanmar"], mask: ["Burma", "Burma Shave"] })).toEqual([]);
});

test("what unless keeps out as a whole is told", () => {
  expect(warnings({ any: ["Burma", "Rangoon"], unless: { any: ["Rangoon", "Burma", "chess"] } })).toEqual([
    ["0.unless", '"w0" can never match', "warning"],
  ]);
  expect(warnings({ any: ["Burma"], unless: { title: ["Burma"] } })).toEqual([]);
});

test("what is asked for and forbidden at once is told", () => {
  expect(warnings({ any: ["Burma"], none: ["Burma", "chess"] })).toEqual([["0", '"w0" can never match', "warning"]]);
  expect(warnings({ query: '"Burma road" AND NOT Burma' })).toEqual([]);
  expect(warnings({ query: "(Burma NEAR/3 road) AND NOT (Burma NEAR/9 road)" })).toHaveLength(1);
  expect(warnings({ query: "(Burma NEAR/9 road) AND NOT (Burma NEAR/3 road)" })).toEqual([]);
});

test("two watchlists that say the same, in whatever order, are told; one that says more is not", () => {
  expect(warnings({ any: ["Burma", "Myanmar"] }, { query: "myanmar OR burma" })).toEqual([
    ["1", '"w1" matches what "w0" in watchlists/a.yaml matches, and nothing else', "warning"],
  ]);
  expect(warnings({ any: ["Burma", "Myanmar"] }, { any: ["Burma"] })).toEqual([]);
  expect(warnings({ any: ["Burma"] }, { any: ["Burma"], filter: { language: ["en"] } })).toEqual([]);
});
