// Runs a backtest of the watchlists as they stand, or of an edit of them, by an engine in this thread or in another.
import { compileInThread, foundIn, matchInThread } from "./match-in-thread.ts";
import { matchFiles, readFiles } from "../../watchlists/query/match-files.ts";
import type { BacktestOptions } from "../backtest.ts";
import type { Judge } from "../search-archive.ts";
import type { Threads } from "../../threads/pool.ts";
import type { FilesRead, WatchlistFiles } from "../../watchlists/query/match-files.ts";
import type { Match } from "../../watchlists/watchlist.ts";

export interface Engine {
  read(files: WatchlistFiles): FilesRead | Promise<FilesRead>;
  judge(files: WatchlistFiles): Judge<Match[] | null>;
}

export const engineHere: Engine = {
  read: (files) => readFiles({ files }),
  judge: (files) => (articles) => matchFiles({ files }, articles.map(foundIn)),
};

export const engineIn = (threads: Pick<Threads, "run">): Engine => ({
  read: (files) => compileInThread(threads, { files }),
  judge: (files) => (articles) => matchInThread(threads, { files }, articles),
});

export type AskedBacktest = Omit<BacktestOptions, "since" | "samplesMax">;

/** Compares with what these watchlists matched when each article came. */
export async function askById(engine: Engine, files: WatchlistFiles, ids: readonly string[]): Promise<AskedBacktest> {
  const chosen = only(files, ids);
  const { words } = await engine.read(chosen);
  return { judge: engine.judge(chosen), words, ids, baseline: { kind: "then" } };
}

/** Compares with the watchlists in force. */
export async function askByEdit(
  engine: Engine,
  { edited, inForce }: { edited: WatchlistFiles; inForce: WatchlistFiles },
  ids: readonly string[],
): Promise<AskedBacktest> {
  const [after, before] = [only(edited, ids), only(inForce, ids)];
  const [{ words: added }, { words: known }] = [await engine.read(after), await engine.read(before)];
  const isNew = before.every(({ content }) => content.watchlists?.length === 0);
  const both = added && known && ({ kind: "any", parts: [added, known] } as const);
  return {
    judge: engine.judge(after),
    words: isNew ? added : both,
    ids,
    baseline: { kind: "watchlists", judge: engine.judge(before) },
  };
}

/** The files with these watchlists alone; their sets stay. */
export const only = (files: WatchlistFiles, ids: readonly string[]): WatchlistFiles =>
  files.map(({ file, content }) => ({
    file,
    content: { ...content, watchlists: (content.watchlists ?? []).filter(({ id }) => ids.includes(id)) },
  }));
