// Deletes what is older than `retention` keeps.
import { STORY_WINDOW_MS } from "../stories/decide-story.ts";
import { deleteOld } from "../store/retention.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

/** Returns how many articles were deleted. */
export async function deleteExpired({
  database,
  config,
  now,
  log,
}: Pick<StageDeps, "database" | "config" | "now" | "log">): Promise<number> {
  const nowMs = now().getTime();
  const articles = await deleteOld(database, new Date(nowMs - config().retentionMs), new Date(nowMs - STORY_WINDOW_MS));
  if (articles > 0) log.info({ articles }, "deleted articles that are older than `retention`");
  return articles;
}
