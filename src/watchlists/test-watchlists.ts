// Runs the tests of each watchlist: sentences that must match, and sentences that must not.
import { explainWatchlist } from "./explain-watchlist.ts";
import { quoted } from "./read-term.ts";
import type { CompiledWatchlist } from "./build-watchlist.ts";
import type { CompiledWatchlists } from "./compile-watchlists.ts";
import type { Explanation } from "./explain-watchlist.ts";
import type { WatchlistFault } from "./watchlist.ts";

/** A fault for each failing test, with the sentence and the reason. A sentence is tried as a title and as a text; filters are passed over. */
export function testWatchlists(compiled: CompiledWatchlists): WatchlistFault[] {
  return compiled.watchlists.flatMap((watchlist) => [
    ...failures(compiled, watchlist, "match"),
    ...failures(compiled, watchlist, "no_match"),
  ]);
}

function failures(compiled: CompiledWatchlists, watchlist: CompiledWatchlist, kind: "match" | "no_match"): WatchlistFault[] {
  const sentences = watchlist.definition.tests?.[kind] ?? [];
  return sentences.flatMap((sentence, index) => {
    const path = [...watchlist.path, "tests", kind, index];
    const message = failureOf(compiled, watchlist, sentence, kind);
    return message === null ? [] : [{ file: watchlist.file, path, message, severity: "error" as const }];
  });
}

/** It is enough that a sentence matches in one of the two places; what must not match must not in either. */
function failureOf(
  compiled: CompiledWatchlists,
  watchlist: CompiledWatchlist,
  sentence: string,
  kind: "match" | "no_match",
): string | null {
  const asText = explainWatchlist(compiled, watchlist, { title: "", text: sentence }, "ignore");
  const asTitle = explainWatchlist(compiled, watchlist, { title: sentence, text: "" }, "ignore");
  if (kind === "match") return asText.matches || asTitle.matches ? null : says(sentence, "does not match", asText);
  const wrong = [asText, asTitle].find(({ matches }) => matches);
  return wrong ? `${says(sentence, "must not match, but does", wrong)}; a mask or a near would keep it out` : null;
}

const says = (sentence: string, verdict: string, { watchlist, reason }: Explanation): string =>
  `${quoted(sentence, 300)} ${verdict} ${watchlist}: ${reason}`;
