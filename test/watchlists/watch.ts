// Compiles watchlists for a test and formats what they find.
import { expect } from "vitest";
import { compileWatchlists } from "../../src/watchlists/compile-watchlists.ts";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import type { CompiledWatchlists } from "../../src/watchlists/compile-watchlists.ts";
import type { MatchDocument, WatchlistDefinition, WatchlistFault, WatchlistFile } from "../../src/watchlists/watchlist.ts";

/** Fails on any fault. */
export function compile(content: WatchlistFile): CompiledWatchlists {
  const { compiled, faults } = compileWatchlists([{ file: "watchlists/a.yaml", content }]);
  expect(faults).toEqual([]);
  return compiled;
}

export function faultsOf(content: unknown): WatchlistFault[] {
  return compileWatchlists([{ file: "watchlists/a.yaml", content: content as WatchlistFile }]).faults;
}

/** The words found by one watchlist, in order; null where it does not match. A string is a text without a title. */
export function found(
  definition: Omit<WatchlistDefinition, "id">,
  document: string | Partial<MatchDocument>,
  sets: WatchlistFile["sets"] = {},
): string[] | null {
  const whole: MatchDocument =
    typeof document === "string" ? { title: "", text: document } : { title: "", text: "", ...document };
  const [match] = matchWatchlists(compile({ sets, watchlists: [{ id: "one", ...definition }] }), whole);
  return match ? match.spans.map(({ field, start, end }) => whole[field].slice(start, end)) : null;
}
