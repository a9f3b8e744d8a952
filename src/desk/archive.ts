// The archive as commands and pages read it: plain JSON, a page at a time, and as the document that the matcher reads.
import { countArchived, listArchived, listArticles } from "../store/views/archive.ts";
import type { Sql } from "../store/engine/database.ts";
import type { ArchivedArticle as ArticleRow } from "../store/views/archive.ts";
import type { NecessaryWords } from "../watchlists/necessary-words.ts";
import { voicesOf } from "../pipeline/match-watchlists/voices-of.ts";
import { matchVoices } from "../watchlists/match-voices.ts";
import type { CompiledWatchlists } from "../watchlists/compile-watchlists.ts";
import type { Match, MatchDocument } from "../watchlists/watchlist.ts";

/** Dates are ISO 8601. */
export interface ArchivedArticle extends Omit<ArticleRow, "published_at" | "first_seen_at"> {
  published_at: string | null;
  first_seen_at: string;
}

export interface ArchiveQuestion {
  words: NecessaryWords | null;
  since: string | null;
  /** Adds articles that one of these watchlists matched when they came, whatever their words. */
  matchedBy: string[];
}

/** The part of the desk that searches and backtests read. The engine runs in the process that asks: it takes no time from the pipeline. */
export interface Archive {
  archiveSize(args: { since: string | null }): Promise<{ count: number; oldest: string | null }>;
  /** Newest first. */
  archiveIds(question: ArchiveQuestion): Promise<number[]>;
  /** In no order. */
  archiveArticles(args: { ids: number[] }): Promise<ArchivedArticle[]>;
}

export async function archiveSize(sql: Sql, since: string | null): Promise<{ count: number; oldest: string | null }> {
  const { count, oldest } = await countArchived(sql, dateOf(since));
  return { count, oldest: oldest?.toISOString() ?? null };
}

export const archiveIds = (sql: Sql, { words, since, matchedBy }: ArchiveQuestion): Promise<number[]> =>
  listArchived(sql, { words, since: dateOf(since), matchedBy });

export const archiveArticles = async (sql: Sql, ids: number[]): Promise<ArchivedArticle[]> =>
  (await listArticles(sql, ids)).map((row) => ({
    ...row,
    published_at: row.published_at?.toISOString() ?? null,
    first_seen_at: row.first_seen_at.toISOString(),
  }));

/** The same document as when the article came. */
export function documentOf({ title, text, language, site, url, feeds, tags }: ArchivedArticle): MatchDocument {
  const source = site === null || site === "" ? feeds : [...new Set([...feeds, site])];
  return { title: title ?? "", text, language, source, url, tags };
}

/** Returns the watchlists that match what was said of it: the same as when the article came. */
export const matchArchived = (compiled: CompiledWatchlists, article: ArchivedArticle): Match[] =>
  matchVoices(compiled, documentOf(article), voicesOf(article));

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
