// Faults that watchlists show only once they are compiled or tested, placed in the files that they came from.
import { join } from "node:path";
import type { WatchlistFault } from "../watchlists/watchlist.ts";
import type { ConfigFault } from "./config.ts";
import { readText, shownPath } from "./load-file.ts";
import { yamlPlaces } from "./yaml-places.ts";

/** Faults by path become faults by line and column; `dir` is the configuration folder that the watchlists were loaded from. */
export async function placeFaults(faults: WatchlistFault[], { dir }: { dir: string }): Promise<ConfigFault[]> {
  const placed: ConfigFault[] = [];
  // File by file, so that only one is held parsed at a time.
  for (const file of new Set(faults.map((fault) => fault.file))) {
    const text = await readText(join(dir, file));
    const placeOf = yamlPlaces(text.kind === "text" ? text.text : "");
    for (const { path, message, severity, offset } of faults.filter((fault) => fault.file === file)) {
      const place = placeOf(path, offset === undefined ? "value" : { offset });
      placed.push({ file: shownPath(join(dir, file)), ...place, message, severity });
    }
  }
  return placed;
}
