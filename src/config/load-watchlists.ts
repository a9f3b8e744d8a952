// The watchlists of watchlists/*.yaml: each file's shape, ids over all files, and what compiling finds in the terms.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compileWatchlists } from "../watchlists/compile-watchlists.ts";
import type { WatchlistFile } from "../watchlists/watchlist.ts";
import type { Config, ConfigFault } from "./config.ts";
import { valueAt } from "./describe-issues.ts";
import { idsIn } from "./ids-in.ts";
import { loadFile, shownPath, type ConfigSource, type LoadedFile } from "./load-file.ts";
import type { PlainValue } from "./plain-value.ts";
import { soundPart, type SoundPart } from "./sound-part.ts";
import { watchlistsSchema } from "./watchlists-schema.ts";
import type { YamlPath } from "./yaml-places.ts";

interface LoadedWatchlists {
  watchlists: Config["watchlists"];
  /** Every id that a file gives, sound or not. */
  ids: Set<string>;
  faults: ConfigFault[];
}

/** `name` is the file's path in the configuration folder, which does not depend on where Wirewatch was started. */
type Loaded = LoadedFile<WatchlistFile> & { name: string };

/** Reads every .yaml and .yml file in watchlists/, in the order of their names. */
export async function loadWatchlists(source: ConfigSource): Promise<LoadedWatchlists> {
  const folder = join(source.dir, "watchlists");
  const names = await readdir(folder).catch(() => []);
  const files: Loaded[] = [];
  for (const name of names.filter((name) => /^[^.].*\.ya?ml$/i.test(name)).sort()) {
    files.push({ name: `watchlists/${name}`, ...(await loadFile(join(folder, name), watchlistsSchema, source)) });
  }
  if (files.length === 0) {
    const message = "there is no watchlist: write one into a file in this folder, as in watchlists/myanmar.yaml";
    return {
      watchlists: [],
      ids: new Set(),
      faults: [{ file: shownPath(folder), line: 1, column: 1, message, severity: "error" }],
    };
  }
  const { ids, faults: doubles } = collectIds(files);
  const watchlists = files.flatMap(({ value, name }) => (value === null ? [] : [{ file: name, content: value }]));
  const faults = [...files.flatMap((file) => file.faults), ...doubles];
  // What is known of a place already is not said in other words.
  const known = new Set(faults.map((fault) => placeKey(fault)));
  return { watchlists, ids, faults: [...faults, ...compileFaults(files).filter((fault) => !known.has(placeKey(fault)))] };
}

function placeKey({ file, line, column }: ConfigFault): string {
  return `${file}:${line}:${column}`;
}

function collectIds(files: Loaded[]): { ids: Set<string>; faults: ConfigFault[] } {
  const first = new Map<string, { loaded: Loaded; path: YamlPath }>();
  const faults: ConfigFault[] = [];
  for (const loaded of files) {
    for (const { id, path } of idsIn(loaded.raw, "watchlists")) {
      const other = first.get(id);
      if (other === undefined) {
        first.set(id, { loaded, path });
        continue;
      }
      const { file, line } = other.loaded.faultAt(other.path, "");
      faults.push(loaded.faultAt(path, `"${id}" is the id of another watchlist in ${file}:${line}: give each its own`));
    }
  }
  return { ids: new Set(first.keys()), faults };
}

/**
 * Faults in terms and queries. Watchlists that the schema refused are left out, so that the others are still looked at; a file
 * whose sets are refused is left out whole.
 */
function compileFaults(files: Loaded[]): ConfigFault[] {
  const parts = new Map<string, { loaded: Loaded; part: SoundPart<WatchlistFile> }>();
  for (const loaded of files) {
    const part = soundPart(loaded, watchlistsSchema, "watchlists");
    if (part !== null) parts.set(loaded.name, { loaded, part });
  }
  const contents = [...parts].map(([file, { part }]) => ({ file, content: part.value }));
  const complete = parts.size === files.length;
  return compileWatchlists(contents).faults.flatMap(({ file, path, message, severity, offset }) => {
    const found = parts.get(file);
    if (found === undefined || (!complete && namesOther(found.part.value, path))) return [];
    const part = offset === undefined ? "value" : { offset };
    return [found.loaded.faultAt(found.part.pathInFile(path), message, { severity, part })];
  });
}

/** True where a set or file is named: one that was left out may hold it, and then it is not missing. */
function namesOther(content: WatchlistFile, path: YamlPath): boolean {
  const text = valueAt(content as PlainValue, path);
  return path[0] === "include" || (typeof text === "string" && text.includes("$"));
}
