// Why the other watchlists, in their present form, do not match an article, and what would make them.
import { archiveArticles, documentOf } from "../archive.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Explained } from "../../watchlists/query/match-files.ts";

/** A watchlist that did not match when the article came. `matches`: it would now. */
export type Missed = Explained;

/** Ten thousand watchlists are compiled in a second. */
const EXPLAIN_MS_MAX = 10_000;
/** So few watchlists are all told; of more, those that nearly matched. */
const TOLD_MAX = 10;

/** Null if that takes too long. */
export async function explainMissed(
  { database, config, sources = config, threads, pipeline }: DeskDeps,
  article: number,
): Promise<Missed[] | null> {
  const [found] = await archiveArticles(database, [article]);
  if (found === undefined) return [];
  const watched = { files: sources().watchlists };
  const document = documentOf(found);
  const own = threads ?? pipeline?.deps.threads;
  const end =
    own === undefined
      ? { kind: "done" as const, value: (await import("../../watchlists/query/match-files.ts")).explainFiles(watched, document) }
      : await own.run("explain-watchlists", { watched, document }, { deadlineMs: EXPLAIN_MS_MAX });
  return end.kind === "done" ? end.value.filter(({ watchlist }) => !found.matched.includes(watchlist)) : null;
}

/** Those to tell people of, and how many others have none of their words in it. */
export function missedToTell(missed: readonly Missed[]): { told: readonly Missed[]; rest: number } {
  const told = missed.length <= TOLD_MAX ? missed : missed.filter(({ matches, nearly }) => matches || nearly);
  return { told, rest: missed.length - told.length };
}
