// Tries an edit of a file of watchlists: its faults, its tests, and what it would have matched; or puts it in the file's place.
import { archiveArticles, archiveIds, archiveSize } from "../archive.ts";
import { backtest } from "../backtest.ts";
import { askByEdit, engineIn } from "../search/ask-backtest.ts";
import { loadEditText } from "../../config/load/load-edit.ts";
import { unifiedDiff, withLineBreaksOf } from "../../config/yaml/unified-diff.ts";
import { readWatchlistFile, saveWatchlistFile } from "./watchlist-file.ts";
import type { Saved } from "../../config/load/replace-file.ts";
import type { Config, ConfigFault } from "../../config/config.ts";
import type { Archive } from "../archive.ts";
import type { Backtest } from "../backtest.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Threads } from "../../threads/pool.ts";
import type { Match } from "../../watchlists/watchlist.ts";
import type { Judge } from "../search-archive.ts";

export interface Edit {
  /** As in `watchlists/myanmar.yaml`. */
  file: string;
  text: string;
}

export interface TriedEdit {
  faults: ConfigFault[];
  /** Tests of its watchlists that fail, as sentences. */
  failing: string[];
  /** Against the watchlists in force; null if the edit has an error. */
  backtest: Backtest | null;
  /** Articles on which it took too long. */
  unread: number;
  /** The edit with the line breaks of the file on disk. */
  text: string;
  /** Against the file on disk; empty if nothing changed. */
  diff: string;
}

export async function tryEdit(
  deps: DeskDeps,
  threads: Pick<Threads, "run">,
  { file, text: typed, since, lookMs, samplesMax }: Edit & { since: string | null; lookMs: number; samplesMax: number },
): Promise<TriedEdit> {
  const { database, config, now } = deps;
  const inForce = config().watchlists;
  const engine = engineIn(threads);
  const before = await readWatchlistFile(config(), file);
  const text = before === null ? typed : withLineBreaksOf(before.text, typed);
  const diff = before === null ? "" : unifiedDiff(file, before.text, text);
  const edit = await loadEditText({ name: file, text }, config(), async (files) => (await engine.read(files)).faults);
  if (edit.watchlists === null) return { faults: edit.faults, failing: [], backtest: null, unread: 0, text, diff };
  const { failing } = await engine.read(edit.watchlists);
  const gone = (inForce.find((one) => one.file === file)?.content.watchlists ?? []).map(({ id }) => id);
  const ids = [...new Set([...edit.ids, ...gone])];
  const asked = await askByEdit(engine, { edited: edit.watchlists, inForce }, ids);
  const slow = new Set<number>();
  const until = now().getTime() + lookMs;
  const archive: Archive = {
    archiveSize: (args) => archiveSize(database, args.since),
    archiveIds: (question) => archiveIds(database, question),
    archiveArticles: (args) => archiveArticles(database, args.ids),
  };
  const noting =
    (judge: Judge<Match[] | null>): Judge<Match[] | null> =>
    async (articles) => {
      const found = await judge(articles);
      for (const [index, { id }] of articles.entries()) if (found[index] === null) slow.add(id);
      return found;
    };
  const { baseline } = asked;
  const counted = {
    ...asked,
    judge: noting(asked.judge),
    baseline: baseline.kind === "watchlists" ? { ...baseline, judge: noting(baseline.judge) } : baseline,
  };
  const result = await backtest(archive, { ...counted, since, samplesMax }, undefined, () => now().getTime() < until);
  return {
    faults: edit.faults,
    failing: failing.filter((fault) => fault.file === file).map(({ message }) => message),
    backtest: result,
    unread: slow.size,
    text,
    diff,
  };
}

/** Refuses an edit that has an error. `sha256` is that of the file that was edited. */
export async function saveEdit(
  { config }: Pick<DeskDeps, "config">,
  threads: Pick<Threads, "run">,
  edit: Edit & { sha256: string },
): Promise<Saved> {
  const engine = engineIn(threads);
  const before = await readWatchlistFile(config(), edit.file);
  const text = before === null ? edit.text : withLineBreaksOf(before.text, edit.text);
  const read = async (files: Config["watchlists"]) => (await engine.read(files)).faults;
  const { watchlists, faults } = await loadEditText({ name: edit.file, text }, config(), read);
  if (watchlists === null)
    return { kind: "refused", message: `it has faults: ${faults.find(({ severity }) => severity === "error")?.message ?? ""}` };
  return saveWatchlistFile(config(), { ...edit, text });
}
