// Pauses a source by hand, and resumes it.
import { isFeedAsked } from "../../feeds/poll/is-asked.ts";
import { findFeed, pauseFeed } from "../../store/feeds.ts";
import { findSource, sourceName } from "./find-source.ts";
import type { FeedRow } from "../../store/feeds.ts";
import type { DeskDeps } from "../desk-deps.ts";

export interface PausedSource {
  id: number;
  name: string;
  /** Since when it is paused (ISO 8601); null if it is asked. */
  pausedSince: string | null;
  /** False if it was so already. */
  changed: boolean;
  /** When it is asked next; null while it is paused, or if its publisher says that it is gone for good. */
  nextPollAt: string | null;
}

/** `source` is its name, its address or its number. Throws CommandError if there is none. */
export async function pauseSource(
  { database, now }: Pick<DeskDeps, "database" | "now">,
  { source, paused }: { source: string | number; paused: boolean },
): Promise<PausedSource> {
  const before = await findSource(database, source);
  await pauseFeed(database, before.id, paused, now());
  const after: FeedRow = (await findFeed(database, before.id)) ?? before;
  return {
    id: after.id,
    name: sourceName(after),
    pausedSince: after.paused_at?.toISOString() ?? null,
    changed: (before.paused_at === null) !== (after.paused_at === null),
    nextPollAt: isFeedAsked(after) ? after.next_due_at.toISOString() : null,
  };
}
