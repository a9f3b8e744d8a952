// Reads an article's page so that a process that ends under it is recorded, and one that ends for another reason is not.
import { countReading } from "../../store/articles.ts";
import type { ExtractedPage } from "../../articles/article.ts";
import type { BegunArticle } from "../../store/articles.ts";
import type { TaskResult, Tasks } from "../../threads/tasks.ts";
import type { StageDeps } from "../stage-deps.ts";

/** After so many processes have ended while a thread read its page, and nothing else, an article continues with its feed's words. */
export const READINGS_MAX = 12;

/**
 * Reads a page of the article in a thread. If a process has ended under the article before, this is counted while the thread is at
 * work on the page; and once one ended at that work, the thread works alone, so that no other article is read while that page ends its
 * process.
 */
export async function readCounted(
  { database, threads, now }: StageDeps,
  { id, starts, readings }: BegunArticle,
  input: Omit<Tasks["read-page"]["input"], "now">,
): Promise<TaskResult<ExtractedPage>> {
  // Most are begun once, and need no further statement.
  if (starts === 1) return threads.run("read-page", { ...input, now: now() });
  let isCounted = false;
  const begin = async () => {
    await countReading(database, id, 1);
    isCounted = true;
  };
  try {
    return await threads.run("read-page", { ...input, now: now() }, { isAlone: readings > 0, begin });
  } finally {
    // However it ended, the process is alive: what ends it later is not the page.
    if (isCounted) await countReading(database, id, -1);
  }
}
