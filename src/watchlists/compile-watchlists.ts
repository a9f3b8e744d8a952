// Compiles watchlists as written in YAML into what texts are matched with, and gathers everything that is wrong with them.
import { buildExpression, inside } from "./build-expression.ts";
import { buildWatchlist } from "./build-watchlist.ts";
import { createPhraseFinder } from "./find-phrases.ts";
import { createLexicon } from "./lexicon.ts";
import { createPhraseTrie } from "./phrase-trie.ts";
import { createSetScopes } from "./set-scopes.ts";
import { createVocabulary } from "./vocabulary.ts";
import type { Build } from "./build-expression.ts";
import type { CompiledWatchlist } from "./build-watchlist.ts";
import type { PhraseFinder } from "./find-phrases.ts";
import type { SetScope } from "./set-scopes.ts";
import type { WatchlistFault, WatchlistFile } from "./watchlist.ts";

/** Watchlists ready for matching. One document at a time: the finder reuses its memory. */
export interface CompiledWatchlists {
  /** The sound ones, in order of definition. */
  watchlists: readonly CompiledWatchlist[];
  finder: PhraseFinder;
  /** The watchlists, by number, that may match a text in which the phrase stands; each stands under its rarest part. */
  candidatesOf(phrase: number): readonly number[];
}

/**
 * `file` is what faults name; `path` of a fault leads into that file's `content`. Faulty watchlists are left out, the others go on;
 * warnings leave nothing out. `patterns` takes the words of every phrase, for who wants to know them.
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
  const places = new Map<string, string>();
  for (const { file, content } of files) {
    const scope = scopes.get(file);
    if (!scope) continue;
    for (const [index, definition] of (content.watchlists ?? []).entries()) {
      const place = { build, file, path: ["watchlists", index], scope, field: null, within: null, depth: 0 };
      const built = buildWatchlist(definition, place, places);
      if (built) watchlists.push(built);
    }
  }
  checkUnusedSets(scopes, build, faults);
  return { compiled: arrange(watchlists, build), faults: distinctFaults(faults) };
}

function createBuild(faults: WatchlistFault[], patterns: Build["patterns"] = null): Build {
  return { vocabulary: createVocabulary(), trie: createPhraseTrie(), faults, patterns, sets: new Map() };
}

/** A set that nothing uses yet is checked as well, in a vocabulary of its own that no text is held against. */
function checkUnusedSets(scopes: ReadonlyMap<string, SetScope>, { sets: used }: Build, faults: WatchlistFault[]): void {
  const build = createBuild(faults);
  for (const [file, scope] of scopes) {
    for (const set of scope.own.values()) {
      if (used.has(set)) continue;
      const place = { build, file, path: ["sets", set.name], scope, field: null, within: null, depth: 0 };
      buildExpression(`$${set.name}`, inside(place));
    }
  }
}

function arrange(watchlists: readonly CompiledWatchlist[], { vocabulary, trie }: Build): CompiledWatchlists {
  const none: readonly number[] = [];
  const candidates: number[][] = Array.from({ length: trie.phraseCount });
  for (const [number, { anchor }] of watchlists.entries()) {
    for (const phrase of anchor) (candidates[phrase] ??= []).push(number);
  }
  return {
    watchlists,
    finder: createPhraseFinder(createLexicon(vocabulary), trie),
    candidatesOf: (phrase) => candidates[phrase] ?? none,
  };
}

/** A set that is used for the title alone and for everything is built twice, and its faults are found twice. */
function distinctFaults(faults: readonly WatchlistFault[]): WatchlistFault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = JSON.stringify(fault);
    return !seen.has(key) && seen.add(key);
  });
}
