// Finds watchlists that no longer match anything, and those that match nearly everything.
import { countMatched, listActivity } from "../store/watchlists.ts";
import type { Sql } from "../store/engine/database.ts";

export interface OddWatchlist {
  id: string;
  /** A sentence without its full stop: what is odd, and what to do. */
  note: string;
}

const DAY_MS = 86_400_000;
const SILENT_DAYS = 30;
/** With fewer articles than this, neither silence nor excess means anything. */
const ARTICLES_MIN = 200;
const TOO_MUCH = 1 / 3;

export async function findOddWatchlists(sql: Sql, now: Date): Promise<OddWatchlist[]> {
  const since = new Date(now.getTime() - SILENT_DAYS * DAY_MS);
  const articles = await countMatched(sql, since);
  if (articles < ARTICLES_MIN) return [];
  return (await listActivity(sql, since)).flatMap(({ id, followed_since, matches, last_match_at }) => {
    if (matches > articles * TOO_MUCH) {
      const share = Math.round((100 * matches) / articles);
      return [
        {
          id,
          note: `matched ${share} % of the ${articles} articles of ${SILENT_DAYS} days: all, near or a mask would narrow it`,
        },
      ];
    }
    if (matches > 0 || followed_since > since) return [];
    const last = last_match_at === null ? "ever" : `since ${last_match_at.toISOString().slice(0, 10)}`;
    return [
      {
        id,
        note: `matched none of the ${articles} articles of ${SILENT_DAYS} days, and nothing ${last}: see wirewatch backtest ${id}`,
      },
    ];
  });
}
