// Asks one source now, due or not.
import { RetryLaterError } from "../errors.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { pollFeeds } from "../pipeline/poll-feeds/poll-feeds.ts";
import { findFeed, takeFeed, type FeedRow } from "../store/feeds.ts";
import { findSource, sourceName } from "./sources/find-source.ts";
import type { RunningPipeline } from "./desk-deps.ts";

export interface PolledNow {
  name: string;
  /** The outcome of the stage, such as `new-entries`; `later` or `held` if its host is not asked now, `paused` if a person paused it. */
  outcome: string;
  /** How many entries are new. */
  entries: number;
  /** Why it could not be read, or is not asked now; else null. */
  reason: string | null;
  nextPollAt: string;
}

/** `asked` is its name in feeds.yaml, its own title, its address, or its number. Throws CommandError if no source, or more than one, is called so. */
export async function pollSource({ deps, tally }: RunningPipeline, asked: string | number): Promise<PolledNow> {
  const feed = await findSource(deps.database, asked);
  const now = deps.now();
  const name = sourceName(feed);
  const answer = (outcome: string, { next_due_at, fault }: FeedRow, { entries = 0, reason = fault } = {}): PolledNow => ({
    name,
    outcome,
    entries,
    reason,
    nextPollAt: next_due_at.toISOString(),
  });
  if (feed.held_until !== null && feed.held_until > now)
    return answer("held", feed, { reason: `its host asked to be left alone until ${feed.held_until.toISOString()}` });
  if (feed.muted) return answer("gone", feed, { reason: feed.fault ?? "its publisher says that it is gone for good" });
  if (feed.paused_at !== null)
    return answer("paused", feed, { reason: `it is paused by hand since ${feed.paused_at.toISOString()}` });
  await takeFeed(deps.database, feed.id, now);
  const handler = pollFeeds(deps);
  try {
    const { outcome, counts, handOn: work } = await handler.run({ feed: feed.id });
    await handOn(deps, work ?? {});
    tally.count("poll-feeds", counts ? { outcome, counts } : { outcome });
    return answer(outcome, (await findFeed(deps.database, feed.id)) ?? feed, { entries: counts?.["entries"] ?? 0 });
  } catch (thrown) {
    if (!(thrown instanceof RetryLaterError)) throw thrown;
    await handler.postpone({ feed: feed.id }, thrown.until, thrown.message);
    tally.count("poll-feeds", { outcome: "later" });
    return answer("later", { ...feed, next_due_at: thrown.until }, { reason: thrown.message });
  }
}
