// Matches articles of the archive in a thread: a slow query ends at its deadline, and the process answers others meanwhile.
import { CommandError } from "../../errors.ts";
import { voicesOf } from "../../pipeline/match-watchlists/voices-of.ts";
import { documentOf } from "../archive.ts";
import type { ArchivedArticle } from "../archive.ts";
import type { Threads } from "../../threads/pool.ts";
import type { FilesRead, FoundIn, Watched } from "../../watchlists/query/match-files.ts";
import type { Match } from "../../watchlists/watchlist.ts";

const COMPILE_MS_MAX = 5_000;
const BATCH_MS_MAX = 2_000;

/** Throws CommandError if that takes too long. */
export async function compileInThread(threads: Pick<Threads, "run">, watched: Watched): Promise<FilesRead> {
  const end = await threads.run("compile-watchlists", { watched }, { deadlineMs: COMPILE_MS_MAX });
  if (end.kind === "done") return end.value;
  if (end.kind === "timeout") throw new CommandError("reading this takes too long: shorten it, or split it into several");
  throw new CommandError(`this cannot be read: ${end.message}`);
}

/** The matches of each article; null where they were not found in time. */
export async function matchInThread(
  threads: Pick<Threads, "run">,
  watched: Watched,
  articles: readonly ArchivedArticle[],
): Promise<(Match[] | null)[]> {
  const asked = { watched, articles: articles.map(foundIn) };
  const end = await threads.run("match-watchlists", asked, { deadlineMs: BATCH_MS_MAX });
  return end.kind === "done" ? end.value : articles.map(() => null);
}

export const foundIn = (article: ArchivedArticle): FoundIn => ({ document: documentOf(article), voices: voicesOf(article) });
