// Once an hour, what is older than the archive may keep is deleted.
import { STORY_WINDOW_MS } from "../stories/decide-story.ts";
import { dropLogDays } from "../store/story-log.ts";
import { deleteOld } from "../store/retention.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

const HOUR_MS = 3_600_000;

/** A chore for the tick: most calls do nothing. */
export function retention({
  database,
  config,
  now,
  log,
}: Pick<StageDeps, "database" | "config" | "now" | "log">): () => Promise<void> {
  let lastMs = 0;
  return async () => {
    if (now().getTime() - lastMs < HOUR_MS) return;
    lastMs = now().getTime();
    const articles = await deleteOld(database, new Date(lastMs - config().retentionMs), new Date(lastMs - STORY_WINDOW_MS));
    await database.transaction((sql) => dropLogDays(sql, new Date(lastMs - STORY_WINDOW_MS)));
    if (articles > 0) log.info({ articles }, "deleted what is older than `retention` keeps");
  };
}
