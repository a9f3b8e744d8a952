// Places in the watchlists' files, the rules that apply there, and the faults found at them.
import type { Expression, Field } from "./expression.ts";
import type { NameIndex } from "./names/name-index.ts";
import type { PhraseTrie } from "./words/phrase-trie.ts";
import type { NamedSet, SetScope } from "./set-scopes.ts";
import type { Vocabulary } from "./words/vocabulary.ts";
import type { WordPattern } from "./words/word-pattern.ts";
import type { Troubles } from "./troubles.ts";
import type { WatchlistFault } from "./watchlist.ts";

export type Path = readonly (string | number)[];

/** The way to a place from the top of its file, last step first: most places are never reported, and their paths never built. */
export interface Trail {
  key: string | number;
  up: Trail | null;
}

/** A place in the files, and the rules that apply there. */
export interface Place {
  build: Build;
  file: string;
  trail: Trail | null;
  scope: SetScope;
  /** Only in the title, or only in the text. */
  field: Field | null;
  /** The set that this belongs to. */
  within: NamedSet | null;
  depth: number;
  /** 0-based, if the place is within a string. */
  offset?: number;
}

/** Results that one compilation collects. */
export interface Build {
  vocabulary: Vocabulary;
  trie: PhraseTrie;
  faults: WatchlistFault[];
  /** Faults while texts are matched. */
  troubles: Troubles;
  /** The patterns of each phrase, if wanted. */
  patterns: Map<number, readonly WordPattern[]> | null;
  /** Made with the first name. */
  names: NameIndex | null;
  /** Sets are built once for each field in which they are used. */
  sets: Map<NamedSet, Map<Field | null, Expression | null | "building">>;
}

export function addFault(place: Place, message: string, severity: WatchlistFault["severity"] = "error"): null {
  const offset = place.offset === undefined ? {} : { offset: place.offset };
  // Within a pack the place is the one that uses it; packs have tests of their own.
  place.build.faults.push({ file: place.file, path: pathOf(place), message, severity, ...offset });
  return null;
}

/** One level further in, at `key` if it has a place of its own. */
export function inside(place: Place, key?: string | number): Place {
  const { build, file, trail, scope, field, within, depth, offset } = place;
  const further = key === undefined ? trail : { key, up: trail };
  const inner: Place = { build, file, trail: further, scope, field, within, depth: depth + 1 };
  if (offset !== undefined) inner.offset = offset;
  return inner;
}

export function trailOf(...path: Path): Trail | null {
  return path.reduce<Trail | null>((up, key) => ({ key, up }), null);
}

export function pathOf({ trail }: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step = trail; step; step = step.up) path.push(step.key);
  return path.reverse();
}
