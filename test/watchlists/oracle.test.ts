// Compares matching with an oracle that knows every document's words and tries every part at every place.
import { expect, test } from "vitest";
import { matchWatchlists } from "../../src/watchlists/match-watchlists.ts";
import { inventDocument, inventWatchlist, judge, openRandom } from "./oracle.ts";
import { compileWatchlists } from "../../src/watchlists/compile-watchlists.ts";

test("40,000 pairs of a watchlist and a document are judged as by definition", () => {
  const random = openRandom(17);
  const watchlists = Array.from({ length: 200 }, (_, index) => inventWatchlist(random, `w${index}`));
  const { compiled, faults } = compileWatchlists([{ file: "watchlists/a.yaml", content: { watchlists } }]);
  expect(faults.filter(({ severity }) => severity === "error")).toEqual([]);
  let matches = 0;
  for (let at = 0; at < 200; at++) {
    const known = inventDocument(random);
    const found = new Set(matchWatchlists(compiled, known.document).map(({ watchlist }) => watchlist));
    for (const watchlist of watchlists) {
      const wanted = judge(known, watchlist);
      if (wanted) matches++;
      if (found.has(watchlist.id) !== wanted)
        expect.fail(`${wanted ? "missed" : "extra"}: ${JSON.stringify(watchlist)} on ${JSON.stringify(known.document)}`);
    }
  }
  expect(matches).toBeGreaterThan(4_000);
});
