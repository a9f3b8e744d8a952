// Compiles the same files only once: checking a configuration and matching by it share the result.
import { compileWatchlists } from "./compile-watchlists.ts";
import type { WatchlistFile } from "./watchlist.ts";

type Files = readonly { file: string; content: WatchlistFile }[];

const known = new WeakMap<Files, ReturnType<typeof compileWatchlists>>();

/** Like `compileWatchlists`. The same array gives the same object as long as the array is referenced; it must not change. */
export function compileOnce(files: Files): ReturnType<typeof compileWatchlists> {
  let compiled = known.get(files);
  if (!compiled) known.set(files, (compiled = compileWatchlists(files)));
  return compiled;
}
