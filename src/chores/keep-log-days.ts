// Keeps the partitions of the story log: makes those of today and tomorrow in advance, and drops the days that no grouping reads.
import { STORY_WINDOW_MS } from "../stories/decide-story.ts";
import { addLogDay, dropLogDays } from "../store/story-log.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

const DAY_MS = 24 * 3_600_000;

export async function keepLogDays({ database, now }: Pick<StageDeps, "database" | "now">): Promise<void> {
  const at = now().getTime();
  for (const day of [at, at + DAY_MS]) await addLogDay(database, new Date(day));
  await database.transaction((sql) => dropLogDays(sql, new Date(at - STORY_WINDOW_MS)));
}
