// The whole configuration: every file, every fault of each at once, and one frozen Config if there is no error.
import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config, ConfigFault } from "../config.ts";
import { deepFreeze } from "../deep-freeze.ts";
import { readEnvironment, type Environment } from "./environment.ts";
import { loadDigests } from "./load-digests.ts";
import { loadFeeds } from "./load-feeds.ts";
import { shownPath, type ConfigSource, type ReadFile } from "./load-file.ts";
import { loadSettings } from "./load-settings.ts";
import { loadWatchlists } from "./load-watchlists.ts";
import { warnOfUnread } from "./warn-of-unread.ts";

export interface ConfigOptions {
  /** Folder of the YAML files, and folder of what Wirewatch keeps. */
  dir: string;
  dataDir: string;
  /** Default: the process's own environment. */
  env?: Environment;
  /** For repeated loading: caches valid files from one time to the next. */
  sound?: NonNullable<ConfigSource["sound"]>;
}

/** While a configuration folder holds this, the files next to it are of a restore that has not ended. */
export const UNFINISHED_RESTORE = ".restore.new";

interface LoadedConfig {
  /** Null if there is at least one error. */
  config: Config | null;
  /** In the order of files and lines. */
  faults: ConfigFault[];
  /** Those that are read, and those that may be. */
  files: ReadFile[];
  /** Runs the tests of all valid watchlists and reports those that fail; warns of watchlists that do nothing. */
  examine(): ConfigFault[];
  /** The place of a watchlist; null if it is not among them. */
  placeOf(id: string): Pick<ConfigFault, "file" | "line" | "column"> | null;
  /** The place of a key below `web:`, or the environment where that says it. */
  placeOfWeb: Awaited<ReturnType<typeof loadSettings>>["placeOfWeb"];
}

/** What Debian gives to a program that says nothing of it. */
const PATH = "/usr/local/bin:/usr/bin:/bin";

/** Reads all files. */
export async function loadConfig(options: ConfigOptions): Promise<LoadedConfig> {
  const dir = resolve(options.dir);
  const dataDir = resolve(options.dataDir);
  const entries = await readdir(dir).catch(() => null);
  if (entries === null) {
    const message = "there is no such configuration folder: write one with `wirewatch init`, or name it with --config DIR";
    const faults: ConfigFault[] = [{ file: shownPath(dir), line: 1, column: 1, message, severity: "error" }];
    const placeOfWeb = () => ({ file: shownPath(dir), line: 1, column: 1 });
    return { config: null, faults, files: [], examine: () => [], placeOf: () => null, placeOfWeb };
  }
  const source: ConfigSource = { dir, lookup: readEnvironment(options.env), ...(options.sound && { sound: options.sound }) };
  const found = source.lookup("PATH");
  const path = found.kind === "value" ? found.value : PATH;
  const inSettings = await loadSettings(source, dataDir);
  const inFeeds = await loadFeeds(source);
  const { watchlists, ids, examine: examineAll, placeOf, ...inWatchlists } = await loadWatchlists(source);
  const inDigests = await loadDigests(source, ids);
  const parts = [inSettings, inFeeds, inWatchlists, inDigests];
  const [{ settings }, { feeds }, { digests }] = [inSettings, inFeeds, inDigests];
  const languages = allOf(feeds.map(({ language }) => language));
  const names = allOf(feeds.map(({ name }) => name));
  const inFiles = parts.flatMap((part) => part.faults.sort(byPlace));
  const faults = entries.includes(UNFINISHED_RESTORE) ? [unfinished(dir)] : [...inFiles, ...(await warnOfUnread(dir, entries))];
  const more = {
    faults,
    files: parts.flatMap(({ files }) => files),
    examine: () => examineAll({ languages: languages && new Set(languages), names }),
    placeOf,
    placeOfWeb: inSettings.placeOfWeb,
  };
  if (settings === null || faults.some(({ severity }) => severity === "error")) return { config: null, ...more };
  return { config: deepFreeze({ dir, dataDir, path, ...settings, feeds, watchlists, digests }), ...more };
}

/** Null if one is missing. */
const allOf = (values: readonly (string | null)[]): string[] | null =>
  values.includes(null) ? null : values.filter((value) => value !== null);

function byPlace(a: ConfigFault, b: ConfigFault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** Says it alone, since what else is wrong comes of it. */
function unfinished(dir: string): ConfigFault {
  const message =
    "a restore into this folder did not end, so files may be missing: call `wirewatch restore BACKUP` again, which completes it";
  return { file: shownPath(resolve(dir, UNFINISHED_RESTORE)), line: 1, column: 1, message, severity: "error" };
}
