// oracle: 1,000,000 pairs of a watchlist and a document, each judged as an oracle judges that knows the document's words (--pairs, --seed).
import { matchWatchlists } from "../src/watchlists/match-watchlists.ts";
import { compileWatchlists } from "../src/watchlists/compile-watchlists.ts";
import { inventDocument, inventWatchlist, judge, openRandom } from "../test/watchlists/oracle.ts";
import { report } from "./support/report.ts";

const WATCHLISTS = 1_000;

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

const random = openRandom(option("seed", 1));
const watchlists = Array.from({ length: WATCHLISTS }, (_, index) => inventWatchlist(random, `w${index}`));
const { compiled } = compileWatchlists([{ file: "watchlists/oracle.yaml", content: { watchlists } }]);
let [pairs, matches, misses, extras] = [0, 0, 0, 0];
while (pairs < option("pairs", 1_000_000)) {
  const known = inventDocument(random);
  const found = new Set(matchWatchlists(compiled, known.document).map(({ watchlist }) => watchlist));
  for (const watchlist of watchlists) {
    const wanted = judge(known, watchlist);
    pairs++;
    if (wanted) matches++;
    if (found.has(watchlist.id) === wanted) continue;
    if (wanted) misses++;
    else extras++;
    console.error(`${wanted ? "missed" : "extra"}: ${JSON.stringify(watchlist)} on ${JSON.stringify(known.document)}`);
  }
}
report([
  { name: "pairs", value: pairs, unit: "" },
  { name: "matches", value: matches, unit: "" },
  { name: "misses", value: misses, unit: "", floor: { kind: "at most", value: 0 } },
  { name: "extras", value: extras, unit: "", floor: { kind: "at most", value: 0 } },
]);
