// A search for people: what was found in the time that a page may take, and where to look further.
import { asOneQuery } from "../../watchlists/query/as-one-query.ts";
import { faultOfQuery } from "../../watchlists/query/compile-query.ts";
import { listCandidates } from "../../store/views/candidates.ts";
import { countArchivedTo } from "../../store/views/archive.ts";
import { archiveArticles } from "../archive.ts";
import { compileInThread, matchInThread } from "./match-in-thread.ts";
import { hitOf, outletOf, scanArticles } from "../search-archive.ts";
import { addMarks } from "../stories/add-marks.ts";
import { tallyHits } from "./tally-hits.ts";
import type { ArchivedArticle } from "../archive.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Config } from "../../config/config.ts";
import type { Hit } from "../search-archive.ts";
import type { Marked } from "../stories/add-marks.ts";
import type { HitCounts } from "./tally-hits.ts";
import type { Threads } from "../../threads/pool.ts";
import type { Match } from "../../watchlists/watchlist.ts";
import type { QueryFault } from "../../watchlists/query/query.ts";

export interface SearchQuestion {
  query: string;
  /** ISO 8601: only what was first seen since then. */
  since: string | null;
  language: string | null;
  /** A site, or a feed's name. */
  outlet: string | null;
  /** `next` of an earlier answer. */
  before: number | null;
  /** At most so many hits. */
  limit: number;
  /** After so many milliseconds no further articles are looked at. */
  lookMs: number;
}

export type SearchAnswer =
  /** `offset` counts UTF-16 units of `query`. */
  | ({ kind: "fault"; query: string } & QueryFault)
  | ({
      kind: "found";
      /** As it was understood: words with nothing between them are a phrase. */
      query: string;
      /** The shipped packs whose sets it names. */
      packs: string[];
      /** Newest first. */
      hits: (Hit & Marked)[];
      /** Found in all that was looked at; no more than `COUNT_MAX` are counted. */
      count: number;
      /** Articles that may match and were looked at, and how many more were known of; null: some, not counted. */
      looked: number;
      left: number | null;
      /** Articles on which the query took too long. */
      unread: number;
      /** When the oldest article that was looked at was first seen; null: none was. */
      backTo: string | null;
      /** Look further with `before`; null: that is all. */
      next: number | null;
      /** How many articles there are, if nothing was found in all of them: one more than `ARCHIVED_MAX` if there are more than that. */
      archived: number | null;
    } & HitCounts);

export const COUNT_MAX = 1_000;
export const ARCHIVED_MAX = 10_000;

interface SearchDeps extends Pick<DeskDeps, "database" | "now"> {
  config(): Pick<Config, "watchlists">;
}

export async function search(deps: SearchDeps, threads: Pick<Threads, "run">, question: SearchQuestion): Promise<SearchAnswer> {
  const { database, config, now } = deps;
  const { limit, lookMs } = question;
  const query = asOneQuery(question.query);
  // Most queries name no set.
  const watched = { query, files: query.includes("$") ? config().watchlists : [] };
  const { faults, words, packs } = await compileInThread(threads, watched);
  const fault = faultOfQuery(faults);
  if (fault !== null) return { kind: "fault", query, ...fault };
  const since = question.since === null ? null : new Date(question.since);
  const began = now().getTime();
  /** With a page full, only a tenth of the time goes into counting. */
  const isOver = () => now().getTime() - began >= (hits.length < limit ? lookMs : lookMs / 10);
  const hits: Hit[] = [];
  const tally = tallyHits();
  const seen = { count: 0, looked: 0, unread: 0, last: null as ArchivedArticle | null };
  const take = (article: ArchivedArticle, matches: Match[] | null): void => {
    seen.looked++;
    seen.last = article;
    if (matches === null) seen.unread++;
    const [match] = matches ?? [];
    if (match === undefined) return;
    seen.count++;
    tally.add({ firstSeenAt: article.first_seen_at, language: article.language, outlet: outletOf(article) });
    if (hits.length < limit) hits.push(hitOf(article, match.spans));
  };

  const archive = { archiveArticles: ({ ids }: { ids: number[] }) => archiveArticles(database, ids) };
  const judge = (articles: readonly ArchivedArticle[]) => matchInThread(threads, watched, articles);
  let left: number | null = 0;
  let { before } = question;
  for (let goesOn = true; goesOn;) {
    const { ids, through, total } = await listCandidates(database, { ...question, words, since, before });
    const already = seen.looked;
    goesOn = await scanArticles(archive, judge, ids, (article, matches) => {
      take(article, matches);
      return seen.count < COUNT_MAX && (seen.looked % 50 > 0 || !isOver());
    });
    const read = seen.looked - already;
    left = total === null ? null : total - read;
    before = goesOn || read === ids.length ? through : (seen.last?.id ?? null);
    goesOn &&= before !== null && !isOver();
  }
  const isCut = seen.count > hits.length;
  const next = isCut ? (hits.at(-1)?.id ?? before) : before;
  const isNothing = seen.count === 0 && next === null && question.before === null;
  return {
    kind: "found",
    query,
    packs,
    hits: await addMarks(database, hits),
    count: Math.min(seen.count, COUNT_MAX),
    looked: seen.looked,
    left,
    unread: seen.unread,
    backTo: seen.last?.first_seen_at ?? null,
    next,
    archived: isNothing ? await countArchivedTo(database, since, ARCHIVED_MAX + 1) : null,
    ...tally.end(),
  };
}
