// Asks one source now, due or not.
import { CommandError, RetryLaterError } from "../errors.ts";
import { sameFeedKey } from "../schema/parse-feed-url.ts";
import { showUrl } from "../text/show-url.ts";
import { handOn } from "../pipeline/hand-on.ts";
import { pollFeeds } from "../pipeline/poll-feeds/poll-feeds.ts";
import { findFeed, listFeeds, takeFeed, type FeedRow } from "../store/feeds.ts";
import type { RunningPipeline } from "./desk-deps.ts";

export interface PolledNow {
  name: string;
  /** The outcome of the stage, such as `new-entries`; `later` or `held` if its host is not asked now. */
  outcome: string;
  /** How many entries are new. */
  entries: number;
  /** Why it could not be read, or is not asked now; else null. */
  reason: string | null;
  nextPollAt: string;
}

const NAMED_MAX = 20;

/** `asked` is its name in feeds.yaml, its own title, its address, or its number. Throws CommandError if no source, or more than one, is called so. */
export async function pollSource({ deps, tally }: RunningPipeline, asked: string | number): Promise<PolledNow> {
  const feeds = await listFeeds(deps.database);
  const feed = typeof asked === "string" ? choose(feeds, asked) : numbered(feeds, asked);
  const now = deps.now();
  const name = nameOf(feed);
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

const nameOf = ({ name, title, url }: FeedRow): string => name ?? title ?? showUrl(url);

function numbered(feeds: readonly FeedRow[], id: number): FeedRow {
  const found = feeds.find((feed) => feed.id === id);
  if (found === undefined) throw new CommandError(`there is no source ${id} now: feeds.yaml may have changed`);
  return found;
}

function choose(feeds: readonly FeedRow[], asked: string): FeedRow {
  const wanted = asked.trim().toLowerCase();
  const isCalled = ({ name, title, url }: FeedRow): boolean =>
    [name, title, url].some((word) => word?.toLowerCase() === wanted) ||
    (URL.canParse(asked) && sameFeedKey(url) === sameFeedKey(asked));
  const [found, second] = feeds.filter(isCalled);
  if (found === undefined) {
    const known = feeds.slice(0, NAMED_MAX).map(nameOf).join(", ");
    throw new CommandError(
      `no source is called "${showUrl(asked)}"; there are: ${known || "none"}${feeds.length > NAMED_MAX ? ", …" : ""}`,
    );
  }
  if (second !== undefined)
    throw new CommandError(
      `several sources are called "${showUrl(asked)}": name it by its address, such as ${showUrl(found.url)} or ${showUrl(second.url)}`,
    );
  return found;
}
