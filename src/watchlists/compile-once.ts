// Compiled once for the same files: whoever checks a configuration and whoever matches by it share what came of it.
import { compileWatchlists } from "./compile-watchlists.ts";
import type { WatchlistFile } from "./watchlist.ts";

type Files = readonly { file: string; content: WatchlistFile }[];

const known = new WeakMap<Files, ReturnType<typeof compileWatchlists>>();

/** As `compileWatchlists`. The same array gives the same object, for as long as somebody holds the array; it must not change. */
export function compileOnce(files: Files): ReturnType<typeof compileWatchlists> {
  let compiled = known.get(files);
  if (!compiled) known.set(files, (compiled = compileWatchlists(files)));
  return compiled;
}
