// The watchlists: what each matched, whether its tests pass, which digests have it, and what is odd about it.
import { archiveArticles } from "../archive.ts";
import { findOddWatchlists } from "../odd-watchlists.ts";
import { hitOf } from "../search-archive.ts";
import { compileInThread } from "../search/match-in-thread.ts";
import { only } from "../search/ask-backtest.ts";
import { listActivity, listLastMatches, listMatchDays } from "../../store/watchlists.ts";
import { describeWatchlists } from "../../watchlists/describe-watchlist.ts";
import { readWatchlistFile } from "./watchlist-file.ts";
import type { Config } from "../../config/config.ts";
import type { DeskDeps } from "../desk-deps.ts";
import type { Hit } from "../search-archive.ts";
import type { Threads } from "../../threads/pool.ts";
import type { Described } from "../../watchlists/describe-watchlist.ts";
import type { WatchlistDefinition, WatchlistFault } from "../../watchlists/watchlist.ts";
import type { WatchlistText } from "./watchlist-file.ts";

/** Dates are ISO 8601. */
export interface ListedWatchlist {
  id: string;
  name: string;
  /** As in `watchlists/myanmar.yaml`. */
  file: string;
  /** Null: since the next start. */
  followedSince: string | null;
  /** Of the last thirty days. */
  matches: number;
  lastMatchAt: string | null;
  /** Days in UTC, `2026-11-26`, that have a match, the earliest first. */
  days: { day: string; matches: number }[];
  /** The ids of the digests that have it. */
  digests: string[];
  /** A sentence without its full stop; null: nothing. */
  odd: string | null;
  tests: { count: number; failing: string[] };
}

export interface WatchlistDetails extends ListedWatchlist {
  /** What it was understood to look for. */
  looksFor: Described[];
  /** The newest. */
  hits: Hit[];
  /** Its file as it is on disk; null if that cannot be read. */
  text: WatchlistText | null;
  /** Whether a page may change the file. */
  editable: boolean;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
const HITS_SHOWN = 10;

export async function listWatchlists(
  deps: DeskDeps,
  threads: Pick<Threads, "run">,
): Promise<{ at: string; watchlists: ListedWatchlist[] }> {
  const { database, config, now } = deps;
  const at = now();
  const since = new Date(at.getTime() - DAYS * DAY_MS);
  const files = config().watchlists;
  const { failing } = await compileInThread(threads, { files });
  const [activity, days, odd] = [
    await listActivity(database, since),
    await listMatchDays(database, since),
    await findOddWatchlists(database, at),
  ];
  const listed = (file: string, definition: WatchlistDefinition, index: number): ListedWatchlist => {
    const { id, name = id, tests } = definition;
    const known = activity.find((one) => one.id === id);
    const fails = (fault: WatchlistFault) => fault.file === file && fault.path[0] === "watchlists" && fault.path[1] === index;
    return {
      id,
      name,
      file,
      followedSince: known?.followed_since.toISOString() ?? null,
      matches: known?.matches ?? 0,
      lastMatchAt: known?.last_match_at?.toISOString() ?? null,
      days: days.filter(({ watchlist }) => watchlist === id).map(({ day, matches }) => ({ day, matches })),
      digests: config().digests.flatMap((digest) => ((digest.watchlists?.includes(id) ?? true) ? [digest.id] : [])),
      odd: odd.find((one) => one.id === id)?.note ?? null,
      tests: {
        count: (tests?.match?.length ?? 0) + (tests?.no_match?.length ?? 0),
        failing: failing.filter(fails).map(({ message }) => message),
      },
    };
  };
  return {
    at: at.toISOString(),
    watchlists: files.flatMap(({ file, content }) => (content.watchlists ?? []).map((one, index) => listed(file, one, index))),
  };
}

/** Null if no watchlist has this id. */
export async function readWatchlist(deps: DeskDeps, threads: Pick<Threads, "run">, id: string): Promise<WatchlistDetails | null> {
  const { watchlists } = await listWatchlists(deps, threads);
  const listed = watchlists.find((watchlist) => watchlist.id === id);
  if (listed === undefined) return null;
  const config: Config = deps.config();
  const matches = await listLastMatches(deps.database, id, HITS_SHOWN);
  const articles = await archiveArticles(
    deps.database,
    matches.map(({ article }) => article),
  );
  return {
    ...listed,
    looksFor: describeWatchlists(only(config.watchlists, [id])).flatMap(({ looksFor }) => looksFor),
    hits: matches.flatMap(({ article: number, spans }) => {
      const article = articles.find((one) => one.id === number);
      return article === undefined ? [] : [hitOf(article, spans)];
    }),
    text: await readWatchlistFile(config, listed.file),
    editable: config.web.edit === true,
  };
}
