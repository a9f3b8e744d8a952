// Runs watchlists over the archive as if each article came now: what they match, and what an edit adds and drops.
import { hitOf, scanArticles } from "./search-archive.ts";
import type { NecessaryWords } from "../watchlists/necessary-words.ts";
import type { Match } from "../watchlists/watchlist.ts";
import type { Archive, ArchivedArticle } from "./archive.ts";
import type { Hit, Judge, Watch } from "./search-archive.ts";

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
  /** If it was ended early: how many articles it read, the newest. */
  read?: number;
}

/** What matches are compared with: what matched when each article came, other watchlists with the same ids, or nothing. */
export type Baseline = { kind: "then" } | { kind: "watchlists"; judge: Judge<Match[] | null> } | { kind: "nothing" };

export interface BacktestOptions {
  /** Null for an article that took too long; it is left out. */
  judge: Judge<Match[] | null>;
  /** The ids to report on. */
  ids: readonly string[];
  baseline: Baseline;
  /** Words that each article matched by any of them, or by the baseline, contains. */
  words: NecessaryWords | null;
  since: string | null;
  samplesMax: number;
}

/** Writes nothing and mails nothing. `goesOn` is asked after each article. */
export async function backtest(
  archive: Archive,
  options: BacktestOptions,
  watch?: Watch,
  goesOn: () => boolean = () => true,
): Promise<Backtest> {
  const { judge, ids, baseline, words, since } = options;
  const tallies = new Map(ids.map((id) => [id, startCount(id, options)]));
  const { count, oldest } = await archive.archiveSize({ since });
  const matchedBy = baseline.kind === "then" ? [...ids] : [];
  let read = 0;
  const isWhole = await scanArticles(
    archive,
    async (articles) => {
      const [now, before] = await Promise.all([judge(articles), matchedBefore(baseline, articles)]);
      return articles.map((_, index) => ({ now: now[index] ?? null, before: before[index] ?? null }));
    },
    await archive.archiveIds({ words, since, matchedBy }),
    (article, { now, before }) => {
      read++;
      if (now === null || before === null) return goesOn();
      for (const [id, tally] of tallies) tally.add(article, spansOf(now, id), spansOf(before, id));
      return goesOn();
    },
    watch,
  );
  return {
    watchlists: [...tallies.values()].map((tally) => tally.end()),
    articles: count,
    from: oldest,
    ...(!isWhole && { read }),
  };
}

type Spans = Match["spans"];

const spansOf = (matches: readonly Match[], id: string): Spans | null =>
  matches.find(({ watchlist }) => watchlist === id)?.spans ?? null;

/** Of what matched when an article came, only the fact is kept here. */
function matchedBefore(baseline: Baseline, articles: readonly ArchivedArticle[]): ReturnType<Judge<Match[] | null>> {
  if (baseline.kind === "nothing") return articles.map(() => []);
  if (baseline.kind === "then") return articles.map(({ matched }) => matched.map((watchlist) => ({ watchlist, spans: [] })));
  return baseline.judge(articles);
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
