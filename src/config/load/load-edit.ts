// Loads an edited file of watchlists together with the configuration, without making it part of it.
import { basename } from "node:path";
import { compileWatchlists } from "../../watchlists/compile-watchlists.ts";
import { loadFile, loadText } from "./load-file.ts";
import { watchlistsSchema } from "../schemas/watchlists-schema.ts";
import type { WatchlistFault, WatchlistFile } from "../../watchlists/watchlist.ts";
import type { Lookup } from "./environment.ts";
import type { ConfigSource, LoadedFile } from "./load-file.ts";
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
  return judgeEdit({ name: `watchlists/${basename(path)}`, loaded }, inForce, (files) => compileWatchlists(files).faults);
}

/** The same for a text; `name` is as in `watchlists/myanmar.yaml`, and `compile` returns the faults of files. */
export function loadEditText(
  { name, text }: { name: string; text: string },
  inForce: Config["watchlists"],
  compile: (files: Config["watchlists"]) => Promise<readonly WatchlistFault[]>,
): Promise<LoadedEdit> {
  return judgeEdit({ name, loaded: loadText(name, text, watchlistsSchema, noVariables) }, inForce, compile);
}

/** A page shows what an edit was understood as, which may not be a secret of the environment. */
const noVariables = (): Lookup => ({
  kind: "fault",
  message: "a page reads no variables of the environment: try this file with wirewatch backtest --file",
});

async function judgeEdit(
  { name, loaded }: { name: string; loaded: LoadedFile<WatchlistFile> },
  inForce: Config["watchlists"],
  compile: (files: Config["watchlists"]) => readonly WatchlistFault[] | Promise<readonly WatchlistFault[]>,
): Promise<LoadedEdit> {
  if (loaded.value === null) return { watchlists: null, ids: [], faults: loaded.faults };
  const content = loaded.value;
  const ids = (content.watchlists ?? []).map(({ id }) => id);
  const others = inForce.filter(({ file }) => file !== name).map((file) => without(file, ids));
  const watchlists = [...others, { file: name, content }];
  const faults = (await compile(watchlists))
    .filter(({ file }) => file === name)
    .map(({ path: at, message, severity, offset }) =>
      loaded.faultAt(at, message, { severity, part: offset === undefined ? "value" : { offset } }),
    );
  const broken = faults.some(({ severity }) => severity === "error");
  return { watchlists: broken ? null : watchlists, ids, faults: [...loaded.faults, ...faults] };
}

function without({ file, content }: Config["watchlists"][number], ids: readonly string[]): Config["watchlists"][number] {
  return { file, content: { ...content, watchlists: (content.watchlists ?? []).filter(({ id }) => !ids.includes(id)) } };
}
