// Finds the line and column of faults in watchlists that were found after loading, such as a test that fails.
import { join, resolve } from "node:path";
import type { WatchlistFault } from "../watchlists/watchlist.ts";
import type { ConfigFault } from "./config.ts";
import { readEnvironment, type Environment } from "./environment.ts";
import { loadFile } from "./load-file.ts";
import { watchlistsSchema } from "./watchlists-schema.ts";

/** `file` of each fault is the one that the configuration gives the watchlist: its path in the folder `dir`. */
export async function placeFaults(
  faults: readonly WatchlistFault[],
  options: { dir: string; env?: Environment },
): Promise<ConfigFault[]> {
  const dir = resolve(options.dir);
  const lookup = readEnvironment(options.env);
  const files = new Map<string, Awaited<ReturnType<typeof loadFile>>>();
  const placed: ConfigFault[] = [];
  for (const { file, path, message, severity, offset } of faults) {
    const loaded = files.get(file) ?? (await loadFile(join(dir, file), watchlistsSchema, { dir, lookup }));
    files.set(file, loaded);
    placed.push(loaded.faultAt(path, message, { severity, part: offset === undefined ? "value" : { offset } }));
  }
  return placed;
}
