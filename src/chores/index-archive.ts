// Indexes what the archive is searched by, a few articles at a time, off the way of those that are still to be told.
import { takeUnindexed, saveWords } from "../store/views/archive.ts";
import { indexWords } from "../watchlists/words/index-words.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

const BATCH = 20;
/** What one tick may index; the rest waits for the next, and a search reads it whole. */
const TICK_MAX = 200;

/** Returns how many articles were indexed. Twice the same does no harm. */
export async function indexArchive({ database }: Pick<StageDeps, "database">, most = TICK_MAX): Promise<number> {
  let indexed = 0;
  while (indexed < most) {
    const count = await database.transaction(async (sql) => {
      const articles = await takeUnindexed(sql, BATCH);
      for (const { id, title, text } of articles) await saveWords(sql, id, indexWords(title ?? "", text));
      return articles.length;
    });
    indexed += count;
    if (count < BATCH) break;
  }
  return indexed;
}
