// Runs watchlists over the archive as if each article came now: what they match, and what an edit adds and drops.
import { matchArchived } from "./archive.ts";
import { hitOf, scanArchive } from "./search-archive.ts";
import type { CompiledWatchlists } from "../watchlists/compile-watchlists.ts";
import type { NecessaryWords } from "../watchlists/necessary-words.ts";
import type { Match } from "../watchlists/watchlist.ts";
import type { Archive, ArchivedArticle } from "./archive.ts";
import type { Hit, Watch } from "./search-archive.ts";

/** Some of many: the newest. */
interface Samples {
  count: number;
  samples: Hit[];
}

export interface Backtested extends Samples {
  watchlist: string;
  /** How many stories the matches belong to; matches without a story count singly. */
  stories: number;
  /** Days in UTC, `2026-11-26`, that have a match, the earliest first. */
  days: { day: string; matches: number }[];
  /** The comparison with the baseline; null if there is none. */
  added: Samples | null;
  dropped: Samples | null;
}

export interface Backtest {
  watchlists: Backtested[];
  articles: number;
  /** When the first article of the period was first seen, ISO 8601; null for an empty archive. */
  from: string | null;
}

/** What matches are compared with: what matched when each article came, other watchlists with the same ids, or nothing. */
export type Baseline = { kind: "then" } | { kind: "watchlists"; compiled: CompiledWatchlists } | { kind: "nothing" };

export interface BacktestOptions {
  compiled: CompiledWatchlists;
  /** The ids to report on. */
  ids: readonly string[];
  baseline: Baseline;
  /** Words that each article matched by any of them, or by the baseline, contains. */
  words: NecessaryWords | null;
  since: string | null;
  samplesMax: number;
}

/** Writes nothing and mails nothing. */
export async function backtest(archive: Archive, options: BacktestOptions, watch?: Watch): Promise<Backtest> {
  const { compiled, ids, baseline, words, since } = options;
  const tallies = new Map(ids.map((id) => [id, startCount(id, options)]));
  const { count, oldest } = await archive.archiveSize({ since });
  const matchedBy = baseline.kind === "then" ? [...ids] : [];
  await scanArchive(
    archive,
    compiled,
    { words, since, matchedBy },
    ({ article, matches }) => {
      const before = matchedBefore(baseline, article);
      for (const [id, tally] of tallies)
        tally.add(article, matches.find(({ watchlist }) => watchlist === id)?.spans ?? null, before.get(id) ?? null);
      return true;
    },
    watch,
  );
  return {
    watchlists: [...tallies.values()].map((tally) => tally.end()),
    articles: count,
    from: oldest,
  };
}

type Spans = Match["spans"];

/** The spans by watchlist; of earlier matches only the fact is kept here. */
function matchedBefore(baseline: Baseline, article: ArchivedArticle): ReadonlyMap<string, Spans> {
  if (baseline.kind === "nothing") return new Map();
  if (baseline.kind === "then") return new Map(article.matched.map((id) => [id, []]));
  return new Map(matchArchived(baseline.compiled, article).map(({ watchlist, spans }) => [watchlist, spans]));
}

function startCount(watchlist: string, { baseline, samplesMax }: BacktestOptions) {
  const all = openSamples(samplesMax);
  const added = openSamples(samplesMax);
  const dropped = openSamples(samplesMax);
  const days = new Map<string, number>();
  const stories = new Set<string>();
  return {
    add(article: ArchivedArticle, now: Spans | null, before: Spans | null): void {
      if (now !== null) {
        all.add(article, now);
        const day = article.first_seen_at.slice(0, 10);
        days.set(day, (days.get(day) ?? 0) + 1);
        stories.add(article.story_id === null ? `article ${article.id}` : String(article.story_id));
      }
      if (now !== null && before === null) added.add(article, now);
      if (now === null && before !== null) dropped.add(article, before);
    },
    end: (): Backtested => ({
      watchlist,
      ...all.end(),
      stories: stories.size,
      days: [...days].map(([day, matches]) => ({ day, matches })).toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      added: baseline.kind === "nothing" ? null : added.end(),
      dropped: baseline.kind === "nothing" ? null : dropped.end(),
    }),
  };
}

function openSamples(max: number) {
  const samples: Hit[] = [];
  let count = 0;
  return {
    add(article: ArchivedArticle, spans: Spans): void {
      count++;
      if (samples.length < max) samples.push(hitOf(article, spans));
    },
    end: (): Samples => ({ count, samples }),
  };
}
