// Deletes what is older than `retention` keeps.
import { STORY_WINDOW_MS } from "../stories/decide-story.ts";
import { deleteOld } from "../store/retention.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

/** Returns how many articles were deleted. */
export async function deleteExpired(
  { database, config, now, log }: Pick<StageDeps, "database" | "config" | "now" | "log">,
  signal?: AbortSignal,
): Promise<number> {
  const nowMs = now().getTime();
  const before = new Date(nowMs - config().retentionMs);
  const articles = await deleteOld(database, before, new Date(nowMs - STORY_WINDOW_MS), signal);
  if (articles > 0) log.info({ articles }, "deleted articles that are older than `retention`");
  return articles;
}
