// Compiles watchlists and matches articles with them, from plain data: for a thread, where a slow query stalls nobody.
import { explainWatchlists } from "../explain-watchlist.ts";
import { matchVoices } from "../match-voices.ts";
import { testWatchlists } from "../test-watchlists.ts";
import { compileWithWords, filesOfQuery, packsNamed } from "./compile-query.ts";
import type { Explanation } from "../explain-watchlist.ts";
import type { NecessaryWords } from "../necessary-words.ts";
import type { Voices } from "../match-voices.ts";
import type { Match, MatchDocument, WatchlistFault, WatchlistFile } from "../watchlist.ts";

export type WatchlistFiles = readonly { file: string; content: WatchlistFile }[];

/** Watchlists, or a query as the one watchlist with the sets of these files. */
export interface Watched {
  files: WatchlistFiles;
  query?: string;
}

/** An article, and what each feed says of it. */
export interface FoundIn {
  document: MatchDocument;
  voices: Voices;
}

export interface FilesRead {
  faults: WatchlistFault[];
  /** The words that each matching article contains; null if there are none. */
  words: NecessaryWords | null;
  /** The tests of watchlists that fail. */
  failing: WatchlistFault[];
  /** The shipped packs that a query needs. */
  packs: string[];
}

/** The last two are kept: an edit is tried against the watchlists before it. */
const KEPT = 2;
const kept = new Map<string, ReturnType<typeof compileWithWords>>();

export function readFiles(watched: Watched): FilesRead {
  const { compiled, faults, words } = compiledFrom(watched);
  const { query, files } = watched;
  return { faults, words, failing: testWatchlists(compiled), packs: query === undefined ? [] : packsNamed(query, files) };
}

/** The matches of each article. */
export function matchFiles(watched: Watched, articles: readonly FoundIn[]): Match[][] {
  const { compiled } = compiledFrom(watched);
  return articles.map(({ document, voices }) => matchVoices(compiled, document, voices));
}

/** Why each watchlist matches an article by its own words, or not, without the places. */
export function explainFiles(watched: Watched, document: MatchDocument): Explained[] {
  return explainWatchlists(compiledFrom(watched).compiled, document).map(({ watchlist, matches, nearly, reason }) => ({
    watchlist,
    matches,
    nearly,
    reason,
  }));
}

export type Explained = Omit<Explanation, "spans">;

function compiledFrom(watched: Watched): ReturnType<typeof compileWithWords> {
  const { files, query } = watched;
  const key = JSON.stringify(watched);
  const known = kept.get(key) ?? compileWithWords(query === undefined ? files : filesOfQuery(query, files));
  kept.delete(key);
  kept.set(key, known);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return known;
}
