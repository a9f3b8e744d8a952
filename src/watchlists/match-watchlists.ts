// Matches one document against all watchlists: reads its words once, and evaluates only watchlists whose rarest part was found.
import { factsOf } from "./document-facts.ts";
import { judgeWatchlist } from "./judge-watchlist.ts";
import { spansOf } from "./spans-of.ts";
import type { CompiledWatchlists } from "./compile-watchlists.ts";
import type { DocumentFacts } from "./document-facts.ts";
import type { Match, MatchDocument } from "./watchlist.ts";

/** Returns the watchlists that match, in order of definition, each with every place in the document that made it match. */
export function matchWatchlists(compiled: CompiledWatchlists, document: MatchDocument): Match[] {
  const findings = compiled.finder.find(document.title, document.text, document.language);
  if (findings.phrases.length === 0) return [];
  const candidates: number[] = [];
  const { from, data } = compiled.candidates;
  for (const phrase of findings.phrases)
    for (let at = from[phrase] ?? 0; at < (from[phrase + 1] ?? 0); at++) candidates.push(data[at] ?? 0);
  let facts: DocumentFacts | null = null;
  const matches: Match[] = [];
  let last = -1;
  // A typed array sorts as numbers, natively.
  for (const number of Int32Array.from(candidates).sort()) {
    const watchlist = compiled.watchlists[number];
    if (!watchlist || number === last) continue;
    last = number;
    facts ??= factsOf(document);
    try {
      const judgement = judgeWatchlist(watchlist, findings, facts);
      if (judgement.kind === "matches")
        matches.push({ watchlist: watchlist.id, spans: spansOf(judgement.occurrences, findings, document) });
    } catch (thrown) {
      // One watchlist's fault must not cost the others their match.
      compiled.troubles.note(`the watchlist "${watchlist.id}"`, thrown);
    }
  }
  return matches;
}
