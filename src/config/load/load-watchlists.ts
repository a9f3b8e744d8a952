// The watchlists of watchlists/*.yaml: each file's shape, ids across all files, and faults found by compiling.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { adviseOnFeeds, type FeedFacts } from "../../watchlists/advise-on-feeds.ts";
import { adviseOnTerms } from "../../watchlists/advise-on-terms.ts";
import { compileOnce } from "../../watchlists/compile-once.ts";
import { compileWatchlists, type CompiledWatchlists } from "../../watchlists/compile-watchlists.ts";
import { testWatchlists } from "../../watchlists/test-watchlists.ts";
import { warnOfWatchlists } from "../../watchlists/warn-of-watchlists.ts";
import type { WatchlistFault, WatchlistFile } from "../../watchlists/watchlist.ts";
import type { Config, ConfigFault } from "../config.ts";
import { valueAt } from "../yaml/describe-issues.ts";
import { idsIn } from "../schemas/ids-in.ts";
import { loadFile, shownPath, type ConfigSource, type LoadedFile, type ReadFile } from "./load-file.ts";
import type { PlainValue } from "../yaml/plain-value.ts";
import { soundPart, type SoundPart } from "./sound-part.ts";
import { watchlistsSchema } from "../schemas/watchlists-schema.ts";
import type { YamlPath } from "../yaml/yaml-places.ts";

interface LoadedWatchlists {
  watchlists: Config["watchlists"];
  /** All ids in a file, valid or not. */
  ids: Set<string>;
  faults: ConfigFault[];
  files: ReadFile[];
  /**
   * Runs the tests of every valid watchlist, even if others have faults, and warns of watchlists that do nothing, of terms that find far too
   * much, and of feeds and languages of feeds that there are not.
   */
  examine(feeds: FeedFacts): ConfigFault[];
  /** The place of a watchlist, for later findings about it; null if it is not among them. */
  placeOf(id: string): Pick<ConfigFault, "file" | "line" | "column"> | null;
}

/** `name` is the file's path in the configuration folder, independent of the working directory. */
type Loaded = LoadedFile<WatchlistFile> & { name: string };

/** In a faulty file, these keys lose only the refused members. */
const membersOf = ["watchlists", "sets", "include"];

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
      files: [],
      examine: () => [],
      placeOf: () => null,
    };
  }
  const { ids, faults: doubles } = collectIds(files);
  const watchlists = files.flatMap(({ value, name }) => (value === null ? [] : [{ file: name, content: value }]));
  const faults = [...files.flatMap((file) => file.faults), ...doubles];
  if (faults.length === 0 && ids.size === 0) {
    const message = "no file of this folder has a watchlist, so nothing would be watched: write one below `watchlists:`";
    faults.push({ file: shownPath(folder), line: 1, column: 1, message, severity: "error" });
  }
  // A place with a fault gets no second one in other words.
  const known = new Set(faults.map((fault) => placeKey(fault)));
  const parts = soundParts(files);
  const isSound = watchlists.length === files.length;
  const { compiled, faults: found } = isSound ? compileOnce(watchlists) : compileParts(parts, files.length);
  const place = (fault: WatchlistFault) => placeIn(parts, fault);
  const more = [...[...parts.values()].flatMap(({ part }) => part.faults), ...found.map(place)];
  return {
    watchlists,
    ids,
    faults: [...faults, ...more.filter((fault) => !known.has(placeKey(fault)))],
    files,
    examine: (feeds) =>
      [
        ...testWatchlists(compiled),
        ...warnOfWatchlists(compiled),
        ...adviseOnTerms(watchlists),
        ...adviseOnFeeds(watchlists, feeds),
      ].map(place),
    placeOf(id) {
      const found = compiled.watchlists.find((watchlist) => watchlist.id === id);
      if (found === undefined) return null;
      const { file, line, column } = place({ file: found.file, path: [...found.path, "id"], message: "", severity: "warning" });
      return { file, line, column };
    },
  };
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

type Parts = ReadonlyMap<string, { loaded: Loaded; part: SoundPart<WatchlistFile> }>;

function soundParts(files: Loaded[]): Parts {
  return new Map(
    files.flatMap((loaded) => {
      const part = soundPart(loaded, watchlistsSchema, membersOf);
      return part === null ? [] : [[loaded.name, { loaded, part }]];
    }),
  );
}

function placeIn(parts: Parts, { file, path, message, severity, offset }: WatchlistFault): ConfigFault {
  const found = parts.get(file);
  assert(found !== undefined, `${file} was compiled`);
  return found.loaded.faultAt(found.part.pathInFile(path), message, {
    severity,
    part: offset === undefined ? "value" : { offset },
  });
}

/** For files with faults: compiles the valid rest, and returns the faults in terms and queries. Parts that the schema refused are left out, so that the rest is still checked. */
function compileParts(parts: Parts, filesCount: number): { compiled: CompiledWatchlists; faults: WatchlistFault[] } {
  const contents = [...parts].map(([file, { part }]) => ({ file, content: part.value }));
  const { compiled } = compileWatchlists(contents);
  const standIns = [...parts].map(([file, { part }]) => ({ file, content: withStandIns(part) }));
  // If it is unknown which sets were left out, none can be called unknown.
  const complete = parts.size === filesCount && ![...parts.values()].some(({ part }) => part.without.some(mayHoldSets));
  return {
    compiled,
    faults: compileWatchlists(standIns).faults.filter(({ file, path }) => {
      const { value, without } = parts.get(file)?.part ?? { value: {}, without: [] };
      const isStandIn = without.some(([key, name]) => key === "sets" && path[0] === key && path[1] === name);
      return !isStandIn && (complete || !namesOther(value, path));
    }),
  };
}

/** A refused set is not missing: its name exists. */
function withStandIns({ value, without }: SoundPart<WatchlistFile>): WatchlistFile {
  const names = without.flatMap(([key, name]) => (key === "sets" && typeof name === "string" ? [name] : []));
  return { ...value, sets: { ...value.sets, ...Object.fromEntries(names.map((name) => [name, ["word"]])) } };
}

function mayHoldSets([key, member]: YamlPath): boolean {
  return key === "include" || (key === "sets" && member === undefined);
}

/** Returns true if a set or file is named: one that was left out may define it, so it is not missing. */
function namesOther(content: WatchlistFile, path: YamlPath): boolean {
  const text = valueAt(content as PlainValue, path);
  return path[0] === "include" || (typeof text === "string" && text.includes("$"));
}
