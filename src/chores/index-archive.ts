// Indexes the words that the archive is searched by, a few articles at a time, so alerts don't wait for it.
import { hasUnindexed, saveWords, takeUnindexed } from "../store/views/archive.ts";
import { indexWords } from "../watchlists/words/index-words.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

const BATCH = 20;
/** The most that one run indexes; a search reads the rest whole. */
const RUN_MAX = 200;

/** Returns how many articles were indexed. Indexing one twice does no harm. */
export async function indexArchive(
  { database }: Pick<StageDeps, "database">,
  { most = RUN_MAX, signal }: { most?: number; signal?: AbortSignal } = {},
): Promise<number> {
  let indexed = 0;
  if (!(await hasUnindexed(database))) return 0;
  while (indexed < most) {
    const count = await database.transaction(async (sql) => {
      const articles = await takeUnindexed(sql, BATCH);
      await saveWords(
        sql,
        articles.map(({ id, title, text }) => ({ id, words: indexWords(title ?? "", text) })),
      );
      return articles.length;
    });
    indexed += count;
    if (count < BATCH || signal?.aborted === true) break;
  }
  return indexed;
}
