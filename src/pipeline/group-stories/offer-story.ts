// Puts a story before each digest that takes one of its watchlists.
import { surgeOf } from "./surge-of.ts";
import { makeDigestDueAfter, makeDigestsDue, offerStory } from "../../store/digests.ts";
import type { Config } from "../../config/config.ts";
import type { Digest } from "../../digests/digest.ts";
import type { Sql } from "../../store/engine/database.ts";

/** While a watchlist surges, a digest that goes out at once goes out no oftener. */
const SURGE_EVERY_MS = 30 * 60_000;

/** Returns the digests that are due by it at once. */
export async function offerToDigests(
  { digests }: Pick<Config, "digests">,
  sql: Sql,
  { story, watchlists, now }: { story: number; watchlists: readonly string[]; now: Date },
): Promise<string[]> {
  const offers = digests.flatMap((digest) => {
    const watchlist = watchlists.find((id) => takes(digest, id));
    return watchlist === undefined ? [] : [{ digest: digest.id, watchlist }];
  });
  const added = await offerStory(sql, story, offers, now);
  const due = [];
  for (const digest of digests.filter(({ id, schedule }) => added.includes(id) && schedule.kind === "immediately")) {
    const watchlist = offers.find((offer) => offer.digest === digest.id)?.watchlist ?? "";
    if ((await surgeOf(sql, digest, watchlist, now)) === null) due.push(digest.id);
    else await makeDigestDueAfter(sql, digest.id, SURGE_EVERY_MS, now);
  }
  if (due.length > 0) await makeDigestsDue(sql, due, now);
  return due;
}

const takes = (digest: Digest, watchlist: string): boolean => digest.watchlists === null || digest.watchlists.includes(watchlist);
