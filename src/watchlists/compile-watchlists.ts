// Compiles watchlists from YAML into the form that texts are matched with, and collects all their faults.
import { buildExpression } from "./build-expression.ts";
import { inside, trailOf } from "./place.ts";
import { buildWatchlist } from "./build-watchlist.ts";
import { PhraseFinder } from "./words/find-phrases.ts";
import { Lexicon } from "./words/lexicon.ts";
import { PhraseTrie } from "./words/phrase-trie.ts";
import type { Runs } from "./words/runs.ts";
import { Troubles } from "./troubles.ts";
import { createSetScopes } from "./set-scopes.ts";
import { createVocabulary } from "./words/vocabulary.ts";
import type { Build, Place } from "./place.ts";
import type { CompiledWatchlist } from "./build-watchlist.ts";
import type { SetScope } from "./set-scopes.ts";
import type { WatchlistFault, WatchlistFile } from "./watchlist.ts";

/** Watchlists ready for matching, one document at a time: the finder reuses its memory. */
export interface CompiledWatchlists {
  /** The valid ones, in order of definition. */
  watchlists: readonly CompiledWatchlist[];
  finder: PhraseFinder;
  /** Faults of single rules while matching, to be reported. */
  troubles: Troubles;
  /** By phrase: the numbers of the watchlists that may match a text with it. Each watchlist is under its rarest part. */
  candidates: Pick<Runs, "from" | "data">;
}

/**
 * `file` is the name used in faults; `path` of a fault leads into that file's `content`. Watchlists with errors are left out and the
 * others compiled; warnings leave nothing out. `patterns` collects the words of every phrase, if given.
 */
export function compileWatchlists(
  files: readonly { file: string; content: WatchlistFile }[],
  patterns: Build["patterns"] = null,
): {
  compiled: CompiledWatchlists;
  faults: WatchlistFault[];
} {
  const faults: WatchlistFault[] = [];
  const scopes = createSetScopes(files, faults);
  const build = createBuild(faults, patterns);
  const watchlists: CompiledWatchlist[] = [];
  const places = new Map<string, Place>();
  const watchlistsTrail = trailOf("watchlists");
  for (const { file, content } of files) {
    const scope = scopes.get(file);
    if (!scope) continue;
    for (const [index, definition] of (content.watchlists ?? []).entries()) {
      const place = { build, file, trail: { key: index, up: watchlistsTrail }, scope, field: null, within: null, depth: 0 };
      const built = buildWatchlist(definition, place, places);
      if (built) watchlists.push(built);
    }
  }
  checkUnusedSets(scopes, build, faults);
  return { compiled: arrange(watchlists, build), faults: distinctFaults(faults) };
}

function createBuild(faults: WatchlistFault[], patterns: Build["patterns"] = null, troubles = new Troubles()): Build {
  return {
    vocabulary: createVocabulary(troubles),
    trie: new PhraseTrie(),
    faults,
    patterns,
    sets: new Map(),
    names: null,
    troubles,
  };
}

/** A set that nothing uses yet is checked too, in a separate vocabulary that no text is matched with. */
function checkUnusedSets(scopes: ReadonlyMap<string, SetScope>, { sets: used }: Build, faults: WatchlistFault[]): void {
  const build = createBuild(faults);
  for (const [file, scope] of scopes) {
    for (const set of scope.own.values()) {
      if (used.has(set)) continue;
      const place = { build, file, trail: trailOf("sets", set.name), scope, field: null, within: null, depth: 0 };
      buildExpression(`$${set.name}`, inside(place));
    }
  }
}

function arrange(watchlists: readonly CompiledWatchlist[], { vocabulary, trie, names, troubles }: Build): CompiledWatchlists {
  // Counted first, since a list for each phrase would cost more memory than its content.
  const from = new Int32Array(trie.phraseCount + 1);
  const count = (phrase: number, by: number) => (from[phrase] = (from[phrase] ?? 0) + by);
  for (const { anchor } of watchlists) for (const phrase of anchor) count(phrase + 1, 1);
  for (let phrase = 1; phrase < from.length; phrase++) count(phrase, from[phrase - 1] ?? 0);
  const data = new Int32Array(from.at(-1) ?? 0);
  const next = from.slice();
  for (const [number, { anchor }] of watchlists.entries()) {
    for (const phrase of anchor) {
      const at = next[phrase] ?? 0;
      data[at] = number;
      next[phrase] = at + 1;
    }
  }
  return {
    watchlists,
    finder: new PhraseFinder(new Lexicon(vocabulary, names && ((raw) => names.hitsOf(raw).length > 0)), trie, names, troubles),
    troubles,
    candidates: { from, data },
  };
}

/** A set used both for the title alone and for everything is built twice, and its faults are found twice. */
function distinctFaults(faults: readonly WatchlistFault[]): WatchlistFault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = JSON.stringify(fault);
    return !seen.has(key) && seen.add(key);
  });
}
