// Loads an edited file of watchlists together with the configuration, without making it part of it.
import { basename } from "node:path";
import { compileWatchlists } from "../../watchlists/compile-watchlists.ts";
import { loadFile } from "./load-file.ts";
import { watchlistsSchema } from "../schemas/watchlists-schema.ts";
import type { WatchlistFile } from "../../watchlists/watchlist.ts";
import type { ConfigSource } from "./load-file.ts";
import type { Config, ConfigFault } from "../config.ts";

export interface LoadedEdit {
  /** The configuration's files with the edit; null if the edit has an error. */
  watchlists: Config["watchlists"] | null;
  /** The ids of the watchlists in the edited file. */
  ids: string[];
  faults: ConfigFault[];
}

/** The edit replaces the file of the same name, or the watchlists with the same ids. */
export async function loadEdit(path: string, inForce: Config["watchlists"], source: ConfigSource): Promise<LoadedEdit> {
  const loaded = await loadFile<WatchlistFile>(path, watchlistsSchema, source);
  if (!loaded.found)
    return { watchlists: null, ids: [], faults: [loaded.faultAt([], "there is no such file: name the edited one")] };
  if (loaded.value === null) return { watchlists: null, ids: [], faults: loaded.faults };
  const content = loaded.value;
  const name = `watchlists/${basename(path)}`;
  const ids = (content.watchlists ?? []).map(({ id }) => id);
  const others = inForce.filter(({ file }) => file !== name).map((file) => without(file, ids));
  const watchlists = [...others, { file: name, content }];
  const faults = compileWatchlists(watchlists)
    .faults.filter(({ file }) => file === name)
    .map(({ path: at, message, severity, offset }) =>
      loaded.faultAt(at, message, { severity, part: offset === undefined ? "value" : { offset } }),
    );
  const broken = faults.some(({ severity }) => severity === "error");
  return { watchlists: broken ? null : watchlists, ids, faults: [...loaded.faults, ...faults] };
}

function without({ file, content }: Config["watchlists"][number], ids: readonly string[]): Config["watchlists"][number] {
  return { file, content: { ...content, watchlists: (content.watchlists ?? []).filter(({ id }) => !ids.includes(id)) } };
}
