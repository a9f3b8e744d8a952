// Searches the archive: the index names the candidates, and the matcher decides on each article.
import { matchArchived } from "./archive.ts";
import { excerptAround } from "../digests/excerpt.ts";
import { isElsewhere, wordsShown } from "../digests/words-shown.ts";
import type { ListedWords } from "../digests/words-shown.ts";
import type { Excerpt } from "../digests/excerpt.ts";
import type { Archive, ArchivedArticle } from "./archive.ts";
import type { CompiledWatchlists } from "../watchlists/compile-watchlists.ts";
import type { NecessaryWords } from "../watchlists/necessary-words.ts";
import type { Match, Span } from "../watchlists/watchlist.ts";

/** What is found in each of these articles. */
export type Judge<T> = (articles: readonly ArchivedArticle[]) => readonly T[] | Promise<readonly T[]>;

export const judgeBy =
  (compiled: CompiledWatchlists): Judge<Match[]> =>
  (articles) =>
    articles.map((article) => matchArchived(compiled, article));

/** Progress: how many of the candidates are read. */
export type Watch = (read: number, of: number) => void;

const BATCH = 50;

/** Visits these articles with what is found in them, the newest first, until `take` returns that it is enough. Returns whether it never did. */
export async function scanArticles<T>(
  archive: Pick<Archive, "archiveArticles">,
  judge: Judge<T>,
  ids: readonly number[],
  take: (article: ArchivedArticle, found: T) => boolean,
  watch: Watch = () => undefined,
): Promise<boolean> {
  for (let from = 0; from < ids.length; from += BATCH) {
    watch(from, ids.length);
    const read = await archive.archiveArticles({ ids: ids.slice(from, from + BATCH) });
    const articles = read.toSorted((a, b) => b.id - a.id);
    const found = await judge(articles);
    for (const [index, article] of articles.entries()) if (!take(article, found[index] as T)) return false;
  }
  watch(ids.length, ids.length);
  return true;
}

/** Dates are ISO 8601. */
export interface Hit extends Pick<Excerpt, "excerpt" | "titleMarks" | "terms"> {
  id: number;
  url: string;
  title: string | null;
  /** The site, or else the feeds that listed it. */
  outlet: string;
  byline: string | null;
  language: string | null;
  publishedAt: string | null;
  firstSeenAt: string;
  story: number | null;
}

/** An article and where it matched. */
export function hitOf(article: ArchivedArticle, spans: Match["spans"]): Hit {
  const { id, url, language, byline, published_at: published, first_seen_at: seen, story_id: story } = article;
  const words = wordsShown(article, spans, listedIn(article, spans.find(isElsewhere)));
  return {
    id,
    url,
    title: words.title === "" ? null : words.title,
    outlet: outletOf(article),
    byline,
    language,
    publishedAt: published,
    firstSeenAt: seen,
    story,
    ...excerptAround(words),
  };
}

export const outletOf = ({ site, feeds }: ArchivedArticle): string => site ?? feeds[0] ?? "";

function listedIn({ entries, old }: ArchivedArticle, span: Span | undefined): ListedWords | null {
  const entry = entries.find(({ id }) => id === span?.voice);
  if (span?.version === undefined) return entry === undefined ? null : { ...entry, until: null };
  const version = old.find((words) => words.version === span.version);
  return version === undefined ? null : { ...version, feed: entry?.feed ?? null, until: null };
}

export interface SearchResult {
  hits: Hit[];
  /** True if there are more than `limit`. */
  more: boolean;
  /** How many articles the archive holds, and how many of them were read. */
  archived: number;
  read: number;
}

/** `compiled` holds the one query. Returns the hits that were first seen last, in the order of their own dates. */
export async function searchArchive(
  archive: Archive,
  compiled: CompiledWatchlists,
  { words, since, limit }: { words: NecessaryWords | null; since: string | null; limit: number },
  watch?: Watch,
): Promise<SearchResult> {
  const hits: Hit[] = [];
  let read = 0;
  let more = false;
  const { count } = await archive.archiveSize({ since });
  await scanArticles(
    archive,
    judgeBy(compiled),
    await archive.archiveIds({ words, since, matchedBy: [] }),
    (article, [match]) => {
      read++;
      if (match && hits.length === limit) more = true;
      else if (match) hits.push(hitOf(article, match.spans));
      return !more;
    },
    watch,
  );
  return { hits: hits.toSorted(byDate), more, archived: count, read };
}

const byDate = (a: Hit, b: Hit): number => ((b.publishedAt ?? b.firstSeenAt) < (a.publishedAt ?? a.firstSeenAt) ? -1 : 1);
