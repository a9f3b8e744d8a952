// Deletes what is older than `retention` keeps, and more of the oldest when the database is larger than it may be.
import { STORY_WINDOW_MS } from "../stories/decide-story.ts";
import { deleteOld, oldestShare } from "../store/retention.ts";
import { choreNote, saveChoreNote } from "../store/self-check/self-checks.ts";
import { storeBytes } from "../store/views/figures.ts";
import type { StageDeps } from "../pipeline/stage-deps.ts";

type RetentionDeps = Pick<StageDeps, "database" | "config" | "now" | "log">;

/** Of the articles; the room of so many is enough for days. */
const SHARE_MIN = 0.05;

/** Returns how many articles were deleted. */
export async function deleteExpired(deps: RetentionDeps, signal?: AbortSignal): Promise<number> {
  const { database, config, log } = deps;
  const now = deps.now();
  const aged = new Date(now.getTime() - config().retentionMs);
  const early = await dayForSize(deps);
  const before = early !== null && early > aged ? early : aged;
  const windowEnd = new Date(now.getTime() - STORY_WINDOW_MS);
  const articles = await deleteOld(database, { before, windowEnd, now }, signal);
  if (articles === 0) return 0;
  if (before === early)
    log.warn({ articles, before }, "the database is as large as `retention.max_bytes` allows: deleted the oldest articles");
  else log.info({ articles }, "deleted articles that are older than `retention`");
  return articles;
}

/**
 * The day up to which articles have to go, since the database is too large; null if it is not. Deleted rows leave room in the files, and only when that is
 * used up do the files grow again: so it acts once for each size that they reach.
 */
async function dayForSize({ database, config, now }: RetentionDeps): Promise<Date | null> {
  const { maxBytes = null } = config();
  if (maxBytes === null) return null;
  const bytes = await storeBytes(database);
  const share = shareToDelete(bytes, maxBytes, Number((await choreNote(database, "max-bytes"))?.note ?? 0));
  if (share === 0) return null;
  await saveChoreNote(database, "max-bytes", String(bytes), now());
  return oldestShare(database, share);
}

/** Other tables grow too, and rows that were deleted take a while to leave room. */
const GROWN = 1.02;

/** `actedAt`: how large it was when articles were deleted for its size last. */
export function shareToDelete(bytes: number, maxBytes: number, actedAt: number): number {
  if (bytes <= 0.95 * maxBytes || (bytes <= GROWN * actedAt && actedAt <= 2 * bytes)) return 0;
  return Math.max(SHARE_MIN, 1 - (0.95 * maxBytes) / bytes);
}
