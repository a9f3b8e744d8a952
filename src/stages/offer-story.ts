// Puts a story before each digest that takes one of its watchlists.
import { makeDigestsDue, offerStory } from "../store/digests.ts";
import type { Config } from "../config/config.ts";
import type { Digest } from "../digests/digest.ts";
import type { Sql } from "../store/database.ts";

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
  const due = digests.filter(({ id, schedule }) => added.includes(id) && schedule.kind === "immediately").map(({ id }) => id);
  if (due.length > 0) await makeDigestsDue(sql, due, now);
  return due;
}

const takes = (digest: Digest, watchlist: string): boolean => digest.watchlists === null || digest.watchlists.includes(watchlist);
