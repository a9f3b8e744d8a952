// Loads an edited file of watchlists together with the configuration, without making it part of it.
import { basename } from "node:path";
import { compileWatchlists } from "../../watchlists/compile-watchlists.ts";
import { idsIn } from "../schemas/ids-in.ts";
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

/**
 * The same for a text that may be written to disk: it must also fit to the other files of the configuration, which would be refused as
 * a whole. `name` is as in `watchlists/myanmar.yaml`, and `compile` returns the faults of files.
 */
export async function loadEditText(
  { name, text }: { name: string; text: string },
  inForce: Pick<Config, "watchlists" | "digests">,
  compile: (files: Config["watchlists"]) => Promise<readonly WatchlistFault[]>,
): Promise<LoadedEdit> {
  const loaded = loadText(name, text, watchlistsSchema, noVariables);
  const edit = await judgeEdit({ name, loaded }, inForce.watchlists, compile);
  const faults = loaded.value === null ? [] : unfit({ name, loaded }, new Set(edit.ids), inForce);
  return faults.length === 0 ? edit : { ...edit, watchlists: null, faults: [...edit.faults, ...faults] };
}

/** Why the other files would have faults with the edit. */
function unfit(
  { name, loaded }: { name: string; loaded: LoadedFile<WatchlistFile> },
  ids: ReadonlySet<string>,
  { watchlists, digests }: Pick<Config, "watchlists" | "digests">,
): ConfigFault[] {
  const others = new Map(
    watchlists
      .filter(({ file }) => file !== name)
      .flatMap(({ file, content }) => (content.watchlists ?? []).map(({ id }) => [id, file])),
  );
  if (others.size === 0 && ids.size === 0)
    return [loaded.faultAt(["watchlists"], "no watchlist would be left, so nothing would be watched: keep one")];
  const doubles = idsIn(loaded.raw, "watchlists").flatMap(({ id, path }) => {
    const file = others.get(id);
    return file === undefined
      ? []
      : [loaded.faultAt(path, `"${id}" is the id of another watchlist in ${file}: give each its own`)];
  });
  const missed = digests.flatMap(({ id: digest, watchlists: followed }) =>
    (followed ?? [])
      .filter((id) => !ids.has(id) && !others.has(id))
      .map((id) =>
        loaded.faultAt(
          ["watchlists"],
          `the digest "${digest}" follows the watchlist "${id}", which this edit takes out: change digests.yaml first`,
        ),
      ),
  );
  return [...doubles, ...missed];
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
